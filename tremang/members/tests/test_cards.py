"""A card: corrected without losing what it said, found again however it is typed, merged and taken apart."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tremang.clubs.models import Team, TeamKind
from tremang.kernel import clock
from tremang.kernel.events import key
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import MeetingData
from tremang.meetings.models import Attendance, Status
from tremang.members.actions import (
    declare_need,
    edit_person,
    give_consent,
    join,
    leave,
    merge_persons,
    undo_edit,
    undo_merge,
)  # fmt: skip
from tremang.members.data import PersonData
from tremang.members.models import Consent, Membership, Person, PersonMerger, TeamMember
from tremang.members.tests.cards import HOA, address, body, faults, rows, sent, way_back
from tremang.members.twelve import twelve_months

pytestmark = pytest.mark.django_db
FIRST = date(2026, 8, 1)
LUC = PersonData("Kiều Văn Lực", "M", "2/5/1951")


def edited(world, person, by, data, version=1):
    return edit_person(person, data, version, club=world.dong_vang, by=by, today=TODAY)


def test_what_a_card_said_before_stays_readable_and_comes_back(world, man):
    luc, before = world.person("Kiều Văn Lực"), rows()
    edited(world, luc, man, replace(LUC, full_name="Kiều Văn Lục", born="1950", phone="0912345678"))
    said = Event.objects.select_related("content").get(subject=key(luc)).content.body
    assert (said["name"], said["before"]["full_name"], said["before"]["born_on"]) == (
        "Kiều Văn Lục", "Kiều Văn Lực", "1951-05-02",
    )  # fmt: skip
    assert Person.objects.get(pk=luc.pk).sort_key != luc.sort_key
    undo_edit(luc, 2, club=world.dong_vang, by=man, today=TODAY)
    assert rows() == before
    with pytest.raises(Problem):
        undo_edit(luc, 3, club=world.dong_vang, by=man, today=TODAY)
    assert not faults()


def test_the_same_again_writes_nothing(world, man):
    assert edited(world, world.person("Kiều Văn Lực"), man, LUC).version == 1
    assert not Event.objects.exists()


def test_two_who_write_at_once_lose_nothing(world, man, tuan, desk_of):
    luc = world.person("Kiều Văn Lực")
    edited(world, luc, tuan, replace(LUC, phone="0243385123"))
    with pytest.raises(Conflict):
        edited(world, luc, man, replace(LUC, nickname="Tẹo"))
    typed = {"full_name": "Kiều Văn Lực", "sex": "M", "born": "2/5/1951", "nickname": "Tẹo", "version": 1}
    page = sent(desk_of("man"), address("edit", luc.pk), 409, **typed)
    assert "vừa được Nguyễn Anh Tuấn sửa" in page and "0243385123" in page and 'value="Tẹo"' in page
    assert 'name="version" value="2"' in page
    page = sent(desk_of("man"), address("edit", luc.pk), **typed | {"version": 2, "phone": "0243385123"})
    assert Person.objects.values_list("nickname", "phone").get(pk=luc.pk) == ("Tẹo", "0243385123")
    sent(desk_of("man"), way_back(page))
    assert Person.objects.get(pk=luc.pk).nickname == ""


def test_an_empty_citizen_number_keeps_the_stored_one_until_it_is_dropped(world, man, desk_of):
    luc, desk = world.person("Kiều Văn Lực"), desk_of("man")
    edited(world, luc, man, replace(LUC, citizen="001051012345"))
    typed = {"full_name": "Kiều Văn Lực", "sex": "M", "born": "1951", "citizen": ""}
    sent(desk, address("edit", luc.pk), **typed)
    assert Person.objects.get(pk=luc.pk).citizen_number
    sent(desk, address("edit", luc.pk), **typed, drop_citizen="on")
    stored = Person.objects.get(pk=luc.pk)
    assert (stored.citizen_number, stored.citizen_index, stored.born_on) == ("", "", None)


@pytest.mark.parametrize("typed", ["Nguyễn Thị Hoà", "nguyen thi hoa", "NGUYỄN THỊ HÒA", "Hòa Nguyễn Thị", "Thị Hòa"])
def test_a_card_is_found_however_the_name_is_typed(world, man, desk_of, typed):
    join(world.dong_vang, HOA, joined_on=FIRST, by=man, today=TODAY)
    data = {"full_name": typed, "sex": "F", "born": "5/9/1952", "phone": "0912345678"}
    page = sent(desk_of("man"), address("alike", world.dong_vang.pk), **data)
    assert "Nguyễn Thị Hòa" in page and "đang là thành viên câu lạc bộ này từ ngày 01/8/2026" in page


def test_beyond_reach_only_the_bare_fact_is_told_and_the_card_can_still_be_chosen(world, man, desk_of):
    nga = world.users["nga"]
    there = join(world.muong_chau, replace(HOA, nickname="Hòa Béo"), joined_on=FIRST, by=nga, today=TODAY)
    data = {"full_name": HOA.full_name, "sex": "F", "born": HOA.born, "joined_on": "1/9/2026"}
    page = sent(desk_of("man"), address("join", world.dong_vang.pk), **data)
    part = page[page.index('id="alike"') : page.index("</fieldset>")]
    assert "Đúng, là người đã có thẻ ở một câu lạc bộ khác" in part
    assert not [word for word in ("Muồng Cháu", "Hòa Béo", "0912345678", "1952", "Nguyễn Thị") if word in part]
    sent(desk_of("man"), address("join", world.dong_vang.pk), **data, same=there.person_id, seen=there.person_id)
    assert Person.objects.filter(full_name=HOA.full_name).count() == 1
    assert Membership.objects.filter(person=there.person_id).count() == 2


def test_finding_alike_cards_stays_light(world, man, desk_of):
    for number in range(30):
        data = replace(HOA, full_name=f"Nguyễn Thị Hòa {'ABCDEFGHIJKLMNOPQRSTUVWXYZĂÂĐÊ'[number]}")
        join(world.dong_vang, data, joined_on=FIRST, by=man, today=TODAY)
    desk = desk_of("man")
    data = {"full_name": HOA.full_name, "sex": "F", "born": HOA.born, "phone": HOA.phone}
    sent(desk, address("alike", world.dong_vang.pk), **data)
    with CaptureQueriesContext(connection) as caught:
        page = sent(desk, address("alike", world.dong_vang.pk), **data)
    assert page.count("Nguyễn Thị Hòa") == 5
    assert len(caught) <= 12


@pytest.fixture
def twins(world, tuan) -> tuple[Person, Person]:
    """Bà Hòa twice in thôn Đồng Vàng, the second card also in Trại Giữa, with meetings, a need and a consent."""
    one = join(world.dong_vang, HOA, joined_on=FIRST, by=tuan, today=TODAY).person
    other = replace(HOA, full_name="Nguyễn Thị Hoà", born="1952", phone="", nickname="Hòa Béo", citizen="001152012345")
    two = join(world.dong_vang, other, joined_on=FIRST, by=tuan, today=TODAY).person
    join(world.trai_giua, two, joined_on=FIRST, by=tuan, today=TODAY)
    absent = {Membership.objects.get(person=one).pk: Status.ABSENT}
    record_meeting(world.dong_vang, MeetingData(date(2026, 8, 25), marks=absent), by=tuan, today=TODAY)
    declare_need(two, "loan", declared_on=TODAY, club=world.trai_giua, by=tuan, today=TODAY)
    for card in (one, two):
        give_consent(card, ["contact"], channel="paper", given_on=TODAY, club=world.dong_vang, by=tuan, today=TODAY)
    return one, two


def test_merging_keeps_every_membership_and_roll_call_and_is_taken_apart_again(world, tuan, twins, desk_of):
    one, two = twins
    gone, before, marks = two.pk, rows(), list(Attendance.objects.order_by("membership_id").values())
    memberships = set(Membership.objects.filter(person__in=twins).values_list("pk", flat=True))
    merger = merge_persons(one, two, club=world.dong_vang, by=tuan, today=TODAY)
    assert set(Membership.objects.filter(person=one).values_list("pk", flat=True)) == memberships
    assert list(Attendance.objects.order_by("membership_id").values()) == marks
    kept = Person.objects.get(pk=one.pk)
    assert (kept.nickname, kept.phone, kept.born_on) == ("Hòa Béo", "0912345678", date(1952, 9, 5))
    assert kept.citizen_index == two.citizen_index
    counted = Membership.objects.filter(Membership.running(TODAY), person=one, club=world.dong_vang)
    assert counted.exclude(leave_reason="mistake").count() == 1
    assert desk_of("tuan").get(address("person", gone)).url == address("person", one.pk)
    assert not faults()
    undo_merge(merger, club=world.dong_vang, by=tuan, today=TODAY)
    assert rows() == before
    assert not faults()


def test_what_still_runs_goes_on_with_the_membership_that_stays(world, tuan, twins):
    one, two = twins
    team = Team.objects.create(club=world.dong_vang, kind=TeamKind.ARTS, name="Đội văn nghệ")
    mine = {"club": world.dong_vang, "from_on": FIRST}
    ended = Membership.objects.get(person=two, club=world.dong_vang)
    place = TeamMember.objects.create(team=team, membership=ended, **mine)
    over = TeamMember.objects.create(team=team, membership=ended, to_on=FIRST, **mine | {"from_on": date(2026, 1, 1)})
    before = rows()
    merger = merge_persons(one, two, club=world.dong_vang, by=tuan, today=TODAY)
    staying = Membership.objects.get(person=one, club=world.dong_vang, left_on=None)
    assert TeamMember.objects.get(pk=place.pk).membership == staying
    assert TeamMember.objects.get(pk=over.pk).membership == ended
    undo_merge(merger, club=world.dong_vang, by=tuan, today=TODAY)
    assert rows() == before
    assert not faults()


def test_what_was_written_after_a_merger_is_not_lost_by_taking_it_apart(world, tuan, twins):
    one, two = twins
    merger = merge_persons(one, two, club=world.dong_vang, by=tuan, today=TODAY)
    there = Membership.objects.get(club=world.trai_giua, person=one)
    leave(there, left_on=TODAY, reason="left", by=tuan, today=TODAY)
    before = rows()
    with pytest.raises(Problem) as refusal:
        undo_merge(PersonMerger.objects.get(pk=merger.pk), club=world.dong_vang, by=tuan, today=TODAY)
    assert refusal.value.code == "undo_late"
    assert rows() == before


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ([("one", 1, None), ("two", 5, 9)], []),  # the yes of the one card was taken back on the other
        ([("one", 1, 3), ("two", 5, None)], [5]),  # asked anew since
        ([("one", 5, None), ("two", 5, 9)], []),  # one of the two rows of a day goes, its no does not
        ([("one", 5, None), ("two", 3, 5)], []),
        ([("one", 1, None), ("two", 5, None)], [5]),  # one withdrawal must end it
    ],
)
def test_the_last_word_about_a_consent_holds_whichever_card_heard_it(world, tuan, twins, said, holds):
    for card, given, withdrawn in said:
        Consent.objects.create(
            person=twins[0] if card == "one" else twins[1], purpose="onward", text_version="1", channel="paper",
            given_on=date(2026, 9, given), withdrawn_on=date(2026, 9, withdrawn) if withdrawn else None, by_id=1,
        )  # fmt: skip
    before = rows()
    merger = merge_persons(*twins, club=world.dong_vang, by=tuan, today=TODAY)
    standing = Consent.objects.filter(person=twins[0], purpose="onward", withdrawn_on=None)
    assert [row.given_on.day for row in standing] == holds
    undo_merge(merger, club=world.dong_vang, by=tuan, today=TODAY)
    assert rows() == before


def test_cards_are_merged_on_the_page_with_the_way_back(world, twins, desk_of):
    (one, two), desk, before = twins, desk_of("tuan"), rows()
    assert f"?the={two.pk}" in body(desk, address("merge", one.pk))
    beside = body(desk, f"{address('merge', one.pk)}?the={two.pk}")
    assert "Câu lạc bộ thôn Trại Giữa" in beside and "••• ••• ••• 345" in beside and "001152012345" not in beside
    page = sent(desk, address("merge", one.pk), other=two.pk, keep=two.pk)
    assert not Person.objects.filter(pk=one.pk).exists()
    sent(desk, way_back(page))
    assert rows() == before


def test_who_does_not_keep_all_clubs_of_both_cards_merges_nothing(world, man, twins, desk_of):
    (one, two), before = twins, rows()
    with pytest.raises(Refused):
        merge_persons(one, two, club=world.dong_vang, by=man, today=TODAY)
    page = body(desk_of("man"), f"{address('merge', one.pk)}?the={two.pk}")
    assert "1 câu lạc bộ khác, ngoài nơi mình phụ trách" in page and "Trại Giữa" not in page
    sent(desk_of("man"), address("merge", one.pk), 403, other=two.pk)
    sent(desk_of("man"), address("merge", one.pk), 403, other=world.person("Bùi Thị Sáu").pk)
    assert rows() == before


def test_a_man_and_a_woman_are_not_one_person(world, tuan):
    with pytest.raises(Problem) as refusal:
        merge_persons(
            world.person("Kiều Văn Lực"), world.person("Đỗ Thị Ẩn"), club=world.dong_vang, by=tuan, today=TODAY
        )
    assert refusal.value.code == "sex_differs"


def test_a_card_is_closed_once_no_membership_runs(world, man, desk_of):
    luc = world.members["Kiều Văn Lực"]
    edited(world, luc.person, man, replace(LUC, phone="0912345678"))
    assert "0912345678" in body(desk_of("luong"), address("person", luc.person_id))
    leave(luc, left_on=date(2026, 9, 1), reason="left", by=man, today=TODAY)
    for name in ("luong", "man", "tuan"):
        page = body(desk_of(name), address("person", luc.person_id))
        assert "Kiều Văn Lực" in page and "0912345678" not in page
    assert "0912345678" not in body(desk_of("man"), address("consent", luc.person_id))
    for name in ("edit", "need"):
        assert "0912345678" not in body(desk_of("man"), address(name, luc.person_id), 403)
    merging = f"{address('merge', world.person('Khuất Duy Tạo').pk)}?the={luc.person_id}"
    assert "0912345678" not in body(desk_of("man"), merging)


def test_the_card_shows_twelve_months_of_meetings(world, man, desk_of):
    luc = world.members["Kiều Văn Lực"]
    for day, mark in [
        (date(2025, 9, 25), None),
        (date(2025, 10, 25), 2),
        (date(2026, 7, 25), 4),
        (date(2026, 8, 25), 1),
    ]:
        marks = {luc.pk: mark} if mark else {}
        record_meeting(world.dong_vang, MeetingData(day, marks=marks), by=man, today=TODAY)
    page = body(desk_of("man"), address("person", luc.person_id))
    assert "Dự sinh hoạt 12 tháng" in page
    (row,) = twelve_months([luc], TODAY)["rows"]
    assert row["cells"][0] == "represented" and row["cells"][-3:] == ["absent", "present", "none"]
    assert row["total"] == 2


@pytest.mark.parametrize("name", ["sau", "nga", "ha", "lanh_dao", "so", "trung_uong", "nguoi_dung"])
def test_strangers_see_no_card_and_write_none(world, desk_of, name):
    luc = world.person("Kiều Văn Lực")
    for page in ("person", "edit", "merge", "consent", "need"):
        assert "Kiều Văn Lực" not in body(desk_of(name), address(page, luc.pk), 403)
    with pytest.raises(Refused):
        edited(world, luc, world.users[name], LUC)


def test_a_card_under_another_name_is_found_by_that_name_to_be_merged_within_reach(world):
    hoi = world.members["Lê Thị Hợi"].person
    desk = Client()
    desk.force_login(world.users["man"])
    with clock.fixed(TODAY):
        shown = desk.get(address("merge", hoi.pk), {"ten": "lua tran"}).content.decode()
        other = world.members["Trần Thị Lụa"].person_id
        assert "Trần Thị Lụa" in shown and f"?the={other}" in shown
        assert "Bạch Công Sơn" not in desk.get(address("merge", hoi.pk), {"ten": "bach"}).content.decode()
