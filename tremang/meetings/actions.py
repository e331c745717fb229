"""Every write of meetings: to record, to correct, to take back.

A recorded meeting costs the same few statements whatever the size of the club: before the lock what may be held on that
day and the roll, under it the meeting, its marks and lines, the event, the stale mark.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.kernel import clock
from tremang.kernel.events import key, mark_stale, plain, record
from tremang.kernel.format import clock as hour
from tremang.kernel.format import day as written
from tremang.kernel.ids import new_id
from tremang.kernel.lock import worked_out_ahead, writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.rows import insert, insert_values, made
from tremang.kernel.text import clean
from tremang.meetings import problems
from tremang.meetings.data import Done, MeetingData, checked
from tremang.meetings.days import may_meet_on
from tremang.meetings.hot import roll_ids
from tremang.meetings.models import Attendance, ContentLine, Meeting, Photo, Status
from tremang.meetings.versions import acts_on, columns_of, last_event, name_of, standing
from tremang.members.models import Membership

UNDO_DAYS = 30
Row = dict[str, Any]


def record_meeting(club: Club, data: MeetingData, *, by: User, today: date, sent: str = "") -> Meeting:
    """Record the club's meeting of a day, once. `sent` names the request that it came with; its event keeps it.

    Raises Refused, Problem (a day on which the club could not meet, a text too long, somebody who is not on the
    roll), and Conflict where that day's meeting is already there.
    """
    require(by, Verb.RECORD_MEETING, club.place, today)
    columns = checked(data, today)

    def act() -> Meeting:
        may_meet_on(club, data.held_on)
        marks = _marks(club.pk, data)
        meeting = Meeting(club_id=club.pk, recorded_by_id=by.pk, recorded_at=clock.now(), **columns)
        _count(meeting, marks)
        insert([meeting])
        row = _put_below(meeting, marks, data.done)
        _note("record_meeting", meeting, row, by, since=meeting.held_on, sent=sent)
        return meeting

    return worked_out_ahead(club.pk, act)


def correct_meeting(meeting: Meeting, data: MeetingData, version: int, *, by: User, today: date) -> Meeting:
    """Write the meeting anew; what it said before stays in its event.

    `version` is the one that the writer had before him. Raises as `record_meeting`, and Conflict where somebody
    changed or removed the meeting meanwhile. The same again changes nothing.
    """
    club = meeting.club
    require(by, Verb.RECORD_MEETING, club.place, today)
    columns = checked(data, today)
    with writing(club.pk):
        current, before = _current(meeting, version)
        may_meet_on(club, data.held_on, besides=current.pk)
        marks = _marks(club.pk, data)
        for name, value in columns.items():
            setattr(current, name, value)
        _count(current, marks)
        if _row(current, marks, data.done) == before:
            return current
        _write_over(current, marks, data.done, before, "correct_meeting", by)
    return current


def undo_meeting(meeting: Meeting, version: int, *, by: User, today: date) -> Meeting | None:
    """Take back the latest act on the meeting that still stands: a correction gives way to what it said before, a new meeting goes.

    Returns the meeting as it stands then, None where it is gone. Raises Conflict when `version` is no longer the
    latest, Problem after 30 days or where there is nothing to take back.
    """
    club = meeting.club
    require(by, Verb.RECORD_MEETING, club.place, today)
    with writing(club.pk):
        current, before = _current(meeting, version)
        event = standing(acts_on(key(current)))
        if event is None:
            raise Problem("nothing_to_undo", problems.NOTHING_TO_UNDO)
        _in_time(event)
        if event.verb == "record_meeting":
            _remove(current, before, by)
            return None
        told = _body(event)["before"]
        for name, value in columns_of(told).items():
            if name not in ("version", "recorded_by_id", "recorded_at"):
                setattr(current, name, value)
        may_meet_on(club, current.held_on, besides=current.pk)
        _write_over(current, _kept_marks(told), _lines_of(told), before, "restore_meeting", by)
    return current


def bring_back_meeting(club: Club, meeting_id: int, *, by: User, today: date) -> Meeting:
    """Put a meeting that was taken back into the books again, with its photos.

    Raises Problem after 30 days or where there is none, Conflict where the day has another meeting by now.
    """
    require(by, Verb.RECORD_MEETING, club.place, today)
    with writing(club.pk):
        event = last_event(f"{Meeting._meta.label_lower}:{meeting_id}")
        if event is None or event.verb != "remove_meeting" or event.chain_id != club.pk:
            raise Problem("nothing_to_undo", problems.NOTHING_TO_UNDO)
        _in_time(event)
        body = _body(event)
        told = body["before"]
        meeting = Meeting(**columns_of(told))
        may_meet_on(club, meeting.held_on)
        meeting.version += 1
        marks = _kept_marks(told)
        _count(meeting, marks)
        insert([meeting])
        row = _put_below(meeting, marks, _lines_of(told))
        photos = [Photo(meeting=meeting, club_id=club.pk, **photo) for photo in body.get("photos", [])]
        insert(photos)
        rows = {key(photo): plain(photo) for photo in photos}
        _note("bring_back_meeting", meeting, row, by, since=meeting.held_on, rows=rows)
    return meeting


def _marks(club_id: int, data: MeetingData) -> dict[int, int]:
    """Everybody on the roll with his mark; raises where `data` marks somebody who is not on it. One query."""
    marks = dict.fromkeys(roll_ids(club_id, data.held_on), Status.PRESENT.value)
    if strangers := data.marks.keys() - marks.keys():
        raise Problem(
            "not_on_roll", problems.NOT_ON_ROLL, field="marks", count=len(strangers), day=written(data.held_on)
        )
    return marks | {membership: int(status) for membership, status in data.marks.items()}


def _count(meeting: Meeting, marks: Mapping[int, int]) -> None:
    meeting.expected = len(marks)
    meeting.present = sum(status == Status.PRESENT for status in marks.values())


def _row(meeting: Meeting, marks: Mapping[int, int], done: Mapping[int, Done]) -> Row:
    """The meeting as its events remember it (see `Meeting.recorded_rows`)."""
    lines = [[area, clean(done[area].note), dict(done[area].counts)] for area in sorted(done) if _says(done[area])]
    return plain(meeting) | {"marks": [[pk, status] for pk, status in sorted(marks.items())], "lines": lines}


def _says(done: Done) -> bool:
    return bool(clean(done.note) or done.counts)


def _put_below(meeting: Meeting, marks: Mapping[int, int], done: Mapping[int, Done]) -> Row:
    """Write the marks and the lines; returns the meeting as its event will remember it. Two statements at most."""
    row = _row(meeting, marks, done)
    # Sixty rows of a model cost more than everything else of the act together.
    insert_values(
        Attendance, ("meeting", "membership", "club", "status"),
        [(meeting.pk, membership, meeting.club_id, status) for membership, status in row["marks"]],
    )  # fmt: skip
    if row["lines"]:
        ids = {"club_id": meeting.club_id, "meeting_id": meeting.pk}
        lines = [{"id": new_id(), "area": area, "note": note, "counts": counts} for area, note, counts in row["lines"]]
        insert([made(ContentLine, ids | line) for line in lines])
    return row


def _write_over(
    current: Meeting, marks: Mapping[int, int], done: Mapping[int, Done], before: Row, verb: str, by: User
) -> None:
    """Save `current` with new marks and lines as its next version, and tell what it said before."""
    current.version += 1
    _count(current, marks)
    current.save(
        update_fields=[f.name for f in Meeting._meta.concrete_fields if f.name not in ("id", "club")],
        force_update=True,
    )
    Attendance.objects.filter(meeting=current).delete()
    ContentLine.objects.filter(meeting=current).delete()
    row = _put_below(current, marks, done)
    _note(verb, current, row, by, since=min(current.held_on, before["held_on"]), before=before)


def _remove(current: Meeting, before: Row, by: User) -> None:
    photos = list(current.photos.all())
    told = [{"id": photo.pk, "file": photo.file, "caption": photo.caption, "sha256": photo.sha256} for photo in photos]
    rows = {key(photo): None for photo in photos}
    _note("remove_meeting", current, None, by, since=current.held_on, before=before, rows=rows, photos=told)
    current.delete()


def _current(meeting: Meeting, version: int) -> tuple[Meeting, Row]:
    """The meeting as it stands under the lock, and as events remember it; raises Conflict where it has moved on."""
    current = Meeting.objects.select_related("club__place").filter(pk=meeting.pk).first()
    if current is None:
        raise Conflict("meeting_gone", problems.GONE)
    if current.version != version:
        event = last_event(key(current))
        at = timezone.localtime(event.at if event else current.recorded_at)
        raise Conflict(
            "meeting_changed", problems.CHANGED, at=hour(at.time()), on=written(at.date()),
            name=name_of(event.actor_id if event else current.recorded_by_id), meeting_id=current.pk,
        )  # fmt: skip
    return current, Meeting.recorded_rows([current.pk])[current.pk]


def _kept_marks(told: Row) -> dict[int, int]:
    """The marks of an earlier version, without memberships that were found to be mistakes and removed since."""
    marks = {int(pk): int(status) for pk, status in told["marks"]}
    known = set(Membership.objects.filter(pk__in=list(marks)).values_list("pk", flat=True))
    return {pk: status for pk, status in marks.items() if pk in known}


def _lines_of(told: Row) -> dict[int, Done]:
    return {area: Done(note, counts) for area, note, counts in told["lines"]}


def _body(event: Event) -> Row:
    """The words of an event; raises Problem where they were destroyed by law."""
    content = getattr(event, "content", None)
    if content is None:
        raise Problem("nothing_to_undo", problems.NOTHING_TO_UNDO)
    return content.body


def _in_time(event: Event) -> None:
    if clock.now() - event.at > timedelta(days=UNDO_DAYS):
        raise Problem("undo_late", problems.UNDO_LATE, days=UNDO_DAYS)


def _note(
    verb: str, meeting: Meeting, row: Row | None, by: User, *, since: date, before: Row | None = None,
    rows: Mapping[str, Any] | None = None, photos: Iterable[Row] = (), sent: str = "",
) -> None:  # fmt: skip
    """The event of an act on a meeting, and the stale mark of its club."""
    body: Row = {"held_on": meeting.held_on, "present": meeting.present, "expected": meeting.expected}
    if before is not None:
        body["before"] = before
    if photos:
        body["photos"] = list(photos)
    if sent:
        body["sent"] = sent
    rows = {key(meeting): row, **(rows or {})}
    record(meeting.club_id, verb, key(meeting), by_id=by.pk, body=body, rows=rows)
    mark_stale([meeting.club_id], since, rows)
