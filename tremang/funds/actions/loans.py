"""The life of a loan: asked for, reviewed, decided, paid out by two hands, repaid, extended, written off, taken over."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.funds import problems as say
from tremang.funds.actions.lending import (
    Ground,
    Hands,
    asked,
    debtor_of,
    during,
    lawful_or_refuse,
    meeting_day,
    two_hands,
)
from tremang.funds.actions.sheet import Line, Sheet, written_once
from tremang.funds.lateness import Split
from tremang.funds.models import Account, Approver, Fund, Kind, Loan, LoanState, LoanStep, Transfer, Voucher
from tremang.funds.models.loans import AGAINST, FOR, OPEN, WAITING
from tremang.funds.queries.balances import to_spare
from tremang.funds.queries.loans import MEANT, now_of, opinion_on, repayments
from tremang.funds.queries.months import closed_until
from tremang.funds.queries.rules import regulation_on
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.lock import writing
from tremang.kernel.periods import add_months
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.members.models import Membership, Person

NOTHING = Split(0, 0, 0)


@dataclass(frozen=True)
class Votes:
    """How a meeting or the board voted."""

    in_favour: int
    against: int


def ask(
    membership: Membership, principal: int, purpose: str, *, asked_on: date, by: User, today: date, cosigner: str = "",
    cosigned_by: Membership | None = None, months: int | None = None,
) -> Loan:  # fmt: skip
    """A member asks for `principal` đồng; the terms are those of the regulation of the day, `months` may be shorter."""
    club = membership.club
    require(by, Verb.KEEP_MONEY, club.place, today)
    with writing(club.pk):
        same = Loan.objects.filter(membership=membership, principal=principal, asked_on=asked_on, state=LoanState.ASKED)
        if twice := same.filter(purpose=clean(purpose)[:200]).first():  # the form was sent twice
            return twice
        loan = asked(
            membership, principal, purpose, asked_on=asked_on, by=by, today=today, cosigner=cosigner,
            cosigned_by=cosigned_by, months=months,
        )  # fmt: skip
        sheet = Sheet(club, by=by, today=today)
        sheet.journal.create(loan)
        write_step(sheet, loan, LoanState.ASKED, asked_on, by, amount=principal)
        sheet.note("ask_loan", loan, told(loan), since=asked_on)
    return loan


def review(loan: Loan, in_favour: bool, words: str, *, on: date, by: User, today: date) -> None:
    """The board's opinion on a loan asked for."""
    _move(loan, (LoanState.ASKED,), LoanState.REVIEWED, on, by, today, words=gettext(FOR if in_favour else AGAINST)
          + (f": {clean(words)}" if clean(words) else ""))  # fmt: skip


def decide(
    loan: Loan, approved: bool, *, on: date, by: User, today: date, principal: int | None = None,
    votes: Votes | None = None, words: str = "", meeting_id: int | None = None,
) -> None:  # fmt: skip
    """The meeting (or the board) decides, perhaps on a smaller sum than was asked. Votes against refuse, and the board's own no."""
    amount = loan.principal if principal is None else principal
    if amount <= 0:
        raise Problem("sum_not_positive", say.NOT_POSITIVE, field="principal")
    if amount > loan.principal:
        raise Problem("more_than_asked", say.MORE_THAN_ASKED, field="principal", asked=vnd(loan.principal))
    if approved and votes is not None and votes.in_favour <= votes.against:
        raise Problem("voted_down", say.VOTED_DOWN, field="votes_for")
    said = opinion_on(loan) if approved else None
    if said is not None and said.says_no and regulation_on(loan.club, on).approver == Approver.BOARD:
        raise Problem("board_against", say.BOARD_AGAINST, day=written(said.on))
    to = LoanState.APPROVED if approved else LoanState.REFUSED
    _move(
        loan, (LoanState.ASKED, LoanState.REVIEWED), to, on, by, today, words=words, votes=votes, meeting_id=meeting_id,
        principal=amount,
    )  # fmt: skip


