"""What the two funds hold, who owes which contributions, and every loan as it stands: the sums of the money pages.

All sums in whole đồng, worked out by the queries of those pages and by nothing else.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.clubs.days import next_day
from tremang.funds.models import Account, Fund, Loan, Transfer
from tremang.funds.queries.balances import trial
from tremang.funds.queries.dues import DuesOf, rule_in
from tremang.funds.queries.loans import LoanNow, as_of, due_at, now_of, open_loans, standings
from tremang.funds.queries.sitting import waiting_loans
from tremang.kernel.periods import Month, month_text
from tremang.phone.holder import Body, Holder
from tremang.phone.registry import Part

AHEAD = 120  # months that a contribution paid ahead is looked after


def _bodies(holder: Holder) -> Iterator[tuple[str, Body]]:
    """Balances, contributions and loans of today; what is due of a loan is due at the next meeting (`meets`). Seven queries."""
    club, today = holder.club, holder.today
    meets = next_day(club.meeting_day, club.meets_by_lunar, today)
    running = {str(now.loan.pk): _running(now, meets, today) for now in standings(open_loans(club.pk), today)}
    waiting = {str(loan.pk): _waiting(loan) for loan, _name in waiting_loans(club.pk, today)}
    here = {row.pk for row in holder.members}
    yield "money", {
        "as_of": Transfer.objects.filter(club=club).aggregate(last=Max("sequence"))["last"] or 0,
        "meets": meets, "balances": _balances(holder),
        "dues": {
            str(line.membership.pk): {"until": paid_until(holder, line), "owed": line.owes}
            for line in holder.dues if line.membership.pk in here
        },
        "loans": running | waiting, "funds": [{"key": fund.value, "name": str(fund.label)} for fund in Fund],
    }  # fmt: skip


def _balances(holder: Holder) -> dict[str, dict[str, int]]:
    sums = trial(holder.club.pk, holder.today)
    return {
        fund.value: {
            "cash": sums.balance(fund, Account.CASH), "bank": sums.balance(fund, Account.BANK),
            "loans": sums.balance(fund, Account.LOANS), "total": sums.total(fund),
        }
        for fund in Fund
    }  # fmt: skip


def paid_until(holder: Holder, line: DuesOf) -> str:
    """The last month whose contribution is paid in full, "2026-09", paid ahead by the rules of today; "" where none is."""
    found: Month | None = None
    paid = line.months()
    for month, amount in sorted(line.asked.items()):
        if paid[month] < amount:
            break
        found = month
    over = -line.owes
    if found is not None and over > 0 and line.membership.left_on is None:
        for month in range(found + 1, found + AHEAD):
            rule = rule_in(holder.dues_rules, month)
            if rule is None or not rule.amount or over < rule.amount:
                break
            found, over = month, over - rule.amount
    return "" if found is None else month_text(found)


def _running(now: LoanNow, meets: date, today: date) -> dict[str, Any]:
    """A loan being repaid. `due_now` falls due at the meeting `meets`; paid then, it is so much interest and principal."""
    then, stands = as_of(now, meets), now.standing
    due = due_at(then, meets)
    interest, principal = _split(then, due, meets)
    return _of(now.loan) | {
        "left": stands.outstanding, "due_now": due, "due_interest": interest, "due_principal": principal,
        "next_due_on": stands.coming.due_on if stands.coming else None, "overdue_since": stands.late_since,
        "to_settle": stands.to_settle, "schedule": [[one.due_on, one.principal, one.interest] for one in now.periods],
        "paid_interest": stands.interest_paid, "paid_principal": stands.principal_paid,
    }  # fmt: skip


def _split(now: LoanNow, due: int, on: date) -> tuple[int, int]:
    """What of `due` would be interest and what principal, were it paid on `on`: as the act that repays splits it."""
    if not due:
        return 0, 0
    paid = {day: sum(split) for day, split in now.standing.splits.items()}
    paid[on] = paid.get(on, 0) + due
    after = now_of(now.loan, sorted(paid.items()), on).standing
    return after.interest_paid - now.standing.interest_paid, after.principal_paid - now.standing.principal_paid


def _waiting(loan: Loan) -> dict[str, Any]:
    return _of(loan) | {"left": 0, "due_now": 0, "schedule": []}


def _of(loan: Loan) -> dict[str, Any]:
    return {
        "m": str(loan.membership_id), "debtor": str(loan.debtor_id or loan.membership_id), "principal": loan.principal,
        "state": loan.state, "state_label": str(loan.get_state_display()), "label": _label(loan), "months": loan.months,
        "cosigner": loan.cosigner, "paid_out_on": loan.paid_out_on,
    }  # fmt: skip


def _label(loan: Loan) -> str:
    """What it is for, and who pays it where that is nobody on the roll."""
    if loan.heir is None:
        return loan.purpose
    return _("%(purpose)s, %(who)s nhận trả") % {"purpose": loan.purpose, "who": loan.heir.full_name}


PART = Part(_bodies, needs=(Verb.MEETING_MONEY,))
