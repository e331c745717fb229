"""Repayment schedules in whole đồng: pure arithmetic on integers, no club known.

Interest of a period is rounded to the nearest multiple, half up; so are the equal parts. The last period takes what is
left, so that the principal sums exactly.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from tremang.kernel.periods import add_months


class Method(StrEnum):
    """What interest is worked out on."""

    FLAT = "flat"  # lãi tính trên số tiền vay ban đầu
    DECLINING = "declining"  # lãi tính trên dư nợ giảm dần


class Repay(StrEnum):
    """How the principal comes back."""

    EQUAL_PRINCIPAL = "equal-principal"  # gốc trả đều
    EQUAL_INSTALMENT = "equal-instalment"  # trả góp đều
    END = "end"  # gốc trả cuối kỳ


@dataclass(frozen=True)
class Terms:
    """What a schedule is worked out from. Raises ValueError where no schedule can follow from it.

    `principal` in đồng; `months` counts all periods, the first `grace` of them with interest only; `rate_month` is the
    share of a month (1 % is Fraction(1, 100)); `multiple` is the rounding in đồng.
    """

    principal: int
    months: int
    rate_month: Fraction
    method: Method
    repay: Repay
    first_due: date
    multiple: int = 1
    grace: int = 0

    def __post_init__(self) -> None:
        if self.principal < 1 or self.months < 1 or self.multiple < 1 or self.rate_month < 0:
            raise ValueError("principal, months and multiple are at least 1, the rate is not negative")
        if not 0 <= self.grace < self.months:
            raise ValueError("at least one period repays principal")


class Period(NamedTuple):
    """One line of a schedule; sums in đồng, `balance` after paying."""

    number: int
    due_on: date
    principal: int
    interest: int
    balance: int

    @property
    def total(self) -> int:
        """What is to be paid in the period."""
        return self.principal + self.interest


def nearest(amount: Fraction, multiple: int) -> int:
    """`amount` rounded to the nearest multiple, half up."""
    return (2 * amount.numerator + amount.denominator * multiple) // (2 * amount.denominator * multiple) * multiple


def schedule(terms: Terms) -> Iterator[Period]:
    """The periods of a loan. The k-th falls k−1 months after the first due day, clamped to the month's end."""
    balance = terms.principal
    flat = nearest(terms.principal * terms.rate_month, terms.multiple)
    part = _part(terms)
    for number in range(1, terms.months + 1):
        declining = terms.method == Method.DECLINING
        interest = nearest(balance * terms.rate_month, terms.multiple) if declining else flat
        if number == terms.months:
            principal = balance
        elif number <= terms.grace:
            principal = 0
        else:
            due = part - interest if terms.repay == Repay.EQUAL_INSTALMENT else part
            principal = min(max(due, 0), balance)
        balance -= principal
        yield Period(number, add_months(terms.first_due, number - 1), principal, interest, balance)


def prolonged(periods: list[Period], terms: Terms, on: date, added: int, left: int) -> list[Period]:
    """The periods after an extension on `on`: `left` đồng of principal over those not yet due and `added` more.

    What had fallen due by then shrinks to the principal really paid, so nothing stays late that was given more time.
    """
    past = [period for period in periods if period.due_on <= on]
    paid, balance, kept = terms.principal - left, terms.principal, []
    for period in past:
        principal = min(paid, period.principal)
        paid -= principal
        balance -= principal
        kept.append(period._replace(principal=principal, balance=balance))
    count = len(periods) - len(past) + added
    first = add_months(terms.first_due, len(past))
    while first <= on:
        first = add_months(first, 1)
    anew = replace(terms, principal=left + paid, months=count, grace=0, first_due=first)
    flat = nearest(terms.principal * terms.rate_month, terms.multiple)
    for period in schedule(anew):
        interest = flat if terms.method == Method.FLAT else period.interest
        kept.append(period._replace(number=len(past) + period.number, interest=interest))
    return kept


def _part(terms: Terms) -> int:
    """The equal part of a period: of the principal, or the whole instalment with interest."""
    count, rate = terms.months - terms.grace, terms.rate_month
    if terms.repay == Repay.END:
        return 0
    even = Fraction(terms.principal, count)
    if terms.repay == Repay.EQUAL_PRINCIPAL or not rate:
        return nearest(even, terms.multiple)
    if terms.method == Method.FLAT:
        return nearest(even + terms.principal * rate, terms.multiple)
    grown = (1 + rate) ** count
    return nearest(terms.principal * rate * grown / (grown - 1), terms.multiple)