def withdraw(loan: Loan, *, on: date, by: User, today: date, verb: Verb = Verb.KEEP_MONEY) -> None:
    """The member does not want the loan any more. `verb` is the power under which it was asked for."""
    _move(loan, WAITING, LoanState.WITHDRAWN, on, by, today, verb=verb)


def _move(
    loan: Loan, allowed: tuple[LoanState, ...], to: LoanState, on: date, by: User, today: date, *, words: str = "",
    votes: Votes | None = None, meeting_id: int | None = None, principal: int | None = None,
    verb: Verb = Verb.KEEP_MONEY,
) -> None:  # fmt: skip
    club = loan.club
    require(by, verb, club.place, today)
    with writing(club.pk):
        loan.refresh_from_db()
        if loan.state not in allowed:
            raise Problem("loan_moved_on", say.LOAN_MOVED_ON, state=LoanState(loan.state).label.lower())
        if on > today:
            raise Problem("future", say.FUTURE, field="on", day=written(on))
        if on < loan.asked_on:
            raise Problem("before_asked", say.BEFORE_ASKED, field="on", day=written(loan.asked_on))
        sheet = Sheet(club, by=by, today=today)
        values: dict[str, object] = {"state": to.value}
        if principal is not None and principal != loan.principal:
            values["principal"] = principal
        sheet.journal.update(loan, **values)
        write_step(sheet, loan, to, on, by, words=words, votes=votes, meeting_id=meeting_id, amount=principal)
        sheet.note(f"loan_{to.value}", loan, told(loan) | {"words": clean(words)}, since=on)


def pay_out(
    loan: Loan, hands: Hands, *, day: date, by: User, today: date, first_due: date | None = None,
    meeting_id: int | None = None, overdrawn: str = "", once: str = "",
) -> Voucher:  # fmt: skip
    """Hand an approved loan over, from the box of the Quỹ tăng thu nhập. `first_due`: else a month later.

    Where that is a day on which the club meets, the later due days are its meetings too.
    """
    require(by, Verb.KEEP_MONEY, loan.club.place, today)
    with writing(loan.club_id):
        if first := written_once(loan.club_id, once, loan.principal, day=day):
            return first
        loan.refresh_from_db()
        sheet = Sheet(loan.club, by=by, today=today)
        ground = Ground.of(loan.club_id, [loan.pk], day)
        voucher = write_payout(sheet, loan, hands, day, ground, first_due, meeting_id, overdrawn, once)
        sheet.note("pay_out_loan", loan, told(loan) | {"slip": voucher.label})
    return voucher


def write_payout(
    sheet: Sheet, loan: Loan, hands: Hands, day: date, ground: Ground, first_due: date | None, meeting_id: int | None,
    overdrawn: str = "", once: str = "",
) -> Voucher:  # fmt: skip
    """The payment of `pay_out` on a sheet that may hold more; `loan` was read under the lock."""
    if loan.state != LoanState.APPROVED:
        raise Problem("loan_not_approved", say.NOT_APPROVED, state=LoanState(loan.state).label.lower())
    two_hands(loan, hands, ground.board)
    lawful_or_refuse(loan.rate_month, day)
    decided = ground.decided.get(loan.pk)
    if decided is not None and day < decided:
        raise Problem("before_decision", say.BEFORE_DECISION, field="day", day=written(decided))
    due = first_due or add_months(day, 1)
    if due <= day:
        raise Problem("due_too_soon", say.DUE_TOO_SOON, field="first_due", day=written(day))
    if due > (latest := add_months(day, 12)):
        raise Problem("due_too_late", say.DUE_TOO_LATE, field="first_due", day=written(latest))
    held = to_spare(sheet.ends(Fund.INCOME, Account.CASH, day), day)
    if held < loan.principal and not overdrawn:
        has_bank = sheet.held(Fund.INCOME, Account.BANK, day) > 0
        sentence = say.BOX_TOO_SMALL if has_bank else say.ALL_TOO_SMALL
        raise Problem("box_too_small", sentence, field="day", held=vnd(max(held, 0)), lent=vnd(loan.principal))
    name = loan.membership.person.full_name
    sheet.journal.update(
        loan, state=LoanState.RUNNING.value, paid_out_on=day, first_due=due, meeting_day=meeting_day(loan.club, due),
        meets_by_lunar=loan.club.meets_by_lunar,
    )  # fmt: skip
    line = Line(Fund.INCOME, Account.LOANS, Account.CASH, loan.principal, Kind.PAYOUT, loan.membership_id, loan.pk)
    words = str(say.PAYOUT_TO % {"name": name, "purpose": loan.purpose})
    voucher = sheet.slip(day, words, [line], who=name, meeting_id=meeting_id, overdrawn=overdrawn, once=once)
    write_step(sheet, loan, LoanState.RUNNING, day, sheet.by, hands=hands, meeting_id=meeting_id)
    return voucher


