"""Promises of the book of resources: the plan, equipment, joint earning with its money, what was given, counted once."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common import actions as records
from tremang.areas.common.models import Activity, Participant
from tremang.areas.common.queries import done, sums
from tremang.areas.resources import actions
from tremang.areas.resources.book import EARNINGS, EQUIPMENT, PLAN, SPONSORS
from tremang.areas.resources.models import Earning, GivenLine, Source
from tremang.areas.resources.queries import reached
from tremang.areas.resources.tests.conftest import ON, SHOP, STALL, box, everything, monitor, signed_in
from tremang.funds.actions import gifts, months, slips
from tremang.funds.models import Account, Fund, Gift, Transfer, Voucher
from tremang.kernel import clock
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.meetings.models import Meeting

# Joint earning and its money


def test_the_treasurer_writes_the_work_and_its_slip_in_one_act(world, luong):
    row, _event = actions.earn(world.dong_vang, STALL, by=luong, today=TODAY)
    moved = Transfer.objects.get(voucher=row.voucher)
    assert (moved.fund, moved.debit, moved.credit, moved.amount) == ("activity", "cash", "other_in", 450_000)
    activity = row.activity
    assert (activity.area, activity.kind, activity.day, activity.people, activity.value) == (
        8,
        "earning",
        ON,
        6,
        450_000,
    )
    assert Activity.objects.count() == 1
    assert box(world) == 450_000


def test_the_line_of_the_secretary_waits_for_the_treasurer(world, man, luong):
    row, event = actions.earn(world.dong_vang, STALL, by=man, today=TODAY)
    assert (event.verb, row.voucher, box(world)) == ("add_earning", None, 0)
    home = reverse("resources:home", args=[world.dong_vang.pk])
    assert "chưa vào quỹ" in signed_in(luong).get(home).content.decode()
    with pytest.raises(Refused):
        actions.receive(row, by=man, today=TODAY)
    actions.receive(row, by=luong, today=TODAY)
    row.refresh_from_db()
    assert (row.voucher.day, box(world)) == (ON, 450_000)
    assert "chưa vào quỹ" not in signed_in(luong).get(home).content.decode()
    with pytest.raises(Conflict):
        actions.receive(row, by=luong, today=TODAY)
    assert Activity.objects.count() == 1


def test_who_keeps_neither_books_nor_money_writes_nothing(world):
    with pytest.raises(Refused):
        actions.earn(world.dong_vang, STALL, by=world.users["ha"], today=TODAY)
    assert not Voucher.objects.exists()


def test_the_same_form_sent_twice_has_one_slip(world, luong):
    for _time in range(2):
        actions.earn(world.dong_vang, STALL, by=luong, today=TODAY, pk=777)
    assert Earning.objects.count() == Voucher.objects.count() == Activity.objects.count() == 1


def test_work_and_slip_are_taken_back_together(world, luong):
    before = everything()
    row, _event = actions.earn(world.dong_vang, STALL, by=luong, today=TODAY)
    actions.give_back(row, drops=True, by=luong, today=TODAY)
    assert everything() == before
    assert box(world) == 0
    assert Voucher.objects.filter(reverses__isnull=False).count() == 1


def test_a_slip_taken_back_in_the_funds_lets_the_work_wait_again_under_the_same_event(world, man, luong):
    row, _event = actions.earn(world.dong_vang, STALL, by=luong, today=TODAY)
    slips.take_back(row.voucher, "", by=luong, today=TODAY)
    row.refresh_from_db()
    assert row.voucher is None
    event = Event.objects.filter(verb="take_back_slip").get()
    assert f"resources.earning:{row.pk}" in event.digests
    actions.receive(row, by=luong, today=TODAY)
    assert box(world) == 450_000


def test_received_money_given_back_leaves_the_work_waiting(world, man, luong):
    row, _event = actions.earn(world.dong_vang, STALL, by=man, today=TODAY)
    waiting = everything()
    actions.receive(row, by=luong, today=TODAY)
    actions.give_back(row, drops=False, by=luong, today=TODAY)
    assert everything() == waiting
    with pytest.raises(Problem) as refusal:
        actions.give_back(row, drops=True, by=luong, today=TODAY)
    assert refusal.value.code == "no_slip"


def test_money_that_was_spent_since_cannot_be_taken_back_and_both_stay(world, luong):
    row, _event = actions.earn(world.dong_vang, STALL, by=luong, today=TODAY)
    slips.spend(world.dong_vang, Fund.ACTIVITY, 400_000, Account.SUPPLIES, "chè", day=TODAY, by=luong, today=TODAY)
    before = everything()
    with pytest.raises(Problem) as refusal:
        actions.give_back(row, drops=True, by=luong, today=TODAY)
    assert refusal.value.code == "cash_overdrawn"
    assert everything() == before


def test_a_closed_month_is_told_before_anything_is_written(world, luong):
    months.close_month(world.dong_vang, date(2026, 8, 31).year * 12 + 7, by=luong, today=TODAY)
    with pytest.raises(Problem) as refusal:
        actions.earn(world.dong_vang, STALL | {"on": date(2026, 8, 5)}, by=luong, today=TODAY)
    assert refusal.value.code == "month_closed"
    assert not Earning.objects.exists()


def test_work_whose_money_is_in_the_fund_keeps_day_and_sum_and_cannot_go_alone(world, man, luong):
    row, _event = actions.earn(world.dong_vang, STALL, by=luong, today=TODAY)
    records.correct(EARNINGS, row, {"what": "bán hàng hội xuân", "people": 7}, by=man, today=TODAY)
    for change in ({"income": 500_000}, {"on": TODAY}):
        with pytest.raises(Problem) as refusal:
            records.correct(EARNINGS, row, change, by=man, today=TODAY)
        assert refusal.value.code == "has_slip"
    with pytest.raises(Problem) as refusal:
        records.drop(EARNINGS, row, by=man, today=TODAY)
    assert refusal.value.code == "has_slip"
    assert row.voucher.label in refusal.value.sentence
    assert Activity.objects.get().people == 7


def test_the_add_of_a_line_whose_money_came_in_since_cannot_be_undone_alone(world, man, luong):
    row, event = actions.earn(world.dong_vang, STALL, by=man, today=TODAY)
    actions.receive(row, by=luong, today=TODAY)
    with pytest.raises(Conflict):
        records.undo(world.dong_vang, event.pk, by=man, today=TODAY)
    assert Earning.objects.exists()


# What was given


def test_a_gift_written_anywhere_stands_here_once_and_goes_with_its_slip(world, luong):
    before = everything()
    giving = gifts.Giving(500_000, "ông Lâm", membership=world.members["Kiều Văn Lực"])
    gift = gifts.give(world.dong_vang, giving, on=ON, by=luong, today=TODAY)
    activity = Activity.objects.get()
    assert (activity.area, activity.kind, activity.value, activity.people) == (8, "given", 500_000, 1)
    assert Participant.objects.get().membership_id == world.members["Kiều Văn Lực"].pk
    assert "Lâm" not in activity.what
    slips.take_back(gift.voucher, "", by=luong, today=TODAY)
    assert everything() == before


def test_a_thing_given_stands_here_once_and_goes_with_its_line(world, luong):
    before = everything()
    gift = gifts.give(world.dong_vang, gifts.Giving(900_000, "ông Lâm", what="ấm chén"), on=ON, by=luong, today=TODAY)
    assert Activity.objects.get().what == "Nhận ủng hộ: ấm chén"
    gifts.drop_gift(gift, by=luong, today=TODAY)
    assert everything() == before
    assert not Gift.objects.exists()


def test_a_gift_that_only_a_slip_tells_of_and_capital_count_too(world, luong):
    slips.take_in(world.dong_vang, Fund.ACTIVITY, 200_000, Account.GIFTS, "", day=ON, by=luong, today=TODAY)
    slips.receive_capital(
        world.dong_vang, Fund.INCOME, 30_000_000, Account.STATE, "", "12/QĐ", day=ON, by=luong, today=TODAY
    )
    slips.take_in(world.dong_vang, Fund.ACTIVITY, 90_000, Account.OTHER_IN, "", day=ON, by=luong, today=TODAY)
    assert sorted(Activity.objects.values_list("value", flat=True)) == [200_000, 30_000_000]


def test_a_gift_on_the_day_of_a_meeting_that_names_the_content_counts_once(world, luong):
    club = world.dong_vang
    Meeting(
        club=club, held_on=ON, contents=1 << 7, present=9, expected=9, recorded_by_id=1, recorded_at=clock.now()
    ).save()
    gifts.give(club, gifts.Giving(500_000, "ông Lâm"), on=ON, by=luong, today=TODAY)
    assert sums(done(club.pk, 8, ON, ON)).events == 1


def test_what_a_sponsor_gave_is_in_the_gift_book_the_ledger_and_here_once(world, luong, shop):
    gift, _event = actions.take_gift(shop, 2_000_000, on=ON, by=luong, today=TODAY, purpose="mừng thọ")
    assert (gift.donor, gift.amount, gift.purpose) == (shop.name, 2_000_000, "mừng thọ")
    assert box(world) == 2_000_000
    actions.take_gift(shop, 600_000, on=ON, by=luong, today=TODAY, what="20 suất quà")
    assert [line.sponsor_id for line in GivenLine.objects.all()] == [shop.pk, shop.pk]
    assert Activity.objects.count() == Gift.objects.count() == 2
    page = signed_in(luong).get(reverse("resources:sponsor", args=[world.dong_vang.pk])).content.decode()
    assert "2.600.000" in page
    with pytest.raises(Problem) as refusal:
        records.drop(SPONSORS, shop, by=world.users["man"], today=TODAY)
    assert refusal.value.code == "has_given"
    slips.take_back(gift.voucher, "", by=luong, today=TODAY)
    assert GivenLine.objects.count() == 1


def test_the_secretary_takes_no_money_of_a_sponsor_and_no_gift_is_of_a_day_before_him(world, man, luong, shop):
    with pytest.raises(Refused):
        actions.take_gift(shop, 2_000_000, on=ON, by=man, today=TODAY)
    with pytest.raises(Problem) as refusal:
        actions.take_gift(shop, 2_000_000, on=date(2026, 1, 4), by=luong, today=TODAY)
    assert refusal.value.code == "gave_before"
    with pytest.raises(Problem) as refusal:
        records.add(SPONSORS, world.dong_vang, SHOP, by=man, today=TODAY)
    assert refusal.value.code == "same_sponsor"
    assert not Voucher.objects.exists()


# The plan


def test_what_was_reached_is_worked_out_of_the_books(world, man, luong, shop):
    club = world.dong_vang
    actions.earn(club, STALL, by=luong, today=TODAY)
    back, _event = actions.earn(club, STALL, by=luong, today=TODAY)
    actions.give_back(back, drops=True, by=luong, today=TODAY)
    actions.take_gift(shop, 2_000_000, on=ON, by=luong, today=TODAY)
    actions.take_gift(shop, 600_000, on=ON, by=luong, today=TODAY, what="20 suất quà")
    slips.take_in(club, Fund.ACTIVITY, 90_000, Account.OTHER_IN, "", day=ON, by=luong, today=TODAY)
    slips.take_in(club, Fund.ACTIVITY, 15_000, Account.BANK_INTEREST, "", day=ON, by=luong, today=TODAY)
    assert {source: value for source, value in reached(club.pk, 2026).items() if value} == {
        Source.EARNING: 450_000, Source.GIFTS: 2_000_000, Source.IN_KIND: 600_000, Source.OTHER: 90_000, Source.INTEREST: 15_000,
    }  # fmt: skip
    assert not any(reached(club.pk, 2025).values())
    records.add(PLAN, club, {"year": 2026, "source": "gifts", "expected": 4_000_000, "note": ""}, by=man, today=TODAY)
    page = signed_in(man).get(reverse("resources:plan_line", args=[club.pk])).content.decode()
    assert "4.000.000" in page
    assert "50,0%" in page.replace("\xa0", "")


@pytest.mark.parametrize(
    ("change", "code"), [({"year": 2028}, "year_outside"), ({"year": 2023}, "year_outside"), ({}, "planned")]
)
def test_a_plan_has_each_source_once_in_a_year_that_can_be(world, man, change, code):
    values = {"year": 2027, "source": "dues", "expected": 1_000_000, "note": ""}
    records.add(PLAN, world.dong_vang, values, by=man, today=TODAY)
    with pytest.raises(Problem) as refusal:
        records.add(PLAN, world.dong_vang, values | change, by=man, today=TODAY)
    assert refusal.value.code == code


# Equipment


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"from_on": date(2026, 9, 24)}, "in_future"),
        ({"to_on": date(2026, 9, 19)}, "ends_before"),
        ({"to_on": date(2026, 9, 24)}, "in_future"),
    ],
)
def test_equipment_that_cannot_be_is_refused(world, man, change, code):
    with pytest.raises(Problem) as refusal:
        records.add(EQUIPMENT, world.dong_vang, monitor(world, **change), by=man, today=TODAY)
    assert refusal.value.code == code


def test_equipment_is_kept_by_a_member_and_counts_for_nothing(world, man):
    with pytest.raises(Problem) as refusal:
        given = monitor(world, keeper_id=world.members["Bùi Thị Sáu"].pk)
        records.add(EQUIPMENT, world.dong_vang, given, by=man, today=TODAY)
    assert refusal.value.code == "not_a_member"
    records.add(EQUIPMENT, world.dong_vang, monitor(world), by=man, today=TODAY)
    assert not Activity.objects.exists()


@pytest.mark.parametrize("register", [PLAN, EARNINGS, SPONSORS, EQUIPMENT], ids=lambda register: register.code)
def test_each_register_can_be_taken_back_to_the_row(world, man, register):
    given = {
        "plan_line": ({"year": 2026, "source": "dues", "expected": 1, "note": ""}, {"expected": 2}),
        "earning": (STALL, {"income": 1}), "sponsor": (SHOP, {"name": "Hải Yến"}),
        "equipment": (monitor(world), {"condition": "worn"}),
    }  # fmt: skip
    values, change = given[register.code]
    states = [everything()]
    row, added = records.add(register, world.dong_vang, values, by=man, today=TODAY)
    states.append(everything())
    corrected = records.correct(register, row, change, by=man, today=TODAY)
    states.append(everything())
    dropped = records.drop(register, row, by=man, today=TODAY)
    assert everything() == states[0]
    for event, before in zip((dropped, corrected, added), reversed(states), strict=True):
        records.undo(world.dong_vang, event.pk, by=man, today=TODAY)
        assert everything() == before
