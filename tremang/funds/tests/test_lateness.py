"""How a loan stands: interest first, oldest first, days late by the oldest due, and nothing lost or made on the way."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremang.funds.lateness import Late, Split, standing
from tremang.funds.schedules import Method, Repay, Terms, schedule

FIRST = date(2026, 2, 15)
RATE = Fraction(1, 100)


def lent(principal=1_200_000, months=12, method=Method.FLAT, repay=Repay.EQUAL_PRINCIPAL, rate=RATE):
    """Twelve months of 100.000 and, flat, 12.000 of interest, unless told."""
    return list(schedule(Terms(principal, months, rate, method, repay, FIRST)))


def flat(paid, on):
    return standing(lent(), paid, on)


def declining(paid, on):
    return standing(lent(method=Method.DECLINING), paid, on, rate_month=RATE)


def month(number):
    return date(2026, 1 + number, 15)


def test_before_the_first_due_nothing_is_late():
    found = flat([], date(2026, 2, 14))
    assert (found.late, found.days_late, found.interest_due, found.principal_due) == (Late.ON_TIME, 0, 0, 0)
    assert (found.outstanding, found.to_settle) == (1_200_000, 1_212_000)


def test_on_the_due_day_it_is_due_and_not_yet_late():
    found = flat([], FIRST)
    assert (found.interest_due, found.principal_due) == (12_000, 100_000)
    assert (found.overdue_interest, found.overdue_principal, found.days_late) == (0, 0, 0)


@pytest.mark.parametrize(
    ("days", "late"),
    [(0, Late.ON_TIME), (1, Late.TO_30), (30, Late.TO_30), (31, Late.TO_90), (90, Late.TO_90), (91, Late.OVER_90)],
)
def test_days_late_run_from_the_oldest_unpaid_due(days, late):
    found = flat([], FIRST + timedelta(days=days))
    assert (found.days_late, found.late) == (days, late)


def test_interest_is_paid_before_principal_and_the_oldest_first():
    found = flat([(month(2), 130_000)], month(2))
    assert (found.interest_paid, found.principal_paid) == (24_000, 106_000)
    assert (found.interest_due, found.principal_due, found.overdue_principal) == (0, 94_000, 0)
    assert found.days_late == 0


def test_a_part_paid_leaves_the_rest_late():
    found = flat([(FIRST, 62_000)], date(2026, 2, 20))
    assert (found.overdue_interest, found.overdue_principal) == (0, 50_000)
    assert (found.late_since, found.days_late) == (FIRST, 5)


def test_paying_by_the_schedule_is_never_late_and_ends_the_loan():
    dues = lent()
    paid = [(due.due_on, due.total) for due in dues]
    assert all(standing(dues, paid, due.due_on).principal_due == 0 for due in dues)
    found = standing(dues, paid, date(2027, 6, 1))
    assert (found.interest_paid, found.principal_paid, found.over) == (144_000, 1_200_000, 0)
    assert (found.settled_on, found.to_settle) == (dues[-1].due_on, 0)


def test_an_instalment_brought_some_days_early_meets_its_due():
    for how in (flat, declining):
        early = FIRST - timedelta(days=3)
        for on in (early, FIRST, FIRST + timedelta(days=1)):
            found = how([(early, 112_000)], on)
            assert found.splits == {early: Split(12_000, 100_000, 0)}
            assert (found.interest_due, found.principal_due, found.days_late) == (0, 0, 0)


def test_early_money_is_split_on_the_day_it_comes():
    """The running period's interest first, then principal of the next periods: nothing waits to be split later."""
    paid = [(FIRST, 112_000), (FIRST + timedelta(days=1), 250_000)]
    assert flat(paid, FIRST + timedelta(days=1)).splits[FIRST + timedelta(days=1)] == Split(12_000, 238_000, 0)
    found = flat(paid, month(2))  # 100.000 of the early principal meets the second due, the rest the third
    assert (found.interest_paid, found.principal_paid, found.interest_due, found.principal_due) == (
        24_000,
        338_000,
        0,
        0,
    )
    assert (flat(paid, month(4)).interest_due, flat(paid, month(4)).principal_due) == (24_000, 62_000)


