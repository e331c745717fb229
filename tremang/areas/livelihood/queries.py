"""Reads of the book of income: volunteers, groups with their members, pairs of a month, needs and what answered them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import Verb
from tremang.areas.common.models import Participant
from tremang.areas.common.queries import called_on, count_volunteers, counting, in_team, volunteers_of
from tremang.areas.common.seeing import agreed, is_of_club
from tremang.areas.livelihood.models import IncomeGroup, IncomeMember, MentorMonth, MentorPair, PovertyExit
from tremang.areas.livelihood.seeing import shown_onward, shown_to
from tremang.clubs.models import Club, TeamKind
from tremang.funds.models import Loan
from tremang.kernel.format import vnd
from tremang.kernel.periods import Month, add_months, month_first, month_last, year_window
from tremang.kernel.prepared import Question
from tremang.meetings.areas import Area
from tremang.members.models import LeaveReason, Membership, Need, Purpose, Support, Vulnerability, VulnerabilityKind

NEED_COUNTS_FOR = 24  # months, as the indicator of supported needs has it


def volunteers(club_id: int, day: date) -> list[Membership]:
    """The economic volunteers on `day`, by name. One query."""
    return volunteers_of(club_id, TeamKind.ECONOMY, day)


def is_volunteer(club_id: int, membership_id: int, day: date) -> bool:
    """Whether a member is an economic volunteer on `day`. One query."""
    return in_team(club_id, TeamKind.ECONOMY, day).filter(membership=membership_id).exists()


def volunteers_in(club: Club, since: date, until: date) -> int:
    """How many volunteers the club has on `until`: the number beside the norm. One query."""
    return count_volunteers(club.pk, TeamKind.ECONOMY, until)


def until_of(pair: MentorPair) -> date | None:
    """The last day on which a pair holds: leaving and death of either end it too."""
    ends = [pair.to_on]
    for one in (pair.volunteer, pair.membership):
        ends += [one.left_on, one.person.died_on]
    return min((day for day in ends if day is not None), default=None)


def pair_words(pair: MentorPair, day: date) -> str:
    """ "bà Trần Thị Lụa giúp ông Kiều Văn Lực"."""
    return _("%(volunteer)s giúp %(member)s") % {
        "volunteer": called_on(pair.volunteer, day), "member": called_on(pair.membership, day),
    }  # fmt: skip


def pairs_in(club_id: int, since: date, until: date) -> list[MentorPair]:
    """The pairs that hold on some day of a time, by the volunteer's name. One query."""
    found: list[MentorPair] = _pairs(club_id, since, until)
    return [pair for pair in found if (end := until_of(pair)) is None or end >= since]


@Question
def _pairs(club_id: int, since: date, until: date) -> "QuerySet[Any, Any]":
    rows = MentorPair.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=since), club=club_id, from_on__lte=until)
    rows = rows.select_related("volunteer__person", "membership__person")
    return rows.order_by("volunteer__person__sort_key", "membership__person__sort_key", "pk")


def month_lines(club_id: int, month: Month) -> dict[int, MentorMonth]:
    """Pair → its line of a month. One query."""
    return {row.pair_id: row for row in MentorMonth.objects.filter(club=club_id, month=month)}


def open_pairs(club_id: int, month: Month, today: date) -> int:
    """How many pairs have no line of the month yet. One query."""
    since = month_first(month)
    pairs: list[MentorPair] = _unwritten(club_id, since, min(month_last(month), today), month=month)
    return sum((end := until_of(pair)) is None or end >= since for pair in pairs)


@Question
def _unwritten(club_id: int, since: date, until: date, *, month: Month) -> "QuerySet[Any, Any]":
    written = MentorMonth.objects.filter(pair=OuterRef("pk"), club=club_id, month=month)
    rows = MentorPair.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=since), ~Exists(written), club=club_id, from_on__lte=until
    )  # fmt: skip
    return rows.select_related("volunteer__person", "membership__person")


def still_poor(club: Club, user: User, today: date) -> int:
    """Of how many households that left poverty, among those the user may be shown, the member's card still says poor.

    One query.
    """
    return len(_still_poor(club.pk, within=is_of_club(user, Verb.SEE_SENSITIVE, club, today)))


