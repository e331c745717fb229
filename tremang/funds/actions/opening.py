"""Starting the books in mid-life: what both funds hold on a day, the loans that run, the contributions still owed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.funds import problems as say
from tremang.funds.actions.lending import lawful_or_refuse, meeting_day
from tremang.funds.actions.sheet import MOST, Line, Sheet
from tremang.funds.models import CAPITAL, Account, DuesOwed, Fund, Kind, Loan, LoanState, LoanStep, Transfer, Voucher
from tremang.funds.queries.months import books_begin
from tremang.funds.queries.rules import regulation_on
from tremang.funds.schedules import Method
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.lock import writing
from tremang.kernel.periods import add_months
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean
from tremang.members.models import Membership

MOST_MONTHS = 120
MOST_YEARS_LATE = 5
OPENING_WORDS = 200


@dataclass(frozen=True)
class Holding:
    """A fund on the opening day in whole đồng. What its capital by source does not explain is `Account.KEPT`."""

    cash: int = 0
    bank: int = 0
    capital: Mapping[Account, int] = field(default_factory=dict)


@dataclass(frozen=True)
class RunningLoan:
    """A loan that runs on the opening day: the principal still owed in đồng, `rate_month` in per cent of a month.

    `next_due` is the oldest due day not paid, `months` how many periods are left with it: a loan whose `next_due` is past
    is late from that day on. `first_lent` is the sum first lent, on which flat interest goes on; None: what is still owed.
    """

    membership: Membership
    principal: int
    rate_month: Decimal
    months: int
    next_due: date
    first_lent: int | None = None


@dataclass(frozen=True)
class Opening:
    """Everything a club starts its books with. `owed`: membership → đồng of contributions, below 0 where paid ahead."""

    on: date
    funds: Mapping[Fund, Holding]
    loans: Sequence[RunningLoan] = ()
    owed: Mapping[int, int] = field(default_factory=dict)
    comments: str = ""

    def held(self, fund: Fund) -> int:
        """What the fund holds: cash, bank, and for the Quỹ tăng thu nhập what members owe."""
        holding = self.funds.get(fund, Holding())
        lent = sum(loan.principal for loan in self.loans) if fund == Fund.INCOME else 0
        return holding.cash + holding.bank + lent

    def kept(self, fund: Fund) -> int:
        """What the capital by source does not explain; below 0 where more capital came than is there now."""
        return self.held(fund) - sum(self.funds.get(fund, Holding()).capital.values())


def check_day(club: Club, on: date, today: date) -> None:
    """Raises Problem where the books cannot begin with the balances of `on`. Two queries."""
    if on > today:
        raise Problem("future", say.FUTURE, field="on", day=written(on))
    if club.launched_on is not None and on < club.launched_on:
        raise Problem("before_launch", say.BEFORE_LAUNCH, field="on", day=written(club.launched_on))
    begun = books_begin(club.pk)
    if begun is not None:
        raise Conflict("books_begun", say.BOOKS_BEGUN, day=written(begun))
    first = Transfer.objects.filter(club=club).order_by("day").values_list("day", flat=True).first()
    if first is not None and on > first:
        raise Problem("opening_after_slips", say.OPENING_AFTER_SLIPS, field="on", day=written(first))


def check(club: Club, opening: Opening, today: date) -> None:
    """Raises Problem where the books cannot begin so; nothing is written."""
    check_day(club, opening.on, today)
    sums = [amount for held in opening.funds.values() for amount in (held.cash, held.bank, *held.capital.values())]
    if any(amount < 0 for amount in sums) or any(abs(amount) > MOST for amount in [*sums, *opening.owed.values()]):
        raise Problem("sum_too_large", say.TOO_LARGE)
    if any(
        source not in CAPITAL or source == Account.KEPT for held in opening.funds.values() for source in held.capital
    ):
        raise Problem("wrong_account", say.WRONG_ACCOUNT)
    if not any(opening.held(fund) for fund in Fund):
        raise Problem("nothing_to_write", say.NOTHING_TO_WRITE)
    for loan in opening.loans:
        check_loan(club, loan, opening.on)
    known = Membership.objects.filter(club=club, pk__in=list(opening.owed)).count()
    if known < len(opening.owed):
        raise Problem("not_a_member", say.NOT_A_MEMBER)


def check_loan(club: Club, loan: RunningLoan, on: date) -> None:
    """Raises Problem, at the field of the same name, where a loan cannot have run so on the opening day `on`."""
    if loan.membership.club_id != club.pk:
        raise Problem("not_a_member", say.NOT_A_MEMBER)
    if not 0 < loan.principal <= MOST:
        raise Problem("sum_not_positive", say.NOT_POSITIVE, field="principal")
    if loan.first_lent is not None and not loan.principal <= loan.first_lent <= MOST:
        raise Problem("lent_less", say.LENT_LESS, field="first_lent", left=vnd(loan.principal))
    if not 1 <= loan.months <= MOST_MONTHS:
        raise Problem("months_outside", say.PERIODS_OUTSIDE, field="months", most=MOST_MONTHS)
    if loan.next_due < (oldest := add_months(on, -12 * MOST_YEARS_LATE)):
        raise Problem("due_long_ago", say.DUE_LONG_AGO, field="next_due", day=written(oldest))
    if loan.next_due > (latest := add_months(on, 12)):
        raise Problem("due_too_late", say.NEXT_DUE_TOO_LATE, field="next_due", day=written(latest))
    lawful_or_refuse(loan.rate_month, on)


def open_books(club: Club, opening: Opening, *, by: User, today: date) -> Voucher:
    """Begin the books: one act, one slip, one event. Raises Problem as `check`."""
    require(by, Verb.KEEP_MONEY, club.place, today)
    with writing(club.pk):
        check(club, opening, today)
        sheet = Sheet(club, by=by, today=today)
        loans = [_loan(sheet, loan, opening.on) for loan in opening.loans]
        lines = [line for fund in Fund for line in _lines(opening, fund, loans)]
        words = str(say.OPENING_OF % {"day": written(opening.on)})
        if note := clean(opening.comments):
            words = f"{words}: {note}"
        voucher = sheet.slip(opening.on, words[:OPENING_WORDS], lines)
        for membership, amount in opening.owed.items():
            if amount:
                sheet.journal.create(DuesOwed(club=club, membership_id=membership, on=opening.on, amount=amount))
        told = {
            "on": opening.on, "income": opening.held(Fund.INCOME), "activity": opening.held(Fund.ACTIVITY),
            "loans": len(loans), "owed": sum(opening.owed.values()), "words": voucher.words,
        }  # fmt: skip
        sheet.note("open_books", voucher, told)
    return voucher


def _loan(sheet: Sheet, running: RunningLoan, on: date) -> Loan:
    """The row of a loan that ran before the books began: paid out, to them, on the opening day.

    It bears no late interest: what the club agreed on later was not agreed for it.
    """
    rules = regulation_on(sheet.club, on)
    is_more = rules.method == Method.FLAT and (running.first_lent or 0) > running.principal
    loan = Loan(
        club=sheet.club, membership=running.membership, purpose=str(say.BEFORE_THE_BOOKS), principal=running.principal,
        rate_month=running.rate_month, method=rules.method, repay=rules.repay, months=running.months, grace=0,
        multiple=rules.multiple, asked_on=on, paid_out_on=on, first_due=running.next_due, state=LoanState.RUNNING,
        meeting_day=meeting_day(sheet.club, running.next_due), meets_by_lunar=sheet.club.meets_by_lunar,
        is_opening=True, first_lent=running.first_lent if is_more else None, by_id=sheet.by.pk,
    )  # fmt: skip
    sheet.journal.create(loan)
    step = LoanStep(club=sheet.club, loan=loan, state=LoanState.RUNNING, on=on, words=loan.purpose, by_id=sheet.by.pk)
    sheet.journal.create(step)
    return loan


def _lines(opening: Opening, fund: Fund, loans: Iterable[Loan]) -> Iterator[Line]:
    """Transfers from the sources to what is held, each source used up before the next, so that both sides come out."""
    holding = opening.funds.get(fund, Holding())
    places: list[tuple[Account, int, Loan | None]] = [
        (Account.CASH, holding.cash, None), (Account.BANK, holding.bank, None),
        *((Account.LOANS, loan.principal, loan) for loan in loans if fund == Fund.INCOME),
    ]  # fmt: skip
    kept = opening.kept(fund)
    if kept < 0:  # more capital came than is left: the loss stands against what was kept
        places.append((Account.KEPT, -kept, None))
    sources = [(source, amount) for source, amount in holding.capital.items() if amount]
    if kept > 0:
        sources.append((Account.KEPT, kept))
    for account, wanted, loan in places:
        while wanted:
            source, left = sources[0]
            part = min(wanted, left)
            member = loan.membership_id if loan else None
            yield Line(fund, account, source, part, Kind.OPENING, member, loan.pk if loan else None)
            wanted -= part
            sources[0] = (source, left - part)
            if left == part:
                del sources[0]


def can_be_taken_back(club: Club) -> Voucher | None:
    """The opening slip while nothing else was written into the ledger; else None. Two queries."""
    rows = Transfer.objects.filter(club=club, kind=Kind.OPENING, voucher__reverses__isnull=True)
    opening = rows.filter(reversed_by__isnull=True).select_related("voucher").first()
    if opening is None or Transfer.objects.filter(club=club, sequence__gt=opening.sequence).exclude(
        voucher=opening.voucher_id
    ).exists():  # fmt: skip
        return None
    return opening.voucher


def take_back_opening(club: Club, *, by: User, today: date) -> Voucher:
    """Take the opening back, as long as nothing was written after it: the books begin anew.

    Its loans are withdrawn and its unpaid contributions are dropped. Raises Problem once there are other slips.
    """
    require(by, Verb.KEEP_MONEY, club.place, today)
    with writing(club.pk):
        voucher = can_be_taken_back(club)
        if voucher is None:
            raise Conflict("opening_stands", say.OPENING_STANDS)
        sheet = Sheet(club, by=by, today=today)
        lines = [
            Line(Fund(row.fund), Account(row.credit), Account(row.debit), row.amount, Kind.OPENING, row.membership_id,
                 row.loan_id, row.pk)
            for row in Transfer.objects.filter(voucher=voucher).order_by("sequence")
        ]  # fmt: skip
        words = str(say.TAKES_BACK % {"slip": voucher.label, "reason": say.WRITTEN_WRONGLY})
        back = sheet.slip(voucher.day, words, lines, reverses=voucher)
        for loan in Loan.objects.filter(club=club, is_opening=True, state=LoanState.RUNNING):
            sheet.journal.update(
                loan, state=LoanState.WITHDRAWN.value, paid_out_on=None, first_due=None, meeting_day=None
            )
            sheet.journal.create(
                LoanStep(club=club, loan=loan, state=LoanState.WITHDRAWN, on=today, words=words, by_id=by.pk)
            )
        for owed in DuesOwed.objects.filter(club=club):
            sheet.drop(owed)
        sheet.note("take_back_opening", back, {"on": voucher.day, "slip": voucher.label})
    return back
