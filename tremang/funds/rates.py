"""What interest may be asked by law, and what a schedule really costs a year. Pure arithmetic, no club known.

Rates are shares, not per cent: 20 % is Fraction(1, 5). By habit and by law a nominal year is twelve times the month.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import gettext_noop

from tremang.kernel.periods import add_months, month_of

MONTHS = 12
_DIGITS = 34  # working digits; the answer needs four
_HALVINGS = 64
_DEAREST = 64  # 6.400 % a month: beyond it there is no loan to speak of


class Ceiling(NamedTuple):
    """The highest nominal rate a year that two parties may agree on, from a day on."""

    valid_from: date
    yearly: Fraction
    source: str


class LateCeiling(NamedTuple):
    """The dearest that overdue principal may become, as a share of the agreed rate, from a day on."""

    valid_from: date
    share: Fraction
    source: str


CEILINGS = (Ceiling(date(2017, 1, 1), Fraction(20, 100), gettext_noop("Bộ luật Dân sự 2015, Điều 468")),)
LATE_CEILINGS = (
    LateCeiling(date(2017, 1, 1), Fraction(150, 100), gettext_noop("Bộ luật Dân sự 2015, Điều 466 khoản 5")),
)


def ruling(on: date) -> Ceiling:
    """The ceiling in force on a day, with its source. Raises ValueError before the first one kept here."""
    held = [row for row in CEILINGS if row.valid_from <= on]
    if not held:
        raise ValueError("no ceiling is known for so early a day")
    return max(held)


def late_ruling(on: date) -> LateCeiling:
    """The ceiling on late interest in force on a day. Raises ValueError before the first one kept here."""
    held = [row for row in LATE_CEILINGS if row.valid_from <= on]
    if not held:
        raise ValueError("no ceiling on late interest is known for so early a day")
    return max(held)


def ceiling(on: date) -> Fraction:
    """The highest nominal share a year on a day. Raises ValueError as `ruling`."""
    return ruling(on).yearly


def most_a_month(on: date) -> Fraction:
    """The highest nominal share a month on a day: 1/60 under 20 % a year. Raises ValueError as `ruling`."""
    return ceiling(on) / MONTHS


def lawful(rate_month: Fraction, on: date) -> bool:
    """Whether an agreed share a month keeps to the ceiling; the ceiling itself does. Raises ValueError as `ruling`."""
    return rate_month <= most_a_month(on)


def months_apart(start: date, end: date) -> Fraction:
    """Months from `start` to `end`, which is not before it: whole ones, and days as a share of the month they fall in.

    The same day of a later month is whole months off, the month's end standing in for a day that it lacks.
    """
    whole = month_of(end) - month_of(start)
    if add_months(start, whole) > end:
        whole -= 1
    reached = add_months(start, whole)
    return whole + Fraction((end - reached).days, (add_months(start, whole + 1) - reached).days)


def monthly_return(principal: int, paid_out: date, repayments: Iterable[tuple[date, int]]) -> Decimal:
    """The internal rate of return a month, as a share: what the money really costs on what is really still owed.

    `principal` and each repayment in đồng. Raises ValueError where something is repaid before the pay-out, where the
    repayments do not bring the principal back, and where nothing stays lent.
    """
    dated: Counter[Fraction] = Counter()
    for on, amount in repayments:
        if on < paid_out:
            raise ValueError("nothing is repaid before it is paid out")
        dated[months_apart(paid_out, on)] += amount
    lent = principal - dated.pop(Fraction(0), 0)
    back = sum(dated.values())
    if lent <= 0 or back < lent:
        raise ValueError("a rate needs something lent and all of it brought back")
    if back == lent:
        return Decimal(0)
    with localcontext() as context:
        context.prec = _DIGITS
        times = [(Decimal(time.numerator) / time.denominator, amount) for time, amount in sorted(dated.items())]

        def worth(rate: Decimal) -> Decimal:
            growth = (1 + rate).ln()
            return sum((amount * (-growth * time).exp() for time, amount in times), Decimal(0))

        low, high = Decimal(0), Decimal(1)
        while worth(high) > lent:
            low, high = high, high * 2
            if high > _DEAREST:
                raise ValueError("no rate a month comes near to this")
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if worth(middle) > lent else (low, middle)
        return (low + high) / 2


def effective_yearly(principal: int, paid_out: date, repayments: Iterable[tuple[date, int]]) -> Decimal:
    """What a schedule costs a year in per cent with one decimal, interest on interest: 1 % a month flat is 23,7.

    It tells a borrower what flat interest means. The law's ceiling is held against the agreed rate (`lawful`).
    Arguments and ValueError as `monthly_return`.
    """
    monthly = monthly_return(principal, paid_out, repayments)
    with localcontext() as context:
        context.prec = _DIGITS
        return (((1 + monthly) ** MONTHS - 1) * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
