"""The books of one club of the demo: slips and transfers as the funds' actions leave them, made in bulk."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model

from tremang.areas.common.models import Activity
from tremang.areas.resources.following import counted_given
from tremang.areas.resources.models import GivenLine, Sponsor
from tremang.exchange.demo.making import Making, at, digests
from tremang.funds.actions.sheet import Line, series_of
from tremang.funds.models import ASSETS, Account, Fund, Transfer, Voucher
from tremang.kernel.events import plain
from tremang.kernel.ids import new_id


class Book:
    """Writes slips in the order of time. `held` is what each fund holds in an account of `ASSETS`, in đồng.

    `rows` gathers what the next event vouches for, `labels` the slips under it.
    Raises ValueError where a slip would leave less than nothing: the demo is to be lawful.
    """

    def __init__(self, making: Making, club_id: int, by_id: int) -> None:
        self.sink = making.sink
        self.club_id = club_id
        self.by_id = by_id
        self.held: Counter[tuple[Fund, Account]] = Counter()
        self.rows: dict[str, Any] = {}
        self.labels: list[str] = []
        self._blank = plain(Voucher(club_id=club_id, by_id=by_id))  # an object for each slip would take twice the time
        del self._blank["meeting_id"]  # as `voucher_row` has it
        self._sequence = 0
        self._numbers: Counter[tuple[str, int]] = Counter()

    def cash(self, fund: Fund) -> int:
        """What the book says is in the fund's box."""
        return self.held[fund, Account.CASH]

    def total(self, fund: Fund) -> int:
        """Cash, bank and what members owe."""
        return sum(self.held[fund, account] for account in ASSETS)

    def slip(
        self, day: date, words: str, lines: Iterable[Line], *, who: str = "", document: str = "",
        meeting_id: int | None = None,
    ) -> int:  # fmt: skip
        """One slip with its transfers, its row waiting for the event; returns its id."""
        rows = list(lines)
        series = series_of(rows)
        self._numbers[series, day.year] += 1
        number = self._numbers[series, day.year]
        pk = new_id()
        values = self._blank | {
            "id": pk, "series": series.value, "year": day.year, "number": number, "day": day, "words": words[:200],
            "who": who[:120], "document": document, "recorded_at": at(day, 21),
        }  # fmt: skip
        told, plain_rows = [], []
        on = day.isoformat()
        for line in rows:
            self._sequence += 1
            self._hold(line)
            own = new_id()
            fund, debit, credit, kind = line.fund.value, line.debit.value, line.credit.value, line.kind.value
            told.append(
                [own, self._sequence, fund, on, debit, credit, line.amount, kind, line.membership_id, line.loan_id, None]
            )  # fmt: skip
            plain_rows.append(
                (own, self.club_id, fund, on, debit, credit, line.amount, kind, pk, self._sequence,
                 line.membership_id, line.loan_id, None)
            )  # fmt: skip
        self.rows[f"funds.voucher:{pk}"] = values | {"transfers": told}
        self.labels.append(f"{series.value}-{number}/{day.year}")
        self.sink.add_values(Voucher, values | {"meeting_id": meeting_id})
        self.sink.add_plain(Transfer, plain_rows)
        return pk

    def _hold(self, line: Line) -> None:
        if line.debit in ASSETS:
            self.held[line.fund, line.debit] += line.amount
        if line.credit in ASSETS:
            self.held[line.fund, line.credit] -= line.amount
            if self.held[line.fund, line.credit] < 0:
                raise ValueError(f"{line.credit} of {line.fund} below zero in club {self.club_id}")

    def add(self, *rows: Model) -> None:
        """Rows that stand as they are, under the next event."""
        self.sink.add(*rows)
        self.rows |= digests(*rows)

    def count(
        self, day: date, words: str, value: int, *, voucher_id: int | None = None, gift_id: int | None = None,
        sponsor: Sponsor | None = None,
    ) -> tuple[GivenLine, dict[str, Any]]:  # fmt: skip
        """That something was given to the club, as the book of resources counts it (`resources.following`).

        Returns its line as it stands, and as the event of this moment has it: without the sponsor, whom a later act names.
        """
        columns = counted_given(day, words, value, None).columns()
        activity = Activity(club_id=self.club_id, by_id=self.by_id, **columns)
        self.add(activity)
        line = GivenLine(club_id=self.club_id, voucher_id=voucher_id, gift_id=gift_id, activity=activity)
        before = digests(line)
        self.rows |= before
        line.sponsor = sponsor
        self.sink.add(line)
        return line, before

    def told(self) -> dict[str, Any]:
        """Hand over what the event of this moment vouches for."""
        rows, self.rows, self.labels = self.rows, {}, []
        return rows
