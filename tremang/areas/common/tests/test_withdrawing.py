"""Promises of support that an office withdraws: until a club has answered, and back again with every line that waited."""

import pytest

from tests.cast import TODAY
from tremang.areas.common import actions
from tremang.areas.common.models import Activity
from tremang.areas.common.tests.test_offices import CHECKUP, Answer, offered, row_of, tables
from tremang.clubs.books import take_back
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem, Refused
from tremang.kernel.verify import verify


def test_support_can_be_withdrawn_until_a_club_answers(world):
    tuan = world.users["tuan"]
    actions.withdraw(offered(world).support, by=tuan, today=TODAY)
    assert tables() == [[], [], []]
    support = offered(world).support
    actions.answer(row_of(world.dong_vang), Answer.YES, {"people": 4}, by=world.users["man"], today=TODAY)
    with pytest.raises(Problem) as refusal:
        actions.withdraw(support, by=tuan, today=TODAY)
    assert refusal.value.code == "clubs_answered"
    assert Activity.objects.count() == 2


def test_withdrawn_support_comes_back_with_what_waits_in_each_book(world):
    tuan, both = world.users["tuan"], [world.dong_vang, world.trai_giua]
    support = actions.give(world.phuc_tho, CHECKUP, both, people={both[0].pk: 7}, by=tuan, today=TODAY).support
    before = tables()
    for _time in range(2):
        event = actions.withdraw(support, by=tuan, today=TODAY)
        actions.undo_withdraw(world.phuc_tho, event.pk, by=tuan, today=TODAY)
        actions.undo_withdraw(world.phuc_tho, event.pk, by=tuan, today=TODAY)  # pressed twice
        assert tables() == before
    actions.answer(row_of(both[0]), Answer.NO, by=world.users["man"], today=TODAY)
    answered = tables()
    actions.undo_withdraw(world.phuc_tho, event.pk, by=tuan, today=TODAY)
    assert tables() == answered
    assert not [found for found in verify().findings if found.code != "row_unknown"]


def test_a_support_that_came_back_without_all_its_lines_gets_the_others(world):
    tuan = world.users["tuan"]
    support = offered(world).support
    before = tables()
    event = actions.withdraw(support, by=tuan, today=TODAY)
    with writing(world.phuc_tho.pk):
        take_back(event, by=tuan)  # as if it had broken off here
    actions.undo_withdraw(world.phuc_tho, event.pk, by=tuan, today=TODAY)
    assert tables() == before


def test_only_a_withdrawal_at_that_place_is_taken_back_by_whom_it_is_the_duty(world):
    tuan = world.users["tuan"]
    event = actions.withdraw(offered(world).support, by=tuan, today=TODAY)
    given_ = Event.objects.get(chain_id=world.phuc_tho.pk, verb="give_office_support")
    for place, pk in ((world.phuc_tho, given_.pk), (world.phuc_tho, 1), (world.phuc_tho, 10**30)):
        with pytest.raises(Problem) as refusal:
            actions.undo_withdraw(place, pk, by=tuan, today=TODAY)
        assert refusal.value.code == "nothing_to_undo"
    with pytest.raises(Refused):
        actions.undo_withdraw(world.phuc_tho, event.pk, by=world.users["man"], today=TODAY)
    assert tables() == [[], [], []]
