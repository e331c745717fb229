"""What came later: the difference between a report as it was sent and the records now.

A frozen report is never touched. What happened in its period but was written, corrected or taken back after it was sent
is carried as a line of adjustment into the next report of the same place and kind. So at any time, for every line that
adds up over time: as sent + what was carried since + what is still to be carried = now.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tremang.places.models import Kind, Place
from tremang.reports.beside import Earlier
from tremang.reports.figures import Facts, Figure, Figures, Unit, computed_of, figures_of, lines_of, look, units_below
from tremang.reports.lines.base import Line
from tremang.reports.lines.registry import lines
from tremang.reports.models.kinds import ReportKind
from tremang.reports.models.written import Frozen
from tremang.reports.periods import Period, period_of


class Carry(NamedTuple):
    """What a line of an earlier period differs by, carried into a later report."""

    period: str
    line: str
    amount: int


@dataclass(frozen=True)
class Difference:
    """A line as sent and as it is now, with the places below where it differs."""

    line: Line
    sent: Figure
    now: Figure
    parts: list[tuple[Unit, Figure, Figure]]


def carrying(
    kind: ReportKind, place: Place, period: Period, versions: list[Earlier], facts: Facts, today: date
) -> list[Carry]:  # fmt: skip
    """What a report must carry for the earlier ones of `versions`. `facts` has those of the place in their periods.

    Only for those that were over when `period` began: one that reaches into it tells some of its days already.
    """
    flows = [line for line in lines_of(kind) if line.is_flow]
    known: dict[tuple[str, str], int] = defaultdict(int)
    for version in versions:
        for carry in _carried(version.adjustments):
            known[carry.period, carry.line] += carry.amount
    found = []
    for version in versions:
        if version.to_on >= period.from_on:
            continue
        sent = computed_of(version.figures)
        now = facts.figures([place.pk], flows, period_of(kind, version.label), today)[place.pk]
        for line in flows:
            if line.code in sent:
                amount = now[line.code].n - sent[line.code].n - known[version.label, line.code]
                if amount:
                    found.append(Carry(version.label, line.code, amount))
    return found


def carried_in(body: dict[str, Any]) -> list[Carry]:
    """What a frozen report carries."""
    return _carried(body.get("adjustments", ()))


def _carried(entries: Iterable[Mapping[str, Any]]) -> list[Carry]:
    return [Carry(entry["period"], entry["line"], entry["amount"]) for entry in entries]


def differences(version: Frozen, kind: ReportKind, today: date) -> list[Difference]:
    """The lines of a sent report that differ from the records now, with the places where they do."""
    place, period = version.report.place, period_of(kind, version.report.period)
    sent = computed_of(version.body["figures"])
    chosen = [line for code in sent if (line := lines().get(code))]
    then: dict[int, tuple[Unit, Figures]] = {
        entry["node"]: (Unit(entry["node"], entry["code"], entry["name"]), _figures(entry["computed"]))
        for entry in version.body["parts"]
    }
    below = {unit.node: unit for unit in units_below(place)}
    for moved in Place.objects.filter(pk__in=then.keys() - below.keys(), kind=Kind.CLUB):
        look(moved, today)
    units = below | {node: unit for node, (unit, _f) in then.items()}
    now = figures_of([place.pk, *units], chosen, period, today)
    found = []
    for line in chosen:
        if now[place.pk][line.code] != sent[line.code]:
            found.append(
                Difference(line, sent[line.code], now[place.pk][line.code], list(_differing(line, units, then, now)))
            )
    return found


def _differing(
    line: Line, units: dict[int, Unit], then: dict[int, tuple[Unit, Figures]], now: dict[int, Figures]
) -> Iterable[tuple[Unit, Figure, Figure]]:
    for node, unit in units.items():
        nothing = Figure(0, 0 if line.is_share else None)
        before = then[node][1].get(line.code, nothing) if node in then else nothing
        after = now[node][line.code]
        if before != after:
            yield unit, before, after


def _figures(entry: dict[str, Any]) -> Figures:
    return {code: Figure(*pair) for code, pair in entry.items()}
