"""What was done by decree can be found again: in the list of changes, in the histories, in the preview and the logs."""

import html
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.kernel.models import Event
from tremang.kernel.sentences import told
from tremang.kernel.verify import verify
from tremang.places.models import Change, HamletCount, Kind, Place, Population, UnitType
from tremang.places.tree import NewUnit
from tremang.programme.territory.actions.changes import (
    Decree,
    merge_places,
    move_place,
    rename_place,
    split_place,
    undo_change,
)

DAY = date(2026, 9, 1)
DECREE = Decree("12/NQ-HĐND", date(2026, 8, 20), DAY)
SENT = {"number": "12/NQ-HĐND", "decided_on": "20/8/2026", "effective_on": "1/9/2026", "do": "look"}
LIST = reverse("places:changes")


@pytest.fixture
def ha(world):
    client = Client()
    client.force_login(world.users["ha"])
    with clock.fixed(TODAY):
        yield client


@pytest.fixture
def how(world):
    return {"decree": DECREE, "by": world.users["ha"], "today": TODAY}


def page_of(client, url, **asked):
    return html.unescape(client.get(url, asked).content.decode())


def history(client, place):
    return page_of(client, reverse("places:history", args=[place.code]))


def undo_of(change):
    return reverse("places:undo_change", args=[change.pk])


def part_off(world, how):
    """Phúc Thọ goes on, thôn Trại Giữa leaves it for a new commune."""
    where = {hamlet.pk: 0 for hamlet in world.phuc_tho.children.all()} | {world.hamlets["Thôn Trại Giữa"].pk: 1}
    return split_place(world.phuc_tho, [world.phuc_tho, NewUnit("09801", "Trại Giữa", UnitType.RURAL)], where, **how)


def test_a_club_that_moved_is_named_in_the_list_with_its_link_and_can_be_taken_back_there(world, ha, how):
    club = world.trai_giua.place
    change = move_place(club, world.hamlets["Thôn Cổ Điển"], **how)
    page = page_of(ha, LIST)
    words = f"{club.name} từ Thôn Trại Giữa, Xã Phúc Thọ về Thôn Cổ Điển, Xã Phúc Thọ"
    assert words in page and reverse("clubs:life", args=[club.pk]) in page
    assert f'action="{undo_of(change)}"' in page
    ha.post(undo_of(change))
    assert Place.objects.get(pk=club.pk).parent_id == world.hamlets["Thôn Trại Giữa"].pk


def test_the_list_offers_no_way_back_for_what_was_built_upon_or_is_older_than_thirty_days(world, ha, how):
    with clock.fixed(TODAY):
        first = rename_place(world.phuc_tho, "Xã Phúc Lộc", **how)
        later = Decree("13/NQ", TODAY, TODAY)
        second = rename_place(Place.objects.get(pk=world.phuc_tho.pk), "Xã Phúc Hòa", **how | {"decree": later})
    page = page_of(ha, LIST)
    assert undo_of(second) in page and undo_of(first) not in page
    with clock.fixed(TODAY + timedelta(days=31)):
        again = Client()  # the first session is over by then
        again.force_login(world.users["ha"])
        page = page_of(again, LIST)
    assert undo_of(second) not in page and "Xã Phúc Hòa" in page


def test_renames_and_moves_stand_in_the_list_by_name_and_are_found_by_it(world, ha, how):
    rename_place(world.phuc_tho, "Phường Phúc Lộc", UnitType.WARD, **how)
    move_place(world.hamlets["Thôn Muồng Cháu"], world.phuc_tho, **how)
    assert "Xã Phúc Thọ thành Phường Phúc Lộc" in page_of(ha, LIST, q="phuc loc")
    found = page_of(ha, LIST, q="muong chau")
    assert "1 dòng." in found and "Thôn Muồng Cháu từ Xã Yên Bài về Phường Phúc Lộc" in found


def test_a_change_keeps_the_names_of_its_day_when_a_unit_is_called_otherwise_later(world, ha, how):
    move_place(world.hamlets["Thôn Muồng Cháu"], world.phuc_tho, **how)
    part_off(world, how)
    named = Decree("13/NQ", DAY, DAY + timedelta(days=5))
    rename_place(Place.objects.get(pk=world.phuc_tho.pk), "Xã Phúc Lộc", **how | {"decree": named})
    for page in (page_of(ha, LIST), history(ha, world.phuc_tho)):
        assert "Thôn Muồng Cháu từ Xã Yên Bài về Xã Phúc Thọ" in page
        assert "Xã Phúc Thọ thành Xã Phúc Thọ, Xã Trại Giữa" in page
        assert "Xã Phúc Thọ thành Xã Phúc Lộc" in page


