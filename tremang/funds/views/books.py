"""The books to read, to take away as Excel and to print: cash books, the public sheet, contributions, a member's account."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.funds.actions.slips import HOLDS_MONEY
from tremang.funds.models import CAPITAL, EXPENSES, INCOMES, Account, Fund, Gift, Kind, Loan, LoanState, Series, Voucher
from tremang.funds.models.loans import OPEN
from tremang.funds.queries.balances import Trial, trial
from tremang.funds.queries.books import Line, abouts, book, months_written, paid_by
from tremang.funds.queries.dues import DuesOf, dues
from tremang.funds.queries.loans import standings
from tremang.funds.views.parts import SLUG_OF, Reader, Span, crumbs_of, fund_of, reader_of, signers, span_of, spans
from tremang.funds.views.sheets import note_of, public_sheet, slips_sheet, statement_sheet
from tremang.kernel.format import UNKNOWN, number
from tremang.kernel.format import day as written
from tremang.kernel.periods import Month, month_of
from tremang.kernel.words import in_words
from tremang.meetings.queries import commune_of
from tremang.meetings.views.papers import bare_name, heading
from tremang.members.data import called
from tremang.members.models import Membership
from tremang.ui.portions import part_asked
from tremang.ui.tables import Column, Table

ROWS, MEMBERS = 40, 70  # lines and members to a page
BANK_WORD = "ngan-hang"


def cashbook(request: HttpRequest, club: int, fund: str) -> HttpResponseBase:
    """The book of a fund's box (`?o=ngan-hang`: of its bank account) in a period."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    which, account = fund_of(fund), _account(request)
    written_in = months_written(club, which)
    span = span_of(request.GET.get("ky", ""), written_in, reader.today)
    found = book(club, which, account, span.since, span.until)
    foot = {"label": _("Cộng"), "came": found.came, "went": found.went, "left": found.after}
    rows = [_row(club, line) for line in found.lines]
    columns = [
        Column("label", _("Số phiếu"), "link", url="url", sortable=False), Column("day", _("Ngày"), "day", sortable=False),
        Column("words", _("Nội dung"), small="note", sortable=False), Column("came", _("Thu (đồng)"), "money", sortable=False),
        Column("went", _("Chi (đồng)"), "money", sortable=False), Column("left", _("Tồn (đồng)"), "money", sortable=False),
        Column("who", _("Người nộp, nhận"), sortable=False),
    ]  # fmt: skip
    title = _book_title(which, account)
    table = Table(request, columns, rows, page_size=ROWS, foot=foot, empty=_("Kỳ này chưa có phiếu nào."))
    if table.download_asked:
        first = {"label": _("Tồn đầu kỳ"), "left": found.before}
        told = [
            row | {"words": " – ".join(filter(None, [row.get("words"), row.get("note")]))}
            for row in [first, *rows, foot]
        ]
        name = f"so-quy-{fund}-{span.key}"
        words = _("%(title)s, %(club)s, %(span)s")
        described = words % {"title": title, "club": reader.club.name, "span": span.words}
        return Table(request, columns, told).download(name, described)
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club), "title": title, "table": table, "span": span,
        "spans": spans(written_in, reader.today), "account": account, "is_bank": account == Account.BANK, "book": found,
        "fund": which, "slug": fund, "books": [(one.label, SLUG_OF[one]) for one in Fund],
        "print_url": f"{reverse('funds:print_cashbook', args=[club, fund])}?ky={span.key}"
        + (f"&o={BANK_WORD}" if account == Account.BANK else ""),
        "slips_url": f"{reverse('funds:slips', args=[club, fund])}?ky={span.key}" if rows and account == Account.CASH else "",
    }  # fmt: skip
    return render(request, "funds/cashbook.html", context)


