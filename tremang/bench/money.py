"""The money: schedules, the trial balance of ten years, and a whole meeting with its money in one request.

Demo data need not hold any money for these: what they read and write at is put down here first, without events.
"""

import multiprocessing
import random
import time
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

from django.db import connections, transaction
from django.urls import reverse

from tremang.agenda.bundle import record_whole
from tremang.bench import floors
from tremang.bench.load import CLIENTS, Client, Sample, timed, together
from tremang.bench.recording import occasions
from tremang.bench.report import Result
from tremang.bench.server import user
from tremang.clubs.models import BoardPost, Club
from tremang.funds.actions.sitting import MoneyData, PayOut
from tremang.funds.models import Account, Fund, Kind, Loan, LoanState, MonthClosing, Series, Transfer, Voucher
from tremang.funds.queries.balances import trial
from tremang.funds.schedules import Method, Repay, Terms, schedule
from tremang.kernel import clock
from tremang.kernel.periods import add_months
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.hot import roll_ids
from tremang.members.models import BoardMember, Membership

SEED = 20_261_125
SCHEDULES, VIEWS = 4_000, 400
MEMBERS, YEARS, REPAYMENTS, LENT = 60, 10, 10, 2
WARM = 40  # meetings that only warm up
NOTE = "Theo kế hoạch tháng"
LARGE = 2_000_000_000  # đồng of capital, more than ten years of the bench can lend


def schedules(size: str, today: date) -> Iterator[Result]:
    """Twelve periods each, of every method in turn, on one core. `floor` is the same arithmetic on bare integers."""
    kinds = [(method, repay) for method in Method for repay in Repay]
    terms = [
        Terms(5_000_000 + 1000 * n, 12, Fraction(1, 200), *kinds[n % len(kinds)], today, 1000) for n in range(SCHEDULES)
    ]
    sample, begun = Sample(), time.perf_counter()
    for one in terms:
        start = time.perf_counter()
        list(schedule(one))
        sample.times.append(time.perf_counter() - start)
    sample.seconds = time.perf_counter() - begun
    yield Result("schedules", size, sample, floors.median(floors.twelve_periods, SCHEDULES))


def trial_balance(size: str, today: date) -> Iterator[Result]:
    """All balances of a club with ten years of money: 60 contributions and 20 repayments a month, and some spending."""
    club = rounds(today)[0][0][0]
    count = _ten_years(Club.objects.get(pk=club), today)
    trial(club, today)
    sample = timed(lambda: trial(club, today), VIEWS)
    floor = floors.median(lambda: floors.trial(club, today), VIEWS)
    yield Result("trial_balance", size, sample, floor, extra=(("transfers", count),))


def meeting_bundle(clients: Sequence[Client], size: str, today: date) -> Iterator[Result]:
    """Meetings of about 60 with 60 contributions, 10 repayments and 2 loans handed over, each sent in one request.

    Beside it stands the act alone, without a request around it, in four processes that write at the same time.
    """
    meetings, others = rounds(today)[:2]
    for club, day, told in asks_of(meetings[:WARM]):
        clients[club % len(clients)].send(_path(club), _whole(day, told))
    asks = list(asks_of(meetings[WARM:]))
    share = len(asks) // len(clients)

    def send(client: Client, mine: int, turn: int) -> None:
        club, day, told = asks[mine * share + turn]
        client.send(_path(club), _whole(day, told))

    sample = together(clients, send, share)
    alone = _alone(today, list(asks_of(others)))
    extra = (("act_p50_ms", alone.percentile(50)), ("act_p99_ms", alone.percentile(99)), ("act_rate", alone.rate))
    yield Result("meeting_bundle", size, sample, floors.bundle(), extra=extra)


Ask = tuple[int, date, MoneyData]


def asks_of(meetings: Sequence[tuple[int, date]]) -> Iterator[Ask]:
    """The meetings with the money of each; what its club needs for it is put down when it is asked for."""
    return ((club, day, _lending(club, day)) for club, day in meetings)


