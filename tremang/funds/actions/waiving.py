"""Letting late interest go, as the board decided."""

from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.funds import problems as say
from tremang.funds.actions.lending import debtor_of
from tremang.funds.actions.loans import told, write_step
from tremang.funds.actions.sheet import Sheet
from tremang.funds.models import Loan, LoanState
from tremang.funds.models.loans import OPEN
from tremang.funds.queries.loans import now_of, repayments
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean


def waive(loan: Loan, words: str, *, by: User, today: date) -> Event:
    """Let go the late interest that is owed today, as the board decided; `words` say why. What was paid of it stays paid."""
    require(by, Verb.KEEP_MONEY, loan.club.place, today)
    if not clean(words):
        raise Problem("no_reason", say.NO_REASON, field="words")
    with writing(loan.club_id):
        loan.refresh_from_db()
        owed = 0
        if loan.state in OPEN:
            owed = now_of(loan, repayments([loan.pk], today).get(loan.pk, []), today).standing.late_interest_due
        if not owed:
            raise Conflict("no_late_interest", say.NO_LATE_INTEREST, name=debtor_of(loan, today))
        sheet = Sheet(loan.club, by=by, today=today)
        sheet.journal.update(loan, waivers=[*loan.waivers, [today.isoformat(), owed]])
        write_step(sheet, loan, LoanState(loan.state), today, by, words=words, waived=owed)
        return sheet.note("waive_late_interest", loan, told(loan) | {"amount": owed, "words": clean(words)})
