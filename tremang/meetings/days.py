"""On which days a club can have met, and what to say where it cannot."""

from datetime import date

from django.utils import timezone

from tremang.clubs.models import LAUNCHED_STATES, Club, State, StateRow
from tremang.kernel.format import clock as hour
from tremang.kernel.format import day as written
from tremang.kernel.problems import Conflict, Problem
from tremang.meetings import problems
from tremang.meetings.hot import stage_on
from tremang.meetings.models import Meeting
from tremang.meetings.versions import name_of
from tremang.places.models import Dated


def may_meet_on(club: Club, day: date, besides: int = 0) -> None:
    """Raise unless the club was active on `day` and has no meeting then, `besides` aside. One query."""
    state, taken_by = stage_on(club.pk, day)
    if state in (State.DISSOLVED, State.MERGED):
        ended_on = StateRow.objects.filter(Dated.on(day), club=club.pk).latest("from_on").from_on
        raise Problem("after_end", problems.AFTER_END, field="held_on", day=written(ended_on))
    if state == State.PAUSED:
        raise Problem("while_paused", problems.WHILE_PAUSED, field="held_on", day=written(day))
    if state not in LAUNCHED_STATES:
        if club.launched_on is None:
            raise Problem("not_launched", problems.NOT_LAUNCHED, field="held_on")
        raise Problem("before_launch", problems.BEFORE_LAUNCH, field="held_on", day=written(club.launched_on))
    if taken_by and taken_by != besides:
        raise taken_already(Meeting.objects.get(pk=taken_by))


def taken_already(meeting: Meeting) -> Conflict:
    """That the day's meeting is already in the books: who wrote it and when, and which it is (`meeting_id`)."""
    at = timezone.localtime(meeting.recorded_at)
    return Conflict(
        "meeting_exists", problems.EXISTS, field="held_on", day=written(meeting.held_on),
        name=name_of(meeting.recorded_by_id), at=hour(at.time()), on=written(at.date()), meeting_id=meeting.pk,
    )  # fmt: skip
