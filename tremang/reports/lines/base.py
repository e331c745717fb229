"""What a line of figures is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Values = Mapping[str, int]


class Span(StrEnum):
    """Over which time a line is taken."""

    END = "end"  # as things stand at the end of the period
    PERIOD = "period"  # what happened within it, added up
    YEAR = "year"  # what was counted once a year, from 1 January to the period's end


class Unit(StrEnum):
    """What a number counts; sums of money are whole đồng."""

    CLUB = "câu lạc bộ"
    PERSON = "người"
    TIME = "lượt người"  # the same person again each time
    MEETING = "buổi"
    ACTIVITY = "hoạt động"
    HOUSEHOLD = "hộ"
    THING = "cái"
    DONG = "đồng"
    COMMUNE = "xã, phường"
    HAMLET = "thôn, tổ dân phố"
    PERCENT = "%"


class Figure(NamedTuple):
    """A number, or numerator and denominator of a share. All are whole numbers that add up over places."""

    n: int
    d: int | None = None


@dataclass(frozen=True)
class Line:
    """One line: `top` is the measure of the facts, `bottom` that by which it is divided where the line is a share.

    `once`: persons, each counted once above the clubs, so that a place's number is not its clubs' lists put together.
    `scale`: the share is written per cent (100) or as a plain quotient (1), rounded to `decimals`.
    `indicator` and `phase` name the target beside which it is shown. `sensitive`: it counts people by what only those may
    know whose duty it is (decision 9).
    """

    code: str
    title: "StrOrPromise"
    unit: Unit
    top: str
    span: Span = Span.END
    bottom: str = ""
    once: bool = False
    scale: int = 100
    decimals: int = 1
    indicator: str = ""
    phase: str = ""
    sensitive: bool = False

    @property
    def is_share(self) -> bool:
        """Whether it is worked out of two numbers only for display."""
        return bool(self.bottom)

    @property
    def is_flow(self) -> bool:
        """Whether a late entry for an earlier period would be missing from all later ones."""
        return self.span == Span.PERIOD and not self.is_share

    def figure(self, end: Values, period: Values, year: Values) -> Figure:
        """The figure of a place from its measures at the end, and from its sums over the period and the year."""
        values = {Span.END: end, Span.PERIOD: period, Span.YEAR: year}[self.span]
        return Figure(values.get(self.top, 0), values.get(self.bottom, 0) if self.bottom else None)


@dataclass(frozen=True)
class Section:
    """Lines under one heading, in the order of `number`.

    `moved_by`: how the names of the rows begin that can move a figure of theirs ("meetings."); empty: any row may.
    """

    code: str
    number: int
    title: "StrOrPromise"
    lines: tuple[Line, ...]
    moved_by: tuple[str, ...] = ()
