"""Repayment schedules in whole đồng: pure arithmetic on integers, no club known.

Interest of a period is rounded to the nearest multiple, half up; so are the equal parts. The last period takes what is
left, so that the principal sums exactly.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import count, islice
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
    share of a month (1 % is Fraction(1, 100)); `multiple` is the rounding in đồng. `calendar` gives the due days from the
    first on; without one they are the same day of each month. `lent` is the sum first lent where that was more than
    `principal`: flat interest is worked out on it.
    """

    principal: int
    months: int
    rate_month: Fraction
    method: Method
    repay: Repay
    first_due: date
    multiple: int = 1
    grace: int = 0
    calendar: Callable[[date], Iterator[date]] | None = None
    lent: int | None = None

    def __post_init__(self) -> None:
        if self.principal < 1 or self.months < 1 or self.multiple < 1 or self.rate_month < 0:
            raise ValueError("principal, months and multiple are at least 1, the rate is not negative")
        if not 0 <= self.grace < self.months:
            raise ValueError("at least one period repays principal")

    @property
    def flat_on(self) -> int:
        """What flat interest is worked out on, in đồng."""
        return self.lent or self.principal

    def due_days(self) -> Iterator[date]:
        """The due days, without end: of the calendar, else the first and so many months on, clamped to the month's end."""
        if self.calendar is not None:
            return self.calendar(self.first_due)
        return (add_months(self.first_due, months) for months in count())

    def due_after(self, day: date) -> date:
        """The due day that follows the due day `day`."""
        return add_months(day, 1) if self.calendar is None else next(islice(self.calendar(day), 1, None))


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
    """The periods of a loan, due on the first due day and the days that follow it (see `Terms.due_days`)."""
    balance = terms.principal
    flat = nearest(terms.flat_on * terms.rate_month, terms.multiple)
    part = _part(terms)
    for number, due_on in enumerate(islice(terms.due_days(), terms.months), 1):
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
        yield Period(number, due_on, principal, interest, balance)


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
    months = len(periods) - len(past) + added
    first = next(islice(terms.due_days(), len(past), None))
    while first <= on:
        first = terms.due_after(first)
    anew = replace(terms, principal=left + paid, months=months, grace=0, first_due=first)
    flat = nearest(terms.flat_on * terms.rate_month, terms.multiple)
    for period in schedule(anew):
        interest = flat if terms.method == Method.FLAT else period.interest
        kept.append(period._replace(number=len(past) + period.number, interest=interest))
    return kept


def _part(terms: Terms) -> int:
    """The equal part of a period: of the principal, or the whole instalment with interest."""
    parts, rate = terms.months - terms.grace, terms.rate_month
    if terms.repay == Repay.END:
        return 0
    even = Fraction(terms.principal, parts)
    if terms.repay == Repay.EQUAL_PRINCIPAL or not rate:
        return nearest(even, terms.multiple)
    if terms.method == Method.FLAT:
        return nearest(even + terms.flat_on * rate, terms.multiple)
    grown = (1 + rate) ** parts
    return nearest(terms.principal * rate * grown / (grown - 1), terms.multiple)
