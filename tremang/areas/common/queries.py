"""Reads over a club's books: what was done, whether it counts apart from the meeting, which contents a month covers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, IntegerField, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.suppression import LIMIT
from tremang.areas.common.models import Activity, Norm
from tremang.kernel.periods import Month, month_first, month_last, month_of
from tremang.kernel.prepared import Question
from tremang.meetings.areas import Area, areas_of
from tremang.meetings.models import ContentLine, Meeting
from tremang.meetings.queries import held_between
from tremang.members.erasing import NAMELESS
from tremang.members.models import LeaveReason, Membership, TeamMember
from tremang.members.titles import title_of
from tremang.places.models import Dated


def counting(prefix: str = "") -> Q:
    """The condition that an activity counts (`prefix` leads to it): what an office gave, once the club has said so."""
    return Q(**{f"{prefix}office__isnull": True}) | Q(**{f"{prefix}is_confirmed": True})


def counting_sql(alias: str) -> str:
    """The same in plain SQL, for a row of activities called `alias`."""
    return f"({alias}.office_id IS NULL OR {alias}.is_confirmed)"


COUNTS = counting()


@dataclass(frozen=True)
class Done:
    """One line of a book: a meeting that named the content, or an activity. `counts` apart from the meeting or not."""

    day: date
    what: str
    people: int
    url: str
    meeting_id: int = 0
    activity: Activity | None = None
    counts: bool = True
    is_small: bool = False  # so few took part that this reader is not told how many
    is_kept: bool = False  # nor of this one, from which a small number could be worked out
    is_bare: bool = False  # the club's own words are not for this reader


def done(club_id: int, area: int, since: date, until: date) -> list[Done]:
    """Everything done under a content in a time, newest first: meetings and activities, each counted once. Three queries."""
    return done_by_area(club_id, since, until, [area])[area]


def done_by_area(club_id: int, since: date, until: date, areas: Iterable[int] = tuple(Area)) -> dict[int, list[Done]]:
    """The same for several contents at once. Three queries."""
    found: dict[int, list[Done]] = {int(area): [] for area in areas}
    meetings: dict[date, Meeting] = {row.held_on: row for row in held_between(club_id, since, until)}
    told = _notes(club_id, since, until, areas=list(found)) if meetings else []
    notes = {(meeting, area): note for meeting, area, note in told}
    for row in meetings.values():
        for area in areas_of(row.contents):
            if area in found:
                url = reverse("meetings:show", args=[row.pk])
                found[area].append(Done(row.held_on, notes.get((row.pk, int(area)), ""), row.present, url, row.pk))
    activities: list[Activity] = _activities(club_id, since, until, areas=list(found))
    for activity in activities:
        meeting = meetings.get(activity.day) if activity.at_meeting else None
        in_meeting = meeting is not None and meeting.contents >> (activity.area - 1) & 1
        found[activity.area].append(
            Done(
                activity.day, activity.what, activity.people, "", 0, activity, not in_meeting and activity.is_confirmed
            )
        )
    for lines in found.values():
        lines.sort(
            key=lambda line: (line.day, line.activity is None, line.activity.pk if line.activity else 0), reverse=True
        )
    return found


@Question
def _notes(club_id: int, since: date, until: date, *, areas: list[int]) -> "QuerySet[Any, Any]":
    meetings = Meeting.objects.filter(club=club_id, held_on__range=(since, until)).values("pk")
    rows = ContentLine.objects.filter(club=club_id, area__in=areas, meeting__in=meetings)
    return rows.values_list("meeting_id", "area", "note")


@Question
def _activities(club_id: int, since: date, until: date, *, areas: list[int]) -> "QuerySet[Any, Any]":
    rows = Activity.objects.filter(club=club_id, area__in=areas, day__range=(since, until))
    return rows.select_related("office").order_by("-day", "-pk")


def times(club_id: int, since: date, until: date, area: int, kind: str) -> int:
    """How often something of a kind was done in a time, whether it counts or not. One query."""
    return sum(one for (one,) in _times(club_id, since, until, area=int(area), kind=str(kind)))


@Question
def _times(club_id: int, since: date, until: date, *, area: int, kind: str) -> "QuerySet[Any, Any]":
    rows = Activity.objects.filter(club=club_id, area=area, kind=kind, day__range=(since, until))
    return rows.order_by().values("club").annotate(count=Count("pk")).values_list("count")


def without_small(lines: Iterable[Done]) -> list[Done]:
    """The lines of a year for a reader who is not told how many took part where they were few. Meetings tell it anyway.

    Where there is a small number the others are kept back too: the sum of the year stands on pages of its own, and what the
    lines lack to it would be the small one.
    """
    rows = list(lines)
    if not any(_is_few(line) for line in rows):
        return rows
    return [
        replace(line, people=0, is_small=_is_few(line), is_kept=True) if line.activity is not None else line
        for line in rows
    ]


def _is_few(line: Done) -> bool:
    return line.activity is not None and 0 < line.people < LIMIT


def without_words(lines: Iterable[Done]) -> list[Done]:
    """The lines for a reader who has no duty towards persons: the club's own words may name them. An office's words stay."""
    return [
        line if line.activity is not None and line.activity.office_id else replace(line, what="", is_bare=True)
        for line in lines
    ]


class Sums(NamedTuple):
    """How often something was done, and how many took part, each time counted."""

    events: int
    people: int


def sums(lines: Iterable[Done]) -> Sums:
    """The sums of the lines that count."""
    counted = [line for line in lines if line.counts]
    return Sums(len(counted), sum(line.people for line in counted))


def month_span(month: Month, today: date) -> tuple[date, date]:
    """The first and the last day of a month, no later than today."""
    return month_first(month), min(month_last(month), today)


def proof_of(lines: Iterable[Done], month: Month) -> Done | None:
    """What shows that a content was covered in a month, of its lines, the newest first: the newest meeting, else activity."""
    counted = [line for line in lines if line.counts and month_of(line.day) == month]
    # A meeting proves better than a line of a book: everybody saw it.
    return next((line for line in counted if line.meeting_id), counted[0] if counted else None)


def covered_column(since: date, until: date) -> RawSQL:
    """The contents under which a club's books hold something, as bits: to annotate clubs with. Plain SQL, for busy pages."""
    # The contents are named for the index of club, content and day: a club of ten years has a thousand activities.
    contents = ", ".join(str(area.value) for area in Area)
    counts = f"{counting_sql('a')} AND a.area IN ({contents}) AND a.day BETWEEN %s AND %s"
    return RawSQL(  # noqa: S611 - no input in it
        f"(SELECT SUM(DISTINCT 1 << (a.area - 1)) FROM areas_activity a WHERE a.club_id = clubs_club.place_id AND {counts})",  # noqa: S608
        [since.isoformat(), until.isoformat()],
        output_field=IntegerField(),
    )


