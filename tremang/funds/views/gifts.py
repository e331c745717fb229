"""The Sổ Tấm lòng vàng, the list of thanks, and what the fund holds in kind."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb
from tremang.clubs.models import Club
from tremang.funds.actions.gifts import Giving, InKind, drop_gift, drop_in_kind, end_in_kind, give, keep_in_kind
from tremang.funds.forms.gifts import KIND, MONEY, EndKindForm, GiftForm, KindCapitalForm
from tremang.funds.models import Account, Fund, Gift, Kind, KindCapital, Voucher
from tremang.funds.queries.books import usual
from tremang.funds.queries.gifts import gifts, in_kind, total
from tremang.funds.views.occasion import day_asked, meeting_of, way_back
from tremang.funds.views.parts import Reader, crumbs_of, reader_of, sent, signers
from tremang.funds.views.slips import money_page
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.kernel.words import in_words
from tremang.meetings.queries import commune_of, names_on_roll
from tremang.meetings.views.papers import heading
from tremang.ui.entry_page import entry_page
from tremang.ui.links import address
from tremang.ui.said import said
from tremang.ui.tables import Column, Table


def book(request: HttpRequest, club: int) -> HttpResponseBase:
    """The gift book of a year; `?ghi=tien` or `?ghi=hien-vat` opens the form for one more."""
    asked = request.GET.get("ghi", "")
    if request.method == "POST" or asked in (MONEY, KIND):
        return _entry(request, reader_of(request, club, Verb.KEEP_MONEY), is_kind=asked == KIND)
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    year = _year(request, reader)
    lines = gifts(club, date(year, 1, 1), date(year, 12, 31))
    rows = [
        {
            "on": line.on, "donor": line.donor or _("Không nêu tên"), "what": line.what or _("tiền"), "amount": line.amount,
            "purpose": line.purpose, "fund": line.fund.label, "slip": line.slip or _("hiện vật"),
            "url": address("funds:slip", club, line.voucher_id) if line.voucher_id
            else address("funds:gift_receipt", club, line.gift.pk) if line.gift else "",
            "note": _("đã hoàn lại, không tính") if line.is_taken_back else "",
        }
        for line in lines
    ]  # fmt: skip
    columns = [
        Column("donor", _("Người ủng hộ"), small="note"), Column("on", _("Ngày"), "day"), Column("what", _("Ủng hộ")),
        Column("amount", _("Giá trị (đồng)"), "money"), Column("purpose", _("Để làm gì")), Column("fund", _("Quỹ")),
        Column("slip", _("Phiếu"), "link", url="url"),
    ]  # fmt: skip
    table = Table(
        request, columns, rows, sort="-on", search=("donor", "what", "purpose"),
        empty=_("Năm này chưa ghi khoản ủng hộ nào."),
    )  # fmt: skip
    if table.download_asked:
        title = _("Sổ Tấm lòng vàng năm %(year)s, %(club)s") % {"year": year, "club": reader.club.name}
        return table.download(f"tam-long-vang-{year}", title)
    droppable = [line.gift for line in lines if line.gift and not line.voucher_id] if reader.keeps else []
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club), "reader": reader, "year": year, "table": table,
        "years": range(reader.today.year, _first_year(reader.club) - 1, -1), "money": total(lines, money=True),
        "kind": total(lines, money=False), "count": sum(not line.is_taken_back for line in lines), "droppable": droppable,
    }  # fmt: skip
    return render(request, "funds/gifts.html", context)


def _first_year(club: Club) -> int:
    return club.launched_on.year if club.launched_on else club.founded_on.year if club.founded_on else 2018


def _year(request: HttpRequest, reader: Reader) -> int:
    asked, this = whole(request.GET.get("nam", "")), reader.today.year
    return asked if _first_year(reader.club) <= asked <= this else this


def _members(club: int, today: date) -> list[tuple[int, str]]:
    return [(name.membership, name.Called) for name in names_on_roll(club, today)]


def _entry(request: HttpRequest, reader: Reader, is_kind: bool) -> HttpResponse:
    club, today = reader.club, reader.today
    here = reverse("funds:gifts", args=[club.pk])
    asked = day_asked(request, today)
    form = GiftForm(
        sent(request), today=today, members=_members(club.pk, today), is_kind=is_kind, initial=asked
    )  # fmt: skip
    known = request.GET.copy()
    known["ghi"] = MONEY if is_kind else KIND
    about = {
        "button": _("Ghi ủng hộ"), "crumbs": crumbs_of(club, (_("Sổ Tấm lòng vàng"), here)),
        "links": [(_("Ghi ủng hộ tiền") if is_kind else _("Ghi ủng hộ hiện vật"), f"{here}?{known.urlencode()}")],
    }  # fmt: skip
    day = written(asked.get("day", today))

    def write(data: dict[str, Any]) -> Gift:
        giving = Giving(
            data["amount"], data["donor"], data["is_anonymous"], data["membership"], Fund(data["fund"]),
            data.get("what", ""), data["purpose"], Account(data.get("into") or Account.CASH),
        )  # fmt: skip
        try:
            return give(
                club, giving, on=data["day"], by=request.user, today=today, once=data["once"],
                meeting_id=meeting_of(club.pk, data["day"]),
            )  # fmt: skip
        except Problem as problem:
            problem.field = "day" if problem.field == "on" else problem.field
            raise

    then = way_back(request, club.pk, "thu-chi", today) or here
    if is_kind:
        return _entry_in_kind(request, reader, form, write, then, about, day)

    return money_page(
        request, reader, form, lambda data: cast(Voucher, write(data).voucher),
        lambda data: usual(club.pk, Fund(data["fund"]), Kind.GIFT, Account.GIFTS),
        about | {
            "title": _("Ghi ủng hộ tiền"),
            "summary": _("Tiền mặt vào hộp Quỹ hoạt động ngày %(day)s. Nếu khác, mời mở “Ghi kỹ hơn”.") % {"day": day},
        },
        _("Đã ghi ủng hộ %(sum)s (%(words)s), phiếu %(slip)s."), then,
    )  # fmt: skip


def _entry_in_kind(
    request: HttpRequest, reader: Reader, form: GiftForm, write: Callable[[dict[str, Any]], Gift], then: str,
    about: dict[str, Any], day: str,
) -> HttpResponse:  # fmt: skip
    """A gift in kind moves no money: it stands in the gift book alone and is dropped from there."""

    def act(data: dict[str, Any]) -> tuple[str, str]:
        try:
            gift = write(data)
        except Problem as problem:
            form.key_anew(problem)
            raise
        return _("Đã ghi ủng hộ hiện vật: %(what)s.") % {"what": gift.what}, reverse(
            "funds:drop_gift", args=[reader.club.pk, gift.pk]
        )

    summary = _("Ghi theo giá ước, không vào hộp tiền. Ngày nhận %(day)s, nếu khác mời mở “Ghi kỹ hơn”.")
    return entry_page(
        request, "funds/entry.html", form, act, then,
        lambda: about | {"title": _("Ghi ủng hộ hiện vật"), "summary": summary % {"day": day}, "back_url": then},
    )  # fmt: skip


@require_POST
def drop(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Remove a gift in kind written by mistake."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    gift = get_object_or_404(Gift.objects.select_related("club__place"), pk=pk, club=reader.club)
    drop_gift(gift, by=request.user, today=reader.today)
    said(request, _("Đã bỏ khoản ủng hộ: %(what)s.") % {"what": gift.what})
    return redirect("funds:gifts", club)


def thanks(request: HttpRequest, club: int) -> HttpResponse:
    """The list of thanks of a year, to print and hang up; sums are left out with `?so-tien=khong`."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    year = _year(request, reader)
    lines = [line for line in gifts(club, date(year, 1, 1), date(year, 12, 31)) if not line.is_taken_back]
    context = {
        "club": reader.club, "year": year, "lines": lines[::-1], "with_sums": request.GET.get("so-tien") != "khong",
        "money": total(lines, money=True), "kind": total(lines, money=False), "today": reader.today,
        "signers": signers(reader.club, reader.today),
    }  # fmt: skip
    return render(request, "funds/thanks.html", context)


