"""Meetings of the demo that are corrected after the report that counts them was sent: as sent and now differ."""

from datetime import date
from typing import NamedTuple

from tremang.accounts.models import RoleKind, User
from tremang.exchange.demo.reporting.course import Course
from tremang.facts.actions import catch_up
from tremang.kernel import clock
from tremang.kernel.events import recorded
from tremang.meetings.actions import correct_meeting
from tremang.meetings.areas import areas_of, themes_of
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.models import Attendance, Meeting, Status
from tremang.places.models import Place
from tremang.places.queries import under
from tremang.reports.below import DONE
from tremang.reports.models import Level
from tremang.reports.models.written import SENT

ABSENT = 3  # members who were marked as present by mistake


class Corrected(NamedTuple):
    """A meeting that was corrected, and the report whose figures it changed."""

    course: Course
    meeting: Meeting


def correct_some(courses: list[Course], count: int, day: date, today: date, root: Place) -> list[Corrected]:
    """In up to `count` communes, the first of them the demo's own, one meeting each, by the club's secretary.

    In the newest quarter whose report of that commune stands approved; last where a newer one is being written, so that
    most of those find nothing to carry. The facts are brought up to `today`.
    """
    quarters = [one for one in courses if one.kind.level == Level.COMMUNE and one.kind.rhythm == "quarter"]
    newest: dict[int, Course] = {}
    writing: set[int] = set()
    for course in sorted(quarters, key=lambda one: one.period.to_on):
        if course.report.state in DONE:
            newest[course.place.pk] = course
        elif course.moments and course.report.state not in SENT:
            writing.add(course.place.pk)
    first, *others = dict.fromkeys(course.place.pk for course in quarters) or [0]
    found: list[Corrected] = []
    with clock.fixed(day, 21):
        for pk in [first, *sorted(others, key=lambda pk: pk in writing)]:
            if pk not in newest or len(found) == count:
                continue
            meeting = _correct(newest[pk], day)
            if meeting is not None:
                found.append(Corrected(newest[pk], meeting))
    catch_up(root, today)
    return found


def _correct(course: Course, day: date) -> Meeting | None:
    """Three who were marked as present did not come."""
    period = course.period
    rows = Meeting.objects.filter(
        under(course.place.path, "club__place__path"), held_on__gte=period.from_on, held_on__lte=period.to_on,
        present__gt=2 * ABSENT,
    ).select_related("club__place").order_by("club", "held_on")  # fmt: skip
    for meeting in rows:
        roles = meeting.club.place.roles.filter(kind=RoleKind.CLUB_SECRETARY, to_on__isnull=True)
        by = User.objects.filter(pk__in=roles.values("user")).first()
        if by is not None:
            return correct_meeting(meeting, _data(meeting), meeting.version, by=by, today=day)
    return None


def _data(meeting: Meeting) -> MeetingData:
    """The meeting as its secretary writes it anew."""
    row = recorded("meetings.meeting", [meeting.pk])[meeting.pk]
    here = Attendance.objects.filter(meeting=meeting, status=Status.PRESENT).order_by("membership")
    absent = dict.fromkeys(here.values_list("membership", flat=True)[:ABSENT], Status.ABSENT.value)
    lines = {area: Done(note, counts) for area, note, counts in row["lines"]}
    return MeetingData(
        held_on=meeting.held_on, marks={**dict(row["marks"]), **absent}, guests=meeting.guests,
        done={int(area): lines.get(area, Done()) for area in areas_of(meeting.contents)},
        themes=themes_of(meeting.themes), own_themes=themes_of(meeting.own_themes), next_on=meeting.next_on,
        place=meeting.place, chaired_by=meeting.chaired_by, written_by=meeting.written_by, guest_names=meeting.guest_names,
        decisions=meeting.decisions, next_plan=meeting.next_plan,
    )  # fmt: skip
