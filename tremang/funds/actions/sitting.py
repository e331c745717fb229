"""The money of a meeting, many sums in one act: contributions, repayments, pay-outs, written together or not at all.

What is written equals what the single acts write (`dues.collect`, `loans.repay`, `loans.pay_out`) one after the other;
a test holds the two together. Here what they need is read at once, so that a whole meeting takes milliseconds.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.funds import problems as say
from tremang.funds.actions.at_table import Lend, write_lending
from tremang.funds.actions.box import write_count, write_gap
from tremang.funds.actions.dues import write_dues
from tremang.funds.actions.lending import Ground, Hands
from tremang.funds.actions.loans import write_payout, write_repayment
from tremang.funds.actions.sheet import Line, Sheet
from tremang.funds.actions.slips import take_back
from tremang.funds.hot import Paid, paid
from tremang.funds.models import Account, Fund, Kind, Loan, Transfer, Voucher
from tremang.funds.models.loans import OPEN
from tremang.funds.queries.loans import now_of
from tremang.kernel.lock import writing
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.rows import read, read_ids
from tremang.meetings.models import Meeting
from tremang.members.data import called
from tremang.members.models import Membership, Person

WITH_KEY = "club_id = %s AND request_key = %s AND request_key <> ''"  # the last for the index, which has no empty keys


@dataclass(frozen=True)
class PayOut:
    """An approved loan handed over at a meeting by two members of the board, all by id. `first_due`: else a month later."""

    loan: int
    paid_by: int
    witness: int
    first_due: date | None = None


@dataclass(frozen=True)
class MoneyData:
    """The money of a meeting as told: membership → đồng, loan → đồng, the loans handed over, those lent there and then,
    and in the end what was counted in the boxes: fund → value of a note → how many. `gaps` says why a box differs.
    """

    dues: Mapping[int, int] = field(default_factory=dict)
    repayments: Mapping[int, int] = field(default_factory=dict)
    payouts: Sequence[PayOut] = ()
    lending: Sequence[Lend] = ()
    counts: Mapping[Fund, Mapping[int, int]] = field(default_factory=dict)
    gaps: Mapping[Fund, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.dues or self.repayments or self.payouts or self.lending or self.counts)


def collect_once(
    club: Club, sums: Mapping[int, int], *, day: date, seen: int, by: User, today: date, meeting_id: int | None = None
) -> Voucher:  # fmt: skip
    """Contributions of many at once, as long as nobody wrote some for the same members since transfer `seen`.

    The same again by the same user gives the receipt that is there. Raises Conflict where others were quicker.
    """
    require(by, Verb.KEEP_MONEY, club.place, today)
    with writing(club.pk):
        newer = Transfer.objects.filter(club=club, kind=Kind.DUES, sequence__gt=seen, membership__in=list(sums))
        newer = newer.filter(credit=Account.DUES, voucher__reversed_by__isnull=True)
        if rows := list(newer.select_related("voucher", "membership__person")):
            if _is_again(rows, {row.membership_id: row.amount for row in rows}, sums, day, by):
                return rows[0].voucher
            name = called(rows[0].membership.person, day) if rows[0].membership else ""
            raise Conflict(
                "dues_meanwhile", say.DUES_MEANWHILE, count=len({row.membership_id for row in rows}), name=name
            )
        sheet = Sheet(club, by=by, today=today)
        voucher = write_dues(sheet, sums, day, meeting_id)
        words = {"amount": sum(sums.values()), "count": len(sums), "slip": voucher.label, "words": voucher.words}
        sheet.note("collect_dues", voucher, words)
    return voucher


def repay_once(
    club: Club, sums: Mapping[int, int], *, day: date, seen: int, by: User, today: date, meeting_id: int | None = None
) -> list[Voucher]:  # fmt: skip
    """Repayments of many loans (by id) at once: a receipt each, one event. `seen` and Conflict as `collect_once`.

    A sum that cannot be is a Problem with field "sum-<loan>".
    """
    require(by, Verb.KEEP_MONEY, club.place, today)
    with writing(club.pk):
        newer = Transfer.objects.filter(club=club, sequence__gt=seen, loan__in=list(sums), debit=Account.CASH)
        newer = newer.filter(kind__in=[Kind.INTEREST, Kind.PRINCIPAL], voucher__reversed_by__isnull=True)
        if rows := list(newer.select_related("voucher", "loan__membership__person").order_by("sequence")):
            paid: dict[int | None, int] = defaultdict(int)
            for row in rows:
                paid[row.loan_id] += row.amount
            if _is_again(rows, paid, sums, day, by):
                return list({row.voucher_id: row.voucher for row in rows}.values())
            loan = rows[0].loan
            name = called(loan.payer, day) if loan else ""
            raise Conflict("repaid_meanwhile", say.REPAID_MEANWHILE, name=name)
        sheet = Sheet(club, by=by, today=today)
        vouchers = _write_repayments(sheet, sums, day, meeting_id, _Known(club, list(sums)))
        words = {"amount": sum(sums.values()), "count": len(sums), "slips": ", ".join(v.label for v in vouchers)}
        sheet.note("repay_loans", vouchers[0], words)
    return vouchers


def _is_again(
    rows: list[Transfer], written: Mapping[int | None, int], sums: Mapping[int, int], day: date, by: User
) -> bool:
    """Whether `rows` are just what is now sent once more: the same sums of the same day by the same user."""
    mine = all(row.voucher.by_id == by.pk and row.day == day for row in rows)
    return mine and dict(written) == dict(sums)


def take_back_all(vouchers: Sequence[Voucher], reason: str, *, by: User, today: date) -> list[Voucher]:
    """Take back several slips of one club, all or none; raises what `slips.take_back` raises."""
    if not vouchers:
        raise Problem("nothing_to_write", say.NOTHING_TO_WRITE)
    club = vouchers[0].club
    require(by, Verb.KEEP_MONEY, club.place, today)
    with writing(club.pk):
        return [take_back(voucher, reason, by=by, today=today) for voucher in vouchers]


def keep_money(meeting: Meeting, money: MoneyData, *, by: User, today: date, once: str = "") -> list[Voucher]:
    """All money of a recorded meeting on its day under one event. Raises what the single acts raise.

    It passed before everybody, so it asks for MEETING_MONEY, the smaller power. `once` is the key of the request that it
    came with: raises Conflict where that has written slips already.
    """
    club = meeting.club
    require(by, Verb.MEETING_MONEY, club.place, today)
    if not money:
        return []
    day = meeting.held_on
    with writing(club.pk):
        if once and (first := read(Voucher, WITH_KEY, [club.pk, once])):
            raise Conflict("written_already", say.WRITTEN_ALREADY, slip=first[0].label)
        sheet = Sheet(club, by=by, today=today, once=once)
        sheet.holds = True
        known = _Known(club, [*money.repayments, *(one.loan for one in money.payouts)], money.payouts)
        if money.dues:
            write_dues(sheet, money.dues, day, meeting.pk)
        if money.repayments:
            _write_repayments(sheet, money.repayments, day, meeting.pk, known)
        _write_payouts(sheet, money.payouts, day, meeting.pk, known)
        write_lending(sheet, money.lending, day, meeting.pk)
        counts = {fund: write_count(sheet, fund, notes, day, meeting.pk) for fund, notes in money.counts.items()}
        for fund, reason in money.gaps.items():
            if fund in counts:
                write_gap(sheet, counts[fund], reason)
        vouchers = [voucher for voucher, _rows in sheet.slips]
        words = {
            "day": day, "dues": sum(money.dues.values()), "repaid": sum(money.repayments.values()),
            "lent": len(money.payouts) + len(money.lending), "slips": ", ".join(voucher.label for voucher in vouchers),
        }  # fmt: skip
        sheet.note("keep_meeting_money", [*vouchers, *counts.values()][0], words, since=day)
    return vouchers


class _Known:
    """The club's loans that a sitting is about, with whoever owes and answers for them, and the hands that pay out.

    Three queries for all of them together.
    """

    def __init__(self, club: Club, loan_ids: Collection[int], payouts: Sequence[PayOut] = ()) -> None:
        self.loans = {pk: loan for pk, loan in read_ids(Loan, loan_ids).items() if loan.club_id == club.pk}
        owing = [pk for loan in self.loans.values() for pk in (loan.membership_id, loan.debtor_id)]
        handing = [pk for one in payouts for pk in (one.paid_by, one.witness)]
        members = read_ids(Membership, [*owing, *handing])
        heirs = [loan.heir_id for loan in self.loans.values()]
        persons = read_ids(Person, [*(row.person_id for row in members.values()), *heirs])
        for row in members.values():
            row.person = persons[row.person_id]
        for loan in self.loans.values():
            loan.club, loan.membership = club, members[loan.membership_id]
            if loan.debtor_id is not None:
                loan.debtor = members[loan.debtor_id]
            if loan.heir_id is not None:
                loan.heir = persons[loan.heir_id]
        self.members = {pk: row for pk, row in members.items() if row.club_id == club.pk}


def _write_payouts(sheet: Sheet, payouts: Sequence[PayOut], day: date, meeting_id: int, known: _Known) -> None:
    if not payouts:
        return
    hands, ground = known.members, Ground.of(sheet.club.pk, [one.loan for one in payouts], day)
    for one in payouts:
        if one.loan not in known.loans:
            raise Problem("loan_unknown", say.LOAN_UNKNOWN)
        if one.paid_by not in hands or one.witness not in hands:
            raise Problem("not_on_board", say.NOT_ON_BOARD, field="witness")
        both = Hands(hands[one.paid_by], hands[one.witness])
        write_payout(sheet, known.loans[one.loan], both, day, ground, one.first_due, meeting_id)


def _write_repayments(
    sheet: Sheet, sums: Mapping[int, int], day: date, meeting_id: int | None, known: _Known
) -> list[Voucher]:
    """A receipt for each loan, as `loans.write_repayment` writes it. One query for all loans together."""
    split = paid(list(sums))
    vouchers = []
    for pk, amount in sums.items():
        if pk not in known.loans:
            raise Problem("loan_unknown", say.LOAN_UNKNOWN)
        try:
            vouchers.append(_receipt(sheet, known.loans[pk], amount, day, meeting_id, split[pk]))
        except Problem as problem:
            problem.field = f"sum-{pk}"
            raise
    return vouchers


def _receipt(sheet: Sheet, loan: Loan, amount: int, day: date, meeting_id: int | None, split: Paid) -> Voucher:
    """The receipt of the plain case: the newest payment of a loan that runs on. Every other goes the long way."""
    plain = loan.state in OPEN and loan.paid_out_on is not None and loan.paid_out_on <= day and amount > 0
    if not plain or any(on > day for on in split):
        return _long_way(sheet, loan, amount, day, meeting_id)
    sums: dict[date, int] = {on: sum(parts) for on, parts in split.items() if sum(parts)}
    sums[day] = sums.get(day, 0) + amount
    stands = now_of(loan, list(sums.items()), day).standing
    was, mine = split.get(day, [0, 0]), stands.splits[day]
    interest, principal = mine.interest - was[0], mine.principal - was[1]
    as_recorded = all([*parts][:2] == split.get(on, [0, 0]) for on, parts in stands.splits.items() if on != day)
    ends = stands.over or stands.settled_on is not None
    if ends or not as_recorded or min(interest, principal) < 0 or any(on not in stands.splits for on in split):
        return _long_way(sheet, loan, amount, day, meeting_id)
    lines = [
        Line(Fund.INCOME, Account.CASH, account, part, kind, loan.membership_id, loan.pk)
        for account, part, kind in (
            (Account.INTEREST, interest, Kind.INTEREST), (Account.LOANS, principal, Kind.PRINCIPAL),
        )
        if part
    ]  # fmt: skip
    name = loan.payer.full_name
    return sheet.slip(day, str(say.REPAID_BY % {"name": name}), lines, who=name, meeting_id=meeting_id)


def _long_way(sheet: Sheet, loan: Loan, amount: int, day: date, meeting_id: int | None) -> Voucher:
    """The receipt that reads its own rows again; slips that wait go in before it."""
    held, sheet.holds = sheet.holds, False
    sheet.write()
    try:
        return write_repayment(sheet, loan, amount, day, meeting_id)
    finally:
        sheet.holds = held
