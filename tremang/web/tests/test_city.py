"""The City's board and map as offices see them."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.urls import reverse, reverse_lazy

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.kernel.events import mark_stale, record
from tremang.meetings.models import Meeting
from tremang.places.models import HamletCount
from tremang.programme.standard.models import Assessment

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def sign_in(world, client):
    def sign_in(name):
        client.force_login(world.users[name])
        return client

    with clock.fixed(TODAY):
        yield sign_in


@pytest.fixture
def ha(sign_in):
    return sign_in("ha")


def text(page):
    assert page.status_code == 200
    return page.content.decode()


def test_the_board_shows_all_rows_within_twelve_queries_and_sixty_kilobytes(ha, django_assert_max_num_queries):
    ha.get(reverse("web:city"))
    with django_assert_max_num_queries(12):
        page = ha.get(reverse("web:city") + "?order=plan")
    assert text(page).count('class="board-number"') == 14
    assert len(page.content) <= 60_000


def test_a_board_seen_before_costs_eight_queries(ha, django_assert_max_num_queries):
    first = text(ha.get(reverse("web:city"))).split("<main")[1].split("</main>")[0]
    with django_assert_max_num_queries(8):
        assert first in text(ha.get(reverse("web:city")))


def test_a_meeting_recorded_shows_on_the_very_next_page(world, ha):
    before = text(ha.get(reverse("web:city")))
    Assessment.objects.create(club=world.dong_vang, assessed_on=TODAY, result="meets", by_id=1)
    record(world.dong_vang.pk, "assess", "x:1", by_id=1)
    mark_stale([world.dong_vang.pk], TODAY)
    after = text(ha.get(reverse("web:city")))
    assert "33,3%" not in before and "33,3%" in after


def test_an_act_that_moves_no_number_is_seen_as_well(world, ha):
    """A hamlet list that is now complete changes what the reader is told, through its event."""
    ha.get(reverse("web:city"))
    HamletCount.objects.create(commune=world.phuc_tho, counted_on=TODAY)
    record(world.phuc_tho.pk, "count", "x:1", by_id=1)
    mark_stale([world.phuc_tho.pk], date(2024, 1, 1))
    assert "Chỉ tiêu 8: 1 xã, phường chưa khai báo" in text(ha.get(reverse("web:city")))


def test_what_needs_care_stands_first_unless_the_plans_order_is_asked_for(ha):
    def order(query):
        page = text(ha.get(reverse("web:city") + query))
        return [int(part.split("<")[0]) for part in page.split('class="board-number">')[1:]]

    assert order("?order=plan") == list(range(1, 15))
    assert sorted(order("")) == list(range(1, 15)) and order("") != list(range(1, 15))


@pytest.mark.parametrize(("phase", "rows"), [("P1", 14), ("P2", 9), ("ALL", 2), ("abc", 14)])
def test_each_phase_has_its_tab_with_the_rows_the_plan_sets_for_it(ha, phase, rows):
    assert text(ha.get(reverse("web:city"), {"phase": phase})).count('class="board-number"') == rows


def test_another_day_says_so_and_shows_the_numbers_of_that_day(ha):
    page = text(ha.get(reverse("web:city"), {"on": "2026-02-09", "boundaries": "then"}))
    assert "09/02/2026" in page and "theo địa giới lúc đó" in page and "câu lạc bộ im lặng" not in page


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("hôm qua", "Chưa hiểu “hôm qua”"),
        ("31/9/2026", "Tháng 9 năm 2026 chỉ có 30 ngày"),
        ("1/2/2027", "chưa tới"),
        ("2027-01-01", "chưa tới"),
        ("1900-01-01", "Số liệu bắt đầu từ"),
        ("9" * 400, "Chưa hiểu"),
    ],
)
def test_a_strange_day_is_answered_with_a_sentence(ha, on, said):
    assert said in text(ha.get(reverse("web:city"), {"on": on}))


@pytest.mark.parametrize("page", ["web:city", "web:map"])
@pytest.mark.parametrize("on", ["2026-08-05", "05/8/2026", "5/8"])
def test_a_day_is_asked_for_as_people_write_it_or_as_addresses_do(ha, page, on):
    shown = text(ha.get(reverse(page), {"on": on})).replace("\N{NO-BREAK SPACE}", " ")
    assert 'name="on" value="05/8/2026"' in shown and "Thứ Tư 05/8/2026" in shown and "Mời ghi" not in shown
    assert "on=2026-08-05" in shown and 'type="date"' not in shown


@pytest.mark.parametrize("page", [reverse_lazy("web:city"), reverse_lazy("targets:indicator", args=["new_clubs"])])
def test_the_board_of_a_past_day_does_not_speak_of_now(ha, page):
    for words in ("Hiện nay", "ẽ ra hôm nay"):
        assert words in text(ha.get(page)) and words not in text(ha.get(page, {"on": "2026-08-05"}))
    assert "ẽ ra ngày ấy" in text(ha.get(page, {"on": "2026-08-05"}))
    assert "Đến 05/8/2026" in text(ha.get(page, {"on": "2026-08-05"}))


def test_words_in_the_address_are_never_markup(ha):
    page = text(ha.get(reverse("web:city"), {"on": "<script>x</script>", "x": '"><i>y'}))
    assert "<script>x" not in page and '"><i>y' not in page


@pytest.mark.parametrize("name", ["tuan", "lanh_dao", "nga", "man", "khiem", "luong", "nguoi_dung"])
def test_the_citys_pages_are_for_duties_that_reach_the_city(sign_in, name):
    client = sign_in(name)
    for page in ("web:city", "web:map", "web:map_picture"):
        assert client.get(reverse(page)).status_code == 403


@pytest.mark.parametrize("name", ["ha", "chu_tich", "ban", "so", "trung_uong"])
def test_offices_of_the_city_and_above_see_the_board(sign_in, name):
    assert sign_in(name).get(reverse("web:city")).status_code == 200


def test_strangers_are_asked_to_sign_in(client):
    assert client.get(reverse("web:city")).status_code == 302


def test_the_board_is_taken_away_as_excel_with_its_row_count(ha):
    import python_calamine

    page = ha.get(reverse("web:city"), {"download": "xlsx"})
    from io import BytesIO

    rows = python_calamine.CalamineWorkbook.from_filelike(BytesIO(b"".join(page.streaming_content))).get_sheet_by_index(
        0
    )
    cells = rows.to_python()
    assert len([row for row in cells if isinstance(row[0], float)]) == 14
    assert any("14 dòng" in str(row[0]) for row in cells)


class TestMap:
    """The picture has its own address, and every number of it stands in the table."""

    @pytest.mark.parametrize("form", ["tiles", "outlines", "strange"])
    def test_the_picture_is_sound_xml_whose_places_open_their_pages(self, ha, form):
        page = ha.get(reverse("web:map_picture"), {"form": form})
        assert page["Content-Type"].startswith("image/svg+xml")
        links = ElementTree.fromstring(page.content).findall(f".//{SVG}a")
        assert {link.get("href") for link in links} == {"/xa-phuong/09715/", "/xa-phuong/09706/"}
        assert {link.get("target") for link in links} == {"_top"}
        assert all(link.get("aria-label").startswith("Xã ") for link in links)

    def test_the_same_numbers_are_sent_once_and_new_ones_again(self, world, ha):
        url = reverse("web:map_picture") + "?code=quality_kept"
        tag = ha.get(url)["ETag"]
        again = ha.get(url, headers={"If-None-Match": tag})
        assert again.status_code == 304 and not again.content
        Assessment.objects.create(club=world.dong_vang, assessed_on=TODAY, result="meets", by_id=1)
        mark_stale([world.dong_vang.pk], TODAY)
        assert ha.get(url, headers={"If-None-Match": tag}).status_code == 200

    def test_a_browser_must_ask_each_time_and_no_proxy_may_keep_it(self, ha):
        assert ha.get(reverse("web:map_picture"))["Cache-Control"] == "private, no-cache"

    def test_the_table_beside_it_has_the_same_places(self, ha, django_assert_max_num_queries):
        ha.get(reverse("web:map"))
        with django_assert_max_num_queries(12):
            page = text(ha.get(reverse("web:map"), {"code": "fund_over_50m", "form": "outlines"}))
        assert page.count("Xã Phúc Thọ") >= 1 and page.count("Xã Yên Bài") >= 1
        assert "form=outlines" in page

    def test_the_map_says_in_words_what_it_shows(self, world, ha):
        Assessment.objects.create(club=world.dong_vang, assessed_on=TODAY, result="meets", by_id=1)
        mark_stale([world.dong_vang.pk], TODAY)
        said = "Xã, phường có câu lạc bộ đạt chuẩn, ngày 23/9/2026: 2 trong 2 xã, phường có số, trong đó 1 nơi bằng 0."
        assert said in text(ha.get(reverse("web:map")))
        said = "Thôn, tổ dân phố có câu lạc bộ, ngày 23/9/2026: 0 trong 2 xã, phường có số; 2 nơi chưa có số."
        assert said in text(ha.get(reverse("web:map"), {"code": "hamlet_coverage"}))

    @pytest.mark.parametrize("code", ["", "nothing", "registry", "../x"])
    def test_an_unknown_indicator_is_no_page(self, ha, code):
        assert ha.get(reverse("web:map"), {"code": code}).status_code == 404

    def test_small_counts_of_needs_are_hidden_from_who_has_no_duty_towards_persons(self, world, ha):
        from tremang.members.models import Need

        Need.objects.create(
            club=world.dong_vang, person=world.person("Đỗ Thị Ẩn"), kind="loan", declared_on=date(2026, 9, 1)
        )
        mark_stale([world.dong_vang.pk], date(2026, 9, 1))
        page = ha.get(reverse("web:map_picture"), {"code": "needs_supported"}).content.decode()
        assert "trong 1 người" not in page and "số nhỏ nên giấu" in page
        assert ">–</text>" in page, "neither 0 nor blank"
        beside = text(ha.get(reverse("web:map"), {"code": "needs_supported"}))
        hidden = int(re.search(r"có số; (\d) nơi số dưới 5 nên giấu", beside)[1])
        assert f"dưới 5, nên giấu: {hidden} nơi" in beside


def test_a_place_newer_than_the_grid_still_has_a_tile():
    from tremang.web.maps import seats

    where = seats(["09715", "99998", "99999"])
    assert len(set(where.values())) == 3
    assert where["99998"][1] > where["09715"][1]


def test_silent_clubs_stand_on_the_board_with_cause_and_next_step(world, ha):
    page = text(ha.get(reverse("web:city")))
    assert "3 câu lạc bộ im lặng" in page and "chưa ghi buổi nào" in page
    for club in (world.dong_vang, world.trai_giua, world.muong_chau):
        Meeting.objects.create(
            club=club, held_on=date(2026, 9, 1), contents=1, present=1, expected=2, recorded_by_id=1,
            recorded_at=clock.now(),
        )  # fmt: skip
        record(club.pk, "record_meeting", "x:1", by_id=1)
        mark_stale([club.pk], date(2026, 9, 1))
    assert "Câu lạc bộ nào cũng có ghi sinh hoạt" in text(ha.get(reverse("web:city")))
