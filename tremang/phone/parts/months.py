"""The slips and counts of the last 24 months, a part for each month; of the years before only the sums of each month.

`in` and `out` are what a slip brought into box and bank of its fund, and took out of them. What goes from the one to the
other is in both nought, as in the list of slips on the money pages.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from tremang.accounts.powers import Verb
from tremang.funds.models import Account, CashCount, Transfer
from tremang.kernel.periods import Month, month_of, month_text
from tremang.phone.holder import Body, Holder
from tremang.phone.registry import Part

WHOLE = 24  # months told slip by slip, this one included
HELD = (Account.CASH, Account.BANK)
_COLUMNS = (
    "voucher_id", "day", "fund", "debit", "credit", "amount", "kind", "membership_id", "voucher__series",
    "voucher__number", "voucher__year", "voucher__words", "voucher__meeting_id", "voucher__reversed_by", "voucher__reverses_id",
)  # fmt: skip
Sums = dict[str, list[int]]  # fund → what came in, what went out


class Moved(NamedTuple):
    """A transfer with its slip, as the columns name it."""

    voucher: int
    day: date
    fund: str
    debit: str
    credit: str
    amount: int
    kind: str
    membership: int | None
    series: str
    number: int
    year: int
    words: str
    meeting: int | None
    reversed_by: int | None
    reverses: int | None

    @property
    def sides(self) -> tuple[int, int]:
        """What it brought into box and bank, and what it took out of them."""
        into, out = self.debit in HELD, self.credit in HELD
        return (self.amount if into and not out else 0), (self.amount if out and not into else 0)


def _bodies(holder: Holder) -> Iterator[tuple[str, Body]]:
    """The months that moved, and the years before them. Three queries."""
    first = month_of(holder.today) - WHOLE + 1
    since = date(first // 12, first % 12 + 1, 1)
    club = holder.club.pk
    before = _before(club, since)
    held: dict[str, int] = defaultdict(int)
    for year, months in _by_year(before).items():
        yield (
            f"money-{year}",
            {"opening": dict(held), "months": {month_text(month): sums for month, sums in months.items()}},
        )
        _carry(held, months.values())
    rows: dict[Month, list[Moved]] = defaultdict(list)
    found = Transfer.objects.filter(club=club, day__gte=since, day__lte=holder.today).order_by("sequence")
    for values in found.values_list(*_COLUMNS):
        row = Moved(*values)
        rows[month_of(row.day)].append(row)
    counts = _counts(club, since)
    for month in range(first, month_of(holder.today) + 1):
        if rows[month] or counts[month]:
            yield (
                f"money-{month_text(month)}",
                {"opening": dict(held), "rows": lines(rows[month]), "counts": counts[month]},
            )
        for row in rows[month]:
            came, went = row.sides
            held[row.fund] += came - went


def lines(rows: Iterable[Moved]) -> list[list[Any]]:
    """A line for each slip, fund, kind and member: slip, number, day, fund, in, out, words, member, kind, taken back, meeting.

    Taken back is 1 on a slip that was taken back and on the one that took it back.
    """
    found: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        came, went = row.sides
        line = found.setdefault(
            (row.voucher, row.fund, row.kind, row.membership),
            [
                str(row.voucher), f"{row.series}-{row.number}/{row.year}", row.day, row.fund, 0, 0, row.words,
                _id(row.membership), row.kind, int(row.reversed_by is not None or row.reverses is not None),
                _id(row.meeting),
            ],
        )  # fmt: skip
        line[4] += came
        line[5] += went
    return list(found.values())


def _before(club: int, since: date) -> dict[Month, Sums]:
    """Month → fund → what came in and went out, of the months before `since`, the oldest first. One query."""
    found: dict[Month, Sums] = {}
    rows = Transfer.objects.filter(club=club, day__lt=since).order_by("day")
    for day, fund, debit, credit, amount in rows.values_list("day", "fund", "debit", "credit", "amount"):
        into, out = debit in HELD, credit in HELD
        if into != out:
            found.setdefault(month_of(day), {}).setdefault(fund, [0, 0])[0 if into else 1] += amount
    return found


def _by_year(months: dict[Month, Sums]) -> dict[int, dict[Month, Sums]]:
    found: dict[int, dict[Month, Sums]] = defaultdict(dict)
    for month, sums in months.items():
        found[month // 12][month] = sums
    return found


def _carry(held: dict[str, int], months: Iterable[Sums]) -> None:
    for sums in months:
        for fund, (came, went) in sums.items():
            held[fund] += came - went


def _counts(club: int, since: date) -> dict[Month, list[dict[str, Any]]]:
    """Month → the counts of the boxes. One query."""
    found: dict[Month, list[dict[str, Any]]] = defaultdict(list)
    rows = CashCount.objects.filter(club=club, on__gte=since).order_by("on", "recorded_at", "pk")
    for fund, on, counted, book, words in rows.values_list("fund", "on", "counted", "book", "words"):
        found[month_of(on)].append({"fund": fund, "day": on, "counted": counted, "book": book, "words": words})
    return found


def _id(pk: int | None) -> str | None:
    return None if pk is None else str(pk)


PART = Part(_bodies, needs=(Verb.MEETING_MONEY,))
