"""Whatever is done to the books in whatever order, they add up; on both engines."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import TODAY, World
from tremang.funds.actions import dues, loans, slips
from tremang.funds.actions.loans import recorded
from tremang.funds.actions.rules import Rules, set_regulation
from tremang.funds.actions.sitting import repay_once
from tremang.funds.actions.waiving import waive
from tremang.funds.models import ASSETS, EXPENSES, Account, Fund, Loan, LoanState, Transfer, Voucher
from tremang.funds.queries.balances import daily, trial
from tremang.funds.queries.loans import standings
from tremang.funds.schedules import Method, Repay
from tremang.funds.tests.acting import BEGUN, Till, rows_of
from tremang.kernel.problems import Problem
from tremang.kernel.verify import verify

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAYS = (TODAY - BEGUN).days
SPENT = [account for account in EXPENSES if account != Account.LOSS]
LENT = (LoanState.RUNNING, LoanState.EXTENDED, LoanState.SETTLED, LoanState.WRITTEN_OFF)

EXAMPLES = int(os.environ.get("TREMANG_EXAMPLES", "25"))  # more of them where somebody has the time
many = settings(max_examples=EXAMPLES)
days = st.integers(0, DAYS).map(lambda n: BEGUN + timedelta(n))
sums = st.integers(1, 40).map(lambda n: n * 25_000)
funds = st.sampled_from(Fund)
acts = st.one_of(
    st.tuples(st.just("capital"), days, sums, funds),
    st.tuples(st.just("take_in"), days, sums, funds),
    st.tuples(st.just("spend"), days, sums, funds, st.sampled_from(SPENT)),
    st.tuples(st.just("bank"), days, sums, funds, st.booleans()),
    st.tuples(st.just("move"), days, sums, funds),
    st.tuples(st.just("dues"), days, st.lists(st.integers(0, 10), min_size=1, unique=True)),
    st.tuples(st.just("lend"), days, sums, st.integers(0, 7)),
    st.tuples(st.just("repay"), days, sums, st.integers(0, 7)),
    st.tuples(st.just("write_off"), days, st.integers(0, 7)),
    st.tuples(st.just("extend"), days, st.integers(0, 7)),
    st.tuples(st.just("waive"), st.integers(0, 7)),
    st.tuples(st.just("take_back"), st.integers(0, 40)),
)


class Undone(Exception):
    """Ends an example: nothing of it stays."""


@contextmanager
def tried() -> Iterator[None]:
    """Whatever happens inside is gone afterwards."""
    with pytest.raises(Undone), transaction.atomic():
        yield
        raise Undone


def attempt(till: Till, act: tuple[Any, ...]) -> bool:
    """Do one act; whether it was legal. A refusal leaves nothing behind."""
    try:
        with transaction.atomic():
            DO[act[0]](till, *act[1:])
    except Problem:
        return False
    return True


def _capital(till, day, amount, fund):
    slips.receive_capital(till.club, fund, amount, Account.MEMBERS, "", "", day=day, **till.by)


def _take_in(till, day, amount, fund):
    slips.take_in(till.club, fund, amount, Account.OTHER_IN, "", day=day, **till.by)


def _spend(till, day, amount, fund, what):
    slips.spend(till.club, fund, amount, what, "", day=day, **till.by)


def _bank(till, day, amount, fund, into):
    slips.bank(till.club, fund, amount, into_bank=into, day=day, **till.by)


def _move(till, day, amount, fund):
    slips.move_between(till.club, fund, amount, "", day=day, **till.by)


def _dues(till, day, who):
    dues.collect(till.club, {till.members[n].pk: 10_000 for n in who}, day=day, **till.by)


def _lend(till, day, amount, who):
    till.lent(who, amount, day)


def _loan(till, who):
    found = list(Loan.objects.filter(club=till.club, paid_out_on__isnull=False).order_by("pk"))
    if not found:
        raise Problem("none", "không có")
    return found[who % len(found)]


def _repay(till, day, amount, who):
    loans.repay(_loan(till, who), amount, day=day, **till.by)


def _write_off(till, day, who):
    loans.write_off(_loan(till, who), "Biên bản", on=day, **till.by)


def _extend(till, day, who):
    loans.extend(_loan(till, who), 3, "mất mùa", on=day, **till.by)


def _waive(till, who):
    waive(_loan(till, who), "mất mùa", **till.by)


def _take_back(till, which):
    found = list(Voucher.objects.filter(club=till.club).order_by("recorded_at", "pk"))
    slips.take_back(found[which % len(found)], "thử", **till.by)


DO: dict[str, Callable[..., None]] = {
    "capital": _capital, "take_in": _take_in, "spend": _spend, "bank": _bank, "move": _move, "dues": _dues, "lend": _lend,
    "repay": _repay, "write_off": _write_off, "extend": _extend, "waive": _waive, "take_back": _take_back,
}  # fmt: skip


def late_interest(till: Till, percent: int) -> None:
    """The club asks for late interest of so many per cent of the agreed rate, declining interest of 1 % a month."""
    rules = Rules(Decimal(1), Method.DECLINING, Repay.EQUAL_PRINCIPAL, 12, 20_000_000, late_percent=percent)
    set_regulation(till.club, rules, BEGUN, **till.by)


def books(till: Till) -> dict[str, Any]:
    """All balances at the end of each day, and how each loan's payments are split."""
    ends = {}
    for fund in Fund:
        for account in Account:
            moved = daily(till.club.pk, fund, account)
            ends[fund, account] = {day: end for (day, end), before in zip(moved.items(), [0, *moved.values()], strict=False)
                                   if end != before}  # fmt: skip
    splits = {loan.pk: recorded(loan) for loan in Loan.objects.filter(club=till.club)}
    states = dict(Loan.objects.filter(club=till.club).values_list("pk", "state"))
    return {"ends": ends, "splits": {pk: _real(found) for pk, found in splits.items()}, "states": states}


