"""How a loan stands on a day: what of its schedule is paid, what is late, what is paid ahead. Pure arithmetic.

The rules, proposed for want of an official one; a club's own decision goes before them:

* A payment goes first to the interest that has fallen due, the oldest first, then to the principal that has fallen due,
  the oldest first. Whatever is due on a day falls due before that day's payments; those count as one sum.
* What is over is kept as paid ahead and meets the next periods as they fall due. It is not split before then.
* A period begins on the day after the one before it fell due, and one that has begun is charged whole: interest here
  goes by the month, never by the day.
* Declining interest is charged on what is really owed when a period begins: principal less what is paid ahead. It is
  never more than the schedule says; being late adds no interest of its own, since borrowers keep the printed schedule.
* Flat interest is worked out on the sum first lent, so paying ahead does not lower it while the loan lasts.
* By either method a loan ends on the day on which what is paid covers the principal left and the interest of the
  periods begun. Periods that have not begun then cost nothing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from tremang.funds.schedules import Period, nearest


class Late(StrEnum):
    """How late the oldest unpaid due is, in days; the bounds are those a portfolio at risk is told by."""

    ON_TIME = "on-time"
    TO_30 = "1-30"
    TO_90 = "31-90"
    OVER_90 = "over-90"


@dataclass
class Bill:
    """What is still to be paid of a period that has fallen due, in đồng."""

    due_on: date
    interest: int
    principal: int


@dataclass(frozen=True)
class Standing:
    """A loan at the end of a day; every sum in whole đồng.

    interest_paid + principal_paid + ahead + over is what was paid up to the day.
    """

    interest_paid: int
    principal_paid: int
    ahead: int  # paid before it fell due, not yet split into interest and principal
    over: int  # paid when nothing was owed any more: to be given back
    outstanding: int  # principal lent and not paid, what is paid ahead not taken off
    interest_due: int  # fallen due up to and on the day, not paid
    principal_due: int
    overdue_interest: int  # fallen due before the day, not paid
    overdue_principal: int
    late_since: date | None  # due day of the oldest unpaid due before the day
    days_late: int
    to_settle: int  # what would end the loan if paid on the day
    settled_on: date | None

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

    def __init__(self, dues: Iterable[Period], rate_month: Fraction | None, multiple: int) -> None:
        self.dues = sorted(dues, key=lambda due: (due.due_on, due.number))
        self.rate_month, self.multiple = rate_month, multiple
        self.outstanding = sum(due.principal for due in self.dues)
        self.bills: list[Bill] = []
        self.charged = self.dues[0].interest if self.dues else 0  # interest of the period next to fall due
        self.interest_paid = self.principal_paid = self.ahead = self.over = 0
        self.settled_on: date | None = None

    @property
    def coming(self) -> Sequence[Period]:
        return self.dues[len(self.bills) :]

    def begun(self, day: date) -> int:
        """Interest of the period that runs on `day` and has not fallen due; none on the due day before it."""
        just_due = bool(self.bills) and self.bills[-1].due_on == day
        return self.charged if self.coming and not just_due else 0

    def pass_day(self, day: date, paid: int) -> None:
        """Let the dues of a day fall due, then take what was paid on it."""
        if self.settled_on is not None:
            self.over += paid
            return
        fell_due = False
        while self.coming and self.coming[0].due_on == day:
            due = self.coming[0]
            self.bills.append(Bill(day, due.interest if fell_due else self.charged, due.principal))
            fell_due = True
        self.ahead += paid
        self._pay_bills()
        rest = self.outstanding + self.begun(day)
        if self.ahead >= rest and not any(bill.interest for bill in self.bills):
            self.interest_paid += self.begun(day)
            self.principal_paid += self.outstanding
            self.over, self.ahead, self.outstanding = self.ahead - rest, 0, 0
            self.settled_on = day
        elif fell_due and self.coming:
            self.charged = self._interest_of_next()

    def _pay_bills(self) -> None:
        for bill in self.bills:
            part = min(self.ahead, bill.interest)
            bill.interest -= part
            self.interest_paid += part
            self.ahead -= part
        for bill in self.bills:
            part = min(self.ahead, bill.principal)
            bill.principal -= part
            self.principal_paid += part
            self.outstanding -= part
            self.ahead -= part

    def _interest_of_next(self) -> int:
        printed = self.coming[0].interest
        if self.rate_month is None or not self.ahead:
            return printed
        return min(printed, nearest((self.outstanding - self.ahead) * self.rate_month, self.multiple))


def standing(
    dues: Iterable[Period], repayments: Iterable[tuple[date, int]], on: date,
    *, rate_month: Fraction | None = None, multiple: int = 1,
) -> Standing:  # fmt: skip
    """How a loan stands at the end of the day `on`, by the rules at the head of this file.

    `dues` is its schedule; `repayments` are (day, đồng) in any order, those after `on` left out, reversed ones not
    given. `rate_month` (a share of a month) and `multiple` (rounding in đồng) are given where interest is declining;
    without a rate interest is flat. Raises ValueError where a repayment is not above 0.
    """
    paid: Counter[date] = Counter()
    for day, amount in repayments:
        if amount < 1:
            raise ValueError("a repayment is above 0")
        if day <= on:
            paid[day] += amount
    loan = _Loan(dues, rate_month, multiple)
    for day in sorted({*paid, *(due.due_on for due in loan.dues if due.due_on <= on)}):
        loan.pass_day(day, paid[day])
    unpaid = [bill for bill in loan.bills if bill.interest or bill.principal]
    overdue = [bill for bill in unpaid if bill.due_on < on]
    late_since = overdue[0].due_on if overdue else None
    interest_due = sum(bill.interest for bill in unpaid)
    running = loan.begun(on) if loan.settled_on is None else 0
    return Standing(
        interest_paid=loan.interest_paid,
        principal_paid=loan.principal_paid,
        ahead=loan.ahead,
        over=loan.over,
        outstanding=loan.outstanding,
        interest_due=interest_due,
        principal_due=sum(bill.principal for bill in unpaid),
        overdue_interest=sum(bill.interest for bill in overdue),
        overdue_principal=sum(bill.principal for bill in overdue),
        late_since=late_since,
        days_late=(on - late_since).days if late_since else 0,
        to_settle=loan.outstanding + interest_due + running - loan.ahead,
        settled_on=loan.settled_on,
    )
