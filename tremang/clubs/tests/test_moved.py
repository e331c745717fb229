"""A club's life tells when and by which decree the club came under another unit."""

import html
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.clubs import actions
from tremang.clubs.actions import Facts
from tremang.clubs.moved import moves_of
from tremang.kernel import clock
from tremang.places.models import Place, UnitType
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
HEADING = "Thay đổi địa giới"
SAID = "12/NQ-HĐND ngày 20/8/2026, có hiệu lực từ ngày 01/9/2026"


@pytest.fixture
def how(world):
    return {"decree": Decree("12/NQ-HĐND", date(2026, 8, 20), DAY), "by": world.users["ha"], "today": TODAY}


def fresh(place):
    return Place.objects.get(pk=place.pk)


def life(world, club, name="ha"):
    client = Client()
    client.force_login(world.users[name])
    with clock.fixed(TODAY):
        return html.unescape(client.get(reverse("clubs:life", args=[club.pk])).content.decode())


def told(club):
    return [(move.what, move.on) for move in moves_of(fresh(club.place))]


def alone(world, how):
    return move_place(world.trai_giua.place, world.yen_bai, **how)


def within_the_commune(world, how):
    return move_place(world.trai_giua.place, world.hamlets["Thôn Cổ Điển"], **how)


def with_its_hamlet(world, how):
    return move_place(world.hamlets["Thôn Trại Giữa"], world.yen_bai, **how)


def merged_into_one_that_goes_on(world, how):
    return merge_places([world.phuc_tho], world.yen_bai, **how)


def merged_into_a_new_one(world, how):
    new = NewUnit("09999", "Sơn Phúc", UnitType.RURAL)
    return merge_places([world.phuc_tho, world.yen_bai], new, **how)


def hamlets_merged(world, how):
    units = [world.hamlets["Thôn Trại Giữa"], world.hamlets["Thôn Cổ Điển"]]
    return merge_places(units, NewUnit("", "Làng Mới", UnitType.VILLAGE), **how)


def part_off(world, how):
    """Phúc Thọ goes on; thôn Trại Giữa leaves it for a new commune."""
    where = {hamlet.pk: 0 for hamlet in world.phuc_tho.children.all()} | {world.hamlets["Thôn Trại Giữa"].pk: 1}
    return split_place(world.phuc_tho, [world.phuc_tho, NewUnit("09801", "Trại Mới", UnitType.RURAL)], where, **how)


def divided(world, how):
    """Phúc Thọ is no more; thôn Trại Giữa comes to Yên Bài, the rest to a new commune."""
    where = {hamlet.pk: 0 for hamlet in world.phuc_tho.children.all()} | {world.hamlets["Thôn Trại Giữa"].pk: 1}
    return split_place(world.phuc_tho, [NewUnit("09802", "Đồng Cổ", UnitType.RURAL), world.yen_bai], where, **how)


WAYS = [
    (alone, "Chuyển từ Thôn Trại Giữa, Xã Phúc Thọ về Xã Yên Bài", "09706"),
    (within_the_commune, "Chuyển từ Thôn Trại Giữa, Xã Phúc Thọ về Thôn Cổ Điển, Xã Phúc Thọ", "09715-0003"),
    (with_its_hamlet, "Chuyển từ Xã Phúc Thọ về Xã Yên Bài cùng Thôn Trại Giữa", "09706"),
    (merged_into_one_that_goes_on, "Chuyển về Xã Yên Bài do nhập Xã Phúc Thọ", "09706"),
    (merged_into_a_new_one, "Chuyển về Xã Sơn Phúc do nhập Xã Phúc Thọ", "09999"),
    (hamlets_merged, "Chuyển về Làng Mới do nhập Thôn Trại Giữa", "09715-0004"),
    (part_off, "Chuyển về Xã Trại Mới do chia Xã Phúc Thọ", "09801"),
    (divided, "Chuyển về Xã Yên Bài do chia Xã Phúc Thọ", "09706"),
]
each_way = pytest.mark.parametrize(("way", "words", "code"), WAYS, ids=[way.__name__ for way, *_more in WAYS])


@each_way
def test_each_change_is_told_with_its_decree_and_a_link_to_the_unit_of_now(world, how, way, words, code):
    assert HEADING not in life(world, world.trai_giua)
    way(world, how)
    page = life(world, world.trai_giua)
    assert HEADING in page and SAID in page
    assert f'<a href="{reverse("places:history", args=[code])}">{words}</a>' in page
    assert told(world.trai_giua) == [(words, DAY)]


@each_way
def test_what_was_taken_back_is_not_told(world, how, way, words, code):
    with clock.fixed(TODAY):
        undo_change(way(world, how), by=how["by"], today=TODAY)
    page = life(world, world.trai_giua)
    assert HEADING not in page and SAID not in page


