"""The plain SQL under the lock says what the queries of the same meaning say."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY
from tremang.funds.actions import loans, months, slips
from tremang.funds.actions.loans import recorded
from tremang.funds.actions.opening import Holding, Opening, open_books, take_back_opening
from tremang.funds.actions.sheet import Sheet
from tremang.funds.hot import board_on, books, decided_on, last_number, members_among, moves, paid
from tremang.funds.models import ASSETS, Account, Fund, LoanState, Transfer, Voucher
from tremang.funds.queries.balances import daily, ends_of
from tremang.funds.queries.months import books_begin, closed_until
from tremang.funds.tests.acting import BEGUN, Till
from tremang.kernel.lock import writing
from tremang.kernel.periods import month_of
from tremang.members.models import BoardMember

pytestmark = pytest.mark.django_db


def test_how_the_books_stand(till):
    assert books(till.club.pk) == (1, None, None)
    slips.spend(till.club, Fund.INCOME, 20_000, Account.SUPPLIES, "Chè", day=BEGUN, **till.by)
    months.close_month(till.club, month_of(BEGUN), **till.by)
    stands = books(till.club.pk)
    assert stands == (Transfer.objects.count(), books_begin(till.club.pk), closed_until(till.club.pk))
    assert stands.closed == date(2026, 3, 31)
    months.reopen_month(till.club, month_of(BEGUN), "ghi thiếu", **till.by)
    assert books(till.club.pk).closed is None
    assert books(0) == (0, None, None)


def test_when_the_books_began(world):
    till = Till(world, capital=0)
    open_books(till.club, Opening(BEGUN, {Fund.INCOME: Holding(cash=5_000_000)}), **till.by)
    assert books(till.club.pk).begun == books_begin(till.club.pk) == BEGUN
    take_back_opening(till.club, **till.by)
    assert books(till.club.pk).begun is books_begin(till.club.pk) is None


def test_the_last_number_of_a_series(till):
    till.lent(0)
    till.lent(1)
    for series in ("PT", "PC", "PK"):
        numbers = Voucher.objects.filter(club=till.club, series=series, year=2026).values_list("number", flat=True)
        assert last_number(till.club.pk, series, 2026) == max(numbers, default=0)
    assert last_number(till.club.pk, "PT", 2025) == 0


@pytest.mark.parametrize("since", [BEGUN, date(2026, 5, 5), date(2026, 5, 6), TODAY])
def test_balances_at_the_ends_of_days(till, since):
    loan = till.lent(0)
    for day in (date(2026, 4, 1), date(2026, 5, 5), date(2026, 6, 1)):
        loans.repay(loan, 530_000, day=day, **till.by)
    for account in ASSETS:
        whole = daily(till.club.pk, Fund.INCOME, account)
        found = ends_of(moves(till.club.pk, Fund.INCOME, since)[account])
        assert {day: end for day, end in found.items() if day >= since} == {
            day: end for day, end in whole.items() if day >= since
        }
        before = [end for day, end in whole.items() if day < since]
        assert found.get(since - timedelta(days=1), 0) == (before[-1] if before else 0)


def test_a_sheet_knows_its_own_slips_before_they_are_written(till):
    with writing(till.club.pk):
        sheet = Sheet(till.club, **till.by)
        sheet.holds = True
        line = slips.Line(Fund.INCOME, Account.SUPPLIES, Account.CASH, 10_000, slips.Kind.SPENDING)
        sheet.slip(date(2026, 6, 1), "Chè", [line])
        assert sheet.ends(Fund.INCOME, Account.CASH, TODAY) == {
            date(2026, 6, 1): -10_000, TODAY - timedelta(days=1): 59_990_000,
        }  # fmt: skip
        sheet.slip(date(2026, 5, 1), "Chè", [line])
        early = sheet.ends(Fund.INCOME, Account.CASH, date(2026, 5, 1))
        sheet.write()
        assert early == ends_of(moves(till.club.pk, Fund.INCOME, date(2026, 5, 1))[Account.CASH])
        assert early[date(2026, 6, 1)] == daily(till.club.pk, Fund.INCOME, Account.CASH)[date(2026, 6, 1)] == 59_980_000


def test_how_payments_stand_split_those_taken_back_left_out(till):
    kept, back, closed = (till.lent(n) for n in range(3))
    for loan in (kept, back, closed):
        loans.repay(loan, 530_000, day=date(2026, 4, 1), **till.by)
    wrong = loans.repay(back, 200_000, day=date(2026, 5, 1), **till.by)
    slips.take_back(wrong, "ghi nhầm", **till.by)
    of_april = loans.repay(closed, 100_000, day=date(2026, 4, 20), **till.by)
    months.close_month(till.club, month_of(date(2026, 4, 1)), **till.by)
    slips.take_back(of_april, "ghi nhầm", **till.by)
    split = paid([kept.pk, back.pk, closed.pk])
    for loan in (kept, back, closed):
        wanted = {day: [one.interest, one.principal] for day, one in recorded(loan).items()}
        assert split[loan.pk] == {day: parts for day, parts in wanted.items() if any(parts)}
    assert paid([]) == {}


def test_who_is_on_the_board_on_a_day(till):
    row = BoardMember.objects.filter(club=till.club).first()
    row.to_on = date(2026, 5, 31)
    row.save()
    for day in (row.from_on, date(2026, 5, 31), date(2026, 6, 1), row.from_on - timedelta(days=1)):
        on = BoardMember.objects.filter(BoardMember.on(day), club=till.club).values_list("person_id", flat=True)
        assert board_on(till.club.pk, day) == set(on)


def test_when_loans_were_decided_and_who_is_a_member(till, world):
    first, second = till.approved(0), till.approved(1, on=date(2026, 4, 2))
    asked = loans.ask(till.others[2], 1_000_000, "nuôi gà", asked_on=BEGUN, cosigner="Con", **till.by)
    assert decided_on([first.pk, second.pk, asked.pk]) == {
        loan.pk: loan.steps.filter(state=LoanState.APPROVED).latest("pk").on for loan in (first, second)
    }
    mine, stranger = till.members[0].pk, world.members["Bùi Thị Sáu"].pk
    assert members_among(till.club.pk, [mine, stranger, 7]) == {mine}
    assert members_among(till.club.pk, []) == set()