@Question
def _covered(club_id: int, since: date, until: date) -> "QuerySet[Any, Any]":
    rows = Activity.objects.filter(COUNTS, club=club_id, day__range=(since, until)).order_by()
    return rows.values_list("day", "area").distinct()


def covered_by_month(club_id: int, since: date, until: date) -> dict[Month, int]:
    """Month → the contents under which a club's books hold something, as bits. One query."""
    found: dict[Month, int] = defaultdict(int)
    for day, area in _covered(club_id, since, until):
        found[month_of(day)] |= 1 << (area - 1)
    return found


def norms_of(area: int, day: date) -> list[Norm]:
    """The norms of a content that hold on `day`. One query."""
    return _norms(day, area=int(area))


@Question
def _norms(day: date, *, area: int) -> "QuerySet[Any, Any]":
    return Norm.objects.filter(Dated.on(day), area=area).order_by("per", "code")


def in_team(club_id: int, kind: str, day: date) -> "QuerySet[TeamMember]":
    """Who is in one of the club's teams of a kind on `day`, as a running and living member."""
    rows = TeamMember.objects.filter(
        Dated.on(day), Membership.running(day, "membership__"), club=club_id, team__kind=kind
    )
    gone = Q(membership__leave_reason=LeaveReason.MISTAKE) | Q(membership__person__died_on__lt=day)
    return rows.exclude(gone).exclude(team__closed_on__lte=day)


def open_on(day: date) -> Q:
    """The condition on groups and teams that they are not closed on `day`."""
    return Q(closed_on__isnull=True) | Q(closed_on__gt=day)


def volunteers_of(club_id: int, kind: str, day: date, *related: str) -> list[Membership]:
    """The members of the club's teams of a kind on `day`, by name, each once. One query."""
    rows: list[TeamMember] = _volunteers(club_id, day, kind=str(kind), related=related)
    return list({row.membership_id: row.membership for row in rows}.values())


@Question
def _volunteers(club_id: int, day: date, *, kind: str, related: tuple[str, ...]) -> "QuerySet[Any, Any]":
    columns = ("membership__person", "membership__group", *(f"membership__{name}" for name in related))
    rows = in_team(club_id, kind, day).select_related(*columns)
    return rows.order_by("membership__person__sort_key", "membership")


def count_volunteers(club_id: int, kind: str, day: date) -> int:
    """How many members are in the club's teams of a kind on `day`. One query."""
    return len(_in_team(club_id, day, kind=str(kind)))


@Question
def _in_team(club_id: int, day: date, *, kind: str) -> "QuerySet[Any, Any]":
    return in_team(club_id, kind, day).order_by().values_list("membership").distinct()


def called_on(membership: Membership, day: date) -> str:
    """A member as a page calls him: "bà Lê Thị Hợi"."""
    person = membership.person
    return f"{title_of(person.sex, person.age_on(day), person.title)} {person.full_name}"


def roll_since(club_id: int, since: date, today: date) -> list[tuple[int, str]]:
    """Whoever was a member at any time from `since` to today, away or not: membership and name. One query.

    By name; behind them whoever has died or left, with a word that he has.
    """
    rows = Membership.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=since), club=club_id, joined_on__lte=today
    )
    rows = rows.filter(Q(person__died_on__isnull=True) | Q(person__died_on__gte=since))
    rows = rows.exclude(leave_reason=LeaveReason.MISTAKE).exclude(person__full_name=NAMELESS)
    here, gone = [], []
    for row in rows.select_related("person").order_by("person__sort_key", "pk"):
        called = called_on(row, today)
        name = called[:1].upper() + called[1:]
        if row.person.died_on is not None:
            gone.append((row.pk, _("%(name)s (đã mất)") % {"name": name}))
        elif row.left_on is not None and row.left_on < today:
            gone.append((row.pk, _("%(name)s (đã thôi)") % {"name": name}))
        else:
            here.append((row.pk, name))
    return [*here, *gone]
