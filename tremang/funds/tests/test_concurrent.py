"""Several treasurers at once, by threads and by processes: one effect each, numbers without a gap, nothing overdrawn."""

import multiprocessing
import threading
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from django.db import connection, connections

from tests.cast import TODAY, World
from tremang.funds.actions import loans, slips
from tremang.funds.actions.sitting import collect_once, repay_once
from tremang.funds.models import Account, Fund, LoanState, Transfer, Voucher
from tremang.funds.queries.balances import trial
from tremang.funds.tests.acting import Till
from tremang.kernel import clock
from tremang.kernel.problems import Problem
from tremang.kernel.verify import verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DAY = date(2026, 8, 25)
WRITERS, TURNS = 4, 8


@pytest.fixture
def till(world: World, today) -> Till:
    return Till(world)


def at_once(acts: Sequence[Callable[[], object]]) -> list[str]:
    """Run all in threads of their own from one start; "" or the code of the refusal of each."""
    start, found = threading.Barrier(len(acts)), [""] * len(acts)

    def run(number: int) -> None:
        start.wait()
        try:
            with clock.fixed(TODAY):
                acts[number]()
        except Problem as problem:
            found[number] = problem.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def as_user(till: Till, name: str) -> dict:
    return {"by": till.world.users[name], "today": TODAY}


def sound(till: Till) -> None:
    """Numbers without a gap and a chain that holds."""
    rows = Transfer.objects.filter(club=till.club).order_by("sequence").values_list("sequence", flat=True)
    assert list(rows) == list(range(1, len(rows) + 1))
    for series in ("PT", "PC", "PK"):
        numbers = sorted(Voucher.objects.filter(club=till.club, series=series).values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
    assert [found for found in verify(till.club.pk).findings if found.code != "row_unknown"] == []


def test_two_treasurers_collect_from_the_same_people_and_one_is_told(till):
    sums = {row.pk: 10_000 for row in till.members}
    told = at_once(
        [
            lambda name=name: collect_once(till.club, sums, day=DAY, seen=1, **as_user(till, name))
            for name in ("luong", "tuan")
        ]
    )
    assert sorted(told) == ["", "dues_meanwhile"]
    assert trial(till.club.pk, TODAY).balance(Fund.ACTIVITY, Account.CASH) == 10_000 * len(sums)
    sound(till)


def test_one_treasurer_who_sends_the_same_thing_from_four_windows_has_one_effect(till):
    sums = {row.pk: 10_000 for row in till.members}
    act = lambda: collect_once(till.club, sums, day=DAY, seen=1, **as_user(till, "luong"))  # noqa: E731
    assert at_once([act] * WRITERS) == [""] * WRITERS
    assert Voucher.objects.filter(transfers__kind="dues").distinct().count() == 1
    sound(till)


def test_the_last_instalment_is_taken_once(till):
    loan = till.lent(0)
    seen = Transfer.objects.filter(club=till.club).count()
    told = at_once(
        [
            lambda name=name: repay_once(till.club, {loan.pk: 6_180_000}, day=DAY, seen=seen, **as_user(till, name))
            for name in ("luong", "tuan")
        ]
    )
    assert sorted(told) == ["", "repaid_meanwhile"]
    loan.refresh_from_db()
    assert loan.state == LoanState.SETTLED
    sound(till)


def test_a_loan_is_handed_over_once(till):
    loan = till.approved(0)
    told = at_once(
        [
            lambda name=name: loans.pay_out(loan, till.hands, day=DAY, **as_user(till, name))
            for name in ("luong", "tuan")
        ]
    )
    assert sorted(told) == ["", "loan_not_approved"]
    sound(till)


def test_what_is_in_the_box_is_spent_once(till):
    slips.take_in(till.club, Fund.ACTIVITY, 100_000, Account.OTHER_IN, "", day=DAY, **till.by)
    spend = lambda: slips.spend(  # noqa: E731
        till.club, Fund.ACTIVITY, 70_000, Account.ARTS, "Văn nghệ", day=DAY, **as_user(till, "luong")
    )
    assert sorted(at_once([spend] * WRITERS)) == ["", *["cash_overdrawn"] * (WRITERS - 1)]
    sound(till)


def test_a_slip_is_taken_back_once(till):
    slip = slips.take_in(till.club, Fund.ACTIVITY, 100_000, Account.OTHER_IN, "", day=DAY, **till.by)
    back = lambda: slips.take_back(slip, "", **as_user(till, "tuan"))  # noqa: E731
    assert sorted(at_once([back] * 2)) == ["", "taken_back_already"]
    sound(till)


def test_many_writers_of_one_club_leave_no_gap_and_lose_nothing(till):
    def write(name: str) -> None:
        for turn in range(TURNS):
            slips.take_in(
                till.club, Fund.ACTIVITY, 1000 + turn, Account.OTHER_IN, "", day=DAY, **as_user(till, name)
            )  # fmt: skip

    assert at_once([lambda name=name: write(name) for name in ("luong", "tuan") * 2]) == [""] * WRITERS
    box = trial(till.club.pk, TODAY).balance(Fund.ACTIVITY, Account.CASH)
    assert box == WRITERS * sum(1000 + turn for turn in range(TURNS))
    sound(till)


def test_writers_in_processes_of_their_own_leave_no_gap_either(till):
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(WRITERS) as pool:
        done = pool.map(_process, [(till.club.pk, name) for name in ("luong", "tuan") * 2])
    assert done == [TURNS] * WRITERS
    assert trial(till.club.pk, TODAY).balance(Fund.ACTIVITY, Account.CASH) == WRITERS * TURNS * 5_000
    sound(till)


def _process(part: tuple[int, str]) -> int:
    from tremang.accounts.models import User
    from tremang.clubs.models import Club

    club, by = Club.objects.select_related("place").get(pk=part[0]), User.objects.get(username=part[1])
    done = 0
    with clock.fixed(TODAY):
        for _turn in range(TURNS):
            slips.take_in(club, Fund.ACTIVITY, 5_000, Account.OTHER_IN, "", day=DAY, by=by, today=TODAY)
            done += 1
    connections.close_all()
    return done
