"""A meeting in the making: what has been entered, what stands there by itself, and what it will be once recorded.

`body` is plain JSON: held_on, place, chaired_by, written_by, marks {membership: status}, guests, guest_names,
done {area: {note, counts}}, themes, own_themes, decisions, next_plan, next_on, and `steps`, those already gone through.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.agenda.actions import keep_draft
from tremang.agenda.likely import board_names, following_day, likely_day
from tremang.agenda.models import Draft
from tremang.clubs.models import Club
from tremang.kernel.prepared import Question
from tremang.meetings.areas import themes_of
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.hot import roll_ids
from tremang.meetings.models import Meeting, Status
from tremang.meetings.queries import Name, names_on_roll

Body = dict[str, Any]


@dataclass
class Sitting:
    """One user's work on one meeting of a club: a new one, or the correction of `meeting`."""

    club: Club
    user: User
    today: date
    meeting: Meeting | None
    draft: Draft | None
    body: Body

    @property
    def held_on(self) -> date:
        """The day of the meeting as entered, or as it most likely is."""
        return date.fromisoformat(self.body["held_on"])

    @property
    def version(self) -> int:
        """The version of the meeting that is being corrected; 0 for a new one."""
        if self.meeting is None:
            return 0
        return self.draft.meeting_version if self.draft else self.meeting.version

    @cached_property
    def roll(self) -> list[Name]:
        """Who is expected on the day."""
        return names_on_roll(self.club.pk, self.held_on)

    @property
    def marks(self) -> dict[int, int]:
        """Those who were not simply present, as far as they are on the roll of the day."""
        entered = self.body["marks"]
        return {pk: int(entered[str(pk)]) for pk in roll_ids(self.club.pk, self.held_on) if str(pk) in entered}

    @property
    def data(self) -> MeetingData:
        """What will be recorded."""
        body = self.body
        return MeetingData(
            held_on=self.held_on, place=body["place"], chaired_by=body["chaired_by"], written_by=body["written_by"],
            marks=self.marks, guests=body["guests"], guest_names=body["guest_names"],
            done={int(area): Done(line["note"], line["counts"]) for area, line in body["done"].items()},
            themes=body["themes"], own_themes=body["own_themes"], decisions=body["decisions"],
            next_plan=body["next_plan"], next_on=date.fromisoformat(body["next_on"]) if body["next_on"] else None,
        )  # fmt: skip

    def keep(self, step: str, changes: Body) -> None:
        """Keep what a step entered."""
        steps = [*self.body["steps"], step] if step not in self.body["steps"] else self.body["steps"]
        self.body = self.body | changes | {"steps": steps}
        self.__dict__.pop("roll", None)
        self.draft = keep_draft(
            self.club, self.body, by=self.user, today=self.today, meeting_id=self.meeting.pk if self.meeting else 0,
            version=self.version,
        )  # fmt: skip

    def url(self, step: str) -> str:
        """The address of a step."""
        if self.meeting is None:
            return reverse("agenda:step", args=[self.club.pk, step])
        return reverse("agenda:correct", args=[self.meeting.pk, step])


@Question
def _drafts(club_id: int, user_id: int, meeting_id: int) -> "QuerySet[Any, Any]":
    return Draft.objects.filter(club=club_id, user_id=user_id, meeting_id=meeting_id)


def draft_of(club_id: int, user_id: int, meeting_id: int = 0) -> Draft | None:
    """What a user has entered so far of a new meeting of the club, or of the correction of one. One query."""
    return next(iter(_drafts(club_id, user_id, meeting_id)), None)


def new_sitting(club: Club, user: User, today: date) -> Sitting:
    """A new meeting, taken up where `user` left it. Raises Refused where he may not record it."""
    require(user, Verb.RECORD_MEETING, club.place, today)
    draft = draft_of(club.pk, user.pk)
    return Sitting(club, user, today, None, draft, draft.body if draft else _likely(club, today))


def correction(meeting: Meeting, user: User, today: date) -> Sitting:
    """The correction of a meeting, taken up where `user` left it. Raises Refused where he may not."""
    club = meeting.club
    require(user, Verb.RECORD_MEETING, club.place, today)
    draft = draft_of(club.pk, user.pk, meeting.pk)
    return Sitting(club, user, today, meeting, draft, draft.body if draft else body_of(meeting))


def others(club: Club, user: User) -> Iterable[Draft]:
    """What others are writing down for this club at the moment."""
    return Draft.objects.filter(club=club, meeting_id=0).exclude(user_id=user.pk).order_by("-updated_at")


def _likely(club: Club, today: date) -> Body:
    """A new meeting as it most likely was: on the club's day, in its place, led and written by its board."""
    held_on = likely_day(club, today)
    chair, secretary = board_names(club, held_on)
    following = following_day(club, held_on)
    return {
        "held_on": held_on.isoformat(), "place": club.meeting_place, "chaired_by": chair, "written_by": secretary,
        "marks": {}, "guests": 0, "guest_names": "", "done": {}, "themes": [], "own_themes": [], "decisions": "",
        "next_plan": "", "next_on": following.isoformat(), "steps": [],
    }  # fmt: skip


def body_of(meeting: Meeting) -> Body:
    """A recorded meeting as the steps show it."""
    row = Meeting.recorded_rows([meeting.pk])[meeting.pk]
    lines = {line[0]: {"note": line[1], "counts": line[2]} for line in row["lines"]}
    areas = [area for area in range(1, 9) if meeting.contents >> (area - 1) & 1]
    return {
        "held_on": meeting.held_on.isoformat(), "place": meeting.place, "chaired_by": meeting.chaired_by,
        "written_by": meeting.written_by,
        "marks": {str(pk): status for pk, status in row["marks"] if status != Status.PRESENT},
        "guests": meeting.guests, "guest_names": meeting.guest_names,
        "done": {str(area): lines.get(area, {"note": "", "counts": {}}) for area in areas},
        "themes": [str(theme) for theme in themes_of(meeting.themes)],
        "own_themes": [str(theme) for theme in themes_of(meeting.own_themes)], "decisions": meeting.decisions,
        "next_plan": meeting.next_plan, "next_on": meeting.next_on.isoformat() if meeting.next_on else "",
        "steps": [],
    }  # fmt: skip
