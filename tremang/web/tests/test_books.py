"""The 8 contents in a commune and in the City, the club's grid and stem: books count beside meetings, persons stay hidden."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common import actions
from tremang.areas.common.done import done_of
from tremang.areas.common.models import Activity, OfficeSupport
from tremang.kernel import clock
from tremang.meetings.models import Meeting
from tremang.web.books_of import _names_somebody, hidden_persons

pytestmark = pytest.mark.django_db
COMMUNE, CITY = ("web:commune_books", ["09715"]), ("web:city_books", [])


@pytest.fixture
def page(world, client):
    def page(name, url, **query):
        client.force_login(world.users[name])
        return client.get(url, query)

    with clock.fixed(TODAY):
        yield page


def wrote(world, area, what="việc chung", day=date(2026, 9, 10), club="dong_vang", by="tuan", **values):
    row = {"area": area, "day": day, "what": what, "people": 3, "outsiders": 0, **values}
    return actions.add(done_of(area), getattr(world, club), row, by=world.users[by], today=TODAY)[0]


def text_of(found):
    return found.content.decode().replace("\xa0", " ")


@pytest.fixture
def busy(world):
    """Thôn Đồng Vàng does many things; nobody else does."""
    for day in range(1, 21):
        wrote(world, 4, f"việc {day}", date(2026, 9, day))
    for what in ("dọn đường làng", "Thăm bà Hợi ốm", "trồng hoa"):
        wrote(world, 7, what)
    wrote(world, 2, "tập dưỡng sinh")
    Meeting.objects.create(
        club=world.dong_vang, held_on=date(2026, 8, 25), contents=0b10000, present=9, expected=11, recorded_by_id=1,
        recorded_at="2026-08-25T02:00:00Z",
    )  # fmt: skip
    return world


@pytest.mark.parametrize(("who", "where"), [("tuan", COMMUNE), ("ha", CITY)])
def test_all_contents_are_told_within_twelve_queries(busy, page, client, django_assert_max_num_queries, who, where):
    url = reverse(where[0], args=where[1])
    assert page(who, url).status_code == 200
    with django_assert_max_num_queries(12):
        found = client.get(url, {"noi-dung": "4", "sort": "-done"})
    text = text_of(found)
    assert "4. Tự giúp nhau và hỗ trợ cộng đồng: từng" in text
    assert found.status_code == 200 and len(found.content) <= 60_000
    for said in ("4. Tự giúp nhau và hỗ trợ cộng đồng", "việc khác nhau trong 12 tháng", "3 tháng qua chưa có gì"):
        assert said in text, said


@pytest.mark.parametrize(("who", "where"), [("tuan", COMMUNE), ("ha", CITY)])
def test_the_places_of_a_content_stand_on_a_page_of_their_own(busy, page, who, where):
    url = reverse(where[0], args=where[1])
    text = text_of(page(who, url))
    assert "3 tháng qua chưa có gì" not in text
    assert f'<a href="{url}?noi-dung=' in text
    one = text_of(page(who, url, **{"noi-dung": "4"}))
    assert "3 tháng qua chưa có gì" in one
    assert "Xem cả 8 nội dung" in one


def test_the_city_finds_what_it_decides_beside_the_contents(world, page):
    url = reverse("areas:decided")
    assert url in text_of(page("ha", reverse("web:city_books")))
    assert url not in text_of(page("so", reverse("web:city_books")))


def test_each_number_opens_to_its_clubs_and_the_quiet_ones_have_a_next_step(busy, page):
    text = text_of(page("tuan", reverse(*COMMUNE[:1], args=COMMUNE[1]), **{"noi-dung": "4"}))
    assert "?noi-dung=4#tung-noi" in text
    assert reverse("selfhelp:home", args=[busy.dong_vang.pk]) in text
    assert "Thôn Trại Giữa" in text and "12 tháng qua chưa có lần nào." in text
    city = text_of(page("ha", reverse("web:city_books"), **{"noi-dung": "4"}))
    assert f"{reverse('web:commune_books', args=['09706'])}?noi-dung=4" in city


def test_good_examples_name_nobody(busy, page):
    text = text_of(page("tuan", reverse("web:commune_books", args=["09715"]), **{"noi-dung": "7"}))
    assert "dọn đường làng; trồng hoa" in text and "bà Hợi" not in text
    assert "3 việc khác nhau" in text


@pytest.mark.parametrize(
    ("words", "found"),
    [("Thăm bà Hợi", True), ("thăm Lê Thị Ẩn", True), ("Dọn đường làng", False), ("tập thể dục", False)],
)
def test_words_that_may_name_somebody_are_known(words, found):
    assert _names_somebody(words) is found


@pytest.mark.parametrize("where", [COMMUNE, CITY])
def test_the_table_is_there_as_excel(busy, page, where):
    found = page("ha", reverse(where[0], args=where[1]), download="xlsx")
    assert found.status_code == 200 and "spreadsheet" in found["Content-Type"]


@pytest.mark.parametrize(("who", "where"), [("nga", COMMUNE), ("man", CITY), ("tuan", CITY)])
def test_it_is_closed_to_who_has_no_duty_there(world, page, who, where):
    assert page(who, reverse(where[0], args=where[1])).status_code == 403


@pytest.mark.parametrize("asked", ["0", "9", "x", "²", "-1"])
def test_an_odd_question_is_answered_like_none(world, page, asked):
    assert page("ha", reverse("web:city_books"), **{"noi-dung": asked}).status_code == 200


def test_small_numbers_of_persons_are_hidden_alike_on_every_page(busy, page):
    for person in range(2):
        wrote(busy, 2, f"tập {person}", club="muong_chau", by="nga", people=4, outsiders=2)
    wrote(busy, 2, "tập", club="trai_giua", people=3)
    for who, where in (("tuan", COMMUNE), ("ha", CITY)):
        text = text_of(page(who, reverse(where[0], args=where[1]), **{"noi-dung": "2"}))
        assert "dưới 5" in text
    hidden = hidden_persons(TODAY)
    for node in (busy.dong_vang.pk, busy.trai_giua.pk, busy.muong_chau.pk, busy.yen_bai.pk):
        assert (2, node) in hidden, node
    assert all(area in (2, 3, 5) for area, _node in hidden)


def test_what_a_hidden_part_adds_to_its_total_cannot_be_worked_out(world, page):
    wrote(world, 2, people=9)
    wrote(world, 2, people=3, club="trai_giua")
    page("ha", reverse("web:city_books"))
    hidden = hidden_persons(TODAY)
    assert {(2, world.trai_giua.pk), (2, world.dong_vang.pk)} <= hidden


def told(found):
    """Place → how often something was done, how many took part and how many persons, as the table of a content says."""
    row = r'rowheader"><a[^>]*>([^<]+)</a></th>(.*?)</tr>'
    rows = re.findall(row, text_of(found).partition('id="tung-noi"')[2], re.DOTALL)
    return {name: re.findall(r"<td[^>]*>(?:<[^>]*>)*([^<]+)", cells)[:3] for name, cells in rows}


def test_where_nothing_was_done_nobody_took_part_and_that_hides_no_other_club(world, page):
    wrote(world, 3, people=9)
    commune = told(page("tuan", reverse("web:commune_books", args=["09715"]), **{"noi-dung": "3"}))
    assert commune == {"Thôn Đồng Vàng": ["1", "9", "9"], "Thôn Trại Giữa": ["0", "0", "0"]}
    city = told(page("ha", reverse("web:city_books"), **{"noi-dung": "3"}))
    assert city == {"Xã Phúc Thọ": ["1", "9", "9"], "Xã Yên Bài": ["0", "0", "0"]}
    assert not [node for area, node in hidden_persons(TODAY) if area == 3]


def test_what_is_done_for_the_first_time_is_hidden_at_once_with_another_beside_it(world, page):
    url = reverse("web:commune_books", args=["09715"])
    wrote(world, 3, people=9)
    page("tuan", url, **{"noi-dung": "3"})
    wrote(world, 3, people=2, club="trai_giua")
    commune = told(page("tuan", url, **{"noi-dung": "3"}))
    assert commune == {"Thôn Đồng Vàng": ["1", "không nêu", "không nêu"], "Thôn Trại Giữa": ["1", "dưới 5", "dưới 5"]}


def test_something_done_with_nobody_told_hides_as_before(world, page):
    wrote(world, 3, people=9)
    wrote(world, 3, people=0, club="trai_giua")
    page("ha", reverse("web:city_books"))
    hidden = hidden_persons(TODAY)
    assert {(3, world.trai_giua.pk), (3, world.dong_vang.pk)} <= hidden
    assert (3, world.muong_chau.pk) not in hidden and (3, world.yen_bai.pk) not in hidden


def test_the_clubs_grid_and_the_communes_stem_know_the_books(busy, page):
    pk = busy.dong_vang.pk
    found = page("man", reverse("web:club", args=[pk]))
    rows = {row["label"][0]: row for row in found.context["contents"]["rows"]}
    assert [rows[area]["cells"][-1] for area in "4712"] == ["done", "done", "not_done", "done"]
    assert rows["5"]["cells"][-2] == "done"
    assert rows["4"]["url"] == reverse("selfhelp:home", args=[pk])
    assert reverse("areas:all", args=[pk]) in text_of(found)
    assert "tự giúp nhau" not in found.context["advice"].lower()
    commune = text_of(page("tuan", reverse("web:commune", args=["09715"])))
    assert "4/8" in commune


def test_what_waits_for_the_clubs_word_is_in_no_grid(world, page):
    support = OfficeSupport.objects.create(
        place=world.city, area=3, day=date(2026, 9, 1), what="khám", giver="Sở", by_id=1
    )
    Activity.objects.create(
        club=world.dong_vang, area=3, day=date(2026, 9, 1), what="khám", office=support, is_confirmed=False, by_id=1
    )
    wrote(world, 4)
    rows = page("man", reverse("web:club", args=[world.dong_vang.pk])).context["contents"]["rows"]
    assert rows[2]["cells"][-1] == "not_done" and rows[3]["cells"][-1] == "done"
    assert "1/8" in text_of(page("tuan", reverse("web:commune", args=["09715"])))
