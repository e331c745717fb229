"""A whole meeting in one act writes what the single acts write, or nothing."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, transaction

from tests.cast import TODAY, World
from tremang.agenda.bundle import record_whole
from tremang.funds.actions import dues, loans
from tremang.funds.actions.box import count_box
from tremang.funds.actions.sitting import MoneyData, PayOut
from tremang.funds.models import CashCount, Fund, Loan, LoanStep, Transfer, Voucher
from tremang.funds.tests.acting import Till, rows_of
from tremang.kernel.problems import Problem, Refused
from tremang.kernel.verify import verify
from tremang.meetings.actions import bring_back_meeting, record_meeting, undo_meeting
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.models import Attendance, Meeting

pytestmark = pytest.mark.django_db
DAY = date(2026, 8, 25)
STATEMENTS = 35  # two savepoints, the role, the meeting with all below it, the money, and an event of each
LOCKED = {"sqlite": 0, "postgresql": 1}  # there the club's row is the lock


class Back(Exception):
    """Ends a try of something else."""


@pytest.fixture
def till(world: World, today) -> Till:
    return Till(world)


def story(till: Till) -> tuple[MeetingData, MoneyData]:
    """Three who repay (one late, one ending, one early), two who are handed a loan, everybody's contribution."""
    late, ends, early = (till.lent(n, 6_000_000) for n in range(3))
    loans.repay(early, 530_000, day=date(2026, 4, 1), **till.by)
    new = [till.approved(n, 3_000_000, date(2026, 8, 1)) for n in (3, 4)]
    first, second = till.hands.paid_by.pk, till.hands.witness.pk
    data = MeetingData(held_on=DAY, done={1: Done("nuôi gà")}, marks={till.others[0].pk: 1})
    money = MoneyData(
        dues={row.pk: 10_000 for row in till.members},
        repayments={late.pk: 1_060_000, ends.pk: 6_180_000, early.pk: 700_000},
        payouts=[PayOut(loan.pk, first, second) for loan in new],
        counts={Fund.ACTIVITY: {50_000: 2, 10_000: 1}, Fund.INCOME: {500_000: 90}},
    )
    return data, money


def apart(till: Till, data: MeetingData, money: MoneyData) -> None:
    """The same by single acts."""
    by = {"by": till.world.users["tuan"], "today": TODAY}
    meeting = record_meeting(till.club, data, **by)
    told = {"day": DAY, "meeting_id": meeting.pk, **by}
    dues.collect(till.club, money.dues, **told)
    for pk, amount in money.repayments.items():
        loans.repay(Loan.objects.get(pk=pk), amount, **told)
    for one in money.payouts:
        loans.pay_out(Loan.objects.get(pk=one.loan), till.hands, **told)
    for fund, notes in money.counts.items():
        count_box(till.club, fund, notes, on=DAY, meeting_id=meeting.pk, **by)


def all_rows(till: Till) -> dict:
    marks = Attendance.objects.filter(club=till.club).order_by("membership_id").values_list("membership_id", "status")
    meetings = Meeting.objects.filter(club=till.club).values_list("held_on", "present", "expected", "contents")
    counts = CashCount.objects.order_by("fund").values_list(
        "fund", "on", "notes", "counted", "book", "meeting__held_on"
    )
    return rows_of(till.club.pk) | {"marks": list(marks), "meetings": list(meetings), "counts": list(counts)}


def test_the_rows_are_those_of_the_single_acts(till):
    data, money = story(till)
    with pytest.raises(Back), transaction.atomic():
        apart(till, data, money)
        wanted = all_rows(till)
        raise Back
    record_whole(till.club, data, money, by=till.world.users["tuan"], today=TODAY)
    assert all_rows(till) == wanted
    assert not [found for found in verify(till.club.pk).findings if found.code != "row_unknown"]


def test_one_sum_that_cannot_be_leaves_nothing_behind(till):
    data, money = story(till)
    before = all_rows(till)
    loan = next(iter(money.repayments))
    wrong = replace(money, repayments={**money.repayments, loan: 60_000_000})
    with pytest.raises(Problem) as refused:
        record_whole(till.club, data, wrong, by=till.world.users["tuan"], today=TODAY)
    assert (refused.value.code, refused.value.field) == ("more_than_owed", f"sum-{loan}")
    assert all_rows(till) == before


