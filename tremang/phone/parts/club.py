"""The club itself: where and when it meets, its board and groups, its rules, and the words that the books use."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Max

from tremang.accounts.powers import roles
from tremang.areas.common.models import Activity
from tremang.areas.common.queries import COUNTS as COUNTING
from tremang.clubs.days import next_meeting_day
from tremang.clubs.models import BoardPost, Group
from tremang.funds.models import Approver, Fund, Regulation
from tremang.funds.queries.dues import rule_in
from tremang.funds.queries.months import closed_until
from tremang.funds.queries.rules import regulation_on
from tremang.kernel.periods import month_of
from tremang.kernel.text import fold
from tremang.meetings.areas import AREA_LABELS, Area, areas_of
from tremang.meetings.counts import COUNTS
from tremang.meetings.queries import commune_of
from tremang.members.models import BoardMember
from tremang.phone.holder import Body, Holder
from tremang.phone.registry import Part
from tremang.phone.words import words
from tremang.places.models import Dated


def _bodies(holder: Holder) -> Iterator[tuple[str, Body]]:
    """Everything that is told once and for all posts. Eight queries."""
    club, today = holder.club, holder.today
    commune = commune_of(club)
    closed, next_on = closed_until(club.pk), next_meeting_day(club, today)
    board = _board(holder)
    groups = Group.objects.filter(club=club, closed_on__isnull=True).order_by("name")
    yield "club", words() | {
        "id": str(club.pk), "name": club.name, "commune": commune.name if commune else "", "state": club.state,
        "place": club.meeting_place, "meeting_day": club.meeting_day, "lunar": club.meets_by_lunar,
        "time": club.meeting_time.strftime("%H:%M") if club.meeting_time else "", "launched_on": club.launched_on,
        "posts": sorted({role.kind for role in roles(holder.user, today)}), "powers": sorted(holder.powers),
        "user": {"name": holder.user.full_name, "address": holder.user.address_as}, "me": _me(holder, board),
        "board": board, "groups": {str(row.pk): row.name for row in groups}, "dues": _dues(holder),
        "regulation": _regulation(regulation_on(club, today)), "closed_to": closed, "next_on": next_on,
        "areas": _areas(holder),
    }  # fmt: skip


def _board(holder: Holder) -> list[dict[str, str]]:
    """Who is on the board today, as far as he is a member, in the order of the posts."""
    rows = BoardMember.objects.filter(Dated.on(holder.today), club=holder.club).values_list("person_id", "post")
    order = list(BoardPost)
    found = [
        (order.index(BoardPost(post)), holder.membership_of[pk]) for pk, post in rows if pk in holder.membership_of
    ]
    return [{"m": str(pk), "post": order[at].value, "label": str(order[at].label)} for at, pk in sorted(found)]


def _me(holder: Holder, board: list[dict[str, str]]) -> str | None:
    """The membership of whoever holds the phone: users and persons are not joined, so only the one of his name will do.

    Where several bear it, the one of them on the board.
    """
    name = fold(holder.user.full_name)
    named = [str(row.pk) for row in holder.members if row.left_on is None and row.person.name_fold == name]
    leading = [one["m"] for one in board if one["m"] in named]
    found = named if len(named) == 1 else sorted({*leading})
    return found[0] if len(found) == 1 else None


def _dues(holder: Holder) -> dict[str, Any] | None:
    rule = rule_in(holder.dues_rules, month_of(holder.today))
    if rule is None or not rule.amount:
        return None
    return {"amount": rule.amount, "fund": rule.fund, "fund_name": str(Fund(rule.fund).label)}


def _regulation(rules: Regulation) -> dict[str, Any]:
    """The rules of lending; `is_own` is whether the club wrote them, else they are the product's defaults."""
    return {
        "rate_month": _decimal(rules.rate_month), "cap": rules.cap, "months_max": rules.months, "method": rules.method,
        "method_label": str(rules.get_method_display()), "repay": rules.repay, "grace": rules.grace,
        "repay_label": str(rules.get_repay_display()), "multiple": rules.multiple, "late_percent": rules.late_percent,
        "per_person": rules.loans_per_person, "per_household": rules.loans_per_household,
        "needs_cosigner": rules.needs_cosigner, "approver": rules.approver,
        "approver_label": str(Approver(rules.approver).label), "is_own": bool(rules.by_id),
    }  # fmt: skip


def _decimal(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _areas(holder: Holder) -> list[dict[str, Any]]:
    """The 8 contents with the last day on which each was done, at a meeting or between. One query besides the meetings."""
    club, today = holder.club, holder.today
    last = dict(
        Activity.objects.filter(COUNTING, club=club, day__lte=today).values_list("area").annotate(Max("day")).order_by()
    )
    for meeting in holder.meetings:
        for area in areas_of(meeting["contents"]):
            last[area.value] = max(last.get(area.value, meeting["held_on"]), meeting["held_on"])
    return [
        {"n": area.value, "name": str(AREA_LABELS[area]), "counts": _counts(area), "last_on": last.get(area.value)}
        for area in Area
    ]  # fmt: skip


def _counts(area: Area) -> list[dict[str, str]]:
    """What may be counted under a content."""
    return [{"key": key, "label": str(label)} for key, label in COUNTS[area].items()]


PART = Part(_bodies)
