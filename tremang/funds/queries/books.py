"""The books as a treasurer reads them: the last slips, the cash book of a fund, what is usual, a member's own account.

Sums in whole đồng. Nothing here is stored: every line is worked out from the transfers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median_low
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from tremang.accounts.models import User
from tremang.funds.models import Account, Fund, Kind, Transfer, Voucher
from tremang.kernel.periods import Month, month_of
from tremang.kernel.prepared import Question

LAST, ENOUGH = 12, 3  # how many earlier sums say what is usual, and how many it takes to say it at all
TIMES = 10
REPAID = (Kind.INTEREST, Kind.PRINCIPAL)


@dataclass(frozen=True)
class Line:
    """A slip as a book shows it: what it brought into an account and took out of it, and what was left then."""

    voucher_id: int
    label: str
    day: date
    words: str
    who: str
    came: int
    went: int
    left: int
    overdrawn: str = ""
    taken_back_by: str = ""
    is_move: bool = False  # from fund to fund: income of one book, spending of the other, under one number
    series: str = ""


@dataclass(frozen=True)
class Move:
    """What a slip brings from one fund to the other, and its rows that stay within a fund (interest shared out)."""

    out_of: Fund
    to: Fund
    amount: int
    rest: list[Transfer]


@dataclass(frozen=True)
class About:
    """What a slip is about, kind by kind in words, and the paper that it names."""

    kinds: str
    document: str


@dataclass(frozen=True)
class Book:
    """A cash book from day to day: what was there before, its lines, what was there at the end."""

    before: int
    lines: list[Line]

    @property
    def came(self) -> int:
        """All that came in."""
        return sum(line.came for line in self.lines)

    @property
    def went(self) -> int:
        """All that went out."""
        return sum(line.went for line in self.lines)

    @property
    def after(self) -> int:
        """What was there at the end."""
        return self.before + self.came - self.went


_SLIP = (
    "voucher", "voucher__series", "voucher__number", "voucher__year", "voucher__day", "voucher__words", "voucher__who",
    "voucher__overdrawn", "voucher__reversed_by__series", "voucher__reversed_by__number", "voucher__reversed_by__year",
)  # fmt: skip


def book(club_id: int, fund: Fund, account: Account, since: date, until: date) -> Book:
    """The book of an account (box or bank) from `since` to `until`, both included, in the order written. Two queries."""
    before = _moved(Transfer.objects.filter(club=club_id, fund=fund, day__lt=since), account)
    rows = Transfer.objects.filter(Q(debit=account) | Q(credit=account), club=club_id, fund=fund)
    rows = rows.filter(day__gte=since, day__lte=until)
    lines, left = [], before
    for row in _by_slip(rows, account).order_by("voucher__day", "first"):
        came, went = row["came"] or 0, row["went"] or 0
        left += came - went
        lines.append(_line(row, came, went, left))
    return Book(before, lines)


def abouts(fund: Fund, lines: Iterable[Line]) -> dict[int, About]:
    """Slip → what its transfers within a fund are about. One query."""
    rows = Transfer.objects.filter(voucher__in=[line.voucher_id for line in lines], fund=fund).order_by("sequence")
    kinds: dict[int, dict[str, None]] = {}
    documents: dict[int, str] = {}
    for pk, kind, document in rows.values_list("voucher", "kind", "voucher__document"):
        kinds.setdefault(pk, {})[str(Kind(kind).label)] = None
        documents[pk] = document
    return {pk: About(", ".join(found), documents[pk]) for pk, found in kinds.items()}


def last_slips(club_id: int, count: int) -> list[Line]:
    """The newest slips of a club as its boxes and banks felt them, the newest first; `left` is 0. One query."""
    return [_line(row, row["came"] or 0, row["went"] or 0, 0) for row in _last_slips(club_id, count=count)]


@Question
def _last_slips(club_id: int, *, count: int) -> "QuerySet[Any, Any]":
    held = (Account.CASH, Account.BANK)
    into, out_of = Q(debit__in=held) & ~Q(credit__in=held), Q(credit__in=held) & ~Q(debit__in=held)
    rows = Transfer.objects.filter(club=club_id).values(*_SLIP)
    rows = rows.annotate(came=Sum("amount", filter=into), went=Sum("amount", filter=out_of), first=Min("sequence"))
    return rows.order_by("-first")[:count]


def months_written(club_id: int, fund: Fund | None = None) -> tuple[Month, Month] | None:
    """The first and the last month in which the fund (or either fund) moved; None where none did. One query."""
    rows = Transfer.objects.filter(club=club_id)
    ends = (rows.filter(fund=fund) if fund else rows).aggregate(first=Min("day"), last=Max("day"))
    return (month_of(ends["first"]), month_of(ends["last"])) if ends["first"] else None


def usual(club_id: int, fund: Fund, kind: Kind, account: Account | None = None) -> int | None:
    """The middle one of the last sums of a kind (of an account, where one is named); None where too few were written.

    What was taken back, and what takes back, is no example.
    """
    rows = Transfer.objects.filter(
        club=club_id, fund=fund, kind=kind, reverses__isnull=True, reversed_by__isnull=True
    )  # fmt: skip
    if account is not None:
        rows = rows.filter(Q(debit=account) | Q(credit=account))
    sums = list(rows.order_by("-sequence").values_list("amount", flat=True)[:LAST])
    return median_low(sums) if len(sums) >= ENOUGH else None


def is_unusual(amount: int, middle: int | None) -> bool:
    """Whether a sum is so far above the usual one that a zero too many is likely."""
    return middle is not None and amount >= TIMES * middle


def slip_of(club_id: int, pk: int) -> Voucher | None:
    """A slip of the club with what took it back and what it took back; None where the club has none such. One query."""
    found = Voucher.objects.filter(club=club_id, pk=pk)
    return found.select_related("reverses", "reversed_by", "club__place__parent__parent__parent").first()


def transfers_of(voucher: Voucher) -> list[Transfer]:
    """The transfers of a slip in their order, with the members that they are about. One query."""
    rows = Transfer.objects.filter(voucher=voucher).select_related("membership__person")
    return list(rows.order_by("sequence"))


def total_of(rows: Iterable[Transfer]) -> int:
    """What a slip is about in đồng: a move between the funds counts once, though it has a row in each."""
    return sum(row.amount for row in rows if row.credit != Account.CLEARING)


def move_of(rows: Iterable[Transfer]) -> Move | None:
    """The move between the funds that a slip with these transfers makes; None where it makes none.

    Such a slip brings cash into one box and is numbered like a receipt, yet nobody pays and nobody is paid.
    """
    leaves, comes, rest = None, None, []
    for row in rows:
        if row.debit == Account.CLEARING:
            leaves = row
        elif row.credit == Account.CLEARING:
            comes = row
        else:
            rest.append(row)
    return Move(Fund(leaves.fund), Fund(comes.fund), leaves.amount, rest) if leaves and comes else None


def splits_anew(rows: Iterable[Transfer]) -> bool:
    """Whether a slip with these transfers only splits repayments anew: a replay wrote it, and no money moved by it.

    Taken back, the replay would write the same again.
    """
    return all(row.kind in REPAID and {row.debit, row.credit} == {Account.LOANS, Account.INTEREST} for row in rows)


def writer_of(voucher: Voucher) -> str:
    """Who wrote a slip; "" where that user is gone. One query."""
    return User.objects.filter(pk=voucher.by_id).values_list("full_name", flat=True).first() or ""


def paid_by(club_id: int, membership_id: int, on: date) -> list[Transfer]:
    """What a member paid in or got, the oldest first, loans and contributions alike. One query."""
    rows = Transfer.objects.filter(club=club_id, membership=membership_id, day__lte=on)
    return list(rows.select_related("voucher").order_by("day", "sequence"))


def _by_slip(rows: "QuerySet[Transfer]", account: Account) -> "QuerySet[Any, dict[str, Any]]":
    return rows.values(*_SLIP).annotate(
        came=Sum("amount", filter=Q(debit=account)), went=Sum("amount", filter=Q(credit=account)), first=Min("sequence"),
        moves=Count("pk", filter=Q(debit=Account.CLEARING) | Q(credit=Account.CLEARING)),
    )  # fmt: skip


def _moved(rows: "QuerySet[Transfer]", account: Account) -> int:
    sums = rows.aggregate(
        came=Sum("amount", filter=Q(debit=account)), went=Sum("amount", filter=Q(credit=account))
    )  # fmt: skip
    return (sums["came"] or 0) - (sums["went"] or 0)


def _line(row: dict[str, Any], came: int, went: int, left: int) -> Line:
    return Line(
        row["voucher"], _label(row, "voucher__"), row["voucher__day"], row["voucher__words"], row["voucher__who"], came,
        went, left, row["voucher__overdrawn"], _label(row, "voucher__reversed_by__"), bool(row.get("moves")),
        row["voucher__series"],
    )  # fmt: skip


def _label(row: dict[str, Any], prefix: str) -> str:
    """The number of a slip as `Voucher.label` writes it; "" where there is none."""
    series = row[f"{prefix}series"]
    return f"{series}-{row[f'{prefix}number']}/{row[f'{prefix}year']}" if series else ""
