"""A box beside its book as `funds.likely` wants to see it, with the way back from each line to its rows.

Lines are those since the box last agreed with its book: what was right then cannot explain what is wrong now.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from tremang.funds import box as values
from tremang.funds.models import Account, CashCount, DuesRule, Fund, Kind, Loan, LoanState, Transfer
from tremang.funds.models.loans import OPEN
from tremang.funds.queries.balances import trial
from tremang.funds.queries.dues import dues, rule_in, rules_of
from tremang.funds.queries.loans import due_at, now_of, repayments
from tremang.kernel.periods import month_of
from tremang.meetings.models import Attendance, Status
from tremang.members.data import called

BACK = timedelta(days=62)  # an older count says nothing about today's box
WITHOUT_COUNT = timedelta(days=31)
USUAL = timedelta(days=190)
IN = {Kind.DUES: values.Kind.DUES, Kind.GIFT: values.Kind.GIFT, Kind.PRINCIPAL: values.Kind.REPAYMENT,
      Kind.INTEREST: values.Kind.REPAYMENT}  # fmt: skip
KNOWN_BY_SUM = (values.Kind.SPENDING, values.Kind.INCOME, values.Kind.GIFT)
AWAY = (Status.EXCUSED, Status.ABSENT)


@dataclass(frozen=True)
class Source:
    """Where a line of the box comes from: its rows in the ledger, or the person or loan that was waited for."""

    line: values.Line
    fund: Fund
    day: date
    transfers: tuple[Transfer, ...] = ()
    membership_id: int | None = None
    loan_id: int | None = None


@dataclass
class Look:
    """A count, the box that `likely` looks into, and its sources by the keys of the lines."""

    count: CashCount
    box: values.Box
    sources: dict[str, Source] = field(default_factory=dict)
    last: dict[int, Source] = field(default_factory=dict)  # sum of an earlier spending → the latest such

    @property
    def gap(self) -> int:
        """Counted less what the book says now, in đồng."""
        return self.box.gap


def counts_around(count: CashCount) -> list[CashCount]:
    """The club's counts up to the day of `count`, not older than `BACK`, the oldest first. One query."""
    found = CashCount.objects.filter(club=count.club_id, on__range=(count.on - BACK, count.on))
    return list(found.order_by("on", "pk"))


def settled(count: CashCount) -> bool:
    """Whether box and book agreed at a count, or its difference was left and written."""
    return count.counted == count.book or bool(count.words)


def look(count: CashCount, absent: Iterable[int] | None = None) -> Look:
    """What there is to know about the box of `count`. `absent`: memberships, else as the day's roll-call says."""
    on, fund = count.on, Fund(count.fund)
    sums = trial(count.club_id, on)
    around = counts_around(count)
    before = [row for row in around if row.fund == fund and row.on < on and settled(row)]
    rows = _cash(count.club_id, on)
    since = before[-1].on if before else on - timedelta(days=1)
    if not before and not any(row.day == on for row in rows):
        since = on - WITHOUT_COUNT
    away = set(absent) if absent is not None else _absent(count.club_id, on)
    rules = rules_of(count.club_id)
    loans = _loans(count.club_id, rows, since) if fund == Fund.INCOME else []
    expected = _expected(loans, on)
    found = {
        each: _sources([row for row in rows if row.day > since and row.fund == each], rules, expected, away)
        for each in Fund
    }
    here, other = found[fund], found[Fund.ACTIVITY if fund == Fund.INCOME else Fund.INCOME]
    waiting = [
        *_waited_loans(loans, expected, here, away, on),
        *_waited_dues(count, rules, here, away, sums.balance(fund, Account.CASH)),
    ]
    shown, last = _earlier([row for row in rows if row.fund == fund and row.day <= since])
    box = values.Box(
        lines=[source.line for source in here], counted=count.counted, book=sums.balance(fund, Account.CASH),
        waiting=[source.line for source in waiting], notes={int(value): n for value, n in count.notes.items()},
        usual=shown, other_gap=_other_gap(around, fund, on, sums.balance(_other(fund), Account.CASH)),
        other_lines=[source.line for source in other],
    )  # fmt: skip
    return Look(count, box, {source.line.key: source for source in (*here, *other, *waiting)}, last)


def _other(fund: Fund) -> Fund:
    return Fund.ACTIVITY if fund == Fund.INCOME else Fund.INCOME


def _other_gap(around: list[CashCount], fund: Fund, on: date, book: int) -> int | None:
    """By how much the other box is off, where it was counted on the same day."""
    same = [row for row in around if row.fund != fund and row.on == on]
    return same[-1].counted - book if same else None


def _cash(club_id: int, on: date) -> list[Transfer]:
    """The rows of both boxes of the last months that still stand, the oldest first. One query."""
    rows = Transfer.objects.filter(
        Q(debit=Account.CASH) | Q(credit=Account.CASH), club=club_id, day__range=(on - USUAL, on),
        reverses__isnull=True, reversed_by__isnull=True,
    ).exclude(kind__in=(Kind.GAP, Kind.OPENING))  # fmt: skip
    return list(rows.select_related("voucher", "membership__person").order_by("day", "sequence"))


def _absent(club_id: int, on: date) -> set[int]:
    marks = Attendance.objects.filter(meeting__club=club_id, meeting__held_on=on, status__in=AWAY)
    return set(marks.values_list("membership_id", flat=True))


