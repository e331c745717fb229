"""What is due from somebody now: the reports of the places where he writes them, and those that wait for his word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

from tremang.accounts.models import Role, User
from tremang.accounts.powers import TABLE, Verb, roles
from tremang.areas.rights.models import PublicHoliday
from tremang.areas.rights.terms import working_day_after
from tremang.clubs.models import State as ClubState
from tremang.clubs.models import StateRow, state_on
from tremang.kernel.periods import add_months
from tremang.places.models import Kind, Place
from tremang.places.queries import heirs_of_others, under
from tremang.reports.asking import REPORTING, code_of
from tremang.reports.below import DONE
from tremang.reports.kinds import kinds_on
from tremang.reports.models.kinds import Level, ReportKind, Rhythm
from tremang.reports.models.written import SENT, Report, State
from tremang.reports.periods import Period, last_over, period_of, periods_between, review_years, running
from tremang.reports.queries.expected import written_on
from tremang.reports.queries.reasons import report_url
from tremang.reports.queries.standings import Standing, standings

LOOK_BACK = 12  # months for which an earlier report is still asked after


class Light(NamedTuple):
    """A report named without asking after everything: kind, period, its due day and its page."""

    kind: ReportKind
    period: Period
    due_on: date
    url: str


class Waiting(NamedTuple):
    """A sent report that waits for approval."""

    report: Report
    kind: ReportKind
    period: Period
    url: str


@dataclass(frozen=True)
class Duty:
    """What a place owes on a day.

    `now` has the newest periods that are over, `earlier` older ones still lacking, `coming` those that run.
    """

    place: Place
    on: date
    now: list[tuple[ReportKind, Period, Standing]]
    earlier: list[Light]
    coming: list[Light]

    @property
    def open_now(self) -> list[tuple[ReportKind, Period, Standing]]:
        """Those of `now` that are still awaited, or came back: what can still be sent first, the nearest due day first."""
        found = [one for one in self.now if not one[2].is_there or one[2].state == State.RETURNED]
        return sorted(found, key=lambda one: (one[2].closes_on < self.on, one[2].due_on))


def writing_places(user: User, today: date) -> list[Place]:
    """The places whose reports are this user's own work: those of his duties, not all within his reach."""
    found = {
        role.place_id: role.place
        for role in roles(user, today)
        if Verb.WRITE_REPORTS in TABLE[role.kind] and role.place.kind in REPORTING
    }
    return list(found.values())


def duties(user: User, today: date) -> list[Duty]:
    """What is due from each place for which a user writes."""
    return [duty(place, today) for place in writing_places(user, today)]


def duty(place: Place, today: date) -> Duty:
    """What is due from one place."""
    kinds = [kind for kind in kinds_on(today) if kind.level == place.kind]
    holidays = list(PublicHoliday.objects.order_by("pk"))
    now: list[tuple[ReportKind, Period, Standing]] = []
    for kind in kinds:
        period = last_over(kind, today)
        if kind.rhythm == Rhythm.REVIEW and period.year not in review_years():
            continue
        now += [(kind, period, one) for one in standings(kind, period, today, place)]
    coming = [
        Light(kind, period, _due(kind, period, holidays), report_url(kind.code, code_of(place), period.label))
        for kind in kinds
        if kind.rhythm != Rhythm.REVIEW and (period := running(kind, today)).to_on >= today
    ]
    return Duty(place, today, now, _earlier(place, kinds, today, holidays), sorted(coming, key=lambda one: one.due_on))


def _earlier(
    place: Place, kinds: Iterable[ReportKind], today: date, holidays: list[PublicHoliday]
) -> list[Light]:  # fmt: skip
    """Reports of the last twelve months, the newest of each kind aside, that are not there."""
    asked = [
        (kind, period)
        for kind in kinds
        for period in periods_between(kind, add_months(today, -LOOK_BACK), today)[::-1]
        if period.to_on < last_over(kind, today).to_on and _was_there(place, period)
    ]
    if not asked:
        return []
    states = SENT if place.kind != Kind.CLUB else DONE
    there = set(
        Report.objects.filter(
            place=place, kind__in={kind.code for kind, _period in asked}, state__in=states,
            period__in={period.label for _kind, period in asked},
        ).values_list("kind", "period")
    )  # fmt: skip
    if place.kind == Kind.CLUB:
        met = written_on([period for _kind, period in asked], under(place.path, "club__place__path"))
        there |= {(kind.code, label) for _club, label in met for kind, _period in asked}
        rows = list(StateRow.objects.filter(club=place.pk))
        asked = [one for one in asked if state_on(rows, one[1].to_on) == ClubState.ACTIVE]
    return [
        Light(kind, period, _due(kind, period, holidays), report_url(kind.code, code_of(place), period.label))
        for kind, period in asked
        if (kind.code, period.label) not in there
    ]


