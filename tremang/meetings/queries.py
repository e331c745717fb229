"""Reads over meetings: who is on the roll of a day, what was held, what a roll-call said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tremang.clubs.models import Club
from tremang.kernel.periods import age_on
from tremang.kernel.prepared import Question
from tremang.meetings.models import Attendance, Meeting, Status
from tremang.members.models import LeaveReason, Membership, MembershipPause
from tremang.members.titles import title_of
from tremang.places.models import Dated, Kind, Place


@dataclass(frozen=True)
class Name:
    """Somebody on a roll, as a page calls him: "bà Lê Thị Hợi"."""

    membership: int
    person: int
    title: str
    full_name: str
    age: int
    sex: str
    group: str
    status: int = Status.PRESENT

    @property
    def called(self) -> str:
        """Title and full name."""
        return f"{self.title} {self.full_name}"

    @property
    def Called(self) -> str:  # noqa: N802 the same word with a capital
        """The same at the beginning of a line."""
        return self.called[:1].upper() + self.called[1:]


def roll(club_id: int, day: date) -> QuerySet[Membership]:
    """The memberships expected at a meeting on `day`: running, not paused, and of somebody alive that day.

    A death is written through one club; a second club calls the dead no more, even before it ends the membership.
    """
    away = MembershipPause.objects.filter(Dated.on(day), membership=OuterRef("pk"))
    alive = Q(person__died_on__isnull=True) | Q(person__died_on__gte=day)
    return Membership.objects.filter(
        Membership.running(day), ~Q(leave_reason=LeaveReason.MISTAKE), alive, ~Exists(away), club=club_id
    )


_COLUMNS = (
    "pk", "person_id", "person__title", "person__full_name", "person__sex", "person__born_year", "person__born_on",
    "group__name",
)  # fmt: skip


def names_on_roll(club_id: int, day: date) -> list[Name]:
    """The roll of `day` in Vietnamese order of given names. One query."""
    return [_name(day, *row) for row in _roll(club_id, day)]


@Question
def _roll(club_id: int, day: date) -> "QuerySet[Any, Any]":
    return roll(club_id, day).order_by("person__sort_key", "pk").values_list(*_COLUMNS)


def names_of(meeting: Meeting) -> list[Name]:
    """Everybody on the meeting's roll-call with his mark, in Vietnamese order of given names. One query."""
    return [_name(meeting.held_on, *row) for row in _marked(meeting.pk)]


@Question
def _marked(meeting_id: int) -> "QuerySet[Any, Any]":
    rows = Attendance.objects.filter(meeting=meeting_id).order_by("membership__person__sort_key", "membership_id")
    return rows.values_list(*(f"membership__{column}" for column in _COLUMNS), "status")


def _name(
    day: date, pk: int, person: int, own: str, name: str, sex: str, year: int, born: date | None, group: str | None,
    status: int = Status.PRESENT,
) -> Name:  # fmt: skip
    age = age_on(year, born, day)
    return Name(pk, person, title_of(sex, age, own), name, age, sex, group or "", status)


def held(club_id: int, today: date) -> QuerySet[Meeting]:
    """The club's meetings, newest first, with how many sent somebody."""
    represented = Count("marks", filter=Q(marks__status=Status.REPRESENTED))
    found = Meeting.objects.filter(club=club_id, held_on__lte=today).order_by("-held_on")
    return found.annotate(represented=represented)


@Question
def held_between(club_id: int, first: date, last: date) -> "QuerySet[Any, Any]":
    """The meetings of a club in a time, the oldest first."""
    return Meeting.objects.filter(club=club_id, held_on__range=(first, last)).order_by("held_on")


def meeting_on(club_id: int, day: date) -> Meeting | None:
    """The club's meeting of `day`."""
    return Meeting.objects.filter(club=club_id, held_on=day).first()


def tally(statuses: Iterable[int]) -> dict[int, int]:
    """How many marks of each kind; kinds that nobody has count 0."""
    found = dict.fromkeys(Status.values, 0)
    for status in statuses:
        found[status] += 1
    return found


def last_meetings(club_id: int, today: date, count: int) -> list[Meeting]:
    """The newest meetings, newest first. One query."""
    return list(Meeting.objects.filter(club=club_id, held_on__lte=today).order_by("-held_on")[:count])


def months_without(meetings: Iterable[Meeting], area: int) -> int:
    """How many of `meetings`, newest first, passed without the content `area` since it was last done."""
    count = 0
    for meeting in meetings:
        if meeting.contents >> (area - 1) & 1:
            break
        count += 1
    return count


def share(present: int, expected: int) -> int | None:
    """Whole per cent of those expected who came; None where nobody was expected."""
    return (200 * present + expected) // (2 * expected) if expected else None


def commune_of(club: Club) -> Place | None:
    """The commune of now; free of queries where the places above the club were read with it."""
    node: Place | None = club.place
    while node is not None and node.kind != Kind.COMMUNE:
        node = node.parent
    return node
