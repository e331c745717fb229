"""The law's ceiling by day, and the true price of a schedule against figures known from elsewhere."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tremang.funds.rates import ceiling, effective_yearly, lawful, monthly_return, months_apart, most_a_month, ruling
from tremang.funds.schedules import Method, Repay, Terms, schedule

PAID_OUT, FIRST = date(2026, 1, 15), date(2026, 2, 15)
DAY = date(2026, 9, 23)


def repaid(principal=12_000_000, months=12, rate=Fraction(1, 100), method=Method.FLAT, repay=Repay.EQUAL_PRINCIPAL):
    return [(line.due_on, line.total) for line in schedule(Terms(principal, months, rate, method, repay, FIRST))]


def test_the_ceiling_is_twenty_percent_since_2017_with_its_article():
    assert ceiling(date(2017, 1, 1)) == ceiling(DAY) == Fraction(1, 5)
    assert ruling(DAY).source == "Bộ luật Dân sự 2015, Điều 468"
    with pytest.raises(ValueError, match="early"):
        ceiling(date(2016, 12, 31))


def test_a_month_is_a_twelfth_of_the_year_and_the_ceiling_itself_is_lawful():
    assert most_a_month(DAY) == Fraction(1, 60)
    assert lawful(Fraction("1.66") / 100, DAY) and lawful(Fraction(1, 60), DAY)
    assert not lawful(Fraction("1.67") / 100, DAY) and not lawful(Fraction(2, 100), DAY)


def test_one_percent_flat_costs_nearly_twice_as_much_as_it_says():
    assert round(monthly_return(12_000_000, PAID_OUT, repaid()), 4) == Decimal("0.0179")
    assert effective_yearly(12_000_000, PAID_OUT, repaid()) == Decimal("23.7")


@pytest.mark.parametrize("repay", list(Repay))
def test_declining_interest_costs_what_it_says_however_it_is_repaid(repay):
    lines = repaid(method=Method.DECLINING, repay=repay)
    assert round(monthly_return(12_000_000, PAID_OUT, lines), 6) == Decimal("0.01")
    assert effective_yearly(12_000_000, PAID_OUT, lines) == Decimal("12.7")


def test_flat_interest_with_the_principal_at_the_end_is_no_dearer_than_declining():
    assert effective_yearly(12_000_000, PAID_OUT, repaid(repay=Repay.END)) == Decimal("12.7")


def test_the_clubs_usual_half_a_percent_flat_is_above_eleven_a_year():
    assert effective_yearly(10_000_000, PAID_OUT, repaid(10_000_000, rate=Fraction(5, 1000))) == Decimal("11.5")


def test_a_year_and_a_tenth_in_one_sum_is_ten_percent():
    assert effective_yearly(1_000_000, PAID_OUT, [(date(2027, 1, 15), 1_100_000)]) == Decimal("10.0")


def test_a_loan_without_interest_costs_nothing():
    assert effective_yearly(12_000_000, PAID_OUT, repaid(rate=Fraction(0))) == Decimal("0.0")


def test_a_later_first_day_makes_the_same_sums_cheaper():
    later = [(date(on.year, on.month, 28), amount) for on, amount in repaid()]
    assert Decimal(18) < effective_yearly(12_000_000, PAID_OUT, later) < Decimal("23.7")


def test_what_comes_back_on_the_day_of_the_pay_out_was_never_lent():
    lines = [(PAID_OUT, 1_000_000), *repaid()]
    assert effective_yearly(13_000_000, PAID_OUT, lines) == Decimal("23.7")


@pytest.mark.parametrize(
    "lines",
    [[], [(FIRST, 999_999)], [(date(2026, 1, 14), 2_000_000)], [(PAID_OUT, 1_000_000)], [(FIRST, 10**9)]],
)
def test_where_there_is_no_rate_it_says_so(lines):
    with pytest.raises(ValueError, match=r"rate|repaid"):
        monthly_return(1_000_000, PAID_OUT, lines)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 1), (date(2026, 1, 15), date(2027, 1, 15), 12),
        (date(2026, 1, 15), date(2026, 1, 15), 0), (date(2026, 1, 15), date(2026, 2, 1), Fraction(17, 31)),
        (date(2026, 2, 28), date(2026, 3, 31), 1 + Fraction(3, 31)),
    ],
)  # fmt: skip
def test_months_are_counted_by_their_day(start, end, months):
    assert months_apart(start, end) == months


@settings(max_examples=30)
@given(
    st.integers(100_000, 50_000_000), st.integers(1, 24), st.integers(1, 500), st.sampled_from(Repay), st.integers(0, 30)
)  # fmt: skip
def test_declining_interest_gives_its_own_rate_back(principal, months, hundredths, repay, shift):
    first = date(2026, 2, 1 + min(shift, 27))
    rate = Fraction(hundredths, 10_000)
    lines = [
        (line.due_on, line.total)
        for line in schedule(Terms(principal, months, rate, Method.DECLINING, repay, first))
    ]  # fmt: skip
    found = monthly_return(principal, date(2026, 1, first.day), lines)
    assert abs(Fraction(found) - rate) < Fraction(months, principal)  # each line is rounded to a đồng


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900), st.integers(0, 900))
def test_a_later_day_is_never_fewer_months_off(start, first, second):
    days = sorted([start.toordinal() + first, start.toordinal() + second])
    near, far = (months_apart(start, date.fromordinal(day)) for day in days)
    assert 0 <= near <= far
