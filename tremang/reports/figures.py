"""The figures of a report as the records give them now: of its place, and of each place just below.

Read from the facts, which are kept by half-month: what happened adds up over the period, what stands is taken at its
end. Where the places below have sent a report of the same kind of period, their figures as sent make up the sum: what
the City reports is what the communes signed. Whatever the place alone knows (the City's own officials) is `own`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from tremang.clubs.models import Club
from tremang.facts.actions import catch_up
from tremang.facts.models import Fact
from tremang.kernel.periods import Half, half_of
from tremang.places.models import Kind, Place
from tremang.places.queries import under
from tremang.reports.acting import above
from tremang.reports.kinds import feeding
from tremang.reports.lines.base import Figure, Line
from tremang.reports.lines.registry import lines
from tremang.reports.models.kinds import ReportKind
from tremang.reports.models.written import SENT, Frozen
from tremang.reports.periods import Period

Figures = dict[str, Figure]


class Unit(NamedTuple):
    """A place just below that of the report."""

    node: int
    code: str  # the official code of a commune, our own of a club
    name: str


@dataclass
class Part:
    """What one place below brings: as the records say, and as it has sent (the same where it sends nothing)."""

    unit: Unit
    computed: Figures
    reported: Figures
    is_sent: bool = False


@dataclass
class Sheet:
    """The figures of a place in a period, by the code of the line."""

    kind: ReportKind
    place: Place
    period: Period
    computed: Figures
    reported: Figures
    parts: list[Part] = field(default_factory=list)


def plus(figures: Iterable[Figure]) -> Figure:
    """Numerators and denominators added up."""
    n = d = 0
    has_d = False
    for figure in figures:
        n += figure.n
        if figure.d is not None:
            d, has_d = d + figure.d, True
    return Figure(n, d if has_d else None)


def minus(one: Figure, other: Figure) -> Figure:
    """Numerator and denominator less those of `other`."""
    return Figure(one.n - other.n, one.d - (other.d or 0) if one.d is not None else None)


def look(place: Place, today: date) -> None:
    """Bring the facts of a place up to the day: of a club, those of its commune."""
    catch_up(above(place) if place.kind == Kind.CLUB else place, today)


def units_below(place: Place) -> list[Unit]:
    """The places whose figures make up those of `place`, by the boundaries of now, in Vietnamese order of names."""
    return units_told(place, list(units_asked(place)))


def units_asked(place: Place) -> QuerySet[Any, tuple[Any, ...]]:
    """The rows of which `units_told` makes the units below `place`."""
    if place.kind == Kind.COMMUNE:
        clubs = Club.objects.filter(under(place.path, "place__path"), launched_on__isnull=False).order_by("place__sort")
        return clubs.values_list("pk", "name")
    if place.kind == Kind.PROVINCE:
        communes = Place.objects.filter(kind=Kind.COMMUNE, valid_to__isnull=True).order_by("sort")
        return communes.values_list("pk", "code", "name")
    return Place.objects.none().values_list("pk", "code", "name")


def units_told(place: Place, rows: Iterable[tuple[Any, ...]]) -> list[Unit]:
    """The units below `place`; a club's code is its number."""
    if place.kind == Kind.COMMUNE:
        return [Unit(pk, str(pk), name) for pk, name in rows]
    return [Unit(*row) for row in rows]


@dataclass
class Facts:
    """Facts that were read: node → half-month → measures. Whatever was not read counts as nothing."""

    rows: dict[int, dict[int, Mapping[str, int]]]

    @classmethod
    def read(cls, *wanted: Q) -> "Facts":
        """The facts for which one of the conditions holds. One query."""
        rows: dict[int, dict[int, Mapping[str, int]]] = defaultdict(dict)
        for node, half, values in Fact.objects.filter(reduce(or_, wanted)).values_list("node_id", "half", "values"):
            rows[node][half] = values
        return cls(rows)

    def standing(self, node: int, half: Half) -> Mapping[str, int]:
        """All measures of a node at the end of a half-month."""
        return self.rows.get(node, {}).get(half, {})

    def figures(
        self, nodes: Iterable[int], chosen: Collection[Line], period: Period, today: date
    ) -> dict[int, Figures]:
        """Node → line → figure in a period whose half-months, and those of its year, were read (see `spanned`)."""
        halves, (year_first, _end) = period.halves(today), period.year_halves
        last = halves.stop - 1
        flows, yearly = _measures(chosen, "period"), _measures(chosen, "year")
        found: dict[int, Figures] = {}
        for node in nodes:
            sums: dict[str, int] = defaultdict(int)
            years: dict[str, int] = defaultdict(int)
            for half, values in self.rows.get(node, {}).items():
                if flows and halves.start <= half <= last:
                    _add(sums, values, flows)
                if yearly and year_first <= half <= last:
                    _add(years, values, yearly)
            end = self.standing(node, last)
            found[node] = {line.code: line.figure(end, sums, years) for line in chosen}
        return found


