"""What a report waits for: the reports of the places below that go into it.

A club need not press a button: its month is done once the meeting of that month is written down, or once its own monthly
report is approved. Communes' and the City's reports are done once they are approved.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet

from tremang.clubs.models import State as ClubState
from tremang.clubs.models import StateRow
from tremang.meetings.models import Meeting
from tremang.places.models import Place
from tremang.places.queries import under
from tremang.reports.figures import Unit, units_asked, units_told
from tremang.reports.gathered import Rounds, in_rounds
from tremang.reports.kinds import feeding, rules_of
from tremang.reports.models.kinds import Level, ReportKind
from tremang.reports.models.written import Report, State
from tremang.reports.periods import Period, owed_between, period_of, within

DONE = (State.APPROVED, State.ACCEPTED)
Key = tuple[str, int, str]  # kind, place and period of a report


class Awaited(NamedTuple):
    """A report that goes into another: of which place and period, and where it stands."""

    kind: ReportKind
    unit: Unit
    period: Period
    report: Report | None
    is_done: bool

    @property
    def key(self) -> str:
        """By which it is named where a report is sent without it."""
        return f"{self.unit.code}/{self.kind.code}/{self.period.label}"

    @property
    def words(self) -> str:
        """Its place and period: Xã Minh Châu (quý III/2026)."""
        return f"{self.unit.name} ({self.period.words})"


def awaited(kind: ReportKind, place: Place, period: Period) -> list[Awaited]:
    """All reports that go into the one of `place` in `period`, by place and period. One query; two for a kind read alone."""
    [found] = in_rounds(awaiting(kind, place, period))
    return found


def awaiting(kind: ReportKind, place: Place, period: Period) -> Rounds:
    """The same, in one round."""
    below = [(one, owed_between(one, period.from_on, period.to_on)) for one in feeding(kind, period.to_on)]
    labels = {one.label for _kind, periods in below for one in periods}
    reports = Report.objects.filter(
        under(place.path, "place__path"), kind__in=[one.code for one, _periods in below], period__in=labels
    )
    questions: list[QuerySet[Any, Any]] = [reports, units_asked(place)]
    months = [one for kind_, periods in below if kind_.level == Level.CLUB for one in periods]
    if months:
        first, last = min(one.from_on for one in months), max(one.to_on for one in months)
        within_ = under(place.path, "club__place__path")
        questions += [
            Meeting.objects.filter(within_, held_on__gte=first, held_on__lte=last).order_by().values_list("club", "held_on"),
            StateRow.objects.filter(within_, state=ClubState.ACTIVE, from_on__lte=last)
            .order_by()
            .values_list("club", "from_on", "to_on"),
        ]  # fmt: skip
    rows, named, *of_clubs = yield questions
    units = units_told(place, named)
    known = {(row.kind, row.place_id, row.period): row for row in rows}
    held, states = (_by_club(found) for found in of_clubs or ([], []))
    found: list[Awaited] = []
    for kind_, periods in below:
        if kind_.level == Level.CLUB:
            found += _of_clubs(kind_, units, periods, known, held, states)
        elif kind_.level == place.kind:
            found += _of([Unit(place.pk, place.code, place.name)], kind_, periods, known, {})
        else:
            found += _of(units, kind_, periods, known, {})
    return found


def _by_club(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for club, *rest in rows:
        found[club].append(tuple(rest))
    return found


def _of_clubs(
    kind: ReportKind, units: list[Unit], periods: list[Period], known: Mapping[Key, Report],
    held: Mapping[int, list[tuple[Any, ...]]], states: Mapping[int, list[tuple[Any, ...]]],
) -> list[Awaited]:  # fmt: skip
    met, active = {}, set()
    for period in periods:
        for unit in units:
            named = (unit.node, period.label)
            met[named] = any(period.from_on <= day <= period.to_on for (day,) in held.get(unit.node, ()))
            last = period.to_on
            if any(
                from_on <= last and (to_on is None or last <= to_on) for from_on, to_on in states.get(unit.node, ())
            ):
                active.add(named)
    found = _of(units, kind, periods, known, met)
    return [one for one in found if (one.unit.node, one.period.label) in active or one.report is not None]


def _of(
    units: Iterable[Unit], kind: ReportKind, periods: list[Period], known: Mapping[Key, Report],
    met: Mapping[tuple[int, str], bool],
) -> list[Awaited]:  # fmt: skip
    return [
        Awaited(
            kind, unit, period, (report := known.get((kind.code, unit.node, period.label))),
            (report is not None and report.state in DONE) or met.get((unit.node, period.label), False),
        )
        for unit in units
        for period in periods
    ]  # fmt: skip


def missing(kind: ReportKind, place: Place, period: Period) -> list[Awaited]:
    """Those of `awaited` that are not done."""
    return [one for one in awaited(kind, place, period) if not one.is_done]


def parent_of(report: Report, kind: ReportKind, period: Period) -> Report | None:
    """The report above into which this one goes, where it has been begun."""
    if not kind.feeds:
        return None
    above = next((one for one in rules_of(kind).on(period.to_on) if one.code == kind.feeds), None)
    if above is None:
        return None
    place = report.place
    while place is not None and place.kind != above.level:
        place = place.parent
    if place is None:
        return None
    for one in Report.objects.filter(kind=above.code, place=place, to_on__gte=period.from_on).order_by("to_on"):
        if within(period, period_of(above, one.period)):
            return one
    return None


def holder_of(report: Report, kind: ReportKind, period: Period) -> tuple[Report, ReportKind, Period] | None:
    """The sent report above that holds this one and has to be opened first: the highest of those that hold one another."""
    found = None
    while (parent := parent_of(report, kind, period)) is not None and parent.is_sent:
        kind = rules_of(kind).named(parent.kind, parent.to_on)
        report, period = parent, period_of(kind, parent.period)
        found = (report, kind, period)
        if parent.state != State.ACCEPTED:
            break
    return found