def _kind(row: Transfer) -> values.Kind:
    if row.debit == Account.CASH:
        return IN.get(Kind(row.kind), values.Kind.INCOME)
    return values.Kind.PAYOUT if row.kind == Kind.PAYOUT else values.Kind.SPENDING


def _sources(
    rows: list[Transfer], rules: list[DuesRule], expected: dict[int, int], away: set[int]
) -> list[Source]:  # fmt: skip
    """Lines of one box. Interest and principal of one payment are one line: one sum was handed over."""
    together: dict[str, list[Transfer]] = defaultdict(list)
    for row in rows:
        together[f"r{row.voucher_id}.{row.loan_id}" if _kind(row) == values.Kind.REPAYMENT else f"t{row.pk}"].append(
            row
        )
    found = []
    for key, parts in together.items():
        first = parts[0]
        kind = _kind(first)
        due = None
        if kind == values.Kind.DUES:
            rule = rule_in(rules, month_of(first.day))
            due = rule.amount if rule else None
        elif kind == values.Kind.REPAYMENT and first.loan_id:
            due = expected.get(first.loan_id) or None
        who = (
            called(first.membership.person, first.day) if first.membership else first.voucher.who or first.voucher.words
        )
        line = values.Line(
            key, kind, sum(part.amount for part in parts), who, due,
            kind in (values.Kind.DUES, values.Kind.REPAYMENT) and first.membership_id in away,
        )  # fmt: skip
        found.append(Source(line, Fund(first.fund), first.day, tuple(parts), first.membership_id, first.loan_id))
    return found


def _loans(club_id: int, rows: list[Transfer], since: date) -> list[Loan]:
    """Loans being repaid, repaid in these days, or waiting to be paid out. One query."""
    touched = {row.loan_id for row in rows if row.loan_id and row.day > since}
    found = Loan.objects.filter(Q(state__in=[*OPEN, LoanState.APPROVED]) | Q(pk__in=touched), club=club_id)
    return list(found.select_related("membership__person", "debtor__person", "heir"))


def _expected(loans: list[Loan], on: date) -> dict[int, int]:
    """Loan → what was to be paid at the meeting of `on`, that day's payments left out. One query."""
    lent = [loan for loan in loans if loan.paid_out_on is not None and loan.paid_out_on < on]
    paid = repayments([loan.pk for loan in lent], on - timedelta(days=1)) if lent else {}
    return {loan.pk: due_at(now_of(loan, paid.get(loan.pk, []), on), on) for loan in lent}


def _waited_loans(
    loans: list[Loan], expected: dict[int, int], here: list[Source], away: set[int], on: date
) -> list[Source]:  # fmt: skip
    """Repayments due and not written, loans approved and not handed over."""
    paid = {source.loan_id for source in here if source.line.kind == values.Kind.REPAYMENT}
    found = []
    for loan in loans:
        who = loan.answers
        is_away = who.pk in away and loan.heir_id is None
        if loan.state == LoanState.APPROVED:
            kind, amount, due = values.Kind.PAYOUT, loan.principal, None
        elif loan.pk not in paid and expected.get(loan.pk):
            kind, amount, due = values.Kind.REPAYMENT, expected[loan.pk], expected[loan.pk]
        else:
            continue
        line = values.Line(f"w{loan.pk}", kind, amount, called(loan.payer, on), due, is_away)
        found.append(Source(line, Fund.INCOME, on, membership_id=who.pk, loan_id=loan.pk))
    return found


def _waited_dues(
    count: CashCount, rules: list[DuesRule], here: list[Source], away: set[int], book: int
) -> list[Source]:  # fmt: skip
    """Contributions of the month not written. Only looked for where the box holds too much: they would fill it."""
    rule = rule_in(rules, month_of(count.on))
    if count.counted <= book or rule is None or not rule.amount or rule.fund != count.fund:
        return []
    paid = {source.membership_id for source in here if source.line.kind == values.Kind.DUES}
    found = []
    for line in dues(count.club_id, count.on, rules):
        left = line.membership.left_on
        if line.owes <= 0 or line.membership.pk in paid or (left is not None and left < count.on):
            continue
        amount = min(line.owes, line.asked.get(month_of(count.on)) or line.owes)
        name = called(line.membership.person, count.on)
        waited = values.Line(
            f"d{line.membership.pk}", values.Kind.DUES, amount, name, amount, line.membership.pk in away
        )
        found.append(Source(waited, Fund(count.fund), count.on, membership_id=line.membership.pk))
    return found


def _earlier(rows: list[Transfer]) -> tuple[dict[values.Kind, list[int]], dict[int, Source]]:
    """Sums of earlier meetings by kind, and the latest earlier spending of each sum."""
    usual: dict[values.Kind, list[int]] = defaultdict(list)
    last: dict[int, Source] = {}
    for row in rows:
        kind = _kind(row)
        if kind in KNOWN_BY_SUM:
            usual[kind].append(row.amount)
        if kind == values.Kind.SPENDING and row.kind == Kind.SPENDING:
            line = values.Line(f"t{row.pk}", kind, row.amount, row.voucher.words)
            last[row.amount] = Source(line, Fund(row.fund), row.day, (row,))
    return usual, last
