"""One act on a club's books of the 8 contents: rows written, changed or dropped together under one event."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from tremang.accounts.models import User
from tremang.areas.common import problems as say
from tremang.areas.common.models import Activity, Counted, Participant
from tremang.clubs.models import Club, State, StateRow
from tremang.kernel.events import key, mark_stale, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.kernel.rows import delete, insert
from tremang.members.models import LeaveReason, Membership
from tremang.places.journal import Journal


class Act:
    """Collects what an act changes; `note` tells the event. Open it inside `writing(club.pk)`, powers asked."""

    def __init__(self, club: Club, *, by: User, today: date) -> None:
        self.club, self.by, self.today = club, by, today
        self.journal = Journal()
        self.since = today
        self._dropped: dict[str, dict[str, Any]] = {}

    def create(self, row: Model) -> None:
        """Insert a row."""
        self.journal.create(row)

    def create_all(self, rows: list[Any]) -> None:
        """Insert rows of one model in one statement."""
        insert(rows)
        for row in rows:
            self.journal.before[key(row)] = None
            self.journal.touched[key(row)] = row

    def update(self, row: Model, **values: Any) -> None:
        """Set `values` on a row; where they are what it says already, nothing is written."""
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if changed:
            self.journal.update(row, **changed)

    def drop(self, row: Model) -> None:
        """Remove a row; the event keeps what it was."""
        self._dropped[key(row)] = plain(row)
        delete(row)

    def count(self, activity: Activity | None, counted: Counted | None) -> Activity | None:
        """Write, change or drop the activity by which a record counts; returns it as it stands then."""
        if counted is None:
            if activity is not None:
                self.discount(activity)
            return None
        self.on(counted.day)
        if activity is None:
            activity = Activity(club=self.club, by_id=self.by.pk, **counted.columns())
            self.create(activity)
        else:
            self.on(activity.day)
            self.update(activity, **counted.columns())
        self.persons(activity, counted.members)
        return activity

    def discount(self, activity: Activity) -> None:
        """Drop an activity with those who took part. What points at it must be gone or point elsewhere by then."""
        self.on(activity.day)
        for row in Participant.objects.filter(activity=activity):
            self.drop(row)
        self.drop(activity)

    def persons(self, activity: Activity, members: Iterable[int]) -> None:
        """Make the participants of `activity` those named by membership."""
        wanted = set(members)
        for row in Participant.objects.filter(activity=activity):
            if row.membership_id in wanted:
                wanted.remove(row.membership_id)
            else:
                self.drop(row)
        self.create_all([Participant(club=self.club, activity=activity, membership_id=pk) for pk in sorted(wanted)])

    def on(self, day: date) -> None:
        """What is worked out from `day` on must be worked out again."""
        self.since = min(self.since, day)

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return bool(self.journal.touched or self._dropped)

    def note(self, verb: str, subject: Model, words: Mapping[str, Any]) -> Event:
        """Append the event, which can be taken back, and mark what must be worked out again."""
        was = {name: before for name, before in self.journal.before.items() if before is not None} | self._dropped
        rows = {name: row for name, row in self.journal.rows().items() if name not in self._dropped}
        body = {**words, "since": self.since, "was": was}
        gone = {name: None for name in self._dropped if self.journal.before.get(name, "") is not None}
        event = record(self.club.pk, verb, key(subject), by_id=self.by.pk, body=body, rows=rows | gone)
        mark_stale([self.club.pk], self.since)
        return event


def may_be_done_on(club: Club, day: date, today: date, field: str = "day") -> None:
    """Raise Problem where nothing can have been done by the club on `day`. One query."""
    if day > today:
        raise Problem("in_future", say.IN_FUTURE, field=field, day=written(day))
    if club.launched_on is None:
        raise Problem("not_launched", say.NOT_LAUNCHED, field=field)
    if day < club.launched_on:
        raise Problem("before_launch", say.BEFORE_LAUNCH, field=field, day=written(club.launched_on))
    ends = StateRow.objects.filter(club=club, state__in=[State.DISSOLVED, State.MERGED], from_on__lte=day)
    if (closed := ends.values_list("from_on", flat=True).first()) is not None:
        raise Problem("club_closed", say.CLOSED, field=field, day=written(closed))


def are_members_on(club: Club, members: Iterable[int], day: date, field: str = "members") -> None:
    """Raise Problem where somebody of `members` had no running membership of the club on `day`, or had died. One query."""
    wanted = set(members)
    if not wanted:
        return
    rows = Membership.objects.filter(Membership.running(day), club=club, pk__in=wanted)
    rows = rows.exclude(leave_reason=LeaveReason.MISTAKE).exclude(person__died_on__lt=day)
    if rows.count() != len(wanted):
        raise Problem("not_a_member", say.NOT_A_MEMBER, field=field, day=written(day))


def members_on(club: Club, day: date) -> int:
    """How many memberships run on `day`, paused ones included. One query."""
    rows = Membership.objects.filter(Membership.running(day), club=club).exclude(leave_reason=LeaveReason.MISTAKE)
    return rows.count()
