"""Taking back the latest step of a loan: what was written by mistake is undone, with its slip taken back where money moved."""

from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.funds import problems as say
from tremang.funds.actions.loans import settle_after, told
from tremang.funds.actions.sheet import Sheet
from tremang.funds.actions.slips import write_back
from tremang.funds.actions.taking_over import forget_card
from tremang.funds.models import Kind, Loan, LoanState, LoanStep, Voucher
from tremang.funds.queries.loans import repayments
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem


def last_act(steps: list[LoanStep]) -> LoanStep | None:
    """The latest of `steps` (oldest first) that somebody wrote; None where nothing can be taken back.

    That a loan is settled, or runs again, follows from its repayments: these are taken back instead. The asking is
    taken back by withdrawing.
    """
    acts = [
        step
        for before, step in zip([None, *steps], steps, strict=False)
        if step.state != LoanState.SETTLED and (before is None or before.state != LoanState.SETTLED)
    ]
    if len(acts) < 2 or steps[-1].state == LoanState.SETTLED:
        return None
    return acts[-1]


def take_back_step(loan: Loan, *, by: User, today: date, verb: Verb = Verb.KEEP_MONEY) -> Event:
    """Undo the latest step; raises Problem where there is none, or where repayments stand in the way.

    `verb` is the power under which it was written.
    """
    require(by, verb, loan.club.place, today)
    with writing(loan.club_id):
        loan.refresh_from_db()
        steps = list(LoanStep.objects.filter(loan=loan).order_by("pk"))
        last = last_act(steps)
        if last is None:
            raise Problem("no_way_back", say.NO_WAY_BACK)
        earlier = [step for step in steps if step.pk < last.pk]
        sheet = Sheet(loan.club, by=by, today=today)
        if last.waived is not None:
            sheet.journal.update(loan, waivers=loan.waivers[:-1])
        elif last.takes_over:
            before = next((step for step in reversed(earlier) if step.takes_over), None)
            debtor = before.debtor_id if before and before.debtor_id != loan.membership_id else None
            sheet.journal.update(loan, debtor_id=debtor, heir_id=before.heir_id if before else None)
        elif last.state in (LoanState.RUNNING, LoanState.WRITTEN_OFF):
            _money_back(sheet, loan, last)
        elif last.state == LoanState.EXTENDED:
            shorter = loan.extensions[:-1]
            state = LoanState.EXTENDED if shorter else LoanState.RUNNING
            sheet.journal.update(loan, extensions=shorter, state=state.value)
        else:
            sums = [step.amount for step in earlier if step.amount is not None]
            sheet.journal.update(loan, state=earlier[-1].state, principal=sums[-1] if sums else loan.principal)
        sheet.drop(last)
        if last.heir is not None:
            forget_card(sheet, last.heir)
        if last.waived is not None or (last.state == LoanState.EXTENDED and not last.takes_over):
            settle_after(sheet, loan, today)
        words = told(loan) | {"step": last.label.lower()}
        return sheet.note("take_back_loan_step", loan, words, since=last.on)


def _money_back(sheet: Sheet, loan: Loan, last: LoanStep) -> None:
    """The pay-out or the write-off with its slip."""
    is_payout = last.state == LoanState.RUNNING
    if is_payout and repayments([loan.pk], date.max).get(loan.pk):
        raise Problem("paid_since", say.PAID_SINCE)
    kind = Kind.PAYOUT if is_payout else Kind.WRITE_OFF
    slips = Voucher.objects.filter(transfers__loan=loan, transfers__kind=kind, reverses__isnull=True)
    voucher = slips.filter(reversed_by__isnull=True).first()
    if voucher is None:
        raise Problem("no_way_back", say.NO_WAY_BACK)
    write_back(sheet, voucher, str(say.WRITTEN_WRONGLY))
    if is_payout:
        sheet.journal.update(loan, state=LoanState.APPROVED.value, paid_out_on=None, first_due=None, meeting_day=None)
    else:
        state = LoanState.EXTENDED if loan.extensions else LoanState.RUNNING
        sheet.journal.update(loan, state=state.value)
