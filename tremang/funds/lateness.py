"""How a loan stands on a day: what of its schedule is paid, what is late, what is paid early. Pure arithmetic.

The rules, proposed for want of an official one; a club's own decision goes before them:

* A payment goes first to the interest that has fallen due, the oldest first, then to the principal that has fallen due,
  the oldest first. Whatever is due on a day falls due before that day's payments; those count as one sum.
* What is over meets the interest of the period that runs, then principal not yet due, the next periods first. So every
  đồng is interest or principal on the day it is paid, and the books never need splitting again for time that passes.
* A period begins on the day after the one before it fell due, and one that has begun is charged whole: interest here
  goes by the month, never by the day.
* Declining interest is charged on the principal owed when a period begins. It is never more than the schedule says:
  being late adds no interest of its own, since borrowers keep the printed schedule.
* Flat interest is worked out on the sum first lent, so paying early does not lower it while the loan lasts.
* By either method a loan ends on the day on which its principal is paid: periods that have not begun cost nothing.
* Where the club agreed on late interest (`LateRate`), it is charged on a period's principal each time that it has been
  unpaid for a full month more since it fell due; a month begun costs nothing yet. What falls together on a day is
  rounded down, so that it never exceeds what was agreed. A payment goes to it before all else; what was waived is taken
  off first. It bears no interest itself.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import floor
from typing import NamedTuple

from tremang.funds.schedules import Period, nearest
from tremang.kernel.periods import add_months


class Late(StrEnum):
    """How late the oldest unpaid due is, in days; the bounds are those a portfolio at risk is told by."""

    ON_TIME = "on-time"
    TO_30 = "1-30"
    TO_90 = "31-90"
    OVER_90 = "over-90"


@dataclass
class Bill:
    """What is still to be paid of a period, in đồng."""

    due_on: date
    interest: int
    principal: int
    months: int = 0  # full months of lateness already charged

    @property
    def total(self) -> int:
        """Interest and principal."""
        return self.interest + self.principal


class LateRate(NamedTuple):
    """What each full month late costs, as a share of the principal overdue: while periods still fall due, and after the last."""

    meanwhile: Fraction
    after: Fraction


class Split(NamedTuple):
    """How the payments of one day were used, in đồng: late interest is interest; `over` is what nothing was owed for."""

    interest: int
    principal: int
    over: int


@dataclass(frozen=True)
class Standing:
    """A loan at the end of a day; every sum in whole đồng. What was paid is interest_paid + principal_paid + over."""

    interest_paid: int
    principal_paid: int
    over: int  # paid when nothing was owed any more: to be given back
    outstanding: int  # principal lent and not paid
    interest_due: int  # fallen due up to and on the day, not paid, late interest with it
    late_interest_due: int
    principal_due: int
    overdue_interest: int  # fallen due before the day, not paid
    overdue_principal: int
    late_since: date | None  # due day of the oldest unpaid due before the day
    days_late: int
    to_settle: int  # what would end the loan if paid on the day
    settled_on: date | None
    unpaid: Sequence[Bill]  # fallen due up to and on the day and not paid in full, oldest first
    coming: Bill | None  # what falls due next, less what was paid for it already
    splits: Mapping[date, Split]  # by day of payment, oldest first
    late_interest_paid: Mapping[date, int]  # what of the interest of a day's payments was late interest

    @property
    def late(self) -> Late:
        """The class of lateness."""
        if not self.days_late:
            return Late.ON_TIME
        if self.days_late <= 30:
            return Late.TO_30
        return Late.TO_90 if self.days_late <= 90 else Late.OVER_90


class _Loan:
    """A loan on its way through the days."""

    def __init__(
        self, dues: Iterable[Period], rate_month: Fraction | None, multiple: int, late_rate: LateRate | None
    ) -> None:
        self.dues = sorted(dues, key=lambda due: (due.due_on, due.number))
        self.rate_month, self.multiple, self.late_rate = rate_month, multiple, late_rate
        self.outstanding = sum(due.principal for due in self.dues)
        self.bills: list[Bill] = []
        self.running = self.dues[0].interest if self.dues else 0  # unpaid interest of the period next to fall due
        self.early = 0  # principal paid before it fell due
        self.interest_paid = self.principal_paid = self.over = 0
        self.late_interest = 0  # charged and neither paid nor waived
        self.late_interest_paid: dict[date, int] = {}
        self.splits: dict[date, Split] = {}
        self.settled_on: date | None = None

    @property
    def coming(self) -> Period | None:
        """The period that falls due next."""
        return self.dues[len(self.bills)] if len(self.bills) < len(self.dues) else None

    def ahead(self) -> Bill | None:
        """The next period that something is still to be paid of, if what has fallen due is paid first."""
        early, interest = self.early, self.running
        for due in self.dues[len(self.bills) :]:
            part = min(early, due.principal)
            if interest or due.principal > part:
                return Bill(due.due_on, interest, due.principal - part)
            early -= part
            interest = self._interest_of(due)
        return None

    def _interest_of(self, period: Period) -> int:
        """The interest of a period that begins with what is owed now: as printed, or less where less is owed."""
        if self.rate_month is None:
            return period.interest
        return min(period.interest, nearest(self.outstanding * self.rate_month, self.multiple))

    def begun(self, day: date) -> int:
        """Unpaid interest of the period that runs on `day` and has not fallen due; none on the due day before it."""
        just_due = bool(self.bills) and self.bills[-1].due_on == day
        return self.running if self.coming and not just_due else 0

    def charge(self, until: date) -> None:
        """Charge the full months of lateness that end no later than `until`; nothing was paid since the last day passed."""
        if self.late_rate is None:
            return
        overdue: Counter[date] = Counter()
        for bill in self.bills:
            while bill.principal and (ends := add_months(bill.due_on, bill.months + 1)) <= until:
                overdue[ends] += bill.principal
                bill.months += 1
        for day, principal in overdue.items():
            share = self.late_rate.meanwhile if day <= self.dues[-1].due_on else self.late_rate.after
            self.late_interest += floor(principal * share / self.multiple) * self.multiple

    def pass_day(self, day: date, paid: int, waived: int) -> None:
        """Let a day's late interest and dues fall due, take off what was waived, then take what was paid on it."""
        self.charge(day)
        self.late_interest -= min(waived, self.late_interest)
        fell_due = self._fall_due(day) if self.settled_on is None else False
        if paid:
            self.splits[day] = self._take(day, paid)
        if not self.outstanding and self.settled_on is None and not any(bill.interest for bill in self.bills):
            self.settled_on = day
        if fell_due and self.coming:
            self.running = self._interest_of(self.coming)

    def _fall_due(self, day: date) -> bool:
        fell_due = False
        while (due := self.coming) and due.due_on == day:
            early = min(self.early, due.principal)
            self.early -= early
            self.bills.append(Bill(day, due.interest if fell_due else self.running, due.principal - early))
            fell_due = True
        return fell_due

    def _take(self, day: date, paid: int) -> Split:
        interest, principal = min(paid, self.late_interest), 0
        left = paid - interest
        if interest:
            self.late_interest -= interest
            self.late_interest_paid[day] = interest
        for bill in self.bills:
            part = min(left, bill.interest)
            bill.interest -= part
            interest += part
            left -= part
        for bill in self.bills:
            part = min(left, bill.principal)
            bill.principal -= part
            principal += part
            left -= part
        if left and self.outstanding > principal:
            part = min(left, self.begun(day))
            self.running -= part
            interest += part
            left -= part
            part = min(left, self.outstanding - principal)
            self.early += part
            principal += part
            left -= part
        self.outstanding -= principal
        self.principal_paid += principal
        self.interest_paid += interest
        self.over += left
        return Split(interest, principal, left)


