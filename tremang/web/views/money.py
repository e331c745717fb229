"""The money of the clubs of a commune and of the whole City: totals, where they come from, who is late, how large funds are."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, require
from tremang.facts.actions import catch_up
from tremang.kernel import clock
from tremang.kernel.format import number, percent, vnd
from tremang.places.models import Kind, Place
from tremang.places.queries import city
from tremang.ui.charts import bar_chart
from tremang.ui.links import address
from tremang.ui.tables import Column, Table
from tremang.web.kept import kept_page
from tremang.web.money_of import MILLION, Money, money_of, size_words


@login_required
def commune_money(request: HttpRequest, code: str) -> HttpResponse:
    """The money of a commune's clubs, club by club."""
    return _page(request, get_object_or_404(Place, code=code, kind=Kind.COMMUNE, valid_to__isnull=True))


@login_required
def city_money(request: HttpRequest) -> HttpResponse:
    """The money of the City's clubs, commune by commune."""
    return _page(request, city())


def _page(request: HttpRequest, place: Place) -> HttpResponse:
    today = clock.today()
    require(request.user, Verb.SEE_FIGURES, place, today)
    of_city = place.kind == Kind.PROVINCE
    if request.GET.get("download") == "xlsx":
        catch_up(place, today)
        title = _("Tiền quỹ các câu lạc bộ, %(place)s") % {"place": place.name}
        return _table(request, money_of(place, today), of_city=of_city).download("tien-quy", title)
    return kept_page(
        request, "money", place, today,
        lambda: _context(request, place, money_of(place, today), of_city=of_city) | {"today": today},
    )  # fmt: skip


def _context(request: HttpRequest, place: Place, found: Money, *, of_city: bool) -> dict[str, Any]:
    active = sum(found.sizes)
    enough = sum(found.sizes[3:])
    bars = [(words, count) for words, count in zip(size_words(), found.sizes, strict=True) if count or words]
    sources = [(words, round(amount / MILLION, 1)) for words, amount in found.capital]
    says = _("%(enough)s trong %(active)s câu lạc bộ đang hoạt động có quỹ từ 50 triệu đồng trở lên") % {
        "enough": number(enough), "active": number(active),
    }  # fmt: skip
    return {
        "place": place, "now": found.now, "year": found.year, "risk": found.risk, "late": found.late,
        "table": _table(request, found, of_city=of_city), "sizes_words": says, "summary": _summary(found),
        "sizes": bar_chart(says, bars), "sources": bar_chart(_("Vốn Quỹ tăng thu nhập theo nguồn, triệu đồng"), sources),
        "has_sources": bool(sources), "of_city": of_city, "visit_url": address("advice:money"),
    }  # fmt: skip


def _summary(found: Money) -> str:
    words = _("Quỹ tăng thu nhập %(income)s, Quỹ hoạt động %(activity)s.") % {
        "income": vnd(found.now.get("fund_income", 0)), "activity": vnd(found.now.get("fund_activity", 0)),
    }  # fmt: skip
    if found.risk.share is not None:
        words += " " + _("%(share)s tiền cho vay trả chậm quá 30 ngày.") % {"share": percent(found.risk.share)}
    return words


def _table(request: HttpRequest, found: Money, *, of_city: bool) -> Table:
    clubs = [Column("clubs", _("Câu lạc bộ"), "number"), Column("enough", _("Quỹ từ 50 triệu"), "number")]
    own = clubs if of_city else [Column("loans", _("Khoản vay"), "number")]
    columns = [
        Column("name", _("Xã, phường") if of_city else _("Câu lạc bộ"), "link", url="url", order="sort"), *own,
        Column("fund", _("Quỹ tăng thu nhập (đồng)"), "money"), Column("activity", _("Quỹ hoạt động (đồng)"), "money"),
        Column("outstanding", _("Đang cho vay (đồng)"), "money"),
        Column("at_risk", _("Chậm quá 30 ngày (đồng)"), "money"), Column("share", _("Tỷ lệ chậm"), "percent"),
    ]  # fmt: skip
    return Table(request, columns, found.rows, search=("name",), sort="name", empty=_("Chưa có câu lạc bộ nào."))
