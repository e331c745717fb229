"""Contributions: what each member was to pay month by month, and what he paid. Sums in whole đồng.

A payment meets the oldest month first, whatever the treasurer had in mind: so paying late and paying ahead need no
bookkeeping of their own.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Case, F, OuterRef, QuerySet, Subquery, Sum, When

from tremang.funds.models import Account, DuesExemption, DuesRule, Kind, Transfer
from tremang.funds.queries.months import opening_days
from tremang.kernel.periods import Month, month_first, month_last, month_of
from tremang.kernel.prepared import Question
from tremang.kernel.rows import read
from tremang.members.models import LeaveReason, Membership


@dataclass
class DuesOf:
    """A member's contributions up to a month: `asked` month by month (0 where exempt), `paid` in all since the books began."""

    membership: Membership
    owed_before: int = 0
    asked: dict[Month, int] = field(default_factory=dict)
    paid: int = 0

    @property
    def owes(self) -> int:
        """What is still to be paid up to the last month asked; below 0 where paid ahead."""
        return self.owed_before + sum(self.asked.values()) - self.paid

    def months(self) -> dict[Month, int]:
        """Month → what of it is paid, the oldest first; what is paid ahead is not in it."""
        left = self.paid - self.owed_before
        found = {}
        for month, amount in sorted(self.asked.items()):
            found[month] = max(0, min(left, amount))
            left -= amount
        return found


def rules_of(club_id: int) -> list[DuesRule]:
    """The club's rules on contributions, the oldest first."""
    return read(DuesRule, "club_id = %s ORDER BY from_month", [club_id])


def rule_in(rules: list[DuesRule], month: Month) -> DuesRule | None:
    """The rule that holds in `month`."""
    holding = [rule for rule in rules if rule.from_month <= month]
    return holding[-1] if holding else None


def dues(club_id: int, on: date, rules: list[DuesRule] | None = None) -> list[DuesOf]:
    """The contributions of everybody who is or was a member since the books began, up to the month of `on`. Three queries."""
    rules = rules_of(club_id) if rules is None else rules
    last = month_of(on)
    members = _members(club_id, on)
    begun = members[0].begun if members else None
    first = max(
        filter(None, (rules[0].from_month if rules else None, month_of(begun) + 1 if begun else None)), default=last
    )
    exempt: dict[int, list[DuesExemption]] = defaultdict(list)
    for row in _exempt(club_id):
        exempt[row.membership_id].append(row)
    asked = {month: rule.amount for month in range(first, last + 1) if (rule := rule_in(rules, month)) is not None}
    found = []
    for membership in members:
        owed = membership.owed or 0
        if membership.left_on is not None and month_of(membership.left_on) < first and not owed:
            continue
        line = DuesOf(membership, owed, paid=membership.paid or 0)
        start = max(first, month_of(membership.joined_on))
        end = min(last, month_of(membership.left_on)) if membership.left_on else last
        for month in range(start, end + 1):
            if amount := asked.get(month):
                free = any(_covers(row, month) for row in exempt.get(membership.pk, ()))
                line.asked[month] = 0 if free else amount
        found.append(line)
    return found


@Question
def _exempt(club_id: int) -> "QuerySet[Any, Any]":
    return DuesExemption.objects.filter(club=club_id)


@Question
def _members(club_id: int, on: date) -> "QuerySet[Any, Any]":
    rows = Membership.objects.filter(club=club_id, joined_on__lte=on).exclude(leave_reason=LeaveReason.MISTAKE)
    rows = rows.annotate(
        owed=F("dues_owed__amount"), paid=Subquery(_paid(on)), begun=Subquery(opening_days(club_id)[:1])
    )  # fmt: skip
    return rows.select_related("person").order_by("person__sort_key", "pk")


def _paid(on: date) -> "QuerySet[Any, Any]":
    """What a membership of the outer query paid up to the end of `on`, what was taken back left out."""
    rows = Transfer.objects.filter(membership=OuterRef("pk"), kind=Kind.DUES, day__lte=on).order_by()
    signed = Case(When(credit=Account.DUES, then=F("amount")), default=-F("amount"), output_field=BigIntegerField())
    return rows.values("membership").annotate(sum=Sum(signed)).values("sum")


def _covers(row: DuesExemption, month: Month) -> bool:
    """Whether an exemption holds on some day of `month`."""
    return row.from_on <= month_last(month) and (row.to_on is None or row.to_on >= month_first(month))
