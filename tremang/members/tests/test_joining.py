"""Joining: what is asked and refused, one person in two clubs, one household, and the way back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.cast import TODAY
from tremang.areas.common.models import Activity, Participant
from tremang.clubs.models import Group
from tremang.kernel.models import Event, EventContent
from tremang.kernel.problems import Problem, Refused
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import MeetingData
from tremang.members.actions import declare_need, join, leave, take_back_join
from tremang.members.models import Membership, Person
from tremang.members.tests.cards import HOA, address, body, faults, rows, sent, way_back

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)
NUMBER = "001152012345"
TYPED = {"full_name": HOA.full_name, "sex": "F", "born": HOA.born, "joined_on": "1/9/2026", "phone": HOA.phone}


def joined(world, by, data=HOA, on=DAY, **more) -> Membership:
    return join(world.dong_vang, data, joined_on=on, by=by, today=TODAY, **more)


def written() -> dict:
    """What stands of bà Hòa, and what the event says of it."""
    event = Event.objects.select_related("content").latest("sequence")
    member = Membership.objects.filter(person__full_name=HOA.full_name)
    return {
        "person": Person.objects.filter(full_name=HOA.full_name).values(
            "name_fold", "sort_key", "sex", "born_year", "born_on", "phone", "version", "citizen_index"
        )[0],
        "membership": member.values("club", "joined_on", "left_on", "leave_reason", "group")[0],
        "event": (event.chain_id, event.verb, event.actor_id, event.content.body),
    }


def test_the_page_writes_the_same_rows_as_the_act(world, man, desk_of):
    group = Group.objects.get(club=world.dong_vang, name="Tổ 2")
    row = joined(world, man, replace(HOA, citizen=NUMBER), group=group)
    by_act = written()
    take_back_join(row, by=man, today=TODAY)
    sent(desk_of("man"), address("join", world.dong_vang.pk), **TYPED, citizen=NUMBER, group=group.pk)
    assert written() == by_act
    assert by_act["person"]["born_on"] == date(1952, 9, 5)
    assert by_act["membership"]["group"] == group.pk
    assert not faults()


def test_a_year_alone_is_a_birth_and_the_age_is_the_difference_of_years(world, man, desk_of):
    by_year = joined(world, man, replace(HOA, born="1952")).person
    by_day = joined(world, man, replace(HOA, full_name="Cấn Thị Hạ", born="24/9/1952")).person
    assert (by_year.born_on, by_year.age_on(TODAY)) == (None, 74)
    assert (by_day.age_on(TODAY), by_day.age_on(TODAY + timedelta(days=1))) == (73, 74)
    assert "sinh năm 1952, 74 tuổi" in body(desk_of("man"), address("person", by_year.pk))
    assert "sinh ngày 24/9/1952, 73 tuổi" in body(desk_of("man"), address("person", by_day.pk))


@pytest.mark.parametrize(
    ("data", "on", "code"),
    [
        ({"born": "1886"}, DAY, "too_old"), ({"born": "24/9/2026"}, DAY, "birth_ahead"),
        ({"born": "khoảng năm Tỵ"}, DAY, "birth_unread"), ({"full_name": "  "}, DAY, "no_name"),
        ({"sex": ""}, DAY, "no_sex"), ({"phone": "12345"}, DAY, "bad_phone"), ({"citizen": "0123"}, DAY, "bad_citizen"),
        ({}, TODAY + timedelta(days=1), "day_ahead"), ({}, date(2024, 3, 13), "before_club"),
        ({"born": "2/9/2026"}, DAY, "before_birth"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(world, man, data, on, code):
    before, events = rows(), Event.objects.count()
    with pytest.raises(Problem) as refusal:
        joined(world, man, replace(HOA, **data), on)
    assert refusal.value.code == code
    assert (rows(), Event.objects.count()) == (before, events)


def test_a_refusal_on_the_page_keeps_what_was_typed(world, desk_of):
    page = sent(desk_of("man"), address("join", world.dong_vang.pk), 422, **TYPED | {"born": "1886"})
    assert "Sinh năm 1886 là 140 tuổi" in page
    assert 'value="Nguyễn Thị Hòa"' in page and 'value="1886"' in page and 'value="0912 345 678"' in page


@pytest.mark.parametrize(
    ("phone", "stored"),
    [("0912 345 678", "0912345678"), ("024.3385.1234", "02433851234"), ("+84 912 345 678", "0912345678"), ("", "")],
)
def test_a_telephone_may_be_shared_or_stand_in_the_house(world, man, phone, stored):
    for name in ("Nguyễn Thị Hòa", "Cấn Văn Thịnh"):
        assert joined(world, man, replace(HOA, full_name=name, phone=phone)).person.phone == stored


def test_a_citizen_number_lies_encrypted_is_masked_and_belongs_to_one_card(world, man, desk_of):
    person = joined(world, man, replace(HOA, citizen=NUMBER)).person
    stored = [*Person.objects.filter(pk=person.pk).values(), *EventContent.objects.values("body")]
    assert NUMBER not in str(stored)
    for name in ("person", "edit"):
        page = body(desk_of("man"), address(name, person.pk))
        assert NUMBER not in page and "••• ••• ••• 345" in page
    assert "••• 345" not in body(desk_of("luong"), address("person", person.pk))
    other = TYPED | {"full_name": "Cấn Văn Thịnh", "sex": "M", "born": "1950", "citizen": NUMBER}
    # The card that has the number is proposed; who insists on another one is told that the number is taken.
    page = sent(desk_of("man"), address("join", world.dong_vang.pk), **other)
    assert "Có phải người này không?" in page and not Person.objects.filter(full_name="Cấn Văn Thịnh").exists()
    page = sent(desk_of("man"), address("join", world.dong_vang.pk), 422, **other, same="new", seen=person.pk)
    assert "Số căn cước này đã có ở một thẻ khác" in page


def test_one_person_may_be_in_two_clubs_and_each_side_sees_that(world, tuan, desk_of):
    luc = world.person("Kiều Văn Lực")
    join(world.trai_giua, luc, joined_on=DAY, by=tuan, today=TODAY)
    assert "Thôn Trại Giữa".lower() in body(desk_of("tuan"), address("person", luc.pk)).lower()
    page = body(desk_of("man"), address("person", luc.pk))
    assert "Còn ở 1 câu lạc bộ khác" in page and "Trại Giữa" not in page
    row = body(desk_of("man"), address("list", world.dong_vang.pk))
    assert "cũng ở câu lạc bộ khác" in row[row.index("Kiều Văn Lực") :][:300]
    with pytest.raises(Problem) as refusal:
        join(world.trai_giua, luc, joined_on=TODAY, by=tuan, today=TODAY)
    assert refusal.value.code == "already_member"
    assert not faults()


def test_who_lives_with_a_member_is_joined_to_his_household(world, man, desk_of):
    tao = world.person("Khuất Duy Tạo")
    page = sent(desk_of("man"), f"{address('join', world.dong_vang.pk)}?nha={tao.pk}", **TYPED, more=1)
    new = Person.objects.get(full_name=HOA.full_name)
    tao.refresh_from_db()
    assert new.household_id == tao.household_id is not None
    assert f"Người cùng nhà với {HOA.full_name}" in page
    assert "Cùng nhà" in body(desk_of("man"), address("person", tao.pk))
    with pytest.raises(Refused):
        joined(world, man, replace(HOA, full_name="Lê Thị Xa"), household_with=world.person("Bùi Thị Sáu"))
    assert not faults()


def test_a_joining_is_taken_back_without_a_trace_in_the_register(world, man, desk_of):
    before = rows()
    page = sent(desk_of("man"), address("join", world.dong_vang.pk), **TYPED)
    page = sent(desk_of("man"), way_back(page))
    assert "Đã bỏ Nguyễn Thị Hòa vừa ghi khỏi danh sách" in page
    assert rows() == before
    assert not faults()


def test_taking_back_leaves_the_card_that_another_club_has(world, tuan):
    luc = world.person("Kiều Văn Lực")
    before = rows()
    take_back_join(join(world.trai_giua, luc, joined_on=DAY, by=tuan, today=TODAY), by=tuan, today=TODAY)
    assert rows() == before


def test_what_a_roll_call_or_the_books_of_the_club_have_used_is_not_taken_back(world, tuan):
    luc = world.person("Kiều Văn Lực")
    there = join(world.trai_giua, luc, joined_on=DAY, by=tuan, today=TODAY)
    declare_need(luc, "loan", declared_on=TODAY, club=world.trai_giua, by=tuan, today=TODAY)
    with pytest.raises(Problem) as refusal:
        take_back_join(there, by=tuan, today=TODAY)
    assert refusal.value.code == "undo_late"
    new = joined(world, tuan)
    told = {"club": world.dong_vang, "area": 2, "day": TODAY, "what": "Đo huyết áp", "people": 1, "by_id": tuan.pk}
    named = Participant.objects.create(
        club=world.dong_vang, activity=Activity.objects.create(**told), membership=new
    )  # a book of the 8 contents
    with pytest.raises(Problem) as refusal:
        take_back_join(new, by=tuan, today=TODAY)
    assert refusal.value.code == "undo_late"
    named.delete()
    record_meeting(world.dong_vang, MeetingData(TODAY), by=tuan, today=TODAY)
    with pytest.raises(Problem, match="điểm danh của 1 buổi"):
        take_back_join(new, by=tuan, today=TODAY)


def test_who_was_entered_by_mistake_can_be_entered_anew_for_that_day(world, man):
    row = joined(world, man)
    leave(row, left_on=TODAY, reason="mistake", by=man, today=TODAY)
    before = rows()
    again = join(world.dong_vang, row.person, joined_on=DAY, by=man, today=TODAY)
    assert again.pk == row.pk and again.left_on is None
    take_back_join(again, by=man, today=TODAY)
    assert rows() == before
    assert not faults()


@pytest.mark.parametrize("name", ["luong", "sau", "nga", "ha", "lanh_dao", "so", "trung_uong", "nguoi_dung"])
def test_only_who_keeps_members_here_enters_one(world, today, desk_of, name):
    with pytest.raises(Refused):
        joined(world, world.users[name])
    sent(desk_of(name), address("join", world.dong_vang.pk), 403, **TYPED)
    assert not Person.objects.filter(full_name=HOA.full_name).exists()