def spanned(period: Period, today: date) -> tuple[Half, Half]:
    """The first and the last half-month that the figures of a period are made of."""
    halves = period.halves(today)
    return min(halves.start, period.year_halves[0]), halves.stop - 1


def figures_of(nodes: Collection[int], chosen: Collection[Line], period: Period, today: date) -> dict[int, Figures]:
    """Node → line → figure by the facts, which the caller has brought up to the day. One query."""
    first, last = spanned(period, today)
    facts = Facts.read(Q(node_id__in=nodes, half__gte=first, half__lte=last))
    return facts.figures(nodes, chosen, period, today)


def _measures(chosen: Collection[Line], span: str) -> set[str]:
    found = [line for line in chosen if line.span == span]
    return {line.top for line in found} | {line.bottom for line in found if line.bottom}


def _add(into: dict[str, int], values: Mapping[str, int], wanted: set[str]) -> None:
    for key in wanted & values.keys():
        into[key] += values[key]


def lines_of(kind: ReportKind) -> list[Line]:
    """The lines of a kind in the order of the sections; codes that no longer exist are left out."""
    wanted = set(kind.lines)
    return [line for line in lines().values() if line.code in wanted]


def put_together(
    kind: ReportKind, place: Place, period: Period, units: list[Unit], found: Mapping[int, Figures],
    sent: Mapping[int, Figures],
) -> Sheet:  # fmt: skip
    """The figures of a place from those that the records give (`found`) and those `sent` from below, by node.

    A kind below may ask for more lines, or for fewer.
    """
    computed = found[place.pk]
    parts = [
        Part(unit, found[unit.node], _sent_or(found[unit.node], sent.get(unit.node, {})), unit.node in sent)
        for unit in units
    ]
    if place.pk in sent:  # a report of the same place, written for somebody else
        reported = _sent_or(computed, sent[place.pk])
    elif sent:
        reported = {
            code: plus([part.reported[code] for part in parts] + [minus(figure, plus(p.computed[code] for p in parts))])
            for code, figure in computed.items()
        }
    else:
        reported = dict(computed)
    return Sheet(kind, place, period, computed, reported, parts)


def _sent_or(found: Figures, sent: Figures) -> Figures:
    return {code: sent.get(code, figure) for code, figure in found.items()}


def sent_below(kind: ReportKind, place: Place, period: Period) -> QuerySet[Frozen]:
    """The versions sent from below, the newest last, where a kind that feeds this one has the same periods."""
    same = [one.code for one in feeding(kind, period.to_on) if (one.rhythm, one.cut) == (kind.rhythm, kind.cut)]
    return Frozen.objects.filter(
        under(place.path, "report__place__path"), report__kind__in=same, report__period=period.label,
        report__state__in=SENT,
    ).order_by("number", "pk")  # fmt: skip


def reported_of(figures: Mapping[str, Any]) -> Figures:
    """The figures of a frozen body as they were reported."""
    return {code: Figure(*entry["reported"]) for code, entry in figures.items()}


def computed_of(figures: Mapping[str, Any]) -> Figures:
    """The figures of a frozen body as the records gave them then."""
    return {code: Figure(*entry["computed"]) for code, entry in figures.items()}


def last_half(period: Period, today: date) -> int:
    """The half-month at whose end a period's standing figures are taken."""
    return half_of(min(period.to_on, today))
