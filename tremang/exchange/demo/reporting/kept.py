"""Which measures of which half-months the reports of the demo look at."""

from collections.abc import Iterable
from dataclasses import dataclass

from tremang.kernel.periods import Half, half_of
from tremang.reports.cautions.outliers import FLOORS, PERIODS
from tremang.reports.figures import lines_of
from tremang.reports.history import before
from tremang.reports.lines.base import Line, Span
from tremang.reports.models.kinds import ReportKind
from tremang.reports.periods import Period


@dataclass
class Wanted:
    """`flows` and `yearly` are measures added up from `first` on; `ends` says which are kept of what stands at a half-month.

    Of the nodes in `whole` all measures are kept at the half-months in `full`.
    """

    first: Half
    flows: set[str]
    yearly: set[str]
    ends: dict[Half, set[str]]
    full: set[Half]
    whole: set[int]


def wanted_of(asked: Iterable[tuple[ReportKind, Period]], whole: set[int]) -> Wanted:
    """What the reports of these kinds and periods look at: their own period, the one before, and their history."""
    found = Wanted(10**6, set(), set(), {}, set(), whole)
    for kind, period in asked:
        lines = lines_of(kind)
        found.flows |= _measures(lines, Span.PERIOD)
        found.yearly |= _measures(lines, Span.YEAR)
        earlier = before(kind, period, PERIODS)
        for one in (period, earlier[-1]):
            found.ends.setdefault(half_of(one.to_on), set()).update(_measures(lines, Span.END))
            found.first = min(found.first, half_of(one.to_on.replace(month=1, day=1)))
        found.full.add(half_of(period.to_on))
        watched = {line.top for line in lines if line.code in FLOORS and line.span == Span.END}
        for one in earlier:
            found.ends.setdefault(half_of(one.to_on), set()).update(watched)
        found.first = min(found.first, half_of(earlier[0].from_on))
    found.flows |= found.yearly
    return found


def _measures(lines: Iterable[Line], span: Span) -> set[str]:
    some = [line for line in lines if line.span == span]
    return {line.top for line in some} | {line.bottom for line in some if line.bottom}
