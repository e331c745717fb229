"""Lending at the table of a meeting: asked for, agreed by the meeting and paid out in one; and taking back what passed there.

What is written equals what `loans.ask`, `loans.decide` and `loans.pay_out` write one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.funds import problems as say
from tremang.funds.actions.lending import Ground, Hands, asked
from tremang.funds.actions.loan_undo import last_act, take_back_step
from tremang.funds.actions.loans import withdraw, write_payout, write_step
from tremang.funds.actions.sheet import Sheet
from tremang.funds.actions.slips import take_back
from tremang.funds.hot import board_on
from tremang.funds.models import Loan, LoanState, LoanStep, Voucher
from tremang.funds.queries.books import splits_anew
from tremang.kernel.lock import writing
from tremang.kernel.problems import Problem
from tremang.members.models import Membership


@dataclass(frozen=True)
class Lend:
    """A loan asked for, agreed and handed over at one meeting; members by id, `cosigner` a name where he is no member."""

    membership: int
    principal: int
    purpose: str
    paid_by: int
    witness: int
    months: int | None = None
    cosigner: str = ""
    cosigned_by: int | None = None
    first_due: date | None = None


def write_lending(sheet: Sheet, lending: Sequence[Lend], day: date, meeting_id: int) -> list[Loan]:
    """The loans with their three steps and their slips, on a sheet that may hold more. Raises as the single acts."""
    if not lending:
        return []
    wanted = {pk for one in lending for pk in (one.membership, one.paid_by, one.witness, one.cosigned_by) if pk}
    rows = Membership.objects.filter(club=sheet.club, pk__in=wanted).select_related("person")
    members = {row.pk: row for row in rows}
    for row in members.values():
        row.club = sheet.club
    ground = Ground(board_on(sheet.club.pk, day), {})
    return [_lent(sheet, one, members, ground, day, meeting_id) for one in lending]


def _lent(sheet: Sheet, one: Lend, members: dict[int, Membership], ground: Ground, day: date, meeting_id: int) -> Loan:
    if one.membership not in members or (one.cosigned_by and one.cosigned_by not in members):
        raise Problem("not_a_member", say.NOT_A_MEMBER, field="membership")
    if one.paid_by not in members or one.witness not in members:
        raise Problem("not_on_board", say.NOT_ON_BOARD, field="witness")
    loan = asked(
        members[one.membership], one.principal, one.purpose, asked_on=day, by=sheet.by, today=sheet.today,
        cosigner=one.cosigner, cosigned_by=members.get(one.cosigned_by or 0), months=one.months,
    )  # fmt: skip
    sheet.journal.create(loan)
    write_step(sheet, loan, LoanState.ASKED, day, sheet.by, amount=one.principal)
    sheet.journal.update(loan, state=LoanState.APPROVED.value)
    write_step(sheet, loan, LoanState.APPROVED, day, sheet.by, meeting_id=meeting_id, amount=one.principal)
    hands = Hands(members[one.paid_by], members[one.witness])
    write_payout(sheet, loan, hands, day, ground, one.first_due, meeting_id)
    return loan


def take_back_at_table(
    club: Club, slips: Sequence[int], handed: Sequence[int], lent: Sequence[int], *, by: User, today: date
) -> None:  # fmt: skip
    """Take back what passed at a meeting: slips, and the steps of loans `handed` over and `lent` there, all by id.

    A slip that was taken back before is passed over. Raises what `slips.take_back` and `take_back_step` raise; Problem where a
    loan has moved on since it was handed over.
    """
    require(by, Verb.MEETING_MONEY, club.place, today)
    told: dict[str, Any] = {"by": by, "today": today, "verb": Verb.MEETING_MONEY}
    with writing(club.pk):
        for loan in Loan.objects.filter(club=club, pk__in=[*handed, *lent]).select_related("club__place"):
            last = last_act(list(LoanStep.objects.filter(loan=loan).order_by("pk")))
            if last is not None and last.paid_by_id is None:  # something came after the handing over
                raise Problem("loan_moved_on", say.LOAN_MOVED_ON, state=last.label.lower())
            take_back_step(loan, **told)
            if loan.pk in lent:
                take_back_step(loan, **told)
                withdraw(loan, on=loan.asked_on, **told)
        rows = Voucher.objects.filter(club=club, pk__in=list(slips), reversed_by__isnull=True, reverses__isnull=True)
        rows = rows.exclude(transfers__loan__in=[*handed, *lent]).prefetch_related("transfers")
        for voucher in rows.select_related("club__place").order_by("pk"):
            if not splits_anew(voucher.transfers.all()):  # what a replay wrote follows the payments by itself
                take_back(voucher, "", **told)
