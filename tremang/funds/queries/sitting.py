"""The money of one day of a club, as the one who keeps it goes through it at the meeting. Sums in whole đồng."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Max, Q, Sum
from django.db.models.functions import Coalesce

from tremang.clubs.models import Club
from tremang.funds.models import Account, BookSeal, CashCount, Fund, Kind, Loan, Transfer, Voucher
from tremang.funds.models.loans import WAITING
from tremang.funds.queries.balances import Trial, trial
from tremang.funds.queries.dues import DuesOf, dues
from tremang.funds.queries.loans import LoanNow, due_at, open_loans, standings
from tremang.kernel.periods import month_of
from tremang.meetings.hot import roll_ids
from tremang.meetings.models import Meeting, Status
from tremang.members.data import called

REPAYMENT = (Kind.PRINCIPAL, Kind.INTEREST)
STEPPED = (Kind.DUES, Kind.PAYOUT, *REPAYMENT)  # what has a step of its own
MONEY = (Account.CASH, Account.BANK)


@dataclass(frozen=True)
class Payer:
    """Somebody on the roll: what he owes up to the month of the day, `monthly` of it for that month, `today` paid on it.

    `slip` is the newest one by which he paid on the day.
    """

    membership: int
    name: str
    owes: int
    monthly: int
    today: int
    is_here: bool
    is_exempt: bool
    slip: int | None = None

    @property
    def expected(self) -> int:
        """What he most likely pays today: this month's contribution where he has not paid it yet."""
        return max(0, min(self.owes, self.monthly))

    @property
    def behind(self) -> int:
        """What he owes of earlier months."""
        return max(0, self.owes - self.monthly)


@dataclass(frozen=True)
class Sitting:
    """A club's day: the meeting recorded on it, if there is one, and who was there."""

    club: Club
    day: date
    meeting_id: int | None
    away: frozenset[int]


def sitting(club: Club, day: date) -> Sitting:
    """The meeting of the day with those who did not come. One query."""
    rows = list(Meeting.objects.filter(club=club, held_on=day).values_list("pk", "marks__membership", "marks__status"))
    away = frozenset(pk for _meeting, pk, status in rows if status is not None and status != Status.PRESENT)
    return Sitting(club, day, rows[0][0] if rows else None, away)


def payers(found: Sitting) -> tuple[list[Payer], int]:
    """Everybody on the day's roll with his contributions, and the newest transfer of contributions seen. Seven queries."""
    on_roll = set(roll_ids(found.club.pk, found.day))
    rows = Transfer.objects.filter(club=found.club, kind=Kind.DUES, membership__isnull=False)
    sums = rows.values_list("membership").annotate(
        newest=Max("sequence"),
        came=Coalesce(Sum("amount", filter=Q(day=found.day, credit=Account.DUES)), 0),
        back=Coalesce(Sum("amount", filter=Q(day=found.day, debit=Account.DUES)), 0),
        slip=Max("voucher", filter=Q(day=found.day, credit=Account.DUES)),
    )
    today, newest = {}, 0
    for membership, sequence, came, back, slip in sums:
        today[membership] = came - back, slip
        newest = max(newest, sequence)
    people = [_payer(row, found, today) for row in dues(found.club.pk, found.day) if row.membership.pk in on_roll]
    return people, newest


def _payer(row: DuesOf, found: Sitting, today: dict[int, tuple[int, int | None]]) -> Payer:
    pk = row.membership.pk
    monthly = row.asked.get(month_of(found.day))
    paid, slip = today.get(pk, (0, None))
    return Payer(
        pk, called(row.membership.person, found.day), row.owes, monthly or 0, paid, pk not in found.away, monthly == 0, slip
    )  # fmt: skip


@dataclass(frozen=True)
class Debt:
    """A running loan at the meeting: what is due, what would end it, what was repaid on the day, by which slip last."""

    now: LoanNow
    name: str
    due: int
    today: int
    slip: int | None = None

    @property
    def loan(self) -> Loan:
        """The loan itself."""
        return self.now.loan


def debts(found: Sitting) -> tuple[list[Debt], int]:
    """The running loans, those with something due first, and the newest repayment seen. Four queries."""
    standing = standings(open_loans(found.club.pk), found.day)
    rows = Transfer.objects.filter(club=found.club, kind__in=REPAYMENT, day=found.day)
    today: dict[int | None, int] = defaultdict(int)
    slips: dict[int | None, int] = {}
    for loan, debit, credit, amount, slip in rows.values_list("loan", "debit", "credit", "amount", "voucher"):
        today[loan] += amount * ((debit == Account.CASH) - (credit == Account.CASH))
        if debit == Account.CASH:
            slips[loan] = max(slip, slips.get(loan, 0))
    newest = Transfer.objects.filter(club=found.club).aggregate(last=Max("sequence"))["last"] or 0
    lines = [
        Debt(now, called(now.loan.payer, found.day), due_at(now, found.day), today[now.loan.pk], slips.get(now.loan.pk))
        for now in standing
    ]
    return sorted(lines, key=lambda line: line.due == 0), newest


