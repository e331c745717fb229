"""Reads of the book of care at home: volunteers, pairs with the days on which they hold, visits, what nobody answered for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from tremang.accounts.models import User
from tremang.accounts.powers import Verb
from tremang.areas.common.queries import called_on, count_volunteers, volunteers_of
from tremang.areas.common.seeing import is_of_club
from tremang.areas.homecare.models import Cared, CarePair, CareTraining, CareVisit
from tremang.areas.homecare.schedule import Pair, Planned, Visit, loads, planned, unanswered
from tremang.areas.homecare.seeing import shown, shown_to
from tremang.areas.homecare.suggesting import Volunteer, Wish
from tremang.clubs.models import Club, TeamKind
from tremang.kernel.prepared import Question
from tremang.kernel.text import fold
from tremang.members.models import Membership

LOOK_BACK = 14  # days in which a visit that nobody answered for is still asked about


def volunteers(club_id: int, day: date) -> list[Membership]:
    """The volunteers for care at home on `day`, by name. One query."""
    return volunteers_of(club_id, TeamKind.HOMECARE, day, "person__household")


def volunteers_in(club: Club, since: date, until: date) -> int:
    """How many volunteers the club has on `until`: the number beside the norm. One query."""
    return count_volunteers(club.pk, TeamKind.HOMECARE, until)


def called(cared: Cared, day: date) -> str:
    """Whom a page means: "bà Lê Thị Hợi", or the words about an outsider."""
    return called_on(cared.membership, day) if cared.membership else cared.about


def pair_of(row: CarePair) -> Pair:
    """A pair with the last day on which it holds: death and leaving end it too."""
    ends = [
        row.to_on,
        row.cared.to_on,
        *_ends(row.volunteer),
        *(_ends(row.cared.membership) if row.cared.membership else ()),
    ]
    known = [day for day in ends if day is not None]
    return Pair(row.pk, row.cared_id, row.volunteer_id, row.weekdays, row.from_on, min(known, default=None))


def _ends(membership: Membership) -> tuple[date | None, date | None]:
    return membership.left_on, membership.person.died_on


def pairs(club: Club, user: User, today: date, since: date) -> list[CarePair]:
    """The pairs that hold on `since` or later and that the user may be shown, by name. One query."""
    return _pairs(club.pk, since, within=is_of_club(user, Verb.SEE_CARE, club, today))


@Question
def _pairs(club_id: int, since: date, *, within: bool | None) -> "QuerySet[Any, Any]":
    rows = CarePair.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=since), shown_to(within, "cared__"), club=club_id
    )
    return rows.select_related("cared__membership__person", "volunteer__person").order_by(
        "cared__membership__person__sort_key", "cared", "volunteer__person__sort_key", "pk"
    )


def all_loads(club_id: int, today: date) -> dict[int, int]:
    """Volunteer → planned visits a week, over everybody he visits. One query."""
    rows = CarePair.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today), club=club_id)
    rows = rows.select_related("cared__membership__person", "volunteer__person")
    return loads(map(pair_of, rows), today)


def visits(club_id: int, since: date, until: date) -> "QuerySet[CareVisit, CareVisit]":
    """What is recorded of visits in a time, made or not."""
    return CareVisit.objects.filter(club=club_id, on__range=(since, until))


def visit_of(row: CareVisit) -> Visit:
    """A row as the rules know it."""
    return Visit(row.cared_id, row.volunteer_id, row.on, not row.why)


_visits = Question(visits)


def open_plans(club: Club, user: User, today: date) -> list[tuple[Planned, CarePair]]:
    """Planned visits of the last days for which nothing is recorded, the newest first. Two queries, or one where none is planned."""
    since = today - timedelta(days=LOOK_BACK)
    rows = {row.pk: row for row in pairs(club, user, today, since)}
    plans = planned(map(pair_of, rows.values()), since, today - timedelta(days=1))
    if not plans:
        return []
    missed = unanswered(plans, map(visit_of, _visits(club.pk, since, today)), today)
    return [(plan, rows[plan.pair.id]) for plan in sorted(missed, key=lambda plan: -plan.day.toordinal())]


def cared_for(club: Club, user: User, today: date) -> list[Cared]:
    """Those cared for today whom the user may be shown, by name. One query."""
    rows = Cared.objects.filter(shown(user, club, today), Q(to_on__isnull=True) | Q(to_on__gte=today), club=club)
    rows = rows.exclude(membership__left_on__lt=today).exclude(membership__person__died_on__lt=today)
    return list(rows.select_related("membership__person", "group").order_by("membership__person__sort_key", "pk"))


def wish_of(cared: Cared) -> Wish:
    """Where somebody lives, and whom he asked for. Reads the household."""
    if cared.membership is None:
        return Wish(group=cared.group_id, prefers_sex=cared.prefers_sex)
    home = cared.membership.person.household
    return Wish(
        cared.membership.group_id,
        home.hamlet_id if home else None,
        fold(home.address) if home else "",
        cared.prefers_sex,
    )


def candidates(cared: Cared, today: date) -> list[Volunteer]:
    """The volunteers who could visit somebody: not himself, nor who visits him already; by name. Three queries."""
    busy = CarePair.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today), cared=cared)
    visiting = set(busy.values_list("volunteer", flat=True))
    person = cared.membership.person_id if cared.membership else None
    load = all_loads(cared.club_id, today)
    return [
        Volunteer(
            row.pk, called_on(row, today), row.person.sex, row.group_id,
            row.person.household.hamlet_id if row.person.household else None,
            fold(row.person.household.address) if row.person.household else "", load.get(row.pk, 0),
        )
        for row in volunteers(cared.club_id, today)
        if row.pk not in visiting and row.person_id != person
    ]  # fmt: skip


def trained(memberships: Iterable[int]) -> dict[int, CareTraining]:
    """Membership → its newest training. One query."""
    rows = CareTraining.objects.filter(membership__in=list(memberships)).order_by("on", "pk")
    return {row.membership_id: row for row in rows}


@dataclass(frozen=True)
class WeekDay:
    """One planned visit of a week beside what is recorded of it."""

    plan: Planned
    pair: CarePair
    visit: CareVisit | None
    by_other: bool

    @property
    def is_open(self) -> bool:
        """Whether nothing is recorded yet."""
        return self.visit is None and not self.by_other


def week(club: Club, user: User, today: date, monday: date) -> Sequence[WeekDay]:
    """The planned visits of a week that the user may be shown, by day. Two queries."""
    sunday = monday + timedelta(days=6)
    rows = {row.pk: row for row in pairs(club, user, today, monday)}
    told = {(row.cared_id, row.volunteer_id, row.on): row for row in visits(club.pk, monday, sunday)}
    came = {(row.cared_id, row.on) for row in told.values() if not row.why}
    found = []
    for plan in planned(map(pair_of, rows.values()), monday, sunday):
        visit = told.get((plan.pair.cared, plan.pair.volunteer, plan.day))
        by_other = visit is None and (plan.pair.cared, plan.day) in came
        found.append(WeekDay(plan, rows[plan.pair.id], visit, by_other))
    return found
