"""From when to when the books may be written in."""

from collections import defaultdict
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Sum

from tremang.funds.models import Account, Fund, Kind, MonthClosing, Transfer
from tremang.kernel.periods import Month, month_last


def books_begin(club_id: int) -> date | None:
    """The day whose balances the books began with; None where they began with nothing, or that was taken back."""
    return opening_days(club_id).first()


def opening_days(club_id: int) -> "QuerySet[Transfer, date]":
    """The days of opening balances that stand, the oldest first."""
    rows = Transfer.objects.filter(club=club_id, kind=Kind.OPENING, reverses__isnull=True, reversed_by__isnull=True)
    return rows.order_by("day").values_list("day", flat=True)


def closed_until(club_id: int) -> date | None:
    """The last day of the last closed month; None where no month is closed."""
    month = last_closed(club_id).first()
    return month_last(month) if month is not None else None


def last_closed(club: int | OuterRef) -> "QuerySet[MonthClosing, Month]":
    """The closed months of a club, the last one first."""
    rows = MonthClosing.objects.filter(club=club, reopened_on__isnull=True)
    return rows.order_by("-month").values_list("month", flat=True)


def unshared_interest(club_id: int, on: date) -> int:
    """Interest that members paid up to the end of `on`, less what was shared out of it, in đồng. One query.

    What went to reserve and capital left the account; what went to the other fund stands against it in the clearing.
    """
    rows = Transfer.objects.filter(club=club_id, fund=Fund.INCOME, day__lte=on)
    shared = Q(kind=Kind.SHARE_OUT)
    sums = rows.aggregate(
        paid=Sum("amount", filter=Q(credit=Account.INTEREST)),
        given=Sum("amount", filter=Q(debit=Account.INTEREST) | shared & Q(debit=Account.CLEARING)),
        returned=Sum("amount", filter=shared & Q(credit=Account.CLEARING)),
    )
    return (sums["paid"] or 0) - (sums["given"] or 0) + (sums["returned"] or 0)


def closings(club_id: int) -> dict[Month, list[MonthClosing]]:
    """Month → its closings, the oldest first, those that were opened again included. One query."""
    found: dict[Month, list[MonthClosing]] = defaultdict(list)
    for row in MonthClosing.objects.filter(club=club_id).order_by("month", "pk"):
        found[row.month].append(row)
    return found
