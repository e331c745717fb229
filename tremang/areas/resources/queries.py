"""Reads of the book of resources: what was raised in a year by source, sponsors with what they gave, what waits for money."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum

from tremang.areas.resources.models import Earning, GivenLine, PlanLine, Source, Sponsor
from tremang.funds.models import Account, Gift, Kind, Transfer

ACCOUNTS: dict[Source, tuple[Account, ...]] = {
    Source.DUES: (Account.DUES,),
    Source.INTEREST: (Account.INTEREST, Account.BANK_INTEREST),
    Source.GIFTS: (Account.GIFTS,),
    Source.SPONSOR: (Account.SPONSOR, Account.PROJECT),
    Source.STATE: (Account.STATE, Account.CARE),
    Source.OTHER: (Account.OTHER_IN, Account.MEMBERS),
}
WITHIN = (Kind.OPENING, Kind.SHARE_OUT, Kind.MOVED)  # moves sums that were there before


def reached(club_id: int, year: int) -> dict[Source, int]:
    """Source → what came in during a year, in đồng: from the ledger of both funds, things by their estimate. Four queries.

    What was earned together comes in as other income of the ledger, and is told apart by its slips.
    """
    days = (date(year, 1, 1), date(year, 12, 31))
    wanted = [account for accounts in ACCOUNTS.values() for account in accounts]
    rows = Transfer.objects.filter(club=club_id, day__range=days).exclude(kind__in=WITHIN).order_by()
    came = dict(rows.filter(credit__in=wanted).values_list("credit").annotate(n=Sum("amount")))
    back = dict(rows.filter(debit__in=wanted).values_list("debit").annotate(n=Sum("amount")))
    found = {
        source: sum(came.get(account, 0) - back.get(account, 0) for account in accounts)
        for source, accounts in ACCOUNTS.items()
    }
    earned = Earning.objects.filter(club=club_id, voucher__isnull=False, on__range=days).aggregate(n=Sum("income"))
    things = Gift.objects.filter(club=club_id, voucher__isnull=True, on__range=days).aggregate(n=Sum("amount"))
    found[Source.EARNING] = earned["n"] or 0
    found[Source.OTHER] -= found[Source.EARNING]
    found[Source.IN_KIND] = things["n"] or 0
    return found


@dataclass(frozen=True)
class Beside:
    """A source with what was expected (None where it is not planned) and what was reached, in đồng."""

    source: Source
    line: PlanLine | None
    reached: int

    @property
    def expected(self) -> int | None:
        """What the plan has for it."""
        return self.line.expected if self.line else None

    @property
    def percent(self) -> float | None:
        """What was reached in per cent of what was expected."""
        return self.reached * 100 / self.line.expected if self.line and self.line.expected else None


def plan_beside(club_id: int, year: int) -> list[Beside]:
    """Every source of a year that is planned or brought something. Five queries."""
    lines = {Source(row.source): row for row in PlanLine.objects.filter(club=club_id, year=year)}
    sums = reached(club_id, year)
    return [Beside(source, lines.get(source), sums[source]) for source in Source if source in lines or sums[source]]


def with_given(rows: "QuerySet[Sponsor]") -> "QuerySet[Any]":
    """Sponsors with how often they gave, how much by value, and when last."""
    return rows.annotate(times=Count("given"), value=Sum("given__activity__value"), last=Max("given__activity__day"))


def given_by(sponsor: Sponsor) -> list[GivenLine]:
    """What a sponsor gave, the newest first. One query."""
    rows = GivenLine.objects.filter(sponsor=sponsor).select_related("activity", "voucher", "gift")
    return list(rows.order_by("-activity__day", "-pk"))


def unreceived(club_id: int) -> list[Earning]:
    """What was earned together and is not in the fund yet, the oldest first. One query."""
    return list(Earning.objects.filter(club=club_id, voucher__isnull=True, income__gt=0).order_by("on", "pk"))