def test_what_comes_next_is_less_what_was_paid_for_it_and_what_is_late_tells_what_is_left_of_each_period():
    def left(bills):
        return [(bill.due_on, bill.interest, bill.principal) for bill in bills]

    assert left([flat([], FIRST).coming]) == [(month(2), 12_000, 100_000)]
    ahead = flat([(FIRST, 112_000 + 30_000)], FIRST)  # on the due day the next interest has not begun
    assert left([ahead.coming]) == [(month(2), 12_000, 70_000)]
    ahead = flat([(FIRST, 112_000), (date(2026, 3, 1), 12_000 + 130_000)], date(2026, 3, 1))
    assert left([ahead.coming]) == [(month(3), 12_000, 70_000)]  # nothing is left of the second
    behind = flat([(month(2), 130_000)], month(3))
    assert left(behind.unpaid) == [(month(2), 0, 94_000), (month(3), 12_000, 100_000)]
    assert left([behind.coming]) == [(month(4), 12_000, 100_000)]
    for paid in (30_000, 400_000):
        lower = declining([(FIRST, 112_000 + paid)], FIRST).coming
        after = declining([(FIRST, 112_000 + paid)], lower.due_on)
        assert (lower.interest, lower.principal) == (after.interest_due, after.principal_due)
    assert flat([(FIRST, 2_000_000)], FIRST).coming is None


def test_on_the_due_day_the_next_period_has_not_begun():
    assert flat([(FIRST, 200_000)], FIRST).splits[FIRST] == Split(12_000, 188_000, 0)


def test_paid_ahead_lowers_declining_interest_of_periods_that_begin_later():
    # On the first due 400.000 goes beyond the due: the second period is charged on 700.000, not on 1.100.000.
    paid = [(FIRST, 112_000 + 400_000)]
    assert (declining(paid, month(2)).interest_paid, declining(paid, month(2)).interest_due) == (12_000, 7_000)
    assert (flat(paid, month(2)).interest_paid, flat(paid, month(2)).interest_due) == (12_000, 12_000)
    assert declining([*paid, (month(2), 7_000)], month(2)).days_late == 0


def test_paid_ahead_within_a_period_does_not_lower_its_own_interest():
    paid = [(FIRST, 112_000), (FIRST + timedelta(days=1), 400_000)]
    assert declining(paid, month(2)).interest_paid == 12_000 + 11_000


def test_being_late_adds_no_interest_of_its_own():
    assert declining([], month(3)).interest_due == 12_000 + 11_000 + 10_000


@pytest.mark.parametrize(("how", "begun"), [(flat, 12_000), (declining, 11_000)])
def test_settled_early_pays_the_period_begun_and_no_later_one(how, begun):
    on_the_day, a_day_later = FIRST, FIRST + timedelta(days=1)
    assert how([(FIRST, 112_000)], on_the_day).to_settle == 1_100_000
    assert how([(FIRST, 112_000)], a_day_later).to_settle == 1_100_000 + begun
    found = how([(FIRST, 112_000), (a_day_later, 1_100_000 + begun)], date(2027, 6, 1))
    assert (found.settled_on, found.interest_paid, found.outstanding) == (a_day_later, 12_000 + begun, 0)
    assert (found.late, found.interest_due, found.to_settle) == (Late.ON_TIME, 0, 0)


def test_what_is_paid_beyond_everything_is_to_be_given_back():
    found = flat([(FIRST, 2_000_000), (month(2), 5_000)], month(3))
    assert (found.over, found.settled_on) == (2_000_000 - 1_212_000 + 5_000, FIRST)


