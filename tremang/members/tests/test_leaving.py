"""Pausing, leaving, moving and dying: what follows from each, and that each is undone to the very rows of before."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem, Refused
from tremang.meetings.hot import roll_ids
from tremang.meetings.queries import names_on_roll
from tremang.members.actions import back_again, join, leave, move, pause, resume, take_back_pause, undo_move
from tremang.members.models import BoardMember, Membership, MembershipPause, Person
from tremang.members.tests.cards import address, body, faults, rows, sent, way_back

pytestmark = pytest.mark.django_db
ONE = timedelta(days=1)


@pytest.fixture
def luc(world, today) -> Membership:
    return world.members["Kiều Văn Lực"]


def paused(row, by, first, last=None) -> MembershipPause:
    return pause(row, from_on=first, to_on=last, reason="Ở với con", by=by, today=TODAY)


@pytest.fixture
def away(luc, man) -> list[MembershipPause]:
    """He was away in spring, is away until the end of the month, and has told of nothing later."""
    return [paused(luc, man, date(2026, 3, 1), date(2026, 4, 1)), paused(luc, man, date(2026, 9, 1), date(2026, 9, 30))]


def expected(row: Membership, day: date) -> bool:
    """Whether he is on the roll of the day, by the fast list and by the list of names alike."""
    fast = row.pk in roll_ids(row.club_id, day)
    assert fast == (row.pk in {name.membership for name in names_on_roll(row.club_id, day)})
    return fast


def test_who_is_away_is_not_expected_until_he_is_back(luc, man):
    paused(luc, man, date(2026, 8, 20))
    assert [expected(luc, date(2026, 8, day)) for day in (19, 20, 25)] == [True, False, False]
    resume(luc, back_on=date(2026, 9, 10), by=man, today=TODAY)
    assert [expected(luc, date(2026, 9, day)) for day in (9, 10, 23)] == [False, True, True]
    assert not faults()


@pytest.mark.parametrize("last", [None, date(2026, 9, 10), date(2026, 12, 1)])
def test_a_pause_is_undone(luc, man, last):
    before = rows()
    row = paused(luc, man, date(2026, 9, 1), last)
    assert not expected(luc, date(2026, 9, 5))
    take_back_pause(row, by=man, today=TODAY)
    assert rows() == before
    assert not faults()


@pytest.mark.parametrize("last", [None, date(2026, 12, 1)])
def test_a_return_is_undone_and_a_second_press_takes_nothing_more(luc, man, last):
    row = paused(luc, man, date(2026, 9, 1), last)
    before = rows()
    resume(luc, back_on=date(2026, 9, 15), by=man, today=TODAY)
    assert expected(luc, date(2026, 9, 15))
    take_back_pause(row, returned=True, by=man, today=TODAY)
    assert rows() == before
    with pytest.raises(Problem) as refusal:
        take_back_pause(row, returned=True, by=man, today=TODAY)
    assert refusal.value.code == "undo_late"
    assert rows() == before


@pytest.mark.parametrize("reason", ["left", "moved", "died", "mistake"])
@pytest.mark.parametrize("day", [date(2026, 8, 15), date(2026, 9, 10), TODAY])
def test_an_ending_is_undone_with_its_pauses(luc, man, away, reason, day):
    before = rows()
    leave(luc, left_on=day, reason=reason, by=man, today=TODAY)
    assert not expected(luc, day + ONE)
    assert all(row.to_on <= day for row in MembershipPause.objects.filter(membership=luc))
    back_again(Membership.objects.get(pk=luc.pk), by=man, today=TODAY)
    assert rows() == before
    assert not faults()


def test_a_move_ends_here_begins_there_and_is_undone(world, luc, tuan, away):
    before = rows()
    there = move(luc, world.trai_giua, moved_on=date(2026, 9, 10), by=tuan, today=TODAY)
    luc.refresh_from_db()
    assert (luc.left_on, luc.leave_reason, there.joined_on) == (date(2026, 9, 9), "moved", date(2026, 9, 10))
    assert there.person_id == luc.person_id and expected(there, TODAY) and not expected(luc, TODAY)
    undo_move(luc, there, by=tuan, today=TODAY)
    assert rows() == before
    assert not faults()


def test_undoing_a_move_takes_no_other_membership(world, luc, tuan):
    leave(luc, left_on=date(2026, 8, 1), reason="moved", by=tuan, today=TODAY)
    later = join(world.trai_giua, luc.person, joined_on=date(2026, 9, 1), by=tuan, today=TODAY)
    with pytest.raises(Problem):
        undo_move(luc, later, by=tuan, today=TODAY)
    assert Membership.objects.filter(pk=later.pk).exists()


def test_a_move_needs_the_power_in_both_clubs(world, luc, man):
    before = rows()
    with pytest.raises(Refused):
        move(luc, world.trai_giua, moved_on=TODAY, by=man, today=TODAY)
    assert rows() == before


def test_who_died_is_not_expected_any_more_and_joins_nowhere(world, luc, tuan, desk_of):
    leave(luc, left_on=date(2026, 9, 20), reason="died", by=tuan, today=TODAY)
    assert [expected(luc, date(2026, 9, day)) for day in (20, 21, 25)] == [True, False, False]
    assert Person.objects.get(pk=luc.person_id).died_on == date(2026, 9, 20)
    assert "hưởng thọ 75 tuổi" in body(desk_of("man"), address("person", luc.person_id))
    with pytest.raises(Problem) as refusal:
        join(world.trai_giua, Person.objects.get(pk=luc.person_id), joined_on=TODAY, by=tuan, today=TODAY)
    assert refusal.value.code == "is_dead"


def test_a_death_that_two_clubs_wrote_stands_while_one_of_them_says_so(world, tuan, desk_of):
    here, there = world.members["Phùng Thị Tư"], world.members["Phùng Thị Tư ở Trại Giữa"]
    leave(here, left_on=date(2026, 9, 20), reason="died", by=tuan, today=TODAY)
    assert "Đã mất, mời ghi thôi" in body(desk_of("sau"), address("list", world.trai_giua.pk))
    before = rows()
    leave(there, left_on=TODAY, reason="died", by=tuan, today=TODAY)
    assert "mời ghi thôi" not in body(desk_of("sau"), address("list", world.trai_giua.pk))
    back_again(there, by=tuan, today=TODAY)
    assert rows() == before


def test_a_death_told_in_one_club_takes_the_name_off_the_roll_of_the_other_and_its_undo_brings_it_back(world, tuan):
    here, there = world.members["Phùng Thị Tư"], world.members["Phùng Thị Tư ở Trại Giữa"]
    leave(here, left_on=date(2026, 9, 20), reason="died", by=tuan, today=TODAY)
    assert [expected(there, date(2026, 9, day)) for day in (19, 20, 21, 23)] == [True, True, False, False]
    back_again(here, by=tuan, today=TODAY)
    assert expected(there, TODAY)


IMPOSSIBLE = [
    (lambda row, by: leave(row, left_on=TODAY + ONE, reason="left", by=by, today=TODAY), "day_ahead"),
    (lambda row, by: leave(row, left_on=row.joined_on - ONE, reason="left", by=by, today=TODAY), "before_join"),
    (lambda row, by: leave(row, left_on=TODAY, reason="", by=by, today=TODAY), "no_reason"),
    (lambda row, by: back_again(row, by=by, today=TODAY), "still_here"),
    (lambda row, by: move(row, row.club, moved_on=TODAY, by=by, today=TODAY), "same_club"),
    (lambda row, by: paused(row, by, TODAY + ONE), "day_ahead"),
    (lambda row, by: paused(row, by, TODAY, TODAY - ONE), "pause_ends_first"),
    (lambda row, by: paused(row, by, row.joined_on - ONE), "pause_outside"),
    (lambda row, by: paused(row, by, date(2026, 9, 5)), "paused_already"),
    (lambda row, by: resume(row, back_on=date(2026, 9, 1), by=by, today=TODAY), "pause_ends_first"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "code"), IMPOSSIBLE, ids=[f"{n}-{code}" for n, (_, code) in enumerate(IMPOSSIBLE)])
def test_what_cannot_be_is_refused_and_nothing_is_written(luc, man, act, code):
    paused(luc, man, date(2026, 9, 1), date(2026, 9, 12))
    before, events = rows(), Event.objects.count()
    with pytest.raises(Problem) as refusal:
        act(luc, man)
    assert refusal.value.code == code
    assert (rows(), Event.objects.count()) == (before, events)


def test_nobody_moves_before_he_came_and_nothing_follows_an_ending(world, tuan):
    row = world.members["Phùng Thị Tư ở Trại Giữa"]
    leave(world.members["Phùng Thị Tư"], left_on=date(2026, 1, 1), reason="left", by=tuan, today=TODAY)
    with pytest.raises(Problem) as refusal:
        move(row, world.dong_vang, moved_on=row.joined_on - ONE, by=tuan, today=TODAY)
    assert refusal.value.code == "before_join"
    leave(row, left_on=date(2026, 9, 1), reason="left", by=tuan, today=TODAY)
    for act in (
        lambda: leave(row, left_on=TODAY, reason="left", by=tuan, today=TODAY),
        lambda: paused(row, tuan, date(2026, 8, 1)),
        lambda: resume(row, back_on=TODAY, by=tuan, today=TODAY),
    ):
        with pytest.raises(Problem):
            act()


PAGES = [
    ("pause", {"from_on": "1/9/2026", "to_on": "1/12/2026", "reason": "Ở với con"}),
    ("pause", {"from_on": "1/9", "to_on": "", "reason": ""}),
    ("leave", {"left_on": "1/9/2026", "reason": "died"}),
    ("move", {"moved_on": "1/9/2026"}),
]


@pytest.mark.parametrize(("name", "data"), PAGES)
def test_what_a_page_wrote_its_undo_bar_takes_back(world, luc, desk_of, name, data):
    before, desk = rows(), desk_of("tuan")
    if name == "move":
        data = data | {"to": world.trai_giua.pk}
    page = sent(desk, address(name, luc.pk), **data)
    assert rows() != before
    sent(desk, way_back(page))
    assert rows() == before


def test_whoever_is_away_until_a_day_can_be_written_back_earlier(luc, away, desk_of):
    desk = desk_of("man")
    assert address("resume", luc.pk) in body(desk, address("person", luc.person_id))
    before = rows()
    page = sent(desk, address("resume", luc.pk), back_on="15/9/2026")
    assert MembershipPause.objects.get(pk=away[1].pk).to_on == date(2026, 9, 14)
    sent(desk, way_back(page))
    assert rows() == before


@pytest.mark.parametrize("name", ["luong", "sau", "nga", "ha", "lanh_dao", "nguoi_dung"])
def test_only_who_keeps_members_here_writes_of_them(world, luc, name):
    by = world.users[name]
    for act in (
        lambda: paused(luc, by, TODAY),
        lambda: resume(luc, back_on=TODAY, by=by, today=TODAY),
        lambda: leave(luc, left_on=TODAY, reason="left", by=by, today=TODAY),
        lambda: back_again(luc, by=by, today=TODAY),
    ):
        with pytest.raises(Refused):
            act()


@pytest.mark.parametrize("reason", ["left", "died"])
def test_posts_end_with_the_membership_and_come_back_with_it(world, man, reason):
    chair = world.members["Hoàng Văn Khiêm"]
    post = BoardMember.objects.get(club=world.dong_vang, person=chair.person, to_on=None)
    before = rows()
    leave(chair, left_on=date(2026, 9, 10), reason=reason, by=man, today=TODAY)
    post.refresh_from_db()
    assert post.to_on == date(2026, 9, 10)
    back_again(Membership.objects.get(pk=chair.pk), by=man, today=TODAY)
    assert rows() == before
    assert not faults()
