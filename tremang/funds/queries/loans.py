"""Loans as they stand on a day, and what they say about the fund. Sums in whole đồng."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from tremang.funds.lateness import Late, Standing, standing
from tremang.funds.models import Account, Kind, Loan, LoanState, LoanStep, Transfer
from tremang.funds.models.loans import OPEN
from tremang.funds.queries.books import TIMES, is_unusual
from tremang.funds.schedules import Method, Period
from tremang.kernel.prepared import Question

MEANT = Coalesce(F("reverses__day"), F("day"))  # the day that a transfer is about: of what it takes back, if it does
REPAID = (Account.LOANS, Account.INTEREST)


@dataclass(frozen=True)
class LoanNow:
    """A loan paid out, its periods, and how it stands at the end of a day."""

    loan: Loan
    periods: list[Period]
    standing: Standing
    on: date


def upcoming(now: LoanNow) -> Period | None:
    """The next period that has not fallen due and is not paid early in full; None after the last one."""
    left = now.standing.principal_paid
    for period in now.periods:
        left -= period.principal
        if period.due_on > now.on and (left < 0 or not period.principal):
            return period
    return None


def repayments(loan_ids: Iterable[int], on: date) -> dict[int, list[tuple[date, int]]]:
    """Loan → (day, đồng) of what was repaid up to the end of `on`, oldest first; what was taken back is as if never paid.

    A payment of a closed month is taken back by a slip of a later day; it counts on the day of the payment. One query.
    """
    found: dict[int, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    rows = Transfer.objects.filter(loan__in=list(loan_ids), kind__in=(Kind.PRINCIPAL, Kind.INTEREST))
    rows = rows.annotate(meant=MEANT).filter(meant__lte=on)
    for loan, day, debit, credit, amount in rows.values_list("loan", "meant", "debit", "credit", "amount"):
        if debit not in REPAID:  # what moves between principal and interest is no new money
            found[loan][day] += amount
        elif credit not in REPAID:
            found[loan][day] -= amount
    return {loan: [(day, paid) for day, paid in sorted(days.items()) if paid] for loan, days in found.items()}


def written_off(loan_ids: Iterable[int], on: date) -> dict[int, date]:
    """Loan → the day on which it was written off, up to the end of `on`. One query."""
    rows = Transfer.objects.filter(loan__in=list(loan_ids), kind=Kind.WRITE_OFF, day__lte=on, reverses__isnull=True)
    return dict(rows.filter(reversed_by__isnull=True).values_list("loan", "day"))


def standings(loans: Iterable[Loan], on: date) -> list[LoanNow]:
    """Every loan paid out on or before `on`, as it stands at the end of that day. Two queries besides the loans.

    A loan written off owes nothing any more.
    """
    running = [loan for loan in loans if loan.paid_out_on is not None and loan.paid_out_on <= on]
    ids = [loan.pk for loan in running]
    paid, given_up = repayments(ids, on), written_off(ids, on)
    return [_closed(now_of(loan, paid.get(loan.pk, []), on), given_up.get(loan.pk)) for loan in running]


def _closed(now: LoanNow, given_up: date | None) -> LoanNow:
    """The loan with nothing owed, if it was given up by then."""
    if given_up is None:
        return now
    stands = replace(
        now.standing, outstanding=0, interest_due=0, late_interest_due=0, principal_due=0, overdue_interest=0, overdue_principal=0,
        days_late=0, to_settle=0, late_since=None, settled_on=given_up, unpaid=(), coming=None,
    )  # fmt: skip
    return replace(now, standing=stands)


def now_of(loan: Loan, paid: list[tuple[date, int]], on: date) -> LoanNow:
    """A loan as it stands at the end of `on` with these payments."""
    periods = loan.schedule()
    rate = loan.rate if loan.method == Method.DECLINING else None
    stands = standing(
        periods, paid, on, rate_month=rate, multiple=loan.multiple, late_rate=loan.late_rate, waived=loan.waived
    )
    return LoanNow(loan, periods, stands, on)


def open_loans(club_id: int) -> list[Loan]:
    """The club's loans that are being repaid, the oldest first, with whoever answers for them."""
    return _open_loans(club_id)


@Question
def _open_loans(club_id: int) -> "QuerySet[Any, Any]":
    found = Loan.objects.filter(club=club_id, state__in=OPEN)
    return found.select_related("membership__person", "debtor__person", "heir").order_by("paid_out_on", "pk")


def as_of(now: LoanNow, on: date) -> LoanNow:
    """The same loan with the same payments at the end of another day, no earlier than `now`. No query."""
    return now_of(now.loan, [(day, sum(split)) for day, split in now.standing.splits.items()], on)


def due_at(now: LoanNow, on: date) -> int:
    """What is to be paid at a meeting on `on`: all that has fallen due by then, and the period that ends within the week."""
    stands = now.standing
    due = stands.interest_due + stands.principal_due
    soon = [period for period in now.periods if on < period.due_on <= on + timedelta(days=7)]
    if soon and stands.settled_on is None:
        scheduled = sum(period.principal for period in now.periods if period.due_on <= soon[-1].due_on)
        running = stands.to_settle - stands.outstanding - stands.interest_due
        due += running + max(0, scheduled - stands.principal_paid - stands.principal_due)
    return due


def opinion_on(loan: Loan) -> LoanStep | None:
    """The board's opinion on a loan asked for; None where none is written. One query."""
    return LoanStep.objects.filter(loan=loan, state=LoanState.REVIEWED).order_by("-pk").first()


def usual_repayment(now: LoanNow) -> int:
    """What is mostly paid at once: what is due, or the instalment of the period that comes."""
    coming = upcoming(now)
    return max(due_at(now, now.on), coming.total if coming else 0)


def least_repayment(now: LoanNow) -> int:
    """The smallest sum that is paid at once by plan: what is due, or the instalment that comes; 0 where neither is.

    Who is many periods behind and brings one instalment brings nothing unusual.
    """
    coming = upcoming(now)
    return min((sum_ for sum_ in (due_at(now, now.on), coming.total if coming else 0) if sum_), default=0)


def lacks_a_zero(amount: int, least: int, ends: int) -> bool:
    """Whether a zero too few is likely in what is paid: a tenth of the `least` sum of the plan or below, ending nothing.

    All in đồng; 0 where the plan names no sum, or nothing ends.
    """
    return 0 < TIMES * amount <= least and not 0 < ends <= amount


def is_unusual_payment(amount: int, usual: int, ends: int) -> bool:
    """Whether a zero too many is likely in what is paid: far above what is `usual`, and less than `ends` the debt.

    All in đồng; 0 where nothing is usual, or nothing ends.
    """
    return is_unusual(amount, usual or None) and not 0 < ends <= amount


__all__ = [
    "Late",
    "LoanNow",
    "as_of",
    "due_at",
    "is_unusual_payment",
    "lacks_a_zero",
    "least_repayment",
    "now_of",
    "open_loans",
    "opinion_on",
    "repayments",
    "standings",
    "upcoming",
    "usual_repayment",
    "written_off",
]