def repay(
    loan: Loan, amount: int, *, day: date, by: User, today: date, meeting_id: int | None = None, once: str = ""
) -> Voucher:
    """A repayment: late interest, interest due, then principal (see `lateness`). What was paid later is split anew where it must be.

    Raises Problem where it is more than would end the loan, now or at a later payment.
    """
    require(by, Verb.KEEP_MONEY, loan.club.place, today)
    with writing(loan.club_id):
        if first := written_once(loan.club_id, once, amount, day=day):
            return first
        sheet = Sheet(loan.club, by=by, today=today)
        voucher = write_repayment(sheet, loan, amount, day, meeting_id, once)
        sheet.note("repay_loan", loan, told(loan) | {"amount": amount, "slip": voucher.label})
    return voucher


def write_repayment(
    sheet: Sheet, loan: Loan, amount: int, day: date, meeting_id: int | None = None, once: str = ""
) -> Voucher:
    """The receipt of `repay` on a sheet that may hold more."""
    loan.refresh_from_db()
    if loan.paid_out_on is None or loan.state not in (*OPEN, LoanState.SETTLED):
        raise Problem("loan_not_running", say.NOT_RUNNING)
    if day < loan.paid_out_on:
        raise Problem("before_payout", say.BEFORE_PAYOUT, field="day", day=written(loan.paid_out_on))
    if amount <= 0:
        raise Problem("sum_not_positive", say.NOT_POSITIVE, field="amount")
    was, mine = plan(loan, day, 0).get(day, NOTHING), plan(loan, day, amount)[day]
    interest, principal = mine.interest - was.interest, mine.principal - was.principal
    lines = [
        Line(Fund.INCOME, Account.CASH, account, part, kind, loan.membership_id, loan.pk)
        for account, part, kind in (
            (Account.INTEREST, interest, Kind.INTEREST), (Account.LOANS, principal, Kind.PRINCIPAL),
        )
        if part > 0
    ]  # fmt: skip
    name = loan.payer.full_name
    voucher = sheet.slip(day, str(say.REPAID_BY % {"name": name}), lines, who=name, meeting_id=meeting_id, once=once)
    settle_after(sheet, loan, sheet.today)
    return voucher


def plan(loan: Loan, day: date, change: int) -> Mapping[date, Split]:
    """How all payments of a loan are used if `change` đồng more are paid on `day`; raises Problem where that is too much.

    Below 0 the change takes back what was paid.
    """
    paid: dict[date, int] = defaultdict(int, repayments([loan.pk], date.max).get(loan.pk, []))
    settle = now_of(loan, sorted((on, sum_) for on, sum_ in paid.items() if on <= day and sum_), day).standing.to_settle
    if change > 0 >= settle:
        raise Problem("all_paid", say.ALL_PAID, field="amount", name=debtor_of(loan, day), day=written(day))
    if change > settle:
        raise Problem("more_than_owed", say.MORE_THAN_OWED, field="amount", name=debtor_of(loan, day), owed=vnd(settle))
    paid[day] += change
    stands = now_of(loan, sorted((on, sum_) for on, sum_ in paid.items() if sum_), max(paid)).standing
    for on, split in stands.splits.items():
        if split.over:
            raise Problem("later_too_much", say.LATER_TOO_MUCH, field="amount", day=written(on), over=vnd(split.over))
    return stands.splits