def _real(splits) -> dict[date, tuple[int, int]]:
    return {
        day: (split.interest, split.principal) for day, split in splits.items() if split.interest or split.principal
    }


def add_up(till: Till) -> None:
    """What must hold whatever was done."""
    rows = Transfer.objects.filter(club=till.club)
    for day in {BEGUN, TODAY, *rows.values_list("day", flat=True)}:
        found = trial(till.club.pk, day)
        for fund in Fund:
            sides = [found.sums.get((fund, account), (0, 0)) for account in Account]
            total = rows.filter(fund=fund, day__lte=day).aggregate(sum=Sum("amount"))["sum"] or 0
            assert sum(debit for debit, _credit in sides) == sum(credit for _debit, credit in sides) == total
            assert found.total(fund) == found.capital(fund) + found.result(fund)
        moved = sum(found.balance(fund, Account.CLEARING) for fund in Fund)
        assert moved == 0, "what leaves one fund comes into the other"
    for fund in Fund:
        for account in ASSETS:
            assert min(daily(till.club.pk, fund, account).values(), default=0) >= 0, (fund, account)
    assert list(rows.order_by("sequence").values_list("sequence", flat=True)) == list(range(1, rows.count() + 1))
    numbers: dict[tuple[str, int], list[int]] = defaultdict(list)
    for series, year, number in Voucher.objects.filter(club=till.club).values_list("series", "year", "number"):
        numbers[series, year].append(number)
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in numbers.values())
    _loans_agree(till)
    assert [found for found in verify(till.club.pk).findings if found.code != "row_unknown"] == []


def _loans_agree(till: Till) -> None:
    """The books split payments as `lateness.standing` does, and their sum of loans is what is really owed."""
    lent = list(Loan.objects.filter(club=till.club, state__in=LENT))
    owed = 0
    for now in standings(lent, TODAY):
        if now.loan.state != LoanState.WRITTEN_OFF:
            assert _real(recorded(now.loan)) == _real(now.standing.splits)
            owed += now.standing.outstanding
        assert not now.standing.over
    assert trial(till.club.pk, TODAY).balance(Fund.INCOME, Account.LOANS) == owed


@pytest.fixture
def till(world: World, today) -> Till:
    return Till(world)


@many
@given(st.lists(acts, min_size=4, max_size=20), st.sampled_from([0, 150]))
def test_any_sequence_of_acts_leaves_books_that_add_up(till, story, late):
    with tried():
        late_interest(till, late)
        for who in (0, 1):
            till.lent(who, 8_000_000, BEGUN)
        for act in story:
            attempt(till, act)
        add_up(till)


@many
@given(st.lists(acts, max_size=8), acts, st.sampled_from([0, 150]))
def test_a_slip_taken_back_restores_every_balance_and_split(till, story, last, late):
    if last[0] in ("take_back", "lend", "write_off", "extend", "waive"):  # a loan has its own ways back
        return
    with tried():
        late_interest(till, late)
        till.lent(0, 8_000_000, BEGUN)
        for act in story:
            attempt(till, act)
        before, known = books(till), set(Voucher.objects.values_list("pk", flat=True))
        if attempt(till, last):
            made = Voucher.objects.exclude(pk__in=known).order_by("pk")
            try:
                slips.take_back(made[0], "thử", **till.by)
            except Problem:
                return  # a later act stands on it: what came in is spent, or the loan has ended
            assert books(till) == before
        add_up(till)


