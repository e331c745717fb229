"""Balances of a club's accounts, worked out from its transfers; sums in whole đồng."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from django.db import connection

from tremang.funds.models import ASSETS, CAPITAL, EXPENSES, INCOMES, Account, Fund

# One pass over the index transfer_balances, whose order is that of the groups: ten years of a club in a millisecond or two.
_TRIAL = """
    SELECT fund, debit, credit, SUM(amount) FROM funds_transfer WHERE club_id = %s AND day <= %s
    GROUP BY fund, debit, credit
"""
_DAYS = """
    SELECT day, SUM(CASE WHEN debit = %s THEN amount ELSE -amount END) FROM funds_transfer
    WHERE club_id = %s AND fund = %s AND (debit = %s OR credit = %s) GROUP BY day ORDER BY day
"""


@dataclass(frozen=True)
class Trial:
    """The sums of all accounts of a club at the end of a day, by fund and account: (debit, credit)."""

    sums: dict[tuple[str, str], tuple[int, int]]

    def balance(self, fund: Fund, account: Account) -> int:
        """What the account holds: debit less credit for what the club holds or spent, the other way for the rest."""
        debit, credit = self.sums.get((fund, account), (0, 0))
        return credit - debit if account in CAPITAL or account in INCOMES else debit - credit

    def total(self, fund: Fund) -> int:
        """The fund: cash, bank and what members owe."""
        return sum(self.balance(fund, account) for account in ASSETS)

    def capital(self, fund: Fund) -> int:
        """All capital of the fund, whatever its source."""
        return sum(self.balance(fund, account) for account in CAPITAL)

    def result(self, fund: Fund) -> int:
        """What came in less what went out, differences of the box and moves between the funds included."""
        income = sum(self.balance(fund, account) for account in INCOMES)
        outgo = sum(self.balance(fund, account) for account in (*EXPENSES, Account.GAP, Account.CLEARING))
        return income - outgo


def trial(club_id: int, on: date) -> Trial:
    """The trial balance of a club at the end of `on`. One query."""
    sums: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    with connection.cursor() as cursor:
        cursor.execute(_TRIAL, [club_id, on.isoformat()])
        for fund, debit, credit, amount in cursor.fetchall():
            came, went = sums[fund, debit]
            sums[fund, debit] = came + int(amount), went
            came, went = sums[fund, credit]
            sums[fund, credit] = came, went + int(amount)
    return Trial(dict(sums))


def daily(club_id: int, fund: str, account: str) -> dict[date, int]:
    """Day → the account's balance at its end, for each day on which it moved, oldest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_DAYS, [account, club_id, fund, account, account])
        rows = cursor.fetchall()
    return ends_of({day: int(change) for day, change in rows})


def ends_of(moves: Mapping[date, int]) -> dict[date, int]:
    """Day → the balance at its end, oldest first, of an account that moved so much on each day."""
    days = sorted(moves)
    return dict(zip(days, accumulate(moves[day] for day in days), strict=True))


def lowest(ends: Mapping[date, int], since: date) -> tuple[int, date]:
    """The lowest end of a day from `since` on, and that day: (0 or more, `since`) where nothing is overdrawn."""
    later = [(balance, day) for day, balance in ends.items() if day >= since]
    return min(later, default=(0, since))


def at_hand(club_id: int, fund: str, account: str, day: date) -> int:
    """What can be taken out on `day` without the account falling below zero then or at the end of any later day."""
    return to_spare(daily(club_id, fund, account), day)


def to_spare(ends: Mapping[date, int], day: date) -> int:
    """The same of an account whose balances at the ends of days, oldest first, are known."""
    before = [balance for on, balance in ends.items() if on <= day]
    return min([before[-1] if before else 0, *(balance for on, balance in ends.items() if on > day)])


def held(club_ids: list[int], on: date) -> dict[int, dict[str, dict[str, int]]]:
    """Club → fund → account → what the club holds in it at the end of `on`. One query."""
    found: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    if not club_ids:
        return found
    marks = ", ".join(["%s"] * len(club_ids))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT club_id, fund, account, SUM(amount) FROM ("  # noqa: S608 - only marks
            f"SELECT club_id, fund, debit AS account, amount FROM funds_transfer WHERE club_id IN ({marks}) AND day <= %s "
            "UNION ALL "
            f"SELECT club_id, fund, credit, -amount FROM funds_transfer WHERE club_id IN ({marks}) AND day <= %s"
            ") AS sides WHERE account IN (%s, %s, %s) GROUP BY club_id, fund, account",
            [*club_ids, on.isoformat(), *club_ids, on.isoformat(), *(account.value for account in ASSETS)],
        )
        for club, fund, account, amount in cursor.fetchall():
            found[club][fund][account] = int(amount)
    return found