def settle_after(sheet: Sheet, loan: Loan, today: date) -> None:
    """Bring the splits of all payments and the state of a loan in line with what was paid; the differences are slips of their own.

    Raises Problem where the loan was written off: what was paid before can no longer be taken back.
    """
    if loan.state == LoanState.WRITTEN_OFF:
        raise Problem("loan_written_off", say.IS_WRITTEN_OFF, name=debtor_of(loan, today))
    paid = [(on, sum_) for on, sum_ in repayments([loan.pk], date.max).get(loan.pk, []) if sum_]
    stands = now_of(loan, paid, max([today, *(on for on, _sum in paid)])).standing
    for on, split in stands.splits.items():
        if split.over:
            raise Problem("later_too_much", say.LATER_TOO_MUCH, day=written(on), over=vnd(split.over))
    stood = recorded(loan)
    shifts = {
        day: stands.splits.get(day, NOTHING).interest - stood.get(day, NOTHING).interest
        for day in {*stood, *stands.splits}
    }
    for day, shift in sorted(writable(shifts, closed_until(loan.club_id), today).items()):
        debit, credit = (Account.LOANS, Account.INTEREST) if shift > 0 else (Account.INTEREST, Account.LOANS)
        line = Line(Fund.INCOME, debit, credit, abs(shift), Kind.INTEREST, loan.membership_id, loan.pk)
        sheet.slip(day, str(say.SPLIT_ANEW % {"name": loan.payer.full_name}), [line])
    running = LoanState.EXTENDED if loan.extensions else LoanState.RUNNING
    state = LoanState.SETTLED if stands.settled_on is not None else running
    if loan.state in (*OPEN, LoanState.SETTLED) and (loan.state == LoanState.SETTLED) != (state == LoanState.SETTLED):
        sheet.journal.update(loan, state=state.value)
        write_step(sheet, loan, state, stands.settled_on or today, sheet.by)


def writable(shifts: Mapping[date, int], closed: date | None, today: date) -> dict[date, int]:
    """What of `shifts` is to be written on which day, where nothing can be written up to `closed`.

    What belongs to closed days is met by what stands against it on open ones (an earlier correction), the rest is written today.
    """
    found: dict[date, int] = defaultdict(int)
    carried = 0
    for day, shift in sorted(shifts.items()):
        if closed is not None and day <= closed:
            carried += shift
            continue
        if carried * shift < 0:
            met = min(abs(carried), abs(shift)) * (1 if shift > 0 else -1)
            shift -= met
            carried += met
        found[day] += shift
    found[today] += carried
    return {day: shift for day, shift in found.items() if shift}


def recorded(loan: Loan) -> dict[date, Split]:
    """Day → how its payments stand split in the books; what takes a slip back counts on that slip's day."""
    found: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    rows = Transfer.objects.filter(loan=loan, kind__in=[Kind.INTEREST, Kind.PRINCIPAL]).annotate(meant=MEANT)
    for day, debit, credit, amount in rows.values_list("meant", "debit", "credit", "amount"):
        for account, sign in ((credit, 1), (debit, -1)):
            if account == Account.INTEREST:
                found[day][0] += sign * amount
            elif account == Account.LOANS:
                found[day][1] += sign * amount
    return {day: Split(interest, principal, 0) for day, (interest, principal) in found.items()}


