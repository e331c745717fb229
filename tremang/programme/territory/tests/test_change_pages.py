"""The City's staff write down what a decree did to places: looked at first, then written, taken back by one press."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.places.models import Change, Place
from tremang.programme.communication.actions import declare_reach

DECREE = {"number": "12/NQ-HĐND", "decided_on": "20/8/2026", "effective_on": "1/9/2026"}


@pytest.fixture
def ha(world):
    client = Client()
    client.force_login(world.users["ha"])
    with clock.fixed(TODAY):
        yield client


def fresh(place):
    return Place.objects.get(pk=place.pk)


def whole_tree():
    return list(Place.objects.order_by("pk").values())


def test_a_rename_is_looked_at_before_it_is_written_and_can_be_taken_back(world, ha):
    url, before = reverse("places:rename_unit", args=[world.phuc_tho.pk]), whole_tree()
    sent = DECREE | {"name": "Phường Phúc Lộc"}
    looked = ha.post(url, sent | {"do": "look"})
    assert looked.status_code == 200
    assert "Nếu ghi thì" in looked.content.decode()
    assert whole_tree() == before and not Change.objects.exists()
    written = ha.post(url, sent | {"do": "write"}, follow=True)
    assert "Đã ghi: đổi tên theo 12/NQ-HĐND." in written.content.decode()
    assert (fresh(world.phuc_tho).name, fresh(world.phuc_tho).unit_type) == ("Phường Phúc Lộc", "phường")
    taken = ha.post(reverse("places:undo_change", args=[Change.objects.get().pk]), follow=True)
    assert "Đã hoàn tác" in taken.content.decode()
    assert whole_tree() == before


def test_communes_are_merged_by_the_names_on_the_decree_without_tone_marks(world, ha):
    url = reverse("places:merge", args=[world.phuc_tho.pk])
    sent = DECREE | {"unit_1": "yen bai", "into": "new", "name": "Xã Sơn Phúc", "code": "09999", "do": "look"}
    foreseen = ha.post(url, sent).content.decode()
    assert "Đơn vị kế tiếp: Xã Sơn Phúc." in foreseen and "Năm nào còn đơn vị chưa khai" in foreseen
    ha.post(url, sent | {"do": "write"})
    assert fresh(world.yen_bai).valid_to is not None
    history = ha.get(reverse("places:history", args=[world.yen_bai.code])).content.decode()
    assert "Xã Sơn Phúc" in history and "12/NQ-HĐND ngày 20/8/2026" in history
    hamlets = ha.get(reverse("places:hamlets", args=[world.yen_bai.code]))
    assert hamlets.url == reverse("places:history", args=[world.yen_bai.code])


def test_a_split_asks_for_each_unit_below_where_it_goes(world, ha):
    url = reverse("places:split", args=[world.phuc_tho.pk])
    sent = DECREE | {"goes_on": "on", "part_1": "Xã Đồng Sơn", "code_1": "09998", "do": "look"}
    first = ha.post(url, sent)
    below = list(world.phuc_tho.children.filter(valid_to__isnull=True).order_by("sort", "pk"))
    assert first.status_code == 200
    page = first.content.decode()
    assert "Còn một bước nữa: mời chọn mỗi nơi về phần nào" in page and "chưa chọn về đâu" not in page
    assert all(f'name="child-{child.pk}"' in page for child in below) and "Nếu ghi thì" not in page
    unmade = ha.post(url, sent | {f"child-{child.pk}": "" for child in below})
    assert unmade.status_code == 422
    assert f"Còn {len(below)} nơi chưa chọn về đâu" in unmade.content.decode()
    where = {f"child-{child.pk}": str(number % 2) for number, child in enumerate(below)}
    assert ha.post(url, sent | where).status_code == 200
    ha.post(url, sent | where | {"do": "write"})
    new = Place.objects.get(code="09998")
    assert [fresh(child).parent_id for child in below] == [
        [world.phuc_tho.pk, new.pk][number % 2] for number in range(len(below))
    ]


def test_a_unit_that_is_written_twice_is_told_at_its_line(world, ha):
    url, before = reverse("places:merge", args=[world.phuc_tho.pk]), whole_tree()
    for do in ("look", "write"):
        answer = ha.post(url, DECREE | {"unit_1": "yen bai", "unit_2": "Xã Yên Bài", "into": "keep", "do": do})
        assert answer.status_code == 422
        assert "Xã Yên Bài được ghi hai lần" in answer.content.decode() and "#id_unit_2" in answer.content.decode()
    assert whole_tree() == before


def test_a_hamlet_and_a_club_move_with_all_that_is_theirs(world, ha):
    hamlet = world.hamlets["Thôn Muồng Cháu"]
    ha.post(reverse("places:move", args=[hamlet.pk]), DECREE | {"parent": "Phúc Thọ", "do": "write"})
    assert fresh(hamlet).parent_id == world.phuc_tho.pk
    club = world.trai_giua.place
    answer = ha.post(reverse("places:move", args=[club.pk]), DECREE | {"parent": "Yên Bài", "do": "write"})
    assert answer.url == reverse("clubs:life", args=[club.pk])
    assert fresh(club).parent_id == world.yen_bai.pk


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": ""}, "Chỗ này còn trống"),
        ({"decided_on": "30/2/2026"}, "Tháng 2 năm 2026 chỉ có 28 ngày"),
        ({"effective_on": "31/12/2026"}, "chưa tới"),
        ({"decided_on": "2/9/2026"}, "Quyết định ký ngày"),
        ({"unit_1": "Xã Không Có"}, "Chưa thấy đúng một đơn vị tên “Xã Không Có”"),
        ({"into": "new", "name": "Xã Mới", "code": "12"}, "Mã xã, phường gồm đúng 5 chữ số"),
        ({"into": "new", "name": ""}, "Chỗ này còn trống"),
    ],
)
def test_what_a_decree_cannot_be_is_told_and_all_that_was_typed_stays(world, ha, wrong, sentence):
    before = whole_tree()
    sent = DECREE | {"unit_1": "Xã Yên Bài", "into": "keep", "note": "theo đề nghị của hai xã", "do": "write"} | wrong
    answer = ha.post(reverse("places:merge", args=[world.phuc_tho.pk]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page and "theo đề nghị của hai xã" in page
    assert whole_tree() == before and not Change.objects.exists()


def test_only_the_city_changes_places(world):
    with clock.fixed(TODAY):
        for name in ("tuan", "man", "so"):
            client = Client()
            client.force_login(world.users[name])
            answer = client.post(reverse("places:rename_unit", args=[world.phuc_tho.pk]), DECREE | {"name": "Xã Khác"})
            assert answer.status_code == 403
    assert not Change.objects.exists()


def test_a_merger_is_not_taken_back_over_numbers_that_were_declared_anew(world, ha):
    def declare():
        declare_reach(world.phuc_tho, 2026, 900, "Sổ họp thôn", by=world.users["tuan"], today=TODAY)

    declare()
    ha.post(
        reverse("places:merge", args=[world.phuc_tho.pk]), DECREE | {"unit_1": "yen bai", "into": "keep", "do": "write"}
    )
    declare()
    before = whole_tree()
    answer = ha.post(reverse("places:undo_change", args=[Change.objects.get().pk]))
    assert "không hoàn tác được nữa" in answer.content.decode()
    assert whole_tree() == before


def test_the_list_of_changes_leads_to_the_unit_that_is_meant(world, ha):
    url = reverse("places:changes")
    assert ha.get(url, {"ten": "phuc tho"}).url == reverse("places:history", args=[world.phuc_tho.code])
    assert "Chưa thấy đúng một xã, phường tên" in ha.get(url, {"ten": "Atlantis"}).content.decode()
