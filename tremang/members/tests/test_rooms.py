"""Each room takes its own newest act back, whatever another room of the same club took back since."""

import pytest

from tests.cast import TODAY
from tremang.clubs import actions as clubs
from tremang.clubs.actions import LIFE_VERBS, Facts
from tremang.clubs.books import UNDO, latest
from tremang.clubs.life import ONE_DAY
from tremang.kernel.models import Event, EventContent
from tremang.kernel.problems import Conflict
from tremang.members.actions.board import BOARD_VERBS, give_post, undo_board
from tremang.members.actions.groups import GROUP_VERBS, add_group, undo_groups
from tremang.members.tests.looking import all_rows, contradictions

pytestmark = pytest.mark.django_db
BOARD, GROUPS, LIFE = (BOARD_VERBS, undo_board), (GROUP_VERBS, undo_groups), (LIFE_VERBS, clubs.undo_life)


@pytest.fixture
def acts(world, tuan) -> list[dict]:
    """One act in each room; the rows as they stood before each of them."""
    club, stood = world.dong_vang, []
    for act in (
        lambda: clubs.edit_club(club, Facts("Câu lạc bộ Hoa Sen"), by=tuan, today=TODAY),
        lambda: add_group(club, "Tổ 9", by=tuan, today=TODAY),
        lambda: give_post(club, world.person("Trần Thị Lụa"), "deputy", TODAY - ONE_DAY, by=tuan, today=TODAY),
    ):
        stood.append(all_rows())
        act()
    return stood


def undone(world, tuan, room) -> None:
    verbs, undo = room
    club = world.dong_vang
    club.refresh_from_db()
    undo(club, latest(club.pk, verbs).sequence, by=tuan, today=TODAY)


def test_what_the_board_took_back_hides_no_way_back_of_groups_or_of_the_club(world, tuan, acts):
    before_all, before_groups, before_board = acts
    for room, stood in ((BOARD, before_board), (GROUPS, before_groups), (LIFE, before_all)):
        undone(world, tuan, room)
        assert all_rows() == stood
        assert latest(world.dong_vang.pk, room[0]) is None
        assert not contradictions(world.dong_vang)


def test_rooms_may_take_back_in_another_order_and_end_where_they_began(world, tuan, acts):
    for room in (LIFE, BOARD, GROUPS):
        undone(world, tuan, room)
    assert all_rows() == acts[0]
    assert not contradictions(world.dong_vang)


def test_what_was_taken_back_stays_the_end_of_its_own_room(world, tuan, acts):
    event = latest(world.dong_vang.pk, BOARD_VERBS)
    undone(world, tuan, BOARD)
    undone(world, tuan, GROUPS)
    with pytest.raises(Conflict):
        undo_board(world.dong_vang, event.sequence, by=tuan, today=TODAY)


def test_an_undoing_that_does_not_say_of_what_ends_every_room(world, tuan, acts):
    undone(world, tuan, BOARD)
    EventContent.objects.filter(event=Event.objects.get(verb=UNDO)).delete()
    assert latest(world.dong_vang.pk, GROUP_VERBS) is None