def test_a_club_that_stays_where_it_was_is_not_told_of_what_others_did(world, how):
    part_off(world, how)
    assert told(world.dong_vang) == [] and HEADING not in life(world, world.dong_vang)
    move_place(world.hamlets["Thôn Muồng Cháu"], world.phuc_tho, **how)
    assert told(world.dong_vang) == []


def test_all_changes_are_told_newest_first_by_the_names_of_their_days(world, how):
    later = how | {"decree": Decree("13/NQ-HĐND", DAY, DAY + timedelta(days=9))}
    latest = how | {"decree": Decree("14/NQ-HĐND", DAY, DAY + timedelta(days=20))}
    with_its_hamlet(world, how)
    rename_place(fresh(world.yen_bai), "Xã Yên Bình", **later)
    merge_places([fresh(world.phuc_tho)], fresh(world.yen_bai), **latest)
    assert told(world.trai_giua) == [("Chuyển từ Xã Phúc Thọ về Xã Yên Bài cùng Thôn Trại Giữa", DAY)]
    move_place(fresh(world.trai_giua.place), fresh(world.hamlets["Thôn Cổ Điển"]), **latest)
    assert told(world.trai_giua)[0] == (
        "Chuyển từ Thôn Trại Giữa, Xã Yên Bình về Thôn Cổ Điển, Xã Yên Bình", DAY + timedelta(days=20),
    )  # fmt: skip
    page = life(world, world.trai_giua)
    assert page.index("14/NQ-HĐND ngày 01/9/2026") < page.index(SAID) and "13/NQ-HĐND" not in page


def test_two_changes_of_one_day_are_both_told(world, how):
    hamlets_merged(world, how)
    merged_into_one_that_goes_on(world, how)
    assert told(world.trai_giua) == [
        ("Chuyển về Xã Yên Bài do nhập Xã Phúc Thọ", DAY), ("Chuyển về Làng Mới do nhập Thôn Trại Giữa", DAY),
    ]  # fmt: skip


def test_without_one_change_that_explains_it_the_way_and_the_day_are_told(world, how):
    third = Place.objects.create(
        kind="commune", unit_type=UnitType.RURAL, code="09694", name="Xã Ba", name_fold="xa ba", sort="xa ba",
        parent=world.city, path="vn.01.09694", valid_from=world.yen_bai.valid_from,
    )  # fmt: skip
    third.spans.create(name=third.name, unit_type=third.unit_type, path=third.path, from_on=third.valid_from)
    merge_places([world.phuc_tho], world.yen_bai, **how)
    merge_places([fresh(world.yen_bai)], third, **how)
    words = "Chuyển từ Thôn Trại Giữa, Xã Phúc Thọ về Thôn Trại Giữa, Xã Ba"
    assert told(world.trai_giua) == [(words, DAY)]
    page = life(world, world.trai_giua)
    assert words in page and "từ ngày 01/9/2026" in page and "có hiệu lực" not in page


def test_a_club_written_down_after_its_hamlet_moved_is_told_of_the_move(world, how):
    seat = world.hamlets["Thôn Cổ Điển"]
    move_place(seat, world.yen_bai, **how)
    with clock.fixed(TODAY):
        club = actions.start_campaign(
            world.yen_bai, fresh(seat), Facts("Câu lạc bộ thôn Cổ Điển"), date(2026, 1, 10),
            by=world.users["nga"], today=TODAY,
        )  # fmt: skip
    assert told(club) == [("Chuyển từ Xã Phúc Thọ về Xã Yên Bài cùng Thôn Cổ Điển", DAY)]


def test_who_may_read_the_life_alone_reads_of_the_change_without_a_link(world, how):
    alone(world, how)
    page = life(world, world.trai_giua, "sau")
    assert "Chuyển từ Thôn Trại Giữa, Xã Phúc Thọ về Xã Yên Bài" in page and SAID in page
    assert reverse("places:history", args=["09706"]) not in page
    assert reverse("places:history", args=["09706"]) in life(world, world.trai_giua, "nga")
    for name in ("tuan", "man", "nguoi_dung"):
        assert SAID not in life(world, world.trai_giua, name)


def test_the_page_stays_light_after_many_changes(world, how, django_assert_max_num_queries):
    units = [world.yen_bai, world.hamlets["Thôn Cổ Điển"], world.hamlets["Thôn Trại Giữa"]]
    for number in range(12):
        day = DAY - timedelta(days=60 - number)
        move_place(
            fresh(world.trai_giua.place), fresh(units[number % 3]), **how | {"decree": Decree(f"{number}/NQ", day, day)}
        )
    part_off(world, how)
    for name in ("ha", "tuan"):
        client = Client()
        client.force_login(world.users[name])
        with clock.fixed(TODAY):
            client.get(reverse("clubs:life", args=[world.trai_giua.pk]))
            with django_assert_max_num_queries(12):
                page = client.get(reverse("clubs:life", args=[world.trai_giua.pk])).content.decode()
        assert page.count("có hiệu lực từ ngày") == 13
