"""Pages of the funds."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.funds.actions import declare_balance
from tremang.funds.forms import BalanceForm
from tremang.funds.models import DeclaredBalance
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address
from tremang.ui.tables import Column, Table


def balance(request: HttpRequest, club: int) -> HttpResponseBase:
    """What a club declares of its income fund."""
    today = clock.today()
    found = Club.objects.select_related("place").filter(pk=club).first()
    if found is None:
        raise Http404
    require(request.user, Verb.KEEP_MONEY, found.place, today)
    form = BalanceForm(request.POST or None, today=today)
    rows = [
        {"declared_on": row.declared_on, "cash": row.cash, "bank": row.bank, "loans": row.loans, "total": row.total}
        for row in DeclaredBalance.objects.filter(club=found)
    ]
    columns = [
        Column("declared_on", _("Ngày"), "day"), Column("cash", _("Tiền mặt (đồng)"), "money"),
        Column("bank", _("Tiền gửi (đồng)"), "money"), Column("loans", _("Đang vay (đồng)"), "money"),
        Column("total", _("Cộng (đồng)"), "money"),
    ]  # fmt: skip
    table = Table(request, columns, rows, sort="-declared_on", empty=_("Chưa khai báo lần nào."))
    if table.download_asked:
        return table.download("so-du-quy", _("Số dư Quỹ tăng thu nhập, %(club)s") % {"club": found.name})

    def act(data: dict[str, Any]) -> tuple[str, str]:
        sums = (data["cash"], data["bank"], data["loans"])
        event = declare_balance(found, data["declared_on"], *sums, by=request.user, today=today)
        words = {"day": written(data["declared_on"]), "total": vnd(sum(sums))}
        return _("Đã ghi quỹ ngày %(day)s: %(total)s.") % words, address("places:undo", event.pk)

    return entry_page(
        request, "ui/entry.html", form, act, reverse("funds:balance", args=[club]),
        lambda: {
            "title": _("Số dư Quỹ tăng thu nhập"), "crumbs": _crumbs(found), "button": _("Ghi số dư"),
            "back_url": address("web:club", club), "table": table, "table_title": _("Các lần khai báo"),
            "summary": _("Cộng tiền mặt, tiền gửi và dư nợ. Chỉ tiêu tính từ 50.000.000 đ trở lên."),
        },
    )  # fmt: skip


def _crumbs(club: Club) -> list[tuple[str, str]]:
    url = address("web:club", club.pk)
    return [(club.name, url)] if url else []
