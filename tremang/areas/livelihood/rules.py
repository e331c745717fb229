"""What the records of the book may say: checked inside the lock, before anything is written."""

from datetime import date
from typing import Any

from django.db.models import Q

from tremang.areas.common.rules import are_members_on, in_order, may_be_done_on, members_on, more_than_roll, overlaps
from tremang.areas.livelihood import problems as say
from tremang.areas.livelihood.models import Course, IncomeGroup, IncomeMember, MentorMonth, MentorPair, PovertyExit
from tremang.areas.livelihood.queries import is_volunteer, until_of
from tremang.clubs.models import Club
from tremang.kernel.format import day as written
from tremang.kernel.periods import month_first, month_last, month_of
from tremang.kernel.problems import Problem
from tremang.members.models import Membership

Chosen = tuple[int, ...]


def check_group(club: Club, row: IncomeGroup, members: Chosen, today: date) -> None:
    """A group with a name of its own in its time, which holds the times of all its members."""
    may_be_done_on(club, row.from_on, today, "from_on")
    in_order(row.from_on, row.to_on)
    if row.to_on is not None:
        may_be_done_on(club, row.to_on, today, "to_on")
    same = IncomeGroup.objects.filter(overlaps(row.from_on, row.to_on), club=club, name=row.name).exclude(pk=row.pk)
    if same.exists():
        raise Problem("same_name", say.SAME_NAME, field="name", name=row.name)
    outside = Q(from_on__lt=row.from_on) | (Q(from_on__gt=row.to_on) if row.to_on else Q(pk__in=[]))
    first = IncomeMember.objects.filter(outside, club=club, group=row.pk).order_by("from_on").first()
    if first is not None:
        raise Problem("members_outside", say.MEMBERS_OUTSIDE, field="from_on", day=written(first.from_on))


def may_drop_group(row: IncomeGroup) -> None:
    """A group goes once nobody is in it any more."""
    if IncomeMember.objects.filter(group=row).exists():
        raise Problem("has_members", say.HAS_MEMBERS)


def check_pair(club: Club, row: MentorPair, members: Chosen, today: date) -> None:
    """Two different people, both members on the first day, the one a volunteer then, once at a time."""
    may_be_done_on(club, row.from_on, today, "from_on")
    in_order(row.from_on, row.to_on)
    if row.to_on is not None:
        may_be_done_on(club, row.to_on, today, "to_on")
    pair = [row.volunteer_id, row.membership_id]
    if len(set(Membership.objects.filter(pk__in=pair).values_list("person", flat=True))) < 2:
        raise Problem("herself", say.HERSELF, field="membership_id")
    are_members_on(club, [row.volunteer_id], row.from_on, "volunteer_id")
    are_members_on(club, [row.membership_id], row.from_on, "membership_id")
    if not is_volunteer(club.pk, row.volunteer_id, row.from_on):
        raise Problem("not_a_volunteer", say.NOT_A_VOLUNTEER, field="volunteer_id", day=written(row.from_on))
    same = MentorPair.objects.filter(club=club, volunteer=row.volunteer_id, membership=row.membership_id)
    if same.filter(overlaps(row.from_on, row.to_on)).exclude(pk=row.pk).exists():
        raise Problem("already_paired", say.ALREADY_PAIRED, field="membership_id")
    outside = Q(on__lt=row.from_on) | (Q(on__gt=row.to_on) if row.to_on else Q(pk__in=[]))
    line = MentorMonth.objects.filter(outside, club=club, pair=row.pk).order_by("on").first()
    if line is not None:
        raise Problem("months_outside", say.MONTHS_OUTSIDE, field="from_on", day=written(line.on))


def may_drop_pair(row: MentorPair) -> None:
    """A pair goes while it has no line of a month."""
    if MentorMonth.objects.filter(pair=row).exists():
        raise Problem("has_months", say.HAS_MONTHS)


def check_month(club: Club, row: MentorMonth, members: Chosen, today: date) -> None:
    """A line of a day within the time of its pair, one a month."""
    may_be_done_on(club, row.on, today, "on")
    pairs = MentorPair.objects.select_related("volunteer__person", "membership__person")
    pair = pairs.filter(pk=row.pair_id, club=club).first()
    if pair is None:
        raise Problem("other_pair", say.OTHER_PAIR, field="pair_id")
    within(pair, row.on)
    if row.month != month_of(row.on):
        raise Problem("wrong_month", say.WRONG_MONTH, field="on")
    same = MentorMonth.objects.filter(club=club, pair=pair, month=row.month).exclude(pk=row.pk)
    if same.exists():
        months = f"{row.month % 12 + 1}/{row.month // 12}"
        raise Problem("month_written", say.MONTH_WRITTEN, field="on", month=months)


def within(pair: MentorPair, day: date) -> None:
    """Raise Problem where the pair did not hold on `day`: not yet, no longer, or one of the two was gone."""
    until = until_of(pair)
    if day < pair.from_on or (until is not None and day > until):
        raise Problem("not_then", say.NOT_THEN, field="on", day=written(day))


def check_course(club: Club, row: Course, members: Chosen, today: date) -> None:
    """A course of a past day at which those named were members."""
    may_be_done_on(club, row.on, today, "on")
    if not members and not row.outsiders:
        raise Problem("nobody", say.NOBODY, field="members")
    are_members_on(club, members, row.on)
    more_than_roll(len(members) + row.outsiders, row.outsiders, members_on(club, row.on), row.on)


def check_exit(club: Club, row: PovertyExit, members: Chosen, today: date) -> None:
    """A household once a year, whichever of its members is named."""
    may_be_done_on(club, row.on, today, "on")
    are_members_on(club, [row.membership_id], row.on, "membership_id")
    person: Any = Membership.objects.select_related("person").get(pk=row.membership_id).person
    home = Q(membership__person=person)
    if person.household_id is not None:
        home |= Q(membership__person__household=person.household_id)
    of_year = (month_first(row.on.year * 12), month_last(row.on.year * 12 + 11))
    same = PovertyExit.objects.filter(home, club=club, on__range=of_year).exclude(pk=row.pk).first()
    if same is not None:
        raise Problem("home_written", say.HOME_WRITTEN, field="membership_id", day=written(same.on))