@pytest.mark.parametrize("who", ["luong", "ha", "sau"])
def test_it_needs_the_power_over_meetings_and_the_power_over_money(till, who):
    money = MoneyData(dues={till.members[0].pk: 10_000})
    with pytest.raises(Refused):
        record_whole(till.club, MeetingData(held_on=DAY), money, by=till.world.users[who], today=TODAY)
    assert not Meeting.objects.filter(club=till.club).exists()


@pytest.mark.parametrize("who", ["man", "khiem", "tuan"])
def test_who_writes_the_meeting_writes_the_money_that_passed_before_everybody(till, who):
    money = MoneyData(dues={till.members[0].pk: 10_000})
    record_whole(till.club, MeetingData(held_on=DAY), money, by=till.world.users[who], today=TODAY)
    assert Transfer.objects.get(kind="dues").voucher.by_id == till.world.users[who].pk


def test_a_meeting_without_money_needs_only_the_power_over_meetings(till):
    meeting = record_whole(till.club, MeetingData(held_on=DAY), MoneyData(), by=till.world.users["man"], today=TODAY)
    assert Meeting.objects.get() == meeting
    with pytest.raises(Refused):
        later = MeetingData(held_on=date(2026, 9, 22))
        record_whole(till.club, later, MoneyData(), by=till.world.users["luong"], today=TODAY)


@pytest.mark.parametrize(("repaid", "handed"), [(1, 1), (3, 1), (3, 3)])
def test_it_takes_the_same_statements_however_many_pay_and_two_more_for_each_loan_handed_over(
    till, repaid, handed, django_assert_num_queries
):
    running = [till.lent(n, 6_000_000) for n in range(repaid)]
    new = [till.approved(n, 3_000_000, date(2026, 8, 1)) for n in range(3, 3 + handed)]
    hands = till.hands.paid_by.pk, till.hands.witness.pk
    money = MoneyData(
        dues={row.pk: 10_000 for row in till.members},
        repayments={loan.pk: 530_000 for loan in running},
        payouts=[PayOut(loan.pk, *hands) for loan in new],
    )
    data = MeetingData(held_on=DAY, done={area: Done("theo kế hoạch") for area in range(1, 9)})
    by, club = till.world.users["tuan"], type(till.club).objects.select_related("place").get(pk=till.club.pk)
    by = type(by).objects.get(pk=by.pk)
    with django_assert_num_queries(STATEMENTS + LOCKED[connection.vendor] + 2 * handed):
        record_whole(club, data, money, by=by, today=TODAY)


def test_loans_and_members_of_another_club_are_refused(till):
    stranger = till.world.members["Bùi Thị Sáu"]
    for money in (
        MoneyData({stranger.pk: 10_000}),
        MoneyData(repayments={1: 10}),
        MoneyData(payouts=[PayOut(1, 2, 3)]),
    ):
        with pytest.raises(Problem):
            record_whole(till.club, MeetingData(held_on=DAY), money, by=till.world.users["tuan"], today=TODAY)
    assert not Transfer.objects.filter(kind="dues").exists()
    assert Voucher.objects.count() == 1


def test_minutes_taken_back_and_brought_back_leave_counts_and_steps_of_loans_as_their_events_tell_them(till):
    chair = till.world.users["man"]
    data, money = story(till)
    meeting = record_whole(till.club, data, money, by=chair, today=TODAY)
    pointing = {model: model.objects.filter(meeting=meeting).count() for model in (CashCount, LoanStep)}
    assert all(pointing.values())
    undo_meeting(meeting, 1, by=chair, today=TODAY)
    assert not [found for found in verify(till.club.pk).findings if found.code != "row_unknown"]
    bring_back_meeting(till.club, meeting.pk, by=chair, today=TODAY)
    assert {model: model.objects.filter(meeting=meeting).count() for model in pointing} == pointing
    assert not [found for found in verify(till.club.pk).findings if found.code != "row_unknown"]
