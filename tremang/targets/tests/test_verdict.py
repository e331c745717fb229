"""The words of the board follow from the straight line, whatever the numbers."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremang.targets.verdict import Aim, Verdict, expected, judge, pace, rounded, share

FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)
EVE = FIRST - timedelta(days=1)
values = st.fractions(min_value=0, max_value=200, max_denominator=500)
days = st.dates(date(2025, 1, 1), date(2032, 1, 1))
ends = st.tuples(st.integers(1, 100), st.integers(0, 50))


def aim(least, width=None):
    return Aim(FIRST, LAST, least, least + width if width is not None else None)


@given(ends, values, values, days)
def test_the_verdict_is_exactly_one_and_follows_the_ends(ends, value, eve, day):
    least, width = ends
    said = judge(value, aim(least, width), eve, day, left_out=False)
    if value > least + width:
        assert said == Verdict.ABOVE_RANGE
    elif value >= least:
        assert said == Verdict.MET
    else:
        assert said in (Verdict.ON_PACE, Verdict.BEHIND)


@given(st.integers(1, 100), values, values, st.dates(FIRST, LAST))
def test_more_is_never_judged_worse(least, value, eve, day):
    order = [Verdict.BEHIND, Verdict.ON_PACE, Verdict.MET]
    now = judge(value, aim(least), eve, day, left_out=False)
    more = judge(value + 1, aim(least), eve, day, left_out=False)
    assert order.index(more) >= order.index(now)


@given(st.integers(1, 100), values, st.dates(FIRST, LAST - timedelta(days=1)))
def test_standing_exactly_on_the_line_is_on_pace_and_a_hair_below_is_behind(least, eve, day):
    line = expected(aim(least), eve, day)
    if line < least:
        assert judge(line, aim(least), eve, day, left_out=False) == Verdict.ON_PACE
        assert judge(line - Fraction(1, 10**9), aim(least), eve, day, left_out=False) == Verdict.BEHIND


@given(st.integers(1, 100), values)
def test_the_line_leads_from_the_eve_to_the_minimum_on_the_last_day(least, eve):
    assert expected(aim(least), eve, EVE) is None
    assert expected(aim(least), eve, LAST) == least
    assert expected(aim(least), eve, LAST + timedelta(days=400)) == least
    assert expected(aim(least), Fraction(0), FIRST) == Fraction(least, (LAST - EVE).days)


@given(st.integers(1, 100), values, values)
def test_on_the_last_day_only_the_minimum_is_enough(least, eve, value):
    said = judge(value, aim(least), eve, LAST, left_out=False)
    assert said == (Verdict.MET if value >= least else Verdict.BEHIND)


def test_without_a_level_nothing_is_judged_and_without_a_value_it_says_why():
    assert judge(Fraction(3), aim(None), Fraction(0), FIRST, left_out=False) == Verdict.NO_NUMBER
    assert judge(None, aim(50), Fraction(0), FIRST, left_out=True) == Verdict.UNDECLARED
    assert judge(None, aim(50), Fraction(0), FIRST, left_out=False) == Verdict.NO_NUMBER


@given(st.booleans(), st.booleans(), days)
def test_a_share_of_nothing_is_on_pace_until_its_phase_begins_whatever_was_declared(has_max, left_out, day):
    said = judge(None, aim(50, 10 if has_max else None), Fraction(0), day, left_out=left_out)
    in_phase = Verdict.UNDECLARED if left_out else Verdict.NO_NUMBER
    assert said == (Verdict.ON_PACE if day < FIRST else in_phase)
    assert judge(None, aim(None), Fraction(0), day, left_out=left_out) == Verdict.NO_NUMBER


def test_a_value_beside_places_left_out_is_still_judged():
    assert judge(Fraction(60), aim(50), Fraction(0), FIRST, left_out=True) == Verdict.MET


@given(st.integers(0, 3000), st.integers(1, 3000), st.integers(1, 100), st.dates(FIRST, LAST))
def test_what_is_lacking_brings_the_share_to_the_minimum_and_one_less_does_not(numerator, denominator, least, day):
    need = pace(numerator, denominator, aim(least), day)
    if share(numerator, denominator) >= least:
        assert need is None
    else:
        lacking, _monthly = need
        assert share(numerator + lacking, denominator) >= least
        assert share(numerator + lacking - 1, denominator) < least


def test_the_pace_counts_the_running_month():
    assert pace(0, None, aim(250), date(2030, 12, 15)) == (250, Decimal("250.0"))
    assert pace(0, None, aim(60), date(2026, 1, 1)) == (60, Decimal("1.0"))
    assert pace(0, None, aim(60), LAST + timedelta(days=1)) is None
    assert pace(0, 0, aim(60), FIRST) is None


@pytest.mark.parametrize(
    ("numerator", "denominator", "written"),
    [(1, 8, "12.5"), (1, 16, "6.3"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 1, "100.0")],
)
def test_percentages_have_one_decimal_half_up(numerator, denominator, written):
    assert rounded(share(numerator, denominator)) == Decimal(written)


def test_nothing_is_divided_by_nothing():
    assert share(0, 0) is None and rounded(None) is None