def print_book(request: HttpRequest, club: int) -> HttpResponse:
    """The gift book of a year on A4, to be signed."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    year = _year(request, reader)
    lines = [line for line in gifts(club, date(year, 1, 1), date(year, 12, 31)) if not line.is_taken_back]
    context = {
        "club": reader.club, "head": heading(reader.club, commune_of(reader.club)), "year": year, "lines": lines[::-1],
        "money": total(lines, money=True), "kind": total(lines, money=False),
        "signers": signers(reader.club, reader.today),
    }  # fmt: skip
    return render(request, "funds/gifts_paper.html", context)


def receipt(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """What a donor of things gets; whoever gave money gets the slip."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    gift = get_object_or_404(Gift, pk=pk, club=reader.club, voucher=None)
    context = {
        "club": reader.club, "gift": gift, "head": heading(reader.club, commune_of(reader.club)),
        "words": in_words(gift.amount), "signers": signers(reader.club, gift.on),
    }  # fmt: skip
    return render(request, "funds/gift_receipt.html", context)


def things(request: HttpRequest, club: int) -> HttpResponseBase:
    """What the fund holds in kind, beside its ledger; `?ghi=1` opens the form, `?thoi=` ends one entry."""
    if request.method == "POST" or request.GET.get("ghi") or request.GET.get("thoi"):
        return _thing(request, reader_of(request, club, Verb.KEEP_MONEY))
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    here = reverse("funds:things", args=[club])
    rows = [
        {
            "what": row.what, "quantity": row.quantity, "value": row.value, "source": row.get_source_display(),
            "document": row.document, "from_on": row.from_on, "holder": row.holder.person.full_name if row.holder else "",
            "state": _("đến hết ngày %(day)s") % {"day": written(row.to_on)} if row.to_on else _("đang giữ"),
            "url": f"{here}?thoi={row.pk}" if reader.keeps and row.to_on is None else "",
        }
        for row in in_kind(club)
    ]  # fmt: skip
    columns = [
        Column("what", _("Hiện vật"), "link", url="url", small="quantity"), Column("value", _("Ước giá (đồng)"), "money"),
        Column("source", _("Nguồn")), Column("document", _("Văn bản")), Column("from_on", _("Từ ngày"), "day"),
        Column("holder", _("Người giữ")), Column("state", _("Tình trạng")),
    ]  # fmt: skip
    table = Table(request, columns, rows, sort="-from_on", empty=_("Quỹ chưa có vốn bằng hiện vật."))
    if table.download_asked:
        return table.download("von-hien-vat", _("Vốn bằng hiện vật, %(club)s") % {"club": reader.club.name})
    held = sum(row.value for row in in_kind(club, reader.today))
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club), "reader": reader, "table": table, "held": held,
        "add_url": f"{here}?ghi=1",
    }  # fmt: skip
    return render(request, "funds/things.html", context)