def test_a_move_stands_in_the_histories_of_the_unit_of_the_commune_left_and_of_the_commune_entered(world, ha, how):
    hamlet, club = world.hamlets["Thôn Muồng Cháu"], world.trai_giua.place
    moved = move_place(hamlet, world.phuc_tho, **how)
    away = move_place(club, world.yen_bai, **how)
    for place in (hamlet, world.yen_bai, world.phuc_tho):
        page = history(ha, place)
        assert "Thôn Muồng Cháu từ Xã Yên Bài về Xã Phúc Thọ" in page and undo_of(moved) in page
    for place in (world.yen_bai, world.phuc_tho, world.hamlets["Thôn Trại Giữa"]):
        page = history(ha, place)
        assert f"{club.name} từ Thôn Trại Giữa, Xã Phúc Thọ về Xã Yên Bài" in page and undo_of(away) in page
    assert club.name not in history(ha, world.hamlets["Thôn Cổ Điển"])


def test_who_decides_nothing_reads_of_a_move_without_a_link_to_where_he_has_no_power(world, how):
    club = world.trai_giua.place
    move_place(club, world.yen_bai, **how)
    client = Client()
    client.force_login(world.users["tuan"])
    with clock.fixed(TODAY):
        page = history(client, world.phuc_tho)
    assert f"{club.name} từ Thôn Trại Giữa" in page and "Hoàn tác" not in page
    assert reverse("clubs:life", args=[club.pk]) not in page


def test_the_history_of_a_renamed_unit_says_from_what_to_what(world, ha, how):
    rename_place(world.phuc_tho, "Phường Phúc Lộc", UnitType.WARD, **how)
    assert "Xã Phúc Thọ thành Phường Phúc Lộc" in history(ha, world.phuc_tho)


def test_a_commune_that_goes_on_after_a_split_is_not_told_as_gone(world, ha, how):
    part_off(world, how)
    page = history(ha, world.phuc_tho)
    assert "Nay là" not in page and "Đơn vị nhận phần đã tách ra" in page
    assert "Xã Phúc Thọ thành Xã Phúc Thọ, Xã Trại Giữa" in page


def test_a_commune_that_closed_after_a_part_had_left_it_is_now_what_it_closed_into(world, ha, how):
    part_off(world, how)
    into = Place.objects.get(pk=world.yen_bai.pk)
    later = Decree("13/NQ", TODAY, TODAY)
    merge_places([Place.objects.get(pk=world.phuc_tho.pk)], into, **how | {"decree": later})
    page = history(ha, world.phuc_tho)
    whole, parted = page.index("Nay là"), page.index("Đơn vị nhận phần đã tách ra")
    assert whole < page.index("Xã Yên Bài", whole) < parted < page.index("Xã Trại Giữa", parted)
    assert "Xã Trại Giữa" not in page[whole:parted]


def test_the_history_of_a_moved_hamlet_says_where_it_stood(world, ha, how):
    hamlet = world.hamlets["Thôn Muồng Cháu"]
    move_place(hamlet, world.phuc_tho, **how)
    rename_place(world.yen_bai, "Xã Yên Sơn", **how)
    page = history(ha, hamlet)
    assert "<li>Thôn Muồng Cháu, Xã Phúc Thọ<br>" in page and "<li>Thôn Muồng Cháu, Xã Yên Bài<br>" in page


@pytest.mark.parametrize("kind", ["rename", "move", "merge", "split"])
def test_every_commune_that_was_told_of_a_change_is_told_that_it_was_taken_back(world, how, kind):
    if kind == "rename":
        change = rename_place(world.phuc_tho, "Phúc Lộc", **how)
    elif kind == "move":
        change = move_place(world.hamlets["Thôn Muồng Cháu"], world.phuc_tho, **how)
    elif kind == "merge":
        change = merge_places([world.phuc_tho], world.yen_bai, **how)
    else:
        where = {hamlet.pk: 0 for hamlet in world.phuc_tho.children.all()}
        change = split_place(world.phuc_tho, [NewUnit("09801", "Phúc", UnitType.RURAL), world.yen_bai], where, **how)
    communes = set(Place.objects.filter(kind=Kind.COMMUNE).values_list("pk", flat=True))
    informed = set(Event.objects.filter(chain_id__in=communes).values_list("chain_id", flat=True))
    assert world.phuc_tho.pk in informed
    undo_change(change, by=world.users["ha"], today=TODAY)
    events = Event.objects.filter(verb="undo_change", chain_id__in=communes).select_related("content")
    assert {event.chain_id for event in events} == informed
    assert all("đã hoàn tác việc" in told(event.verb, event.content.body) for event in events)
    assert not [finding for finding in verify().findings if finding.code != "row_unknown"]