def standing(
    dues: Iterable[Period], repayments: Iterable[tuple[date, int]], on: date,
    *, rate_month: Fraction | None = None, multiple: int = 1, late_rate: LateRate | None = None,
    waived: Iterable[tuple[date, int]] = (),
) -> Standing:  # fmt: skip
    """How a loan stands at the end of the day `on`, by the rules at the head of this file.

    `dues` is its schedule; `repayments` are (day, đồng) in any order, those after `on` left out, reversed ones not
    given. `rate_month` (a share of a month) and `multiple` (rounding in đồng) are given where interest is declining;
    without a rate interest is flat. `late_rate` where late interest was agreed, `waived` (day, đồng) what of it was let
    go. Raises ValueError where a repayment is not above 0.
    """
    paid: Counter[date] = Counter()
    for day, amount in repayments:
        if amount < 1:
            raise ValueError("a repayment is above 0")
        if day <= on:
            paid[day] += amount
    let_go: Counter[date] = Counter()
    for day, amount in waived:
        if day <= on:
            let_go[day] += amount
    loan = _Loan(dues, rate_month, multiple, late_rate)
    for day in sorted({*paid, *let_go, *(due.due_on for due in loan.dues if due.due_on <= on)}):
        loan.pass_day(day, paid[day], let_go[day])
    loan.charge(on)
    unpaid = [bill for bill in loan.bills if bill.interest or bill.principal]
    overdue = [bill for bill in unpaid if bill.due_on < on]
    late_since = overdue[0].due_on if overdue else None
    interest_due = sum(bill.interest for bill in unpaid) + loan.late_interest
    running = loan.begun(on) if loan.settled_on is None else 0
    return Standing(
        interest_paid=loan.interest_paid,
        principal_paid=loan.principal_paid,
        over=loan.over,
        outstanding=loan.outstanding,
        interest_due=interest_due,
        late_interest_due=loan.late_interest,
        principal_due=sum(bill.principal for bill in unpaid),
        overdue_interest=sum(bill.interest for bill in overdue) + loan.late_interest,
        overdue_principal=sum(bill.principal for bill in overdue),
        late_since=late_since,
        days_late=(on - late_since).days if late_since else 0,
        to_settle=loan.outstanding + interest_due + running if loan.settled_on is None else 0,
        settled_on=loan.settled_on,
        unpaid=unpaid,
        coming=loan.ahead() if loan.settled_on is None else None,
        splits=loan.splits,
        late_interest_paid=loan.late_interest_paid,
    )