def _path(club_id: int) -> str:
    return reverse("exchange:whole_meeting", args=[club_id])


def _whole(day: date, money: MoneyData) -> dict[str, object]:
    """A whole meeting as a program tells it."""
    return {
        "request": str(uuid4()), "held_on": day.isoformat(),
        "contents": {str(area): {"note": NOTE} for area in range(1, 9)},
        "dues": {str(pk): amount for pk, amount in money.dues.items()},
        "repayments": {str(pk): amount for pk, amount in money.repayments.items()},
        "loans": [
            {"loan": str(one.loan), "paid_by": str(one.paid_by), "witness": str(one.witness)} for one in money.payouts
        ],
    }  # fmt: skip


def _alone(today: date, asks: Sequence[Ask]) -> Sample:
    connections.close_all()
    parts = [(today, asks[number::CLIENTS]) for number in range(CLIENTS)]
    with multiprocessing.get_context("fork").Pool(CLIENTS) as pool:
        begun = time.perf_counter()
        times = [seconds for part in pool.map(_record, parts) for seconds in part]
        return Sample(times, time.perf_counter() - begun)


def _record(part: tuple[date, Sequence[Ask]]) -> list[float]:
    today, asks = part
    by, times = user(), []
    done = {area: Done(NOTE) for area in range(1, 9)}
    clubs = Club.objects.select_related("place").in_bulk([club for club, _day, _money in asks])
    for club, day, money in asks:
        begun = time.perf_counter()
        record_whole(clubs[club], MeetingData(held_on=day, done=done), money, by=by, today=today)
        times.append(time.perf_counter() - begun)
    connections.close_all()
    return times


def rounds(today: date) -> list[list[tuple[int, date]]]:
    """Days on which most clubs have not met: another measurement may have recorded meetings of the latest days."""
    return [meetings for meetings in occasions(today) if len(meetings) > WARM]


def _lending(club_id: int, day: date) -> MoneyData:
    """Puts down capital, ten running loans of last winter with what was repaid on time, and two approved ones."""
    members = roll_ids(club_id, day)
    out, put = add_months(day, -8), _Put(club_id)
    put.slip(out, [(Fund.INCOME, Account.CASH, Account.MEMBERS, LARGE, Kind.CAPITAL, None, None)])
    running = [_loan(club_id, members[n], out, LoanState.RUNNING) for n in range(REPAYMENTS)]
    waiting = [_loan(club_id, members[-1 - n], day, LoanState.APPROVED) for n in range(LENT)]
    put.rows += [*running, *waiting]
    for loan in running:
        put.slip(
            out, [(Fund.INCOME, Account.LOANS, Account.CASH, loan.principal, Kind.PAYOUT, loan.membership_id, loan.pk)]
        )
        for period in [period for period in loan.schedule() if period.due_on < day][:-1]:
            put.repaid(loan, period.due_on, period.interest, period.principal)
    board = _board(club_id, members[REPAYMENTS : REPAYMENTS + 2], out, put)
    put.save()
    return MoneyData(
        dues=dict.fromkeys(members[:MEMBERS], 10_000),
        repayments={loan.pk: 530_000 for loan in running},
        payouts=[PayOut(loan.pk, *board) for loan in waiting],
    )


def _loan(club_id: int, membership: int, out: date, state: LoanState) -> Loan:
    is_out = state == LoanState.RUNNING
    return Loan(
        club_id=club_id, membership_id=membership, purpose="nuôi gà", principal=6_000_000, rate_month=Decimal("0.5"),
        method=Method.FLAT, repay=Repay.EQUAL_PRINCIPAL, months=12, asked_on=out, state=state, by_id=0,
        paid_out_on=out if is_out else None, first_due=add_months(out, 1) if is_out else None,
    )  # fmt: skip