@Question
def _still_poor(club_id: int, *, within: bool | None) -> "QuerySet[Any, Any]":
    poor = Vulnerability.objects.filter(
        person=OuterRef("membership__person"), kind=VulnerabilityKind.POOR, withdrawn_on__isnull=True,
        declared_on__lte=OuterRef("on"),
    )  # fmt: skip
    person = "membership__person"
    rows = PovertyExit.objects.filter(
        Exists(poor), shown_to(within, person), agreed(Purpose.VULNERABLE, person), club=club_id,
        membership__left_on__isnull=True,
    )  # fmt: skip
    return rows.order_by().values_list("membership").distinct()


@dataclass
class GroupNow:
    """An income group with those who are in it now, and those who were."""

    group: IncomeGroup
    members: list[IncomeMember] = field(default_factory=list)
    left: list[IncomeMember] = field(default_factory=list)


def groups_now(club_id: int, today: date) -> list[GroupNow]:
    """The club's income groups, those at work first. Two queries."""
    rows = IncomeGroup.objects.filter(club=club_id).order_by("name", "pk")
    found = {row.pk: GroupNow(row) for row in rows}
    members = IncomeMember.objects.filter(club=club_id).select_related("membership__person")
    for row in members.order_by("membership__person__sort_key", "pk"):
        one = found[row.group_id]
        until = last_day(row, one.group)
        is_in = row.from_on <= today and (until is None or today <= until)
        (one.members if is_in else one.left).append(row)
    return sorted(found.values(), key=lambda one: one.group.to_on is not None and one.group.to_on < today)


def last_day(row: IncomeMember, group: IncomeGroup) -> date | None:
    """The last day of a member in his group: his own or the group's, that of his membership or his life; None while none ended."""
    ends = [row.to_on, group.to_on, row.membership.left_on, row.membership.person.died_on]
    return min((end for end in ends if end is not None), default=None)


@dataclass
class Answered:
    """A need with what answered it, the newest first: day and words."""

    need: Need
    name: str
    answers: list[tuple[date, str]]


def needs_and_answers(club: Club, user: User, today: date) -> list[Answered]:
    """The needs that count today of running members, with what was done since: loans, groups, courses, pairs. Four queries.

    As for the indicator, a loan or an income activity of the last 12 months answers a need of either kind.
    """
    rows = Need.objects.filter(
        shown_onward(user, club, today, "person"), club=club, declared_on__gt=add_months(today, -NEED_COUNTS_FOR),
        declared_on__lte=today,
    )  # fmt: skip
    running = Membership.objects.filter(Membership.running(today), club=club).exclude(leave_reason=LeaveReason.MISTAKE)
    rows = rows.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=today), person__in=running.values("person"))
    needs = list(rows.select_related("person").order_by("person__sort_key", "-declared_on", "pk"))
    answers = _answers(club, {need.person_id for need in needs}, today)
    return [
        Answered(
            need, _called(need, today),
            [one for one in answers[need.person_id] if one[0] >= min(need.declared_on, year_window(today))],
        )
        for need in needs
    ]  # fmt: skip


def _called(need: Need, today: date) -> str:
    return called_on(Membership(person=need.person), today)


def _answers(club: Club, persons: Iterable[int], today: date) -> dict[int, list[tuple[date, str]]]:
    """Person → what he was given of income by this club, the newest first. Three queries."""
    wanted, found = list(persons), defaultdict(list)
    loans = Loan.objects.filter(club=club, membership__person__in=wanted, paid_out_on__lte=today)
    for person, day, principal in loans.values_list("membership__person", "paid_out_on", "principal"):
        found[person].append((day, _("Vay %(sum)s") % {"sum": vnd(principal)}))
    for row in Support.objects.filter(club=club, person__in=wanted, given_on__lte=today):
        found[row.person_id].append((row.given_on, row.note or str(row.get_kind_display())))
    named = Participant.objects.filter(
        counting("activity__"), club=club, activity__area=Area.LIVELIHOOD,
        membership__person__in=wanted,
    )  # fmt: skip
    for person, day, what in named.values_list("membership__person", "activity__day", "activity__what"):
        found[person].append((day, what))
    return defaultdict(list, {person: sorted(rows, reverse=True) for person, rows in found.items()})