def _due(kind: ReportKind, period: Period, holidays: list[PublicHoliday]) -> date:
    return working_day_after(period.to_on, kind.due_days, holidays)


def _was_there(place: Place, period: Period) -> bool:
    return place.valid_from <= period.to_on or place.pk in heirs_of_others()


class Open(NamedTuple):
    """A report that can be sent now, with its last day in time and its state."""

    kind: ReportKind
    period: Period
    due_on: date
    state: State
    url: str


def open_at(place: Place, today: date, states: str | None = None) -> list[Open]:
    """The reports of a commune or the City that can be sent on the day and are not, the nearest due day first.

    It stands on a page that is asked for often. `states` is the column of `states_column` where the place was read with
    it; else one query. The days are worked out once in ten minutes, with two more. `duty` tells more.
    """
    dues = cache.get_or_set(f"dues:{place.kind}:{today}", lambda: _dues(Level(place.kind), today), KEEP)
    if states is None:
        rows = Report.objects.filter(place=place, period__in={period.label for _kind, period, _due, _closes in dues})
        known = {(kind, label): state for kind, label, state in rows.values_list("kind", "period", "state")}
    else:
        known = {(kind, label): state for kind, label, state in (one.split("/") for one in states.split())}
    found = []
    for kind, period, due, closes in dues:
        state = State(known.get((kind.code, period.label), State.DUE))
        if state not in SENT and today <= closes and _was_there(place, period):
            found.append(Open(kind, period, due, state, report_url(kind.code, code_of(place), period.label)))
    return sorted(found, key=lambda one: one.due_on)


KEEP = 600  # seconds


def states_column(today: date) -> RawSQL:
    """Kind, period and state of a place's reports of the last two years, as words "kind/period/state", for `annotate`."""
    words = "r.kind || '/' || r.period || '/' || r.state"
    gathered = f"string_agg({words}, ' ')" if connection.vendor == "postgresql" else f"group_concat({words}, ' ')"
    sql = (
        f"COALESCE((SELECT {gathered} FROM reports_report r WHERE r.place_id = places_place.id AND r.to_on >= %s), '')"  # noqa: S608
    )
    return RawSQL(sql, [add_months(today, -24).isoformat()], TextField())  # noqa: S611 - no input


def _dues(level: Level, today: date) -> list[tuple[ReportKind, Period, date, date]]:
    """The newest period that is over of each kind of a level, its due day and the last day on which it can be sent."""
    holidays = list(PublicHoliday.objects.order_by("pk"))
    found = []
    for kind in kinds_on(today):
        period = last_over(kind, today)
        if kind.level == level and (kind.rhythm != Rhythm.REVIEW or period.year in review_years()):
            due = _due(kind, period, holidays)
            found.append((kind, period, due, working_day_after(due, kind.lock_days, holidays)))
    return found


def returned() -> QuerySet[Report]:
    """The reports that came back and were not sent again, the oldest first."""
    return Report.objects.filter(state=State.RETURNED).order_by("to_on")


def waiting_for(user: User, today: date) -> list[Waiting]:
    """The sent reports that wait for this user's approval: those of the places just below his own, the oldest first."""
    kinds = {kind.code: kind for kind in kinds_on(today)}
    found: dict[int, Waiting] = {}
    for role in roles(user, today):
        levels = _approved_levels(role)
        codes = [kind.code for kind in kinds.values() if kind.level in levels]
        if not codes:
            continue
        rows = Report.objects.filter(
            under(role.place.path, "place__path"), kind__in=codes, state=State.SUBMITTED
        ).select_related("place")  # fmt: skip
        for row in rows.order_by("submitted_on", "pk"):
            kind = kinds[row.kind]
            url = report_url(row.kind, code_of(row.place), row.period)
            found[row.pk] = Waiting(row, kind, period_of(kind, row.period), url)
    return list(found.values())


def _approved_levels(role: Role) -> set[Level]:
    """The levels whose reports wait at the place of a role."""
    granted = TABLE[role.kind]
    found = set()
    if Verb.APPROVE_REPORTS in granted:
        if role.place.kind == Kind.COMMUNE:
            found.add(Level.CLUB)
        elif role.place.kind == Kind.PROVINCE:
            found.add(Level.COMMUNE)
    if Verb.SIGN_REPORTS in granted and role.place.kind == Kind.PROVINCE:
        found.add(Level.CITY)
    return found