def _board(club_id: int, members: Sequence[int], since: date, put: "_Put") -> tuple[int, int]:
    """Two on the board who do not borrow, by membership."""
    found = Membership.objects.in_bulk(list(members))
    for pk, post in zip(members, (BoardPost.DEPUTY, BoardPost.MEMBER), strict=True):
        put.rows.append(BoardMember(club_id=club_id, person_id=found[pk].person_id, post=post, from_on=since))
    return members[0], members[1]


def _ten_years(club: Club, today: date) -> int:
    """Puts down ten years of a club's money; how many transfers they are."""
    members, put, chooser = roll_ids(club.pk, today), _Put(club.pk), random.Random(SEED)
    first = add_months(today, -12 * YEARS)
    put.slip(first, [(Fund.INCOME, Account.CASH, Account.MEMBERS, LARGE, Kind.CAPITAL, None, None)])
    loans = [_loan(club.pk, members[n % len(members)], first, LoanState.SETTLED) for n in range(20)]
    put.rows += loans
    for loan in loans:
        put.slip(
            first, [(Fund.INCOME, Account.LOANS, Account.CASH, 100_000_000, Kind.PAYOUT, loan.membership_id, loan.pk)]
        )
    for month in range(1, 12 * YEARS):
        day = add_months(first, month)
        paid = [(Fund.ACTIVITY, Account.CASH, Account.DUES, 10_000, Kind.DUES, pk, None) for pk in members[:MEMBERS]]
        put.slip(day, paid)
        for loan in loans:
            put.repaid(loan, day, 30_000, 500_000)
        for what in (Account.VISITS, Account.SUPPLIES, Account.ARTS):
            spent = 10_000 * chooser.randint(1, 10)
            put.slip(day, [(Fund.ACTIVITY, what, Account.CASH, spent, Kind.SPENDING, None, None)])
    put.save()
    return len(put.transfers)


class _Put:
    """Rows of a club's money put down in bulk."""

    def __init__(self, club_id: int) -> None:
        self.club_id, self.now = club_id, clock.now()
        last = Transfer.objects.filter(club=club_id).order_by("-sequence").values_list("sequence", flat=True).first()
        number = Voucher.objects.filter(club=club_id).order_by("-number").values_list("number", flat=True).first()
        self.sequence, self.number = last or 0, number or 0
        self.rows: list[Loan | BoardMember] = []
        self.vouchers: list[Voucher] = []
        self.transfers: list[Transfer] = []

    def slip(self, day: date, lines: Sequence[tuple]) -> None:
        """A slip with its transfers: (fund, debit, credit, đồng, kind, membership, loan)."""
        self.number += 1
        voucher = Voucher(
            club_id=self.club_id, series=Series.OTHER, year=day.year, number=self.number, day=day, words="Đo tốc độ",
            by_id=0, recorded_at=self.now,
        )  # fmt: skip
        self.vouchers.append(voucher)
        for fund, debit, credit, amount, kind, membership, loan in lines:
            self.sequence += 1
            self.transfers.append(
                Transfer(
                    club_id=self.club_id, fund=fund, day=day, debit=debit, credit=credit, amount=amount, kind=kind,
                    voucher=voucher, sequence=self.sequence, membership_id=membership, loan_id=loan,
                )
            )  # fmt: skip

    def repaid(self, loan: Loan, day: date, interest: int, principal: int) -> None:
        """A repayment as the books split it."""
        member = loan.membership_id
        parts = ((Account.INTEREST, interest, Kind.INTEREST), (Account.LOANS, principal, Kind.PRINCIPAL))
        self.slip(
            day, [(Fund.INCOME, Account.CASH, account, part, kind, member, loan.pk) for account, part, kind in parts]
        )

    def save(self) -> None:
        """Write it all, into closed months too."""
        with transaction.atomic():
            MonthClosing.objects.filter(club=self.club_id).delete()
            for row in self.rows:
                row.save(force_insert=True)
            Voucher.objects.bulk_create(self.vouchers)
            Transfer.objects.bulk_create(self.transfers)
