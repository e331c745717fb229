"""What the kill drill looks for it finds: each fault is made here on purpose."""

import json
import random
from datetime import date

import pytest
from django.core.management.base import CommandError

from tests.cast import TODAY, World
from tremang.bench import killing, reckoning
from tremang.bench.killing import Sent
from tremang.clubs.models import Club
from tremang.funds.models import Voucher
from tremang.inbox.actions import take_in
from tremang.inbox.models import Outcome
from tremang.kernel import clock
from tremang.meetings.models import Meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(world: World) -> Sent:
    """A meeting that a phone had acknowledged."""
    with clock.fixed(TODAY):
        one = next(one for one in killing.meetings(TODAY, 100, random.Random(1)) if one.club == world.dong_vang.pk)
        one.told = [outcome.body() for outcome in taken(world, one.text)]
    return one


def taken(world: World, text: str) -> list[Outcome]:
    club = Club.objects.select_related("place").get(pk=world.dong_vang.pk)
    return take_in([text], device=None, by=world.users["tuan"], club=club, today=TODAY, now=clock.now())


def test_the_meetings_to_send_are_of_days_without_one_and_can_all_be_written(world):
    with clock.fixed(TODAY):
        found = killing.meetings(TODAY, 100, random.Random(1))
        for one in [one for one in found if one.club == world.dong_vang.pk]:
            assert [outcome.state for outcome in taken(world, one.text)] == ["applied"]
    assert len({(one.club, one.day) for one in found}) == len(found) > 10
    assert all(one.dues and one.day < TODAY for one in found)


def test_what_is_there_once_and_as_told_has_no_fault(sent):
    assert reckoning.faults_of(sent) == set()
    assert reckoning.strays([sent.club]) == []
    assert "Mất 0, ghi đôi 0, ghi dở 0." in list(reckoning.reckoned([sent], reckoning.findings([sent.club])))


def test_what_was_acknowledged_and_is_not_there_is_lost(sent):
    other = Sent("0190f5a0-0000-7000-8000-000000000001", "", sent.club, date(2026, 1, 3), "{}", sent.dues, {})
    other.told = sent.told
    assert "lost" in reckoning.faults_of(other)


def test_an_outcome_other_than_the_phone_was_told_is_lost(sent):
    sent.told.append(sent.told[0] | {"result": {}})
    assert reckoning.faults_of(sent) == {"lost"}


def test_money_that_stands_twice_is_doubled_and_money_that_lacks_a_line_is_half(sent):
    pk, amount = next(iter(sent.dues.items()))
    sent.dues[pk] = amount // 2
    assert reckoning.faults_of(sent) == {"doubled"}
    sent.dues[pk] = 2 * amount
    assert reckoning.faults_of(sent) == {"half"}


def test_a_text_other_than_was_sent_is_half(sent):
    sent.text = json.dumps(json.loads(sent.text) | {"app": 2})
    assert reckoning.faults_of(sent) == {"half"}


def test_a_row_changed_behind_the_chain_ends_the_reckoning(sent):
    before = reckoning.findings([sent.club])
    Meeting.objects.filter(club=sent.club, held_on=sent.day).update(place="nơi khác")
    with pytest.raises(CommandError, match="không khớp ở 1 chỗ"):
        list(reckoning.reckoned([sent], before))


def test_a_slip_whose_submission_is_not_there_is_half_a_bundle(sent):
    Voucher.objects.filter(request_key=sent.uid).update(request_key="0190f5a0-0000-7000-8000-000000000001")
    assert set(reckoning.strays([sent.club])) == {"0190f5a0-0000-7000-8000-000000000001"}
