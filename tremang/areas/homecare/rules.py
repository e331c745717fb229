"""What the records of the book may say: checked inside the lock, before anything is written."""

from collections.abc import Iterable
from datetime import date

from tremang.areas.common.rules import are_members_on, in_order, is_somebody, may_be_done_on, overlaps
from tremang.areas.homecare import problems as say
from tremang.areas.homecare.models import Cared, CarePair, CareTraining, CareVisit
from tremang.clubs.models import Club, Group
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.members.models import Membership

Chosen = tuple[int, ...]


def check_training(club: Club, row: CareTraining, members: Chosen, today: date) -> None:
    """A training of a past day of somebody who was a member then."""
    may_be_done_on(club, row.on, today, "on")
    are_members_on(club, [row.membership_id], row.on, "membership_id")


def check_cared(club: Club, row: Cared, members: Chosen, today: date) -> None:
    """Either a member or an outsider, with a need, once at a time."""
    may_be_done_on(club, row.from_on, today, "from_on")
    is_somebody(row)
    if not row.needs:
        raise Problem("no_needs", say.NO_NEEDS, field="needs")
    in_order(row.from_on, row.to_on)
    if row.group_id is not None and not Group.objects.filter(pk=row.group_id, club=club).exists():
        raise Problem("other_group", say.OTHER_GROUP, field="group_id")
    if row.membership_id is not None:
        are_members_on(club, [row.membership_id], row.from_on, "membership_id")
        mine = Cared.objects.filter(club=club, membership__person=row.membership.person_id).exclude(pk=row.pk)
        if mine.filter(overlaps(row.from_on, row.to_on)).exists():
            raise Problem("already_cared", say.ALREADY_CARED, field="membership_id")


def check_pair(club: Club, row: CarePair, members: Chosen, today: date) -> None:
    """Two different people on certain days, within the time in which the one is cared for, once at a time."""
    began = min(row.from_on, today)  # a plan may begin later; who takes part must be there now
    may_be_done_on(club, began, today, "from_on")
    in_order(row.from_on, row.to_on)
    if not row.weekdays:
        raise Problem("no_weekdays", say.NO_WEEKDAYS, field="weekdays")
    cared = _cared(club, row)
    _not_himself(cared, row)
    _volunteer(club, row, began)
    _within(cared, row.from_on, "from_on")
    same = CarePair.objects.filter(club=club, cared=cared, volunteer=row.volunteer_id).exclude(pk=row.pk)
    if same.filter(overlaps(row.from_on, row.to_on)).exists():
        raise Problem("already_paired", say.ALREADY_PAIRED, field="volunteer_id")


def check_visit(club: Club, row: CareVisit, members: Chosen, today: date) -> None:
    """A visit of a past day to somebody who was cared for then, by another; made, or with the reason why not."""
    may_be_done_on(club, row.on, today, "on")
    cared = _cared(club, row)
    _not_himself(cared, row)
    _volunteer(club, row, row.on)
    _within(cared, row.on, "on")
    came_or_not(row)
    are_there(club, [cared], row.on, "on")
    same = CareVisit.objects.filter(club=club, cared=cared, volunteer=row.volunteer_id, on=row.on)
    if same.exclude(pk=row.pk).exists():
        raise Problem("already_visited", say.ALREADY_VISITED, field="on")


def came_or_not(row: CareVisit) -> None:
    """What was done, or why nobody came; not both."""
    if row.why and row.done:
        raise Problem("came_or_not", say.CAME_OR_NOT, field="why")


def are_there(club: Club, cared: Iterable[Cared], day: date, field: str = "") -> None:
    """Raise Problem where a member among those cared for had died or left by `day`. One query."""
    try:
        are_members_on(club, [row.membership_id for row in cared if row.membership_id is not None], day, field)
    except Problem as problem:
        raise Problem("gone_then", say.GONE_THEN, field=field, day=written(day)) from problem


def _cared(club: Club, row: CarePair | CareVisit) -> Cared:
    found = Cared.objects.filter(pk=row.cared_id, club=club).select_related("membership").first()
    if found is None:
        raise Problem("other_cared", say.OTHER_CARED, field="cared_id")
    return found


def _not_himself(cared: Cared, row: CarePair | CareVisit) -> None:
    person = Membership.objects.filter(pk=row.volunteer_id).values_list("person", flat=True).first()
    if cared.membership is not None and cared.membership.person_id == person:
        raise Problem("same_person", say.SAME_PERSON, field="volunteer_id")


def _volunteer(club: Club, row: CarePair | CareVisit, day: date) -> None:
    try:
        are_members_on(club, [row.volunteer_id], day, "volunteer_id")
    except Problem as problem:
        raise Problem("other_volunteer", say.OTHER_VOLUNTEER, field="volunteer_id", day=written(day)) from problem


def _within(cared: Cared, day: date, field: str) -> None:
    if day < cared.from_on or (cared.to_on is not None and day > cared.to_on):
        raise Problem("not_then", say.NOT_THEN, field=field, day=written(day))
