"""The reads inside every act on the books, as plain SQL.

Building them by the ORM takes longer than the database needs for them, and the writer holds the lock meanwhile. Tests
hold them equal to the queries of the same meaning.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection

from tremang.funds.models import Account, Kind, LoanState
from tremang.kernel.periods import month_last
from tremang.kernel.rows import marks

Moves = dict[str, dict[date, int]]  # account → day → by how much its balance moved on it
Paid = dict[date, list[int]]  # day → what was paid on it as interest, as principal

# No MIN and no COALESCE around a day: SQLite would hand it over as text.
_STANDS = """
    SELECT (SELECT MAX(sequence) FROM funds_transfer WHERE club_id = %s),
        (SELECT MAX(month) FROM funds_monthclosing WHERE club_id = %s AND reopened_on IS NULL)
"""
_BEGUN = """
    SELECT t.day FROM funds_transfer t WHERE t.club_id = %s AND t.kind = 'opening' AND t.reverses_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM funds_transfer r WHERE r.reverses_id = t.id) ORDER BY t.day LIMIT 1
"""
_NUMBER = "SELECT MAX(number) FROM funds_voucher WHERE club_id = %s AND series = %s AND year = %s"
# All that came before is one sum: the index transfer_balances is passed once, in its order.
_MOVES = """
    SELECT debit, credit, '', SUM(amount) FROM funds_transfer WHERE club_id = %s AND fund = %s AND day < %s
    GROUP BY debit, credit
    UNION ALL
    SELECT debit, credit, CAST(day AS text), SUM(amount) FROM funds_transfer WHERE club_id = %s AND fund = %s AND day >= %s
    GROUP BY debit, credit, day
"""
_PAID = """
    SELECT t.loan_id, t.day, r.day, t.debit, t.credit, t.amount FROM funds_transfer t
    LEFT JOIN funds_transfer r ON r.id = t.reverses_id WHERE t.loan_id IN ({}) AND t.kind IN (%s, %s)
"""
_BOARD = """
    SELECT person_id FROM members_boardmember WHERE club_id = %s AND from_on <= %s AND (to_on IS NULL OR to_on >= %s)
"""
_DECIDED = 'SELECT loan_id, "on" FROM funds_loanstep WHERE loan_id IN ({}) AND state = %s ORDER BY id'
_MEMBERS = "SELECT id FROM members_membership WHERE club_id = %s AND id IN ({})"


class Books(NamedTuple):
    """How a club's books stand: the last transfer, the day they began with, and the last closed one."""

    sequence: int
    begun: date | None
    closed: date | None


def books(club_id: int) -> Books:
    """How the books of a club stand now (see `queries.months`)."""
    [(sequence, month)] = _rows(_STANDS, [club_id, club_id])
    begun = _rows(_BEGUN, [club_id])
    return Books(sequence or 0, begun[0][0] if begun else None, None if month is None else month_last(month))


def last_number(club_id: int, series: str, year: int) -> int:
    """The number of the last slip of a series and year; 0 where there is none."""
    [(number,)] = _rows(_NUMBER, [club_id, series, year])
    return number or 0


def moves(club_id: int, fund: str, since: date) -> Moves:
    """How the accounts of a fund moved from `since` on, and up to the day before together (see `balances.daily`)."""
    found: Moves = defaultdict(lambda: defaultdict(int))
    asked = [club_id, fund, since.isoformat()]
    before = since - timedelta(days=1)
    for debit, credit, on, amount in _rows(_MOVES, asked * 2):
        day = date.fromisoformat(on) if on else before
        found[debit][day] += int(amount)
        found[credit][day] -= int(amount)
    return found


def paid(loan_ids: Collection[int]) -> Mapping[int, Paid]:
    """Loan → how its payments stand split in the books, those taken back left out (see `actions.loans.recorded`)."""
    found: dict[int, Paid] = {pk: defaultdict(lambda: [0, 0]) for pk in loan_ids}
    for loan, day, taken_back, debit, credit, amount in _among(
        _PAID, loan_ids, Kind.INTEREST.value, Kind.PRINCIPAL.value
    ):
        for account, sign in ((credit, amount), (debit, -amount)):
            if account == Account.INTEREST:
                found[loan][taken_back or day][0] += sign
            elif account == Account.LOANS:
                found[loan][taken_back or day][1] += sign
    return {loan: {on: parts for on, parts in days.items() if any(parts)} for loan, days in found.items()}


def board_on(club_id: int, day: date) -> set[int]:
    """The persons on the board of a club on a day."""
    return {person for (person,) in _rows(_BOARD, [club_id, day.isoformat(), day.isoformat()])}


def decided_on(loan_ids: Collection[int]) -> dict[int, date]:
    """Loan → the day on which it was last decided to lend."""
    return dict(_among(_DECIDED, loan_ids, LoanState.APPROVED.value))


def members_among(club_id: int, membership_ids: Collection[int]) -> set[int]:
    """Those of `membership_ids` that are memberships of the club."""
    ids = list(membership_ids)
    return {pk for (pk,) in _rows(_MEMBERS.format(marks(ids)), [club_id, *ids])} if ids else set()


def _among(sql: str, ids: Collection[int], *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a query about `ids`, for whose marks it has a place; no query where there are none."""
    return _rows(sql.format(marks(list(ids))), [*ids, *values]) if ids else []


def _rows(sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.fetchall()
