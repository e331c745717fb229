"""The facts of all places read once, so that the figures of a thousand reports need no query each."""

from array import array
from collections.abc import Collection, Iterable
from datetime import date
from itertools import accumulate

from tremang.exchange.demo.reporting.kept import Wanted
from tremang.facts.models import Fact
from tremang.kernel.periods import Half, half_of
from tremang.reports.figures import Figures
from tremang.reports.history import History
from tremang.reports.lines.base import Line, Span
from tremang.reports.periods import Period

NOTHING: dict[str, int] = {}


class Shelf:
    """What happened as running sums over the half-months, what stands at the ends of periods; by node and measure."""

    def __init__(self, wanted: Wanted, last: Half) -> None:
        self.wanted = wanted
        self.first = wanted.first
        self.count = last - self.first + 1
        self.sums: dict[int, dict[str, array]] = {}
        self.ends: dict[tuple[int, Half], dict[str, int]] = {}
        self._read(last)

    def _read(self, last: Half) -> None:
        rows = Fact.objects.filter(half__gte=self.first, half__lte=last).order_by()
        flows: dict[int, dict[str, array]] = {}
        for node, half, values in rows.values_list("node_id", "half", "values").iterator(chunk_size=2000):
            keys = self.wanted.ends.get(half)
            if keys is not None:
                whole = node in self.wanted.whole and half in self.wanted.full
                self.ends[node, half] = values if whole else {key: values[key] for key in keys & values.keys()}
            here = flows.setdefault(node, {})
            for key in self.wanted.flows & values.keys():
                if key not in here:
                    here[key] = array("q", bytes(8 * self.count))
                here[key][half - self.first] = values[key]
        for node, series in flows.items():
            self.sums[node] = {key: array("q", accumulate(numbers, initial=0)) for key, numbers in series.items()}

    def _between(self, node: int, keys: Iterable[str], first: Half, last: Half) -> dict[str, int]:
        sums = self.sums.get(node, {})
        start, stop = max(first - self.first, 0), last - self.first + 1
        return {key: sums[key][stop] - sums[key][start] for key in keys if key in sums}

    def figures(self, node: int, lines: Collection[Line], period: Period) -> Figures:
        """The figures of a node, as `figures.figures_of` gives them for a period that is over."""
        first, last = half_of(period.from_on), half_of(period.to_on)
        end = self.ends.get((node, last), NOTHING)
        within = self._between(node, self.wanted.flows, first, last)
        year = self._between(node, self.wanted.yearly, half_of(date(period.to_on.year, 1, 1)), last)
        return {line.code: line.figure(end, within, year) for line in lines}

    def histories(self, nodes: Collection[int], lines: Collection[Line], periods: list[Period]) -> History:
        """As `history.histories`."""
        found: History = {}
        spans = [(half_of(one.from_on), half_of(one.to_on)) for one in periods]
        for node in nodes:
            here = found[node] = {}
            for line in lines:
                if line.span == Span.PERIOD:
                    here[line.code] = [self._between(node, [line.top], *span).get(line.top, 0) for span in spans]
                else:
                    here[line.code] = [self.ends.get((node, last), NOTHING).get(line.top, 0) for _first, last in spans]
        return found

    def standing(self, node: int, half: Half) -> dict[str, int]:
        """All measures of a commune or the City at the end of a period."""
        return self.ends.get((node, half), NOTHING)