def test_a_loan_repaid_at_the_end_is_late_by_its_interest():
    dues = lent(repay=Repay.END, months=3)
    found = standing(dues, [(month(2), 12_000)], date(2026, 3, 16))
    assert (found.overdue_principal, found.overdue_interest, found.late_since) == (0, 12_000, month(2))


def test_repayments_after_the_day_are_not_seen_and_none_is_zero():
    assert flat([(month(3), 500_000)], month(2)) == flat([], month(2))
    with pytest.raises(ValueError, match="above 0"):
        flat([(FIRST, 0)], FIRST)


AMOUNTS = st.integers(1, 700_000)
DAYS = st.integers(-20, 500).map(lambda days: FIRST + timedelta(days=days))
PAYMENTS = st.lists(st.tuples(DAYS, AMOUNTS), max_size=15)
LOANS = st.builds(
    lambda principal, months, method, repay, rate: (
        lent(principal, months, method, repay, rate), rate if method == Method.DECLINING else None
    ),
    st.integers(1, 3_000_000), st.integers(1, 14), st.sampled_from(Method), st.sampled_from(Repay),
    st.sampled_from([Fraction(0), Fraction(1, 200), RATE]),
)  # fmt: skip


def stood(loan, paid, on):
    return standing(loan[0], paid, on, rate_month=loan[1])


@given(LOANS, PAYMENTS, DAYS)
def test_every_dong_paid_is_somewhere_and_every_dong_lent_too(loan, paid, on):
    found = stood(loan, paid, on)
    assert found.interest_paid + found.principal_paid + found.over == sum(amount for day, amount in paid if day <= on)
    assert found.principal_paid + found.outstanding == sum(due.principal for due in loan[0])
    assert found.interest_paid + found.interest_due <= sum(due.interest for due in loan[0])
    for day, split in found.splits.items():
        assert min(split) >= 0 and sum(split) == sum(amount for on_day, amount in paid if on_day == day)
    assert [sum(part) for part in zip(*found.splits.values(), strict=True)] == (
        [found.interest_paid, found.principal_paid, found.over] if found.splits else []
    )
    assert (found.settled_on is not None) == (not found.outstanding and not found.interest_due)
    assert (found.days_late > 0) == bool(found.overdue_interest or found.overdue_principal)


@given(LOANS, PAYMENTS, DAYS, st.data())
def test_a_split_payment_is_the_whole_and_the_order_does_not_matter(loan, paid, on, data):
    parts = []
    for day, amount in paid:
        cut = data.draw(st.integers(0, amount))
        parts += [(day, part) for part in (cut, amount - cut) if part]
    assert stood(loan, data.draw(st.permutations(parts)), on) == stood(loan, paid, on)


@given(LOANS, PAYMENTS, DAYS, DAYS, AMOUNTS)
def test_more_money_never_makes_a_loan_later(loan, paid, on, day, more):
    before, after = stood(loan, paid, on), stood(loan, [*paid, (day, more)], on)
    assert after.days_late <= before.days_late
    assert after.overdue_principal <= before.overdue_principal
    assert after.to_settle <= before.to_settle


@given(LOANS, PAYMENTS, DAYS)
def test_what_is_said_to_settle_settles(loan, paid, on):
    found = stood(loan, paid, on)
    if found.settled_on is None:
        ended = stood(loan, [*paid, (on, found.to_settle)], on)
        assert (ended.settled_on, ended.outstanding, ended.over) == (on, 0, 0)
        assert found.to_settle == 1 or stood(loan, [*paid, (on, found.to_settle - 1)], on).settled_on is None


@given(LOANS, PAYMENTS, DAYS, DAYS)
def test_what_is_split_once_is_never_split_anew(loan, paid, one, other):
    """A later day adds to interest and principal paid; it takes nothing back, so books can be written as it goes."""
    early, late = stood(loan, paid, min(one, other)), stood(loan, paid, max(one, other))
    assert early.splits.items() <= late.splits.items()