def extend(
    loan: Loan, months: int, words: str, *, on: date, by: User, today: date, meeting_id: int | None = None
) -> None:
    """Give a running loan `months` more: what is owed is spread over the periods left and those added."""
    require(by, Verb.KEEP_MONEY, loan.club.place, today)
    if not 1 <= months <= 24:
        raise Problem("months_outside", say.MONTHS_OUTSIDE, field="months", most=24)
    with writing(loan.club_id):
        loan.refresh_from_db()
        if loan.state not in OPEN:
            raise Problem("loan_not_running", say.NOT_RUNNING)
        if loan.extensions and loan.extensions[-1][:2] == [on.isoformat(), months]:
            raise Problem("twice_within", say.TWICE_WITHIN)
        during(loan, on, today)
        paid = repayments([loan.pk], date.max).get(loan.pk, [])
        left = now_of(loan, paid, on).standing.outstanding
        if not left:
            raise Problem("loan_not_running", say.NOT_RUNNING)
        sheet = Sheet(loan.club, by=by, today=today)
        longer = [*loan.extensions, [on.isoformat(), months, left]]
        sheet.journal.update(loan, extensions=longer, state=LoanState.EXTENDED.value)
        write_step(sheet, loan, LoanState.EXTENDED, on, by, words=words, meeting_id=meeting_id)
        settle_after(sheet, loan, today)
        sheet.note("extend_loan", loan, told(loan) | {"months": months}, since=loan.paid_out_on)


def write_off(loan: Loan, words: str, *, on: date, by: User, today: date, meeting_id: int | None = None) -> Voucher:
    """Give up what is left of the principal, as the minutes say; `words` names them."""
    require(by, Verb.KEEP_MONEY, loan.club.place, today)
    if not clean(words):
        raise Problem("no_reason", say.NO_REASON, field="words")
    with writing(loan.club_id):
        loan.refresh_from_db()
        if loan.state not in OPEN:
            raise Problem("loan_not_running", say.NOT_RUNNING)
        paid = repayments([loan.pk], date.max).get(loan.pk, [])
        during(loan, on, today, since=[day for day, _sum in paid])
        left = now_of(loan, paid, on).standing.outstanding
        sheet = Sheet(loan.club, by=by, today=today)
        line = Line(Fund.INCOME, Account.LOSS, Account.LOANS, left, Kind.WRITE_OFF, loan.membership_id, loan.pk)
        name = loan.payer.full_name
        voucher = sheet.slip(on, str(say.WRITTEN_OFF_FOR % {"name": name}), [line], who=name, document=words)
        sheet.journal.update(loan, state=LoanState.WRITTEN_OFF.value)
        write_step(sheet, loan, LoanState.WRITTEN_OFF, on, by, words=words, meeting_id=meeting_id)
        sheet.note("write_off_loan", loan, told(loan) | {"amount": left, "slip": voucher.label})
    return voucher


def write_step(
    sheet: Sheet, loan: Loan, state: LoanState, on: date, by: User, *, words: str = "", votes: Votes | None = None,
    hands: Hands | None = None, meeting_id: int | None = None, amount: int | None = None, debtor: Membership | None = None,
    heir: Person | None = None, agreed: str = "", waived: int | None = None,
) -> None:  # fmt: skip
    """The row of a step; the state of the loan is set by whoever calls."""
    sheet.journal.create(
        LoanStep(
            club_id=loan.club_id, loan=loan, state=state, on=on, words=clean(words)[:300], meeting_id=meeting_id,
            votes_for=votes.in_favour if votes else None, votes_against=votes.against if votes else None,
            paid_by=hands.paid_by if hands else None, witness=hands.witness if hands else None, amount=amount, debtor=debtor,
            heir=heir, agreed=agreed, waived=waived, by_id=by.pk,
        )
    )  # fmt: skip


def told(loan: Loan) -> dict[str, object]:
    """What the events of a loan say of it."""
    return {"name": loan.membership.person.full_name, "principal": loan.principal, "purpose": loan.purpose}
