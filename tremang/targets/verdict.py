"""How a value stands against its target: the words of the board, and the straight line they are judged by."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from django.utils.translation import gettext_lazy as _

from tremang.kernel.periods import month_of


class Verdict(StrEnum):
    """What the board says of a row."""

    MET = "met"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    ABOVE_RANGE = "above_range"
    NO_NUMBER = "no_number"
    UNDECLARED = "undeclared"


VERDICT_LABELS = {
    Verdict.MET: _("Đạt"),
    Verdict.ON_PACE: _("Đúng nhịp"),
    Verdict.BEHIND: _("Chậm nhịp"),
    Verdict.ABOVE_RANGE: _("Trên khoảng"),
    Verdict.NO_NUMBER: _("Theo dõi"),
    Verdict.UNDECLARED: _("Chưa khai báo"),
}
NOT_DUE = _("Chưa đến kỳ")


@dataclass(frozen=True)
class Aim:
    """What is promised: from the first to the last day of a phase, at least `min`, at most `max` (either may be None)."""

    from_on: date
    to_on: date
    min: int | None
    max: int | None


def share(numerator: int, denominator: int) -> Fraction | None:
    """The percentage, exact; None where there is no denominator."""
    return Fraction(100 * numerator, denominator) if denominator else None


def rounded(value: Fraction | None) -> Decimal | None:
    """A percentage with one decimal, half up."""
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def expected(aim: Aim, eve: Fraction, day: date) -> Fraction | None:
    """Where the straight line from `eve` (the value the day before the phase) to the minimum stands on `day`.

    None where the plan sets no number, or before the phase.
    """
    if aim.min is None or day < aim.from_on:
        return None
    start = aim.from_on - timedelta(days=1)
    passed = Fraction((min(day, aim.to_on) - start).days, (aim.to_on - start).days)
    return eve + (aim.min - eve) * passed


def judge(value: Fraction | None, aim: Aim, eve: Fraction, day: date, *, left_out: bool) -> Verdict:
    """The verdict of `value` on `day`; None is a share of nothing.

    Before its phase nothing is due, so a share of nothing is on pace. From then on it is undeclared where places were
    left out, and only watched where there simply is nobody yet to count.
    """
    if aim.min is None:
        return Verdict.NO_NUMBER
    if value is None:
        if day < aim.from_on:
            return Verdict.ON_PACE
        return Verdict.UNDECLARED if left_out else Verdict.NO_NUMBER
    if aim.max is not None and value > aim.max:
        return Verdict.ABOVE_RANGE
    if value >= aim.min:
        return Verdict.MET
    line = expected(aim, eve, day)
    return Verdict.ON_PACE if line is None or (value >= line and day < aim.to_on) else Verdict.BEHIND


def pace(numerator: int, denominator: int | None, aim: Aim, day: date) -> tuple[int, Decimal] | None:
    """What is lacking to the minimum in units, and how many units a month from `day` would bring it.

    `denominator` None: the target is a count. None where nothing is lacking or no number is set.
    """
    if aim.min is None or denominator == 0 or day > aim.to_on:
        return None
    needed = aim.min if denominator is None else ceil(Fraction(aim.min * denominator, 100))
    lacking = needed - numerator
    if lacking <= 0:
        return None
    months = max(1, month_of(aim.to_on) - month_of(max(day, aim.from_on)) + 1)
    return lacking, (Decimal(lacking) / months).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
