"""What a report waits for: the reports of the places below that go into it.

A club need not press a button: its month is done once the meeting of that month is written down, or once its own monthly
report is approved. Communes' and the City's reports are done once they are approved.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tremang.clubs.models import State as ClubState
from tremang.clubs.models import StateRow
from tremang.meetings.models import Meeting
from tremang.places.models import Dated, Place
from tremang.places.queries import under
from tremang.reports.figures import Unit, units_below
from tremang.reports.kinds import feeding, kinds_on
from tremang.reports.models.kinds import Level, ReportKind
from tremang.reports.models.written import Report, State
from tremang.reports.periods import Period, period_of, periods_between, within

DONE = (State.APPROVED, State.ACCEPTED)


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
    """All reports that go into the one of `place` in `period`, by place and period."""
    found: list[Awaited] = []
    for below in feeding(kind.code, period.to_on):
        periods = periods_between(below, period.from_on, period.to_on)
        if below.level == Level.CLUB:
            found += _of_clubs(below, place, periods)
        elif below.level == place.kind:
            found += _of([Unit(place.pk, place.code, place.name)], below, place, periods, {})
        else:
            found += _of(units_below(place), below, place, periods, {})
    return found


def _of_clubs(kind: ReportKind, place: Place, periods: list[Period]) -> list[Awaited]:
    units = {unit.node: unit for unit in units_below(place)}
    if not periods:
        return []
    met: dict[tuple[int, str], bool] = {}
    days = Meeting.objects.filter(club__in=list(units), held_on__gte=periods[0].from_on, held_on__lte=periods[-1].to_on)
    held: dict[int, list[date]] = defaultdict(list)
    for club, day in days.values_list("club", "held_on"):
        held[club].append(day)
    active: dict[str, set[int]] = {}
    for period in periods:
        rows = StateRow.objects.filter(Dated.on(period.to_on), club__in=list(units), state=ClubState.ACTIVE)
        active[period.label] = set(rows.values_list("club", flat=True))
        for node in units:
            met[node, period.label] = any(period.from_on <= day <= period.to_on for day in held[node])
    found = _of(units.values(), kind, place, periods, met)
    return [one for one in found if one.unit.node in active[one.period.label] or one.report is not None]


def _of(
    units: Iterable[Unit], kind: ReportKind, place: Place, periods: list[Period], met: dict[tuple[int, str], bool]
) -> list[Awaited]:  # fmt: skip
    labels = [period.label for period in periods]
    reports = Report.objects.filter(under(place.path, "place__path"), kind=kind.code, period__in=labels)
    known = {(report.place_id, report.period): report for report in reports}
    return [
        Awaited(
            kind, unit, period, (report := known.get((unit.node, period.label))),
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
    above = next((one for one in kinds_on(period.to_on) if one.code == kind.feeds), None)
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
