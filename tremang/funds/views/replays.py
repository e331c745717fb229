"""What entering a payment of an earlier day does to the later ones: shown before it is written."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tremang.funds import problems as say
from tremang.funds.actions.loans import plan
from tremang.funds.lateness import Split
from tremang.funds.models import Loan
from tremang.funds.queries.loans import repayments
from tremang.funds.views.loans_common import paid_words
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.problems import Problem
from tremang.ui.asking import Asker


class Change(NamedTuple):
    """How the payments of a day are used, before and after."""

    on: date
    paid: int
    before: str
    after: str


def changes(before: Mapping[date, Split], after: Mapping[date, Split], but: date) -> list[Change]:
    """The days other than `but` on which payments are used in another way."""
    return [
        Change(on, split.interest + split.principal, paid_words(*split[:2]), paid_words(*after[on][:2]))
        for on, split in sorted(before.items())
        if on != but and on in after and after[on] != split
    ]


def show_what_changes(sums: Mapping[int, int], day: date, asker: Asker) -> None:
    """Raises Problem once at the row of the first of these repayments, loan → đồng, that has later ones split anew.

    What cannot be written is left to the act.
    """
    later = [pk for pk, paid in repayments(sums, date.max).items() if any(on > day for on, _sum in paid)]
    for loan in Loan.objects.filter(pk__in=later).select_related("membership__person", "debtor__person", "heir"):
        try:
            changed = changes(plan(loan, day, 0), plan(loan, day, sums[loan.pk]), day)
        except Problem:
            continue
        if changed:
            told = "; ".join(
                say.WAS_WILL_BE % {"day": written(one.on), "was": one.before, "will": one.after} for one in changed
            )
            words = {"sum": vnd(sums[loan.pk]), "changes": told}
            asked = Problem("splits_anew", say.SPLITS_ANEW, field=f"sum-{loan.pk}", **words)
            asker.ask(f"{loan.pk}:{sums[loan.pk]}:anew", asked)
