"""One act on the books: slips with their transfers and whatever belongs to them, written together under one event."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple, TypedDict, TypeVar

from django.apps import apps
from django.db.models import Model

from tremang.accounts.models import User
from tremang.clubs.models import Club, Owned
from tremang.funds import problems as say
from tremang.funds.hot import Moves, books, last_number, moves
from tremang.funds.models import Account, Fund, Kind, Series, Transfer, Voucher
from tremang.funds.models.ledger import voucher_row
from tremang.funds.queries.balances import ends_of, lowest
from tremang.kernel import clock
from tremang.kernel.events import key, mark_stale, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.format import vnd
from tremang.kernel.ids import new_id
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.rows import insert, made
from tremang.kernel.text import clean, whole
from tremang.places.journal import Journal

Row = TypeVar("Row", bound=Owned)
MOST = 1_000_000_000_000  # đồng; more than any club will ever see in one sum


class Line(NamedTuple):
    """A transfer to be: `amount` đồng of `fund` from `credit` to `debit`."""

    fund: Fund
    debit: Account
    credit: Account
    amount: int
    kind: Kind
    membership_id: int | None = None
    loan_id: int | None = None
    reverses_id: int | None = None


class Said(TypedDict):
    """What a slip says beside its sums."""

    day: date
    words: str
    who: str


class Sheet:
    """Collects the slips of one act; `note` checks them, writes them and tells the event.

    Open it inside `writing(club.pk)`, powers asked. Other rows of the act go through `journal`. `once` is the key of the
    request that all of it came with; the first slip carries it, so that the database itself refuses to write it twice.
    """

    def __init__(self, club: Club, *, by: User, today: date, once: str = "") -> None:
        self.club, self.by, self.today = club, by, today
        self.journal = Journal()
        self.slips: list[tuple[Voucher, list[Transfer]]] = []
        self.dropped: dict[str, dict[str, Any]] = {}
        self._books = books(club.pk)  # asked once for all slips of the act
        self._sequence, self._once = self._books.sequence, once
        self._moves: dict[str, tuple[date, Moves]] = {}  # fund → since when it was asked about, this act included
        self._numbers: dict[tuple[str, int], int] = {}
        self.holds = False  # whether slips wait for `write`, to go in together
        self._waiting: list[tuple[Voucher, list[Transfer]]] = []

    def slip(
        self, day: date, words: str, lines: Iterable[Line], *, who: str = "", document: str = "", overdrawn: str = "",
        meeting_id: int | None = None, reverses: Voucher | None = None, once: str = "",
    ) -> Voucher:  # fmt: skip
        """A slip of `day` with its transfers; raises Problem for a day or a sum that cannot be. `once`: see `written_once`."""
        rows = list(lines)
        for line in rows:
            if line.amount <= 0:
                raise Problem("sum_not_positive", say.NOT_POSITIVE, field="amount")
            if line.amount > MOST:
                raise Problem("sum_too_large", say.TOO_LARGE, field="amount")
        if not rows:
            raise Problem("nothing_to_write", say.NOTHING_TO_WRITE)
        self._day(day)
        if clean(overdrawn) and not is_name(overdrawn):
            raise Problem("nobody_allows", say.NO_NAME, field="overdrawn")
        series = series_of(rows)
        values = {
            "id": new_id(), "club_id": self.club.pk, "series": series.value, "year": day.year,
            "number": self._next(series, day.year), **said(day, words, who),
            "document": clean(document)[:120], "overdrawn": clean(overdrawn)[:200],
            "request_key": (once or self._once)[:40], "reverses_id": reverses.pk if reverses else None,
            "meeting_id": meeting_id, "by_id": self.by.pk, "recorded_at": clock.now(),
        }  # fmt: skip
        voucher = made(Voucher, values, club=self.club)
        self._once = ""
        transfers = []
        for line in rows:
            self._sequence += 1
            values = {
                "id": new_id(), "club_id": voucher.club_id, "fund": line.fund.value, "day": day,
                "debit": line.debit.value, "credit": line.credit.value, "amount": line.amount, "kind": line.kind.value,
                "voucher_id": voucher.id, "sequence": self._sequence, "membership_id": line.membership_id,
                "loan_id": line.loan_id, "reverses_id": line.reverses_id,
            }  # fmt: skip
            transfers.append(made(Transfer, values))
        self.slips.append((voucher, transfers))
        self._waiting.append((voucher, transfers))
        for row in transfers:
            if row.fund in self._moves:
                _move(self._moves[row.fund][1], row)
        if not self.holds:
            self.write()
        return voucher

    def write(self) -> None:
        """Put the slips into the database that wait for it; whoever reads there in between calls this first."""
        insert([voucher for voucher, _rows in self._waiting])
        insert([row for _voucher, rows in self._waiting for row in rows])
        self._waiting.clear()

    def drop(self, row: Model) -> None:
        """Remove a row that is not a slip; the event keeps what it was."""
        self.dropped[key(row)] = plain(row)
        type(row)._default_manager.filter(pk=row.pk).delete()

    def note(self, verb: str, subject: Model, words: Mapping[str, Any], since: date | None = None) -> Event:
        """See that no balance was overdrawn, append the event, mark what must be worked out again."""
        self._balances()
        self.write()
        followed = [day for follow in _followers() if (day := follow(self)) is not None]
        since = min([voucher.day for voucher, _rows in self.slips] + [since or self.today] + followed)
        rows = {key(voucher): voucher_row(voucher, transfers) for voucher, transfers in self.slips}
        was = {name: before for name, before in self.journal.before.items() if before is not None} | self.dropped
        body = {**words, "since": since} | ({"was": was} if was else {})
        gone = dict.fromkeys(self.dropped)
        told = rows | self.journal.rows() | gone
        event = record(self.club.pk, verb, key(subject), by_id=self.by.pk, body=body, rows=told)
        mark_stale([self.club.pk], since, told)
        return event

    def ends(self, fund: str, account: str, since: date) -> dict[date, int]:
        """Day → the account's balance at its end, from the day before `since` on, with all slips of this act."""
        known, found = self._moves.get(fund, (None, {}))
        if known is None or since < known:
            found = moves(self.club.pk, fund, since)
            for row in (row for _voucher, rows in self._waiting for row in rows if row.fund == fund):
                _move(found, row)
            self._moves[fund] = since, found
        return ends_of(found.get(account, {}))

    def held(self, fund: str, account: str, on: date) -> int:
        """The account's balance at the end of `on`, with all slips of this act."""
        return [0, *(end for day, end in self.ends(fund, account, on).items() if day <= on)][-1]

    def _day(self, day: date) -> None:
        if day > self.today:
            raise Problem("future", say.FUTURE, field="day", day=written(day))
        if self.club.launched_on is None:
            raise Problem("not_launched", say.NOT_LAUNCHED, field="day")
        if day < self.club.launched_on:
            raise Problem("before_launch", say.BEFORE_LAUNCH, field="day", day=written(self.club.launched_on))
        _sequence, begun, closed = self._books
        if begun is not None and day < begun:
            raise Problem("before_books", say.BEFORE_BOOKS, field="day", day=written(begun))
        if closed is not None and day <= closed:
            raise Problem("month_closed", say.MONTH_CLOSED, field="day", day=written(closed))

    def _next(self, series: str, year: int) -> int:
        if (series, year) not in self._numbers:
            self._numbers[series, year] = last_number(self.club.pk, series, year)
        self._numbers[series, year] += 1
        return self._numbers[series, year]

    def _balances(self) -> None:
        """No box, no bank account and no sum lent falls below zero on any day from the first slip on."""
        touched: dict[tuple[str, str], date] = {}
        named = True
        for voucher, transfers in self.slips:
            named = named and bool(voucher.overdrawn)
            for row in transfers:
                if row.credit in HELD:
                    place = (row.fund, row.credit)
                    touched[place] = min(voucher.day, touched.get(place, voucher.day))
        for (fund, account), since in touched.items():
            least, on = lowest(self.ends(fund, account, since), since)
            if least >= 0 or (named and account != Account.LOANS):
                continue
            sentence = say.OVERDRAWN[Account(account)]
            if account == Account.CASH and self.held(fund, Account.BANK, on) <= 0:
                sentence = say.NOTHING_TO_DRAW  # there is nothing at the bank that could be fetched
            raise Problem(
                f"{account}_overdrawn", sentence, field="amount", fund=str(Fund(fund).label), short=vnd(-least), day=written(on),
            )  # fmt: skip


