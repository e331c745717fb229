"""Who lives with whom: written, changed and taken back, by act and by page."""

import pytest
from django.test import Client

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.members.actions import homes
from tremang.members.models import Person
from tremang.members.tests.cards import address, faults

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def club(world):
    return world.dong_vang


@pytest.fixture
def three(world):
    return [world.members[name].person for name in ("Lê Thị Hợi", "Trần Thị Lụa", "Kiều Văn Lực")]


def home_of(person):
    return Person.objects.get(pk=person.pk).household_id


def test_two_members_live_together_a_third_joins_them_and_one_leaves(world, club, three):
    hoi, lua, luc = three
    given = {"club": club, "by": world.users["man"], "today": TODAY}
    homes.share_home(hoi, lua, **given)
    homes.share_home(luc, hoi, **given)
    assert home_of(hoi) == home_of(lua) == home_of(luc) is not None
    homes.leave_home(lua, **given)
    assert home_of(lua) is None and home_of(hoi) == home_of(luc)
    assert not faults()


def test_each_act_is_taken_back_to_where_everybody_lived(world, club, three):
    hoi, lua, luc = three
    given = {"club": club, "by": world.users["man"], "today": TODAY}
    homes.share_home(hoi, lua, **given)
    together = home_of(hoi)
    homes.share_home(hoi, luc, **given)
    assert home_of(hoi) == home_of(luc) != together
    homes.undo_home(hoi, **given)
    assert (home_of(hoi), home_of(luc)) == (together, None)
    with pytest.raises(Conflict):
        homes.undo_home(hoi, **given)
    homes.leave_home(hoi, **given)
    homes.share_home(lua, luc, **given)
    homes.undo_home(hoi, **given)
    assert home_of(hoi) == together
    assert not faults()


def test_nobody_lives_with_himself_twice_with_the_same_or_with_a_stranger(world, club, three):
    hoi, lua, _luc = three
    given = {"club": club, "by": world.users["man"], "today": TODAY}
    for wrong, code in ((hoi, "same_card"), (world.members["Bạch Công Sơn"].person, "not_of_club")):
        with pytest.raises((Problem, Refused)) as refusal:
            homes.share_home(hoi, wrong, **given)
        assert refusal.value.code == code
    homes.share_home(hoi, lua, **given)
    with pytest.raises(Problem) as refusal:
        homes.share_home(lua, hoi, **given)
    assert refusal.value.code == "same_home"
    with pytest.raises(Problem):
        homes.leave_home(world.members["Kiều Văn Lực"].person, **given)


def test_the_page_writes_the_same_and_shows_it_on_both_cards(world, three):
    hoi, lua, _luc = three
    desk = Client()
    desk.force_login(world.users["man"])
    assert "Chưa ghi ai cùng nhà" in desk.get(address("home", hoi.pk)).content.decode()
    shown = desk.post(address("home", hoi.pk), {"mate": lua.pk}, follow=True).content.decode()
    assert "Đã ghi Lê Thị Hợi cùng nhà với Trần Thị Lụa." in shown and home_of(hoi) == home_of(lua)
    assert "Lê Thị Hợi" in desk.get(address("person", lua.pk)).content.decode()
    assert desk.post(address("home", hoi.pk), {"mate": "12"}).status_code == 422
    desk.post(address("apart", hoi.pk))
    assert home_of(hoi) is None
    desk.post(address("undo_home", hoi.pk))
    assert home_of(hoi) == home_of(lua)
