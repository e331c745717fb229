"""What is due from somebody now: the reports of the places where he writes them, and those that wait for his word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

from tremang.accounts.models import Role, User
from tremang.accounts.powers import TABLE, Verb, roles
from tremang.clubs.models import State as ClubState
from tremang.clubs.models import StateRow, state_on
from tremang.kernel.periods import add_months
from tremang.places.models import Kind, Place, Succession
from tremang.places.queries import heirs_of_others, under
from tremang.reports.asking import REPORTING, code_of
from tremang.reports.below import DONE
from tremang.reports.gathered import Rounds, in_rounds, plain, together
from tremang.reports.kinds import Rules, kinds_on, rules
from tremang.reports.models.kinds import LateEntry, Level, ReportKind, Rhythm
from tremang.reports.models.obstacles import Obstacle
from tremang.reports.models.written import SENT, Report, State, Step
from tremang.reports.obstacles import waiting_for
from tremang.reports.periods import (
    Period,
    due_days,
    is_before_records,
    last_over,
    owed_between,
    period_of,
    review_years,
    running,
)
from tremang.reports.queries.expected import writing_down
from tremang.reports.queries.reasons import report_url
from tremang.reports.queries.standings import Standing, standing

LOOK_BACK = 12  # months for which an earlier report is still asked after


class Light(NamedTuple):
    """A report named without asking after everything: kind, period, its due day and its page."""

    kind: ReportKind
    period: Period
    due_on: date
    url: str


class Back(NamedTuple):
    """An earlier report that came back and was not sent again: what was said, and the last day on which it can be sent."""

    light: Light
    why: str
    closes_on: date


class Waiting(NamedTuple):
    """A sent report that waits for approval."""

    report: Report
    kind: ReportKind
    period: Period
    url: str


@dataclass(frozen=True)
class Duty:
    """What a place owes on a day.

    `now` has the newest periods that are over, `back` older ones that came back, `earlier` older ones still lacking, `coming`
    those that run.
    """

    place: Place
    on: date
    now: list[tuple[ReportKind, Period, Standing]]
    back: list[Back]
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


class Mine(NamedTuple):
    """What somebody has to do about reports: to write and send, to approve, and obstacles to answer."""

    duties: list[Duty]
    waiting: list[Waiting]
    obstacles: list[Obstacle]


def first_page(user: User, today: date) -> Mine:
    """What a user has to do, at all places of his duties. Three queries, however many places and kinds."""
    known = rules()
    *duties, waiting, [obstacles] = in_rounds(
        *(_duty(place, known, today) for place in writing_places(user, today)),
        _approving(user, known, today), plain(waiting_for(user, today)),
    )  # fmt: skip
    return Mine(duties, waiting, obstacles)


def _duty(place: Place, known: Rules, today: date) -> Rounds:
    """What is due from one place. Two rounds."""
    kinds = [kind for kind in known.on(today) if kind.level == place.kind]
    over = [
        (kind, period)
        for kind in kinds
        if (period := last_over(kind, today)) and (kind.rhythm != Rhythm.REVIEW or period.year in review_years())
    ]
    *found, (back, earlier, is_closed) = yield from together(
        *(standing(kind, period, today, place) for kind, period in over), _earlier(place, kinds, today)
    )
    now = [(kind, period, one) for (kind, period), rows in zip(over, found, strict=True) for one in rows]
    coming = [
        _light(kind, place, period)
        for kind in kinds
        if not is_closed and kind.rhythm != Rhythm.REVIEW and (period := running(kind, today)).to_on >= today
    ]
    return Duty(place, today, now, back, earlier, sorted(coming, key=lambda one: one.due_on))


def _light(kind: ReportKind, place: Place, period: Period) -> Light:
    due, _closes = due_days(kind, period)
    return Light(kind, period, due, report_url(kind.code, code_of(place), period.label))


def _earlier(place: Place, kinds: Iterable[ReportKind], today: date) -> Rounds:
    """Reports of the last twelve months, the newest of each kind aside: those that came back, and those that are not there;
    and whether the place is a club that was closed. One round.
    """
    asked = [
        (kind, period)
        for kind in kinds
        for period in owed_between(kind, add_months(today, -LOOK_BACK), today)[::-1]
        if period.to_on < last_over(kind, today).to_on
    ]
    is_club = place.kind == Kind.CLUB
    reports = Report.objects.filter(
        place=place, kind__in={kind.code for kind, _period in asked},
        state__in=[*(DONE if is_club else SENT), State.RETURNED],
        period__in={period.label for _kind, period in asked},
    )  # fmt: skip
    of_club = StateRow.objects.filter(club=place.pk) if is_club else StateRow.objects.none()
    steps = Step.objects.filter(report__place=place, report__state=State.RETURNED, verb="return").order_by("pk")
    leaves = LateEntry.objects.filter(place=place, until__gte=today)
    (sent, states, heirs, told, until), met = yield from together(
        plain(
            reports.values_list("kind", "period", "state", "closes_on"),
            of_club,
            Succession.objects.filter(successor=place).values_list("pk"),
            steps.values_list("report__kind", "report__period", "reason"),
            leaves.values_list("kind", "period", "until"),
        ),
        writing_down([period for _kind, period in asked] if is_club else [], under(place.path, "club__place__path")),
    )
    closing = {(kind, label): closes for kind, label, state, closes in sent if state == State.RETURNED}
    said = {(kind, label): reason for kind, label, reason in told}
    for kind, label, last in until:
        if (kind, label) in closing:
            closing[kind, label] = max(closing[kind, label], last)
    there = {(kind, label) for kind, label, _state, _closes in sent}
    there |= {(kind.code, label) for _club, label in met for kind, _period in asked}
    is_closed = is_club and state_on(states, today) in (ClubState.DISSOLVED, ClubState.MERGED)
    back = [
        Back(_light(kind, place, period), said.get(named, ""), closing[named])
        for kind, period in asked
        if (named := (kind.code, period.label)) in closing
    ]
    return (
        back,
        [
            _light(kind, place, period)
            for kind, period in asked
            if (kind.code, period.label) not in there
            and _was_there(place, period, is_heir=bool(heirs))
            and (not is_club or state_on(states, period.to_on) == ClubState.ACTIVE)
        ],
        is_closed,
    )


def _was_there(place: Place, period: Period, *, is_heir: bool | None = None) -> bool:
    """Whether it answers for the period. Where it isn't known whether another stood here before, that is asked if need be."""
    return place.valid_from <= period.to_on or (place.pk in heirs_of_others() if is_heir is None else is_heir)


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
    it; else one query. The days are worked out once in ten minutes, with one more. `first_page` tells more.
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
    found = []
    for kind in kinds_on(today):
        period = last_over(kind, today)
        if kind.level != level or is_before_records(kind, period):
            continue
        if kind.rhythm != Rhythm.REVIEW or period.year in review_years():
            found.append((kind, period, *due_days(kind, period)))
    return found


def returned() -> QuerySet[Report]:
    """The reports that came back and were not sent again, the oldest first."""
    return Report.objects.filter(state=State.RETURNED).order_by("to_on")


def _approving(user: User, known: Rules, today: date) -> Rounds:
    """The sent reports that wait for this user's approval, the oldest first: of the places just below his own. One round."""
    questions = []
    for role in roles(user, today):
        levels = _approved_levels(role)
        codes = {kind.code for kind in known.rows if kind.level in levels}  # of an ended kind a report may still wait
        rows = Report.objects.filter(
            under(role.place.path, "place__path"), kind__in=codes, state=State.SUBMITTED
        ).select_related("place")  # fmt: skip
        questions.append(rows.order_by("submitted_on", "pk"))
    answers = yield questions
    found: dict[int, Waiting] = {}
    for row in chain.from_iterable(answers):
        kind = known.form(row.kind, row.to_on)
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