def _thing(request: HttpRequest, reader: Reader) -> HttpResponse:
    club, today = reader.club, reader.today
    here = reverse("funds:things", args=[club.pk])
    asked = request.GET.get("thoi", "")
    crumbs = crumbs_of(club, (_("Vốn bằng hiện vật"), here))
    if asked:
        row = get_object_or_404(KindCapital.objects.select_related("club__place"), pk=whole(asked), club=club)

        def end(data: dict[str, Any]) -> tuple[str, str]:
            end_in_kind(row, data["to_on"], by=request.user, today=today)
            return _("Đã ghi không còn giữ: %(what)s.") % {"what": row.what}, ""

        return entry_page(
            request, "ui/entry.html", EndKindForm(request.POST or None, today=today), end, here,
            lambda: {
                "title": _("Không còn giữ hiện vật"), "crumbs": crumbs, "button": _("Ghi ngày cuối"), "back_url": here,
                "summary": _("%(what)s, đã bán, đã trả hoặc không còn.") % {"what": row.what},
            },
        )  # fmt: skip

    form = KindCapitalForm(sent(request), today=today, members=_members(club.pk, today))

    def act(data: dict[str, Any]) -> tuple[str, str]:
        thing = InKind(
            data["what"], data["value"], Account(data["source"]), data["quantity"], data["document"], data["holder"]
        )
        try:
            row = keep_in_kind(club, thing, from_on=data["from_on"], by=request.user, today=today, once=data["once"])
        except Problem as problem:
            form.key_anew(problem)
            raise
        undo = reverse("funds:drop_thing", args=[club.pk, row.pk])
        return _("Đã ghi vốn bằng hiện vật: %(what)s.") % {"what": row.what}, undo

    return entry_page(
        request, "ui/entry.html", form, act, here,
        lambda: {
            "title": _("Ghi vốn bằng hiện vật"), "crumbs": crumbs, "button": _("Ghi vào sổ"), "back_url": here,
            "summary": _("Bò, dê, dụng cụ cho thành viên nuôi, dùng. Ghi cạnh sổ quỹ, không cộng vào tiền."),
        },
    )  # fmt: skip


@require_POST
def drop_thing(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Remove an entry of the register written by mistake."""
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    row = get_object_or_404(KindCapital.objects.select_related("club__place"), pk=pk, club=reader.club)
    drop_in_kind(row, by=request.user, today=reader.today)
    said(request, _("Đã bỏ: %(what)s.") % {"what": row.what})
    return redirect("funds:things", club)