def slips_of(request: HttpRequest, club: int, fund: str) -> HttpResponseBase:
    """The receipts and payments of a fund's box in a period, as Excel."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    which = fund_of(fund)
    span = span_of(request.GET.get("ky", ""), months_written(club, which), reader.today)
    lines = [
        line for line in book(club, which, Account.CASH, span.since, span.until).lines if line.series != Series.OTHER
    ]  # fmt: skip
    title = _("Phiếu thu, phiếu chi %(fund)s, %(club)s, %(span)s") % {
        "fund": which.label, "club": reader.club.name, "span": span.words,
    }  # fmt: skip
    return slips_sheet(request, f"phieu-thu-chi-{fund}-{span.key}", title, lines, abouts(which, lines))


def print_cashbook(request: HttpRequest, club: int, fund: str) -> HttpResponse:
    """The same book on A4 in large type."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    which, account = fund_of(fund), _account(request)
    span = span_of(request.GET.get("ky", ""), months_written(club, which), reader.today)
    found = book(club, which, account, span.since, span.until)
    context = _paper(reader) | {
        "title": _book_title(which, account), "span": span, "book": found, "words": in_words(max(found.after, 0)),
        "lines": [(line, note_of(line)) for line in found.lines], "signers": signers(reader.club, reader.today),
        "back_url": f"{reverse('funds:cashbook', args=[club, fund])}?ky={span.key}",
    }  # fmt: skip
    return render(request, "funds/cashbook_paper.html", context)


def public(request: HttpRequest, club: int) -> HttpResponseBase:
    """The sheet that is read aloud at the meeting: what each fund had, got, gave and has. No names."""
    reader = reader_of(request, club, Verb.SEE_FIGURES)
    asked = request.GET.get("ky", "")
    written_in = months_written(club)
    span = span_of(asked, written_in, reader.today)
    until = min(span.until, reader.today)
    before, now = trial(club, span.since - timedelta(days=1)), trial(club, until)
    lent = list(Loan.objects.filter(club=club, paid_out_on__lte=until))
    running = [one for one in standings(lent, until) if one.standing.settled_on is None]
    context = _paper(reader) | {
        "span": span, "until": until, "funds": [_flows(fund, before, now) for fund in Fund],
        **_sources(now),
        "loans": len(running), "late": sum(one.standing.days_late > 0 for one in running),
        "odd": _odd(club, span), "spans": spans(written_in, reader.today), "signers": signers(reader.club, until),
        "home_url": reverse("funds:home", args=[club]), "sees_persons": reader.sees_persons,
    }  # fmt: skip
    if request.GET.get("download") == "xlsx":
        return public_sheet(request, context)
    return render(request, "funds/public.html", context)


def dues_grid(request: HttpRequest, club: int) -> HttpResponseBase:
    """Contributions, member by 12 months of a year, in thousands of đồng."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    year, lines, foot = _dues(reader, request.GET.get("nam", ""))
    if request.GET.get("download") == "xlsx":
        months = [Column(f"m{month}", str(month), "money") for month in range(1, 13)]
        columns = [Column("name", _("Thành viên")), *months, Column("owes", _("Còn thiếu (đồng)"), "money")]
        rows = [
            {"name": line["name"], "owes": line["owes"]}
            | {f"m{number}": cell["paid"] for number, cell in enumerate(line["cells"], 1) if cell}
            for line in lines
        ]  # fmt: skip
        title = _("Đóng góp năm %(year)s, %(club)s") % {"year": year, "club": reader.club.name}
        return Table(request, columns, rows).download(f"dong-gop-{year}", title)
    pages = max(1, -(-len(lines) // MEMBERS))
    page = part_asked(request, pages)
    behind = [line["owes"] for line in lines if line["owes"] > 0 and not line["has_left"]]
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club), "year": year, "foot": foot, "total": len(lines),
        "lines": lines[(page - 1) * MEMBERS : page * MEMBERS], "page": page, "pages": pages,
        "years": _years(reader), "keeps": reader.keeps, "months": range(1, 13),
        "behind": len(behind), "owed": sum(behind),
    }  # fmt: skip
    return render(request, "funds/dues.html", context)


def print_dues(request: HttpRequest, club: int) -> HttpResponse:
    """The grid of contributions on A4."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    year, lines, foot = _dues(reader, request.GET.get("nam", ""))
    context = _paper(reader) | {
        "year": year, "lines": lines, "foot": foot, "months": range(1, 13), "signers": signers(reader.club, reader.today)
    }  # fmt: skip
    return render(request, "funds/dues_paper.html", context)