def waiting_loans(club_id: int, day: date) -> list[tuple[Loan, str]]:
    """Loans asked for, reviewed or approved and not handed over, with the borrower's name. One query."""
    rows = Loan.objects.filter(club=club_id, state__in=WAITING, asked_on__lte=day)
    rows = rows.select_related("membership__person").order_by("asked_on", "pk")
    return [(loan, called(loan.membership.person, day)) for loan in rows]


def slips_of(found: Sitting, *, others: bool) -> list[tuple[Voucher, int]]:
    """The day's slips as they stand, newest first, with their sums; `others`: those that no step of its own wrote. Two queries.

    A slip taken back and what took it back are left out.
    """
    rows = Voucher.objects.filter(club=found.club, day=found.day, reverses__isnull=True, reversed_by__isnull=True)
    vouchers = {row.pk: row for row in rows.order_by("-recorded_at", "-pk")}
    sums: dict[int, int] = defaultdict(int)
    for voucher, kind, debit, credit, amount in Transfer.objects.filter(voucher__in=list(vouchers)).values_list(
        "voucher", "kind", "debit", "credit", "amount"
    ):
        moves = debit in MONEY or credit in MONEY
        if moves and not (others and kind in STEPPED) and (kind != Kind.MOVED or credit == Account.CASH):
            sums[voucher] += amount
    return [(row, sums[pk]) for pk, row in vouchers.items() if sums[pk]]


@dataclass(frozen=True)
class FundDay:
    """A fund on a day: the money in box and bank before, what came in and went out by what it
    was for, what is there after, what is lent, what should be in the box."""

    fund: Fund
    before: int
    came: dict[str, int] = field(default_factory=dict)
    went: dict[str, int] = field(default_factory=dict)
    after: int = 0
    lent: int = 0
    cash: int = 0

    @property
    def came_in(self) -> int:
        """All that came in."""
        return sum(self.came.values())

    @property
    def went_out(self) -> int:
        """All that went out."""
        return sum(self.went.values())

    @property
    def is_quiet(self) -> bool:
        """Whether the fund has nothing to say."""
        return not (self.before or self.after or self.came or self.went or self.lent)


def day_of_funds(found: Sitting) -> list[FundDay]:
    """Both funds on the day. Three queries."""
    before, after = trial(found.club.pk, found.day - timedelta(days=1)), trial(found.club.pk, found.day)
    came: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    went: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Transfer.objects.filter(club=found.club, day=found.day).order_by("sequence")
    for fund, debit, credit, amount, kind, reverses in rows.values_list(
        "fund", "debit", "credit", "amount", "kind", "reverses"
    ):
        into, out = debit in MONEY, credit in MONEY
        if into == out:
            continue
        # Income and spending are told by what they were for; all else is one thing each.
        other = credit if into else debit
        what = Account(other).label if kind in (Kind.SPENDING, Kind.INCOME, Kind.CAPITAL) else Kind(kind).label
        if into == (reverses is None):
            came[fund][str(what)] += amount if reverses is None else -amount
        else:
            went[fund][str(what)] += amount if reverses is None else -amount
    return [
        FundDay(
            fund, _money(before, fund), _moved(came[fund]), _moved(went[fund]), _money(after, fund),
            after.balance(fund, Account.LOANS), after.balance(fund, Account.CASH),
        )
        for fund in Fund
    ]  # fmt: skip


def _moved(sums: dict[str, int]) -> dict[str, int]:
    return {what: amount for what, amount in sums.items() if amount}


def _money(sums: Trial, fund: Fund) -> int:
    return sum(sums.balance(fund, account) for account in MONEY)


def counts_of(found: Sitting) -> dict[str, CashCount]:
    """Fund → the day's last count of its box. One query."""
    rows = CashCount.objects.filter(club=found.club, on=found.day).order_by("recorded_at", "pk")
    return {row.fund: row for row in rows}


def seal_of(found: Sitting) -> BookSeal | None:
    """The day's last seal on the books. One query."""
    return BookSeal.objects.filter(club=found.club, on=found.day).order_by("-sequence").first()


def parts_of(slips: Iterable[Voucher]) -> dict[str, int]:
    """Kind → đồng of what these slips brought into the box. One query."""
    rows = Transfer.objects.filter(voucher__in=[slip.pk for slip in slips], debit=Account.CASH)
    return dict(rows.values_list("kind").annotate(Sum("amount")))