HELD = (Account.CASH, Account.BANK, Account.LOANS)


@cache
def _followers() -> list[Callable[[Sheet], date | None]]:
    """What rooms above keep beside the money: `follow(sheet)` of their `following.py`, found by listing the rooms.

    Each may add to an act before its event is told, and says from which day on it did.
    """
    names = [f"{config.name}.following" for config in apps.get_app_configs() if config.name.startswith("tremang.")]
    return [import_module(name).follow for name in names if find_spec(name)]


def _move(found: Moves, row: Transfer) -> None:
    """Let a transfer move its two accounts."""
    found[row.debit][row.day] += row.amount
    found[row.credit][row.day] -= row.amount


def written_once(
    club_id: int, once: str, amount: int, lines: Sequence[Line] = (), **said: date | str
) -> Voucher | None:  # fmt: skip
    """The slip that the form with the key `once` wrote before, so that a form sent twice has one effect; else None.

    Raises Conflict where that slip moved another sum than `amount` đồng, or was taken back since: something else is meant.
    So it is where `lines` are named and it moved other sums, between other accounts or of other members, or where it has not
    `said` the same.
    """
    first = Voucher.objects.filter(club=club_id, request_key=once[:40]).first() if once else None
    if first is not None:
        moved = list(Transfer.objects.filter(voucher=first).select_related("reversed_by"))
        if all(hasattr(row, "reversed_by") for row in moved):  # with the whole slip, or one by one
            raise Conflict("written_already", say.WRITTEN_AND_TAKEN_BACK, slip=first.label)
        sums = [row.amount for row in moved if row.kind != Kind.MOVED or row.debit == Account.CLEARING]
        others = [name for name, value in said.items() if getattr(first, name) != value]
        if sum(sums) != amount or (lines and _moves_of(moved) != _moves_of(lines)) or others:
            raise Conflict("written_already", say.WRITTEN_ALREADY, slip=first.label)
    return first


