"""One act on a club's books of the 8 contents: rows written, changed or dropped together under one event."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Model

from tremang.accounts.models import User
from tremang.areas.common.models import Activity, Counted, Participant, SupportAnswer
from tremang.clubs.models import Club
from tremang.kernel.events import key, mark_stale, plain, record
from tremang.kernel.models import Event
from tremang.kernel.rows import delete, insert
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
            self._name(activity, counted.members)
        else:
            self.on(activity.day)
            self.update(activity, **counted.columns())
            self.persons(activity, counted.members)
        return activity

    def discount(self, activity: Activity) -> None:
        """Drop an activity with those who took part. What points at it must be gone or point elsewhere by then.

        Where an office gave it, what the club said of it becomes that it did not take place.
        """
        self.on(activity.day)
        if activity.office_id is not None:
            for answer in SupportAnswer.objects.filter(club=self.club, office=activity.office_id):
                self.update(answer, answer=SupportAnswer.Answer.NO)
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
        self._name(activity, wanted)

    def _name(self, activity: Activity, members: Iterable[int]) -> None:
        club, at = self.club.pk, activity.pk
        self.create_all([Participant(club_id=club, activity_id=at, membership_id=pk) for pk in sorted(set(members))])

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
        mark_stale([self.club.pk], self.since, rows | gone)
        return event
