"""What must hold of records of several books. Each check raises Problem; it is called inside the lock."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from tremang.areas.common import problems as say
from tremang.clubs.models import Club, State, StateRow
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.members.models import LeaveReason, Membership


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


def more_than_roll(people: int, outsiders: int, members: int, day: date) -> None:
    """Raise Problem where more members took part than the club has, or more outsiders than people."""
    if outsiders > people:
        raise Problem("more_outsiders", say.MORE_OUTSIDERS, field="outsiders", outsiders=outsiders, people=people)
    if people - outsiders > members:
        raise Problem(
            "more_than_roll", say.MORE_THAN_ROLL, field="outsiders", day=written(day), members=members,
            people=people - outsiders,
        )  # fmt: skip


def is_somebody(row: Any) -> None:
    """Raise Problem where a record names neither a member (`membership_id`) nor an outsider (`about`), or both."""
    if row.membership_id is None and not clean(row.about):
        raise Problem("nobody", say.NOBODY, field="membership_id")
    if row.membership_id is not None and clean(row.about):
        raise Problem("two_people", say.TWO_PEOPLE, field="about")


def in_order(since: date, until: date | None) -> None:
    """Raise Problem where a time ends before it begins."""
    if until is not None and until < since:
        raise Problem("ends_before", say.ENDS_BEFORE, field="to_on", since=written(since), until=written(until))


def overlaps(since: date, until: date | None) -> Q:
    """The condition that a time of rows has a day in common with this one."""
    later = Q(to_on__isnull=True) | Q(to_on__gte=since)
    return later if until is None else later & Q(from_on__lte=until)