def statement(request: HttpRequest, club: int, membership: int) -> HttpResponseBase:
    """A member's own account with the club, to be printed and handed over: contributions, loans, gifts."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    today = reader.today
    line = next((one for one in dues(club, today) if one.membership.pk == membership), None)
    rows = Membership.objects.select_related("person")
    member = line.membership if line is not None else get_object_or_404(rows, pk=membership, club=club)
    his = Loan.objects.filter(Q(membership=membership) | Q(debtor=membership), club=club)
    loans = list(his.select_related("membership__person", "debtor__person", "heir").order_by("paid_out_on", "pk"))
    person = member.person
    running = {now.loan.pk: now for now in standings(loans, today)}
    paid = [
        row
        for row in paid_by(club, membership, today)
        if row.kind in (Kind.DUES, Kind.PRINCIPAL, Kind.INTEREST, Kind.PAYOUT)
    ]
    context = _paper(reader) | {
        "member": member, "called": called(person, today),
        "dues": line, "owes": abs(line.owes) if line else 0, "is_ahead": bool(line and line.owes < 0),
        "months": list(line.months().items())[-12:] if line else [], "asked": line.asked if line else {},
        "loans": [_loan(loan, running.get(loan.pk), membership) for loan in loans], "paid": _by_slip(paid),
        "gifts": Gift.objects.filter(club=club, membership=membership, is_anonymous=False).order_by("on"),
    }  # fmt: skip
    if request.GET.get("download") == "xlsx":
        return statement_sheet(request, context)
    return render(request, "funds/statement.html", context)


def _row(club: int, line: Line) -> dict[str, Any]:
    return {
        "label": _named(line), "url": reverse("funds:slip", args=[club, line.voucher_id]), "day": line.day,
        "words": line.words, "note": note_of(line), "came": line.came or None, "went": line.went or None,
        "left": line.left, "who": line.who,
    }  # fmt: skip


def _named(line: Line) -> str:
    """The number of a slip. Between the funds it is told what it is: "PT" beside a sum that went out looks wrong."""
    return _("Phiếu chuyển %(slip)s") % {"slip": line.label} if line.is_move else line.label


def _account(request: HttpRequest) -> Account:
    return Account.BANK if request.GET.get("o") == BANK_WORD else Account.CASH


def _book_title(fund: Fund, account: Account) -> str:
    words = _("Sổ tiền gửi ngân hàng, %(fund)s") if account == Account.BANK else _("Sổ tiền mặt, %(fund)s")
    return words % {"fund": fund.label}


def _paper(reader: Reader) -> dict[str, Any]:
    """What the head and foot of each paper need."""
    commune = commune_of(reader.club)
    return {
        "club": reader.club, "head": heading(reader.club, commune), "where": bare_name(commune), "today": reader.today
    }  # fmt: skip


def _flows(fund: Fund, before: Trial, now: Trial) -> dict[str, Any]:
    """What a fund had, what came in and went out by kind, and where what it has is."""

    def change(account: Account) -> int:
        return now.balance(fund, account) - before.balance(fund, account)

    lent = change(Account.LOANS)
    came = [(str(account.label), change(account)) for account in (*INCOMES, *CAPITAL)]
    went = [(str(account.label), change(account)) for account in EXPENSES]
    moved, gap = change(Account.CLEARING), change(Account.GAP)
    came += [(_("Chuyển từ quỹ kia sang"), -moved), (_("Thừa khi đếm hộp"), -gap)]
    went += [(_("Chuyển sang quỹ kia"), moved), (_("Thiếu khi đếm hộp"), gap)]
    # A capital or income that shrank (interest shared out, a slip taken back) goes out, and the other way round.
    both = [line for line in came[:-2] if line[1] < 0]
    went += [(_("Giảm: %(what)s") % {"what": label}, -amount) for label, amount in both]
    total = now.total(fund)
    return {
        "label": fund.label, "before": before.total(fund), "total": total, "words": in_words(max(total, 0)),
        "came": [line for line in came if line[1] > 0], "went": [line for line in went if line[1] > 0],
        "came_sum": sum(amount for _label, amount in came if amount > 0),
        "went_sum": sum(amount for _label, amount in went if amount > 0),
        "held": [(account.label, now.balance(fund, account)) for account in (Account.CASH, Account.BANK, Account.LOANS)],
        "lent": lent,
    }  # fmt: skip


def _sources(now: Trial) -> dict[str, Any]:
    """Where the money of both funds came from: capital by source, and what came in more than went out. It sums to the funds."""
    lines = [(str(account.label), _both(now, account)) for account in CAPITAL]
    result = sum(now.result(fund) for fund in Fund)
    lines.append((_("Thu nhiều hơn chi") if result > 0 else _("Chi nhiều hơn thu"), result))
    found = [line for line in lines if line[1]]
    return {"sources": found, "sources_sum": sum(amount for _label, amount in found)}


def _both(sums: Trial, account: Account) -> int:
    return sum(sums.balance(fund, account) for fund in Fund)


def _odd(club: int, span: Span) -> list[Voucher]:
    """Slips of the period that took another back or let a balance fall below zero: the meeting is to hear of them."""
    rows = Voucher.objects.filter(club=club, day__gte=span.since, day__lte=span.until).select_related("reverses")
    return [row for row in rows.order_by("day", "pk") if row.overdrawn or row.reverses_id]


def _years(reader: Reader) -> list[int]:
    first = reader.club.launched_on or reader.today
    return list(range(reader.today.year, max(first.year, reader.today.year - 4) - 1, -1))


def _dues(reader: Reader, asked: str) -> tuple[int, list[dict[str, Any]], dict[str, Any]]:
    """The year asked for, a line for each member with twelve cells, and the sums."""
    known = {str(year): year for year in _years(reader)}
    year = known.get(asked, reader.today.year)
    first = month_of(date(year, 1, 1))
    lines = []
    totals: dict[Month, int] = defaultdict(int)
    for one in dues(reader.club.pk, reader.today):
        in_year = [month for month in one.asked if first <= month < first + 12]
        if one.membership.left_on is not None and not in_year and not one.owes:
            continue
        paid = one.months()
        cells = [_cell(one, paid, month) for month in range(first, first + 12)]
        for month in in_year:
            totals[month] += paid[month]
        lines.append(
            {
                "pk": one.membership.pk, "name": one.membership.person.full_name, "cells": cells, "owes": one.owes,
                "ahead": -one.owes, "short": thousands(one.owes), "has_left": one.membership.left_on is not None,
            }
        )  # fmt: skip
    months = range(first, first + 12)
    foot = {
        "cells": [thousands(totals[month]) if month in totals else "" for month in months], "sum": sum(totals.values())
    }  # fmt: skip
    return year, lines, foot


def _cell(one: DuesOf, paid: dict[Month, int], month: Month) -> dict[str, Any] | None:
    """A month of a member: what was paid and asked; None where nothing was asked at all."""
    if month not in one.asked:
        return None
    asked = one.asked[month]
    text = thousands(paid[month]) if asked else UNKNOWN
    return {"paid": paid[month], "text": text, "is_behind": paid[month] < asked}


def thousands(amount: int) -> str:
    """A sum in thousands of đồng, as narrow cells have room for: 12.500 đ is 12,5."""
    return number(Decimal(amount) / 1000)


def _loan(loan: Loan, now: Any, membership: int) -> dict[str, Any]:
    """A loan in a member's account: his own with who pays it now, or one of somebody else's that he took over."""
    note = ""
    if loan.membership_id != membership:
        note = _("nhận trả thay %(who)s") % {"who": loan.membership.person.full_name}
    elif loan.is_taken_over:
        note = _("%(who)s nhận trả") % {"who": loan.payer.full_name}
    stands = now.standing if now else None
    return {
        "loan": loan, "note": note, "state": LoanState(loan.state).label, "is_open": loan.state in OPEN,
        "left": stands.outstanding if stands else 0, "due": stands.interest_due + stands.principal_due if stands else 0,
        "next": stands.coming if stands and loan.state in OPEN else None,
    }  # fmt: skip


def _by_slip(rows: list[Any]) -> list[dict[str, Any]]:
    """A member's transfers as he knows them: one line a slip, with the money he brought or was given."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        line = found.setdefault(
            row.voucher_id, {"slip": row.voucher, "what": set(), "in": 0, "out": 0, "day": written(row.day)}
        )
        line["what"].add(str(Kind(row.kind).label))
        line["in"] += row.amount if row.debit in HOLDS_MONEY else 0
        line["out"] += row.amount if row.credit in HOLDS_MONEY else 0
    return [line | {"what": _what(line)} for line in found.values()]


def _what(line: dict[str, Any]) -> str:
    if not line["in"] and not line["out"]:
        return _("Chia lại gốc và lãi các lần đã trả, không có tiền vào ra")
    return ", ".join(sorted(line["what"])).capitalize()
