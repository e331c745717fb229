"""The home of a club's money: what each fund holds, where it came from, what is owed, and the doors to everything."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.clubs.models import Club
from tremang.funds import problems as say
from tremang.funds.models import CAPITAL, Account, Fund
from tremang.funds.queries.balances import Trial, trial
from tremang.funds.queries.books import last_slips
from tremang.funds.queries.dues import dues
from tremang.funds.queries.loans import now_of, open_loans, repayments
from tremang.funds.views.parts import SLUG_OF, Reader, reader_of
from tremang.ui.links import address

SHOWN = 6
Door = tuple[str, str]  # words and address


def home(request: HttpRequest, club: int) -> HttpResponse:
    """Balances for everybody who may see figures; slips and names for those with a duty towards persons."""
    reader = reader_of(request, club, Verb.SEE_FIGURES)
    found = reader.club
    sums = trial(found.pk, reader.today)
    slips = last_slips(found.pk, SHOWN) if reader.sees_persons else []
    is_launched = found.launched_on is not None and found.launched_on <= reader.today
    context = {
        "not_yet": "" if is_launched else _(say.NOT_LAUNCHED),
        "club": found, "club_url": address("web:club", found.pk), "today": reader.today, "reader": reader,
        "funds": [_fund(found, fund, sums, reader) for fund in Fund], "capital": _capital(sums), "slips": slips,
        "is_empty": not sums.sums, "opening_url": address("funds:opening", found.pk) if reader.keeps else "",
        "owed": _owed(reader) if sums.sums else None, "doors": doors(reader), "writing": writing_doors(reader) if is_launched else [],
        "balance_url": reverse("funds:public", args=[found.pk]),
    }  # fmt: skip
    return render(request, "funds/home.html", context)


def _fund(club: Club, fund: Fund, sums: Trial, reader: Reader) -> dict[str, Any]:
    book = reverse("funds:cashbook", args=[club.pk, SLUG_OF[fund]]) if reader.sees_persons else ""
    loans = address("funds:loans", club.pk)
    held = [
        (_("Trong hộp"), sums.balance(fund, Account.CASH), book),
        (_("Ngân hàng"), sums.balance(fund, Account.BANK), f"{book}?o=ngan-hang" if book else ""),
    ]
    lent = sums.balance(fund, Account.LOANS)
    if fund == Fund.INCOME or lent:
        held.append((_("Thành viên đang vay"), lent, loans))
    return {"label": fund.label, "held": held, "total": sums.total(fund)}


def _capital(sums: Trial) -> dict[str, Any]:
    """Where the money of both funds came from; the lines add up to what the club holds."""
    lines = [(account.label, sum(sums.balance(fund, account) for fund in Fund)) for account in CAPITAL]
    result = sum(sums.result(fund) for fund in Fund)
    return {
        "lines": [line for line in lines if line[1]], "result": abs(result), "is_loss": result < 0,
        "total": sum(sums.total(fund) for fund in Fund),
    }  # fmt: skip


def _owed(reader: Reader) -> dict[str, Any]:
    """What members still owe: contributions up to this month, and loans that are late. Counts and sums, no names."""
    club, today = reader.club, reader.today
    behind = [line.owes for line in dues(club.pk, today) if line.owes > 0 and line.membership.left_on is None]
    loans = open_loans(club.pk)
    paid = repayments([loan.pk for loan in loans], today)
    running = [now_of(loan, paid.get(loan.pk, []), today) for loan in loans]
    late = [now for now in running if now.standing.days_late > 0]
    return {
        "dues": sum(behind), "dues_count": len(behind), "loans_count": len(running), "late_count": len(late),
        "late": sum(now.standing.interest_due + now.standing.principal_due for now in late),
        "dues_url": reverse("funds:dues", args=[club.pk]) if reader.sees_persons else "",
        "loans_url": address("funds:loans", club.pk),
    }  # fmt: skip


def writing_doors(reader: Reader) -> list[Door]:
    """The pages on which money is written down, for whoever keeps it."""
    pages: list[tuple[str, str, list[str]]] = [
        (_("Tiền của buổi hôm nay"), "funds:sitting", [reader.today.isoformat()]),
        (_("Tiền của buổi khác"), "funds:other_days", []),
        (_("Ghi ủng hộ"), "funds:gifts", []), (_("Nhận vốn"), "funds:capital", []),
        (_("Gửi, rút ngân hàng"), "funds:bank", []), (_("Chuyển giữa hai quỹ"), "funds:move", []),
        (_("Đếm hộp tiền"), "funds:count", []), (_("Vốn bằng hiện vật"), "funds:things", []),
    ]  # fmt: skip
    return _open(reader, pages) if reader.keeps else []


def _open(reader: Reader, pages: list[tuple[str, str, list[str]]]) -> list[Door]:
    """Those of the pages that exist, with their addresses."""
    return [(words, url) for words, name, more in pages if (url := address(name, reader.club.pk, *more))]


def doors(reader: Reader) -> list[tuple[str, list[Door]]]:
    """The pages to read, and the rules, by what they are for; a page that does not exist has no door."""
    income, activity = SLUG_OF[Fund.INCOME], SLUG_OF[Fund.ACTIVITY]
    groups: list[tuple[bool, str, list[tuple[str, str, list[str]]]]] = [
        (reader.sees_persons, _("Thành viên"), [
            (_("Đóng góp 12 tháng"), "funds:dues", []), (_("Vay vốn"), "funds:loans", []),
            *([] if reader.keeps else [
                (_("Sổ Tấm lòng vàng"), "funds:gifts", []), (_("Vốn bằng hiện vật"), "funds:things", []),
            ]),
        ]),
        (reader.sees_persons, _("Sổ sách"), [
            (_("Sổ Quỹ tăng thu nhập"), "funds:cashbook", [income]), (_("Sổ Quỹ hoạt động"), "funds:cashbook", [activity]),
        ]),
        (True, _("Công khai và quy định"), [
            (_("Bảng công khai để đọc"), "funds:public", []),
            *([] if reader.sees_persons else [(_("Vay vốn"), "funds:loans", [])]),
            (_("Quy chế cho vay"), "funds:regulation", []),
        ]),
        (reader.sees_persons, _("Cài đặt"), [
            (_("Mức đóng góp, miễn đóng góp"), "funds:dues_rule", []),
            (_("Mã QR Quỹ tăng thu nhập"), "funds:code", [income]), (_("Mã QR Quỹ hoạt động"), "funds:code", [activity]),
            *([
                (_("Khóa sổ tháng, phân bổ lãi"), "funds:months", []), (_("Mã khóa sổ của buổi"), "funds:seal", []),
                (_("Số dư ban đầu"), "funds:opening", []),
            ] if reader.keeps else []),
        ]),
    ]  # fmt: skip
    shown = []
    for allowed, title, pages in groups:
        found = _open(reader, pages)
        if allowed and found:
            shown.append((title, found))
    return shown
