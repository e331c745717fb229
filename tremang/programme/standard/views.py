"""Pages of the standard."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.programme.pages import club_of, crumbs_of_club, undo_url, way_back
from tremang.programme.standard.actions import assess_club
from tremang.programme.standard.forms import AssessForm
from tremang.programme.standard.models import Assessment, Result
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address
from tremang.ui.tables import Column, Table


def assess(request: HttpRequest, club: int) -> HttpResponseBase:
    """Write down an assessment of a club."""
    today = clock.today()
    found = club_of(club, request.user, Verb.ASSESS, today)
    form = AssessForm(request.POST or None, today=today)
    rows = [
        {"assessed_on": row.assessed_on, "result": row.get_result_display(), "decided_by": row.decided_by}
        for row in Assessment.objects.filter(club=found)
    ]
    columns = [
        Column("assessed_on", _("Ngày"), "day"), Column("result", _("Kết quả")), Column("decided_by", _("Theo văn bản")),
    ]  # fmt: skip
    table = Table(request, columns, rows, sort="-assessed_on", empty=_("Chưa đánh giá lần nào."))
    if table.download_asked:
        return table.download("danh-gia", _("Các lần đánh giá, %(club)s") % {"club": found.name})

    def act(data: dict[str, Any]) -> tuple[str, str]:
        result = Result(data["result"])
        event = assess_club(found, data["assessed_on"], result, data["decided_by"], by=request.user, today=today)
        words = {"day": written(data["assessed_on"]), "result": str(result.label).lower()}
        return _("Đã ghi đánh giá ngày %(day)s: %(result)s.") % words, undo_url(event)

    return entry_page(
        request, "ui/entry.html", form, act, reverse("standard:assess", args=[club]),
        lambda: {
            "title": _("Đánh giá câu lạc bộ"), "crumbs": crumbs_of_club(found), "button": _("Ghi kết quả"),
            "back_url": address("web:club", club), "table": table, "table_title": _("Các lần đánh giá"),
            "summary": _("Kết quả giữ được 12 tháng; quá hạn mà chưa đánh giá lại thì tính là chưa giữ chất lượng."),
            **way_back(found.place, ["assess_club"], request.user, today),
        },
    )  # fmt: skip
