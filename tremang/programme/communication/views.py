"""Pages of communication."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.kernel import clock
from tremang.kernel.format import number
from tremang.programme.communication.actions import declare_reach
from tremang.programme.communication.forms import ReachForm
from tremang.programme.communication.models import ReachDeclaration
from tremang.programme.pages import commune_of, crumbs_of, undo_url, way_back
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address
from tremang.ui.tables import Column, Table


def reach(request: HttpRequest, code: str) -> HttpResponseBase:
    """People reached by communication, per year."""
    today = clock.today()
    commune = commune_of(code, request.user, Verb.KEEP_COMMUNE, today)
    form = ReachForm(request.POST or None, today=today)
    rows = ReachDeclaration.objects.filter(ReachDeclaration.by(), commune=commune)
    columns = [
        Column("year", _("Năm"), "text"), Column("reached", _("Số người"), "number"), Column("method", _("Cách đếm")),
        Column("declared_on", _("Ghi ngày"), "day"),
    ]  # fmt: skip
    table = Table(request, columns, list(rows.values("year", "reached", "method", "declared_on")), sort="-year",
                  empty=_("Chưa khai báo năm nào."))  # fmt: skip
    if table.download_asked:
        return table.download("tuyen-truyen", _("Người được tuyên truyền, %(place)s") % {"place": commune.name})

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = declare_reach(commune, data["year"], data["reached"], data["method"], by=request.user, today=today)
        words = {"year": data["year"], "n": number(data["reached"])}
        return _("Đã ghi năm %(year)s: %(n)s người được tuyên truyền.") % words, undo_url(event)

    return entry_page(
        request, "ui/entry.html", form, act, reverse("communication:reach", args=[code]),
        lambda: {
            "title": _("Người được tuyên truyền"), "crumbs": crumbs_of(commune), "button": _("Ghi số người"),
            "back_url": address("web:commune", code), "table": table, "table_title": _("Đã khai báo"),
            "summary": _("Chỉ tiêu lấy năm cao nhất trong giai đoạn, không cộng dồn các năm."),
            **way_back(commune, ["declare_reach"], request.user, today),
        },
    )  # fmt: skip
