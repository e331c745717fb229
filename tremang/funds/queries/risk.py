"""What a club's loans say about its fund: how much is out, how late, who is left to answer. Sums in whole đồng."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tremang.funds.lateness import Late
from tremang.funds.models import Loan
from tremang.funds.queries.loans import LoanNow
from tremang.members.models import LeaveReason

AT_RISK = (Late.TO_90, Late.OVER_90)
LATE_WORDS: dict[Late, str | Promise] = {
    Late.ON_TIME: _("Đúng hạn"),
    Late.TO_30: _("Chậm 1 đến 30 ngày"),
    Late.TO_90: _("Chậm 31 đến 90 ngày"),
    Late.OVER_90: _("Chậm quá 90 ngày"),
}


@dataclass
class Risk:
    """The loans being repaid, by lateness: class → [how many, principal still owed]."""

    classes: dict[Late, list[int]] = field(default_factory=lambda: {late: [0, 0] for late in Late})

    @property
    def count(self) -> int:
        """How many loans are being repaid."""
        return sum(count for count, _sum in self.classes.values())

    @property
    def outstanding(self) -> int:
        """The principal that is out."""
        return sum(owed for _count, owed in self.classes.values())

    @property
    def at_risk(self) -> int:
        """The principal of loans more than 30 days late, all of it: what the portfolio at risk is told by."""
        return sum(self.classes[late][1] for late in AT_RISK)

    @property
    def share(self) -> float | None:
        """The portfolio at risk in per cent of what is out; None where nothing is."""
        return 100 * self.at_risk / self.outstanding if self.outstanding else None


def risk(nows: Iterable[LoanNow]) -> Risk:
    """The loans that still owe something, by lateness."""
    found = Risk()
    for now in nows:
        if now.standing.settled_on is None:
            found.classes[now.standing.late][0] += 1
            found.classes[now.standing.late][1] += now.standing.outstanding
    return found


def without_answer(loan: Loan, on: date) -> str:
    """Why nobody answers for a loan on a day: "died", "gone"; "" where somebody does."""
    if loan.heir is not None:
        return ""
    row = loan.answers
    died = row.person.died_on is not None and row.person.died_on <= on
    if died or (row.left_on is not None and row.left_on <= on and row.leave_reason == LeaveReason.DIED):
        return "died"
    return "gone" if row.left_on is not None and row.left_on < on else ""
