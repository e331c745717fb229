"""One box finds persons, clubs, places and former units, and never more than its user may see."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY, user
from tremang.accounts.models import RoleKind
from tremang.members.models import Membership, Person
from tremang.places.models import FormerUnit, UnitType
from tremang.places.queries import city
from tremang.places.tree import NewUnit
from tremang.programme.territory.actions.changes import Decree, merge_places, rename_place, split_place
from tremang.web.search import search, words_of

pytestmark = pytest.mark.django_db


def found(world, user: str, query: str) -> list[str]:
    return [hit.name for group in search(query, world.users[user], TODAY) for hit in group.hits]


@pytest.mark.parametrize(
    "query", ["Nguyễn Thị Ngọc Ánh", "ngoc anh", "anh ngoc nguyen", "NGUYEN  anh", "ngo an ngu", "ánh"]
)
def test_a_name_is_found_without_marks_in_any_order_and_by_beginnings_of_words(world, query):
    assert "Nguyễn Thị Ngọc Ánh" in found(world, "man", query)


def test_a_letter_inside_a_word_is_not_its_beginning(world):
    assert found(world, "man", "goc anh") == []


@pytest.mark.parametrize("user", ["ha", "chu_tich", "ban", "so", "lanh_dao", "trung_uong", "nguoi_dung", "nga", "nhan"])
def test_who_has_no_duty_towards_them_finds_no_persons(world, user):
    assert "Nguyễn Thị Ngọc Ánh" not in found(world, user, "ngoc anh")


def test_a_club_finds_its_own_members_and_the_commune_those_of_all_its_clubs(world):
    assert found(world, "man", "bay can") == []
    assert found(world, "sau", "bay can") == ["Cấn Văn Bảy"]
    assert found(world, "tuan", "bay can") == ["Cấn Văn Bảy"]


def test_somebody_in_two_clubs_stands_once_with_both(world):
    hits = search("phung tu", world.users["tuan"], TODAY)[0].hits
    assert [hit.name for hit in hits] == ["Phùng Thị Tư"]
    assert "Đồng Vàng" in hits[0].beside
    assert "Trại Giữa" in hits[0].beside


def test_clubs_are_found_by_their_name_and_by_their_commune_within_reach(world):
    assert found(world, "ha", "clb dong vang")[0] == "Câu lạc bộ thôn Đồng Vàng"
    assert {"Câu lạc bộ thôn Đồng Vàng", "Câu lạc bộ thôn Trại Giữa"} <= set(found(world, "ha", "phuc tho"))
    assert "Câu lạc bộ thôn Trại Giữa" not in found(world, "man", "trai giua")


def test_a_commune_of_just_this_name_stands_before_all_that_sounds_like_it(world):
    assert found(world, "ha", "phúc thọ")[0] == "Xã Phúc Thọ"
    assert found(world, "ha", "thôn đồng vàng")[0] == "Câu lạc bộ thôn Đồng Vàng"


def test_a_title_is_no_part_of_a_persons_name_but_of_a_places(world):
    assert found(world, "man", "bà hợi") == found(world, "man", "hợi")
    assert words_of("ba vi") == ["ba", "vi"]
    assert words_of("bà Hợi", of_person=True) == ["hoi"]
    assert words_of("Nguyễn Văn Ba", of_person=True) == ["nguyen", "van", "ba"]


def test_a_former_unit_leads_to_the_new_one_and_says_where_it_was_split(world):
    for successor in (world.phuc_tho, world.yen_bai):
        FormerUnit.objects.create(
            code="09700",
            name="Xã Võng Xuyên",
            name_fold="xa vong xuyen",
            district="huyện Phúc Thọ",
            successor=successor,
            is_split=True,
        )
    hits = search("vong xuyen", world.users["ha"], TODAY)[0].hits
    assert {hit.beside for hit in hits} == {"một phần nay thuộc Xã Phúc Thọ", "một phần nay thuộc Xã Yên Bài"}


def beside(world, query: str) -> list[tuple[str, str, str]]:
    return [(hit.name, hit.beside, hit.url) for group in search(query, world.users["ha"], TODAY) for hit in group.hits]


def by_decree(world, day: date) -> dict:
    return {"decree": Decree("12/NQ", day, day), "by": world.users["ha"], "today": TODAY}


def former(world, *successors) -> None:
    for successor in successors:
        FormerUnit.objects.create(
            code="09700", name="Xã Võng Xuyên", name_fold="xa vong xuyen", district="huyện Phúc Thọ",
            successor=successor, is_split=len(successors) > 1,
        )  # fmt: skip


def test_a_renamed_unit_is_found_by_its_former_name_and_leads_to_the_one_of_now(world):
    rename_place(world.phuc_tho, "Sông Hát", **by_decree(world, date(2026, 5, 1)))
    url = reverse("web:commune", args=["09715"])
    assert ("Xã Phúc Thọ", "tên cũ, nay là Xã Sông Hát", url) in beside(world, "phuc tho")
    assert "Xã Phúc Thọ" in [name for name, *_rest in beside(world, "tho phuc")]
    rename_place(world.hamlets["Thôn Cổ Điển"], "Sen", **by_decree(world, date(2026, 5, 1)))
    assert ("Thôn Cổ Điển", "tên cũ, nay là Thôn Sen, Xã Sông Hát", url) in beside(world, "co dien")
    assert beside(world, "o dien") == []


def test_the_former_name_of_a_unit_that_is_no_more_leads_to_its_heir(world):
    rename_place(world.phuc_tho, "Sông Hát", **by_decree(world, date(2026, 5, 1)))
    merge_places([world.phuc_tho], world.yen_bai, **by_decree(world, date(2026, 6, 1)))
    url = reverse("web:commune", args=[world.yen_bai.code])
    assert [hit for hit in beside(world, "phuc tho") if "tên cũ" in hit[1]] == [
        ("Xã Phúc Thọ", "tên cũ, nay là Xã Yên Bài", url)
    ]


def test_a_former_unit_leads_through_later_mergers_to_the_unit_that_stands_now(world):
    former(world, world.phuc_tho, world.yen_bai)
    merge_places(
        [world.phuc_tho, world.yen_bai],
        NewUnit("10999", "Sông Hát", UnitType.RURAL),
        **by_decree(world, date(2026, 5, 1)),
    )
    assert beside(world, "vong xuyen") == [
        ("Xã Võng Xuyên, huyện Phúc Thọ", "nay thuộc Xã Sông Hát", reverse("web:commune", args=["10999"]))
    ]


def test_a_former_unit_whose_successor_was_divided_leads_to_all_its_parts(world):
    former(world, world.phuc_tho)
    parts = [NewUnit("10998", "Sông Hát", UnitType.RURAL), NewUnit("10999", "Hát Môn", UnitType.RURAL)]
    where = {child.pk: index % 2 for index, child in enumerate(world.phuc_tho.children.order_by("pk"))}
    split_place(world.phuc_tho, parts, where, **by_decree(world, date(2026, 5, 1)))
    assert {words for _name, words, _url in beside(world, "vong xuyen")} == {
        "một phần nay thuộc Xã Sông Hát", "một phần nay thuộc Xã Hát Môn",
    }  # fmt: skip


def test_a_living_unit_stands_before_its_closed_namesake(world):
    merge_places(
        [world.phuc_tho, world.yen_bai],
        NewUnit("10999", "Phúc Thọ", UnitType.RURAL),
        **by_decree(world, date(2026, 5, 1)),
    )
    hits = [hit for hit in beside(world, "phúc thọ") if hit[0] == "Xã Phúc Thọ"]
    assert [(words, url) for _name, words, url in hits] == [
        ("", reverse("web:commune", args=["10999"])), ("nay không còn", reverse("web:commune", args=["09715"])),
    ]  # fmt: skip


def test_a_page_of_former_names_and_units_stays_within_its_queries(world, client, django_assert_max_num_queries):
    former(world, world.phuc_tho, world.yen_bai)
    rename_place(world.phuc_tho, "Võng Xuyên", **by_decree(world, date(2026, 5, 1)))
    rename_place(world.phuc_tho, "Sông Hát", **by_decree(world, date(2026, 5, 20)))
    rename_place(world.hamlets["Thôn Cổ Điển"], "Võng Xuyên", **by_decree(world, date(2026, 5, 1)))
    rename_place(world.hamlets["Thôn Cổ Điển"], "Sen", **by_decree(world, date(2026, 5, 20)))
    merge_places([world.phuc_tho], world.yen_bai, **by_decree(world, date(2026, 6, 1)))
    client.force_login(user("rong", "Người Có Quyền Rộng", (RoleKind.COMMUNE_OFFICER, city())))
    client.get(reverse("web:search"))
    with django_assert_max_num_queries(12):
        text = client.get(reverse("web:search"), {"q": "võng xuyên"}).content.decode()
    assert "tên cũ, nay là Thôn Sen, Xã Yên Bài" in text
    assert text.count("nay thuộc Xã Yên Bài") == 1


def test_words_that_stand_before_every_name_drop_out_unless_alone():
    assert words_of("Xã Phúc Thọ") == ["phuc", "tho"]
    assert words_of("thôn") == ["thon"]
    assert words_of("  ") == []


def test_the_page_stays_within_its_queries(world, client, django_assert_max_num_queries):
    client.force_login(world.users["tuan"])
    client.get(reverse("web:search"))
    with django_assert_max_num_queries(12):
        page = client.get(reverse("web:search"), {"q": "phúc"})
    assert page.status_code == 200
    assert len(page.content) < 60_000


@pytest.mark.parametrize("query", ["", "%", "_", "'", "\\", "x" * 500, "<script>", "\u0301"])
def test_odd_words_find_nothing_and_break_nothing(world, client, query):
    client.force_login(world.users["tuan"])
    page = client.get(reverse("web:search"), {"q": query})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert found(world, "tuan", "%") == []


def test_whose_duty_spans_the_city_finds_the_same_persons_in_the_same_order(world):
    wide = user("rong", "Người Có Quyền Rộng", (RoleKind.COMMUNE_OFFICER, city()))
    for query in ("bay can", "phung tu", "ngoc anh", "thi"):
        near = [
            hit for group in search(query, world.users["tuan"], TODAY) for hit in group.hits if "thanh-vien" in hit.url
        ]
        far = [hit for group in search(query, wide, TODAY) for hit in group.hits if "thanh-vien" in hit.url]
        assert near and [hit for hit in far if hit in near] == near
    assert search("bach son", wide, TODAY)[0].hits[0].name == "Bạch Công Sơn"


def test_whole_words_stand_before_mere_beginnings_and_a_code_finds_its_unit(world):
    for name in ("Nguyễn Thị Hòa", "Hoàng Thị An"):
        person = Person(sex="F", born_year=1950)
        person.rename(name)
        person.save(force_insert=True)
        Membership.objects.create(club=world.dong_vang, person=person, joined_on=date(2026, 1, 1))
    names = found(world, "man", "hòa")
    assert names.index("Nguyễn Thị Hòa") < names.index("Hoàng Thị An")
    hits = [hit.name for hit in search("09715", world.users["ha"], TODAY)[0].hits]
    assert hits == ["Xã Phúc Thọ"]