def _moves_of(rows: Iterable[Transfer] | Iterable[Line]) -> list[tuple[str, str, str, int, int]]:
    return sorted((row.fund, row.debit, row.credit, row.amount, row.membership_id or 0) for row in rows)


def said(day: date, words: str, who: str = "") -> Said:
    """What a slip says beside its sums, as it holds it."""
    return {"day": day, "words": clean(words)[:200], "who": clean(who)[:120]}


def made_once(model: type[Row], club_id: int, once: str) -> tuple[Row | None, int]:
    """The row without a slip that the form with the key `once` wrote before, and the id under which it writes it else.

    The key of such a form is an id, made when the form was: so the row itself tells that it was sent twice.
    """
    pk = whole(once)
    first = model._default_manager.filter(pk=pk).first() if pk else None
    if first is not None and first.club_id != club_id:
        return None, new_id()
    return first, pk or new_id()


def is_name(text: str) -> bool:
    """Whether a text can be a person's full name, perhaps with more behind it: two words, one of them longer than a letter.

    Ý and Ơ are names of one letter; "x" and "a b" name nobody who could be asked.
    """
    words = [letters for word in text.split() if (letters := sum(map(str.isalpha, clean(word))))]
    return len(words) >= 2 and max(words) >= 2


def say_the_same(first: Model, now: Model, *apart: str) -> bool:
    """Whether two rows of a kind say the same, whoever wrote them; the columns `apart` are not compared."""
    columns = [
        column.attname for column in first._meta.concrete_fields if column.attname not in ("id", "by_id", *apart)
    ]
    return all(getattr(first, name) == getattr(now, name) for name in columns)


def series_of(rows: list[Line]) -> Series:
    """Where cash comes in it is a receipt, where it goes out a payment, else neither; nor are the books' first sums."""
    if any(line.kind == Kind.OPENING for line in rows):
        return Series.OTHER
    if any(line.debit == Account.CASH for line in rows):
        return Series.IN
    if any(line.credit == Account.CASH for line in rows):
        return Series.OUT
    return Series.OTHER