@many
@given(
    days, st.lists(st.tuples(st.sampled_from(["capital", "take_in", "spend", "move", "dues", "repay"]), sums, st.integers(0, 1)),
                   min_size=2, max_size=7), st.randoms(use_true_random=False),
)  # fmt: skip
def test_the_order_within_a_day_does_not_matter(till, day, kinds, chance):
    def act(kind, amount, which):
        more = {"capital": (Fund.INCOME,), "take_in": (Fund.ACTIVITY,), "spend": (Fund.INCOME, Account.SUPPLIES),
                "move": (Fund.INCOME,), "dues": (), "repay": (which,)}[kind]  # fmt: skip
        return (kind, day, [which]) if kind == "dues" else (kind, day, amount, *more)

    story = [act(*one) for one in kinds]
    found = []
    for turn in range(2):
        with tried():
            for who in (0, 1):
                till.lent(who, 10_000_000, BEGUN)
            if turn:
                chance.shuffle(story)
            assert all(attempt(till, one) for one in story)
            found.append(books(till) | {"splits": [*books(till)["splits"].values()], "states": []})
    assert found[0] == found[1]


@many
@given(st.lists(st.tuples(days, sums), min_size=2, max_size=7), st.randoms(use_true_random=False), st.booleans())
def test_entering_repayments_late_gives_the_books_of_entering_them_on_time(till, paid, chance, with_mistake):
    late = list(paid)
    chance.shuffle(late)
    found = []
    for order in (sorted(paid, key=lambda one: one[0]), late):
        with tried():
            loan = till.lent(0, 10_000_000, BEGUN)
            if with_mistake and order is late:  # something wrong in between, taken back in the end
                wrong = loans.repay(loan, 700_000, day=BEGUN + timedelta(40), **till.by)
            for day, amount in order:
                loans.repay(loan, amount, day=day, **till.by)
            if with_mistake and order is late:
                slips.take_back(wrong, "ghi nhầm", **till.by)
            add_up(till)
            found.append(books(till) | {"splits": _real(recorded(loan)), "states": Loan.objects.get(pk=loan.pk).state})
    assert found[0] == found[1]


@many
@given(
    st.lists(st.tuples(st.integers(0, 2), days, sums), max_size=6), days,
    st.dictionaries(st.integers(0, 2), st.one_of(sums, st.integers(1, 3_000_000)), min_size=1),
)  # fmt: skip
def test_many_repayments_at_once_are_written_like_one_after_the_other(till, past, day, asked):
    found = []
    with tried():
        lent = [till.lent(who, 2_000_000, BEGUN) for who in range(3)]
        for who, on, amount in past:
            attempt(till, ("repay", on, amount, who))
        now = {lent[who].pk: amount for who, amount in asked.items()}
        for at_once in (False, True):
            with tried():
                try:
                    if at_once:
                        repay_once(till.club, now, day=day, seen=10**6, **till.by)
                    else:
                        for pk, amount in now.items():
                            loans.repay(Loan.objects.get(pk=pk), amount, day=day, **till.by)
                except Problem as problem:
                    found.append(problem.code)
                else:
                    found.append(rows_of(till.club.pk))
                    add_up(till)
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "change", ["amount = amount + 1", "debit = 'bank'", "membership_id = NULL", "day = '2026-03-02'", "sequence = 99"]
)
def test_a_transfer_changed_past_the_guards_is_named(till, change):
    dues.collect(till.club, {till.members[0].pk: 10_000}, day=date(2026, 4, 1), **till.by)
    row = Transfer.objects.get(kind="dues")
    _unguarded(f"UPDATE funds_transfer SET {change} WHERE id = {row.pk}")
    found = [one for one in verify(till.club.pk).findings if one.code != "row_unknown"]
    assert [one.row for one in found] == [f"funds.voucher:{row.voucher_id}"]


def test_a_transfer_removed_past_the_guards_is_named(till):
    dues.collect(till.club, {till.members[0].pk: 10_000}, day=date(2026, 4, 1), **till.by)
    row = Transfer.objects.get(kind="dues")
    _unguarded(f"DELETE FROM funds_transfer WHERE id = {row.pk}")
    found = [one.row for one in verify(till.club.pk).findings if one.code != "row_unknown"]
    assert found == [f"funds.voucher:{row.voucher_id}"]


def _unguarded(sql: str) -> None:
    """Somebody with the database in his hands: the guards are dropped first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER funds_transfer_no_{verb}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DROP TRIGGER funds_transfer_kept ON funds_transfer")
        cursor.execute(sql)
