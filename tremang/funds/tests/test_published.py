"""Schedules agree with published ones, and with the same arithmetic written down independently."""

from datetime import date
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremang.funds.schedules import Method, Repay, Terms, schedule
from tremang.funds.tests.published import TABLES


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.source)
def test_schedules_agree_with_the_published_tables(table):
    found = list(schedule(table.terms))
    assert [(line.principal, line.interest) for line in found] == list(table.lines)
    assert (found[0].due_on, found[-1].due_on) == (table.terms.first_due, table.last_due)
    assert found[-1].balance == 0


def by_hand(principal, months, grace, rate, method, repay, unit):
    """(principal, interest) of each period by a recurrence of its own: sums counted in units, half a unit rounded up."""

    def whole(value):
        return floor(value / unit + Fraction(1, 2)) * unit

    left, lines, paying = principal, [], months - grace
    if repay == Repay.END:
        part = 0
    elif repay == Repay.EQUAL_PRINCIPAL or rate == 0:
        part = whole(Fraction(principal, paying))
    elif method == Method.FLAT:
        part = whole(Fraction(principal, paying) + principal * rate)
    else:  # the instalment whose present value, period by period, is the principal
        worth = sum((1 / (1 + rate) ** n for n in range(1, paying + 1)), Fraction(0))
        part = whole(principal / worth)
    for number in range(1, months + 1):
        interest = whole((left if method == Method.DECLINING else principal) * rate)
        share = part - interest if repay == Repay.EQUAL_INSTALMENT else part
        share = 0 if number <= grace else min(max(share, 0), left)
        share = left if number == months else share
        left -= share
        lines.append((share, interest))
    return lines


@given(
    st.integers(1, 50_000_000), st.integers(1, 36), st.fractions(0, Fraction(1, 60), max_denominator=20_000),
    st.sampled_from(Method), st.sampled_from(Repay), st.sampled_from([1, 100, 500, 1000]), st.data(),
)  # fmt: skip
def test_schedules_agree_with_a_recurrence_of_its_own(principal, months, rate, method, repay, unit, data):
    grace = data.draw(st.integers(0, months - 1))
    terms = Terms(principal, months, rate, method, repay, date(2026, 1, 31), unit, grace)
    found = [(line.principal, line.interest) for line in schedule(terms)]
    assert found == by_hand(principal, months, grace, rate, method, repay, unit)