def test_a_split_without_moved_places_is_told_to_the_commune_that_goes_on_when_taken_back(world, how):
    where = {hamlet.pk: 0 for hamlet in world.phuc_tho.children.all()}
    change = split_place(world.phuc_tho, [world.phuc_tho, NewUnit("09801", "Phúc", UnitType.RURAL)], where, **how)
    undo_change(change, by=world.users["ha"], today=TODAY)
    assert Event.objects.filter(verb="undo_change", chain_id=world.phuc_tho.pk).exists()


@pytest.mark.parametrize("goes_on", [True, False])
def test_the_preview_of_a_split_says_that_people_and_reach_are_lost_and_the_counting_date_is_kept(world, ha, goes_on):
    Population.objects.create(commune=world.phuc_tho, year=2026, people=30_000)
    HamletCount.objects.create(commune=world.phuc_tho, counted_on=date(2025, 9, 1))
    children = world.phuc_tho.children.filter(valid_to__isnull=True)
    sent = SENT | {f"child-{child.pk}": "1" for child in children}
    sent |= {"part_1": "Xã Đồng Sơn", "code_1": "09998"}
    sent |= {"goes_on": "on"} if goes_on else {"part_2": "Xã Đồng Hà", "code_2": "09997"}
    page = html.unescape(ha.post(reverse("places:split", args=[world.phuc_tho.pk]), sent).content.decode())
    names = "Xã Phúc Thọ, Xã Đồng Sơn" if goes_on else "Xã Đồng Sơn, Xã Đồng Hà"
    assert f"Sau khi chia có: {names}." in page
    assert f"Số dân, tuyên truyền đã khai không chia được cho từng phần. {names} khai báo lại." in page
    assert "Ngày kiểm đếm thôn, tổ dân phố vẫn giữ cho từng phần." in page


def test_the_preview_of_a_rename_says_the_old_and_the_new_name(world, ha):
    sent = SENT | {"name": "Phường Phúc Lộc"}
    page = html.unescape(ha.post(reverse("places:rename_unit", args=[world.phuc_tho.pk]), sent).content.decode())
    assert "Đổi tên: Xã Phúc Thọ thành Phường Phúc Lộc." in page and "Loại đơn vị: xã thành phường." in page
    assert "đi theo" not in page


def test_the_preview_of_a_move_says_from_where_to_where_and_counts_only_what_goes_along(world, ha):
    hamlet, club = world.hamlets["Thôn Muồng Cháu"], world.trai_giua.place
    sent = SENT | {"parent": "Phúc Thọ"}
    page = html.unescape(ha.post(reverse("places:move", args=[hamlet.pk]), sent).content.decode())
    assert "Thôn Muồng Cháu từ Xã Yên Bài về Xã Phúc Thọ." in page and "1 câu lạc bộ đi theo." in page
    page = html.unescape(ha.post(reverse("places:move", args=[club.pk]), SENT | {"parent": "Yên Bài"}).content.decode())
    assert f"{club.name} từ Thôn Trại Giữa, Xã Phúc Thọ về Xã Yên Bài." in page and "đi theo" not in page


def test_the_list_and_the_histories_stay_light(world, ha, how, django_assert_max_num_queries):
    for number in range(25):
        day = DAY - timedelta(days=200 - number)
        decree = Decree(f"{number}/NQ-HĐND", day, day)
        unit = Place.objects.get(pk=world.phuc_tho.pk)
        with clock.fixed(TODAY):
            rename_place(unit, f"Xã Phúc Lộc {number}", **how | {"decree": decree})
    with clock.fixed(TODAY):
        move_place(world.trai_giua.place, world.yen_bai, **how)
        part_off(world, how | {"decree": Decree("99/NQ", TODAY, TODAY)})
    codes = ("09715", "09706", "09801", world.hamlets["Thôn Trại Giữa"].code)
    ha.get(reverse("places:history", args=["09715"]))
    for url in (LIST, *(reverse("places:history", args=[code]) for code in codes)):
        with django_assert_max_num_queries(12):
            answer = ha.get(url)
        assert len(answer.content) <= 60_000
    assert Change.objects.count() == 27
