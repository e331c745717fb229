"""A commune's page and the lists of communes and clubs."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.clubs.models import BoardRenewal, Club, StateRow
from tremang.kernel import clock
from tremang.kernel.events import mark_stale
from tremang.meetings.models import Meeting
from tremang.places.models import HamletCount, Population
from tremang.programme.communication.models import ReachDeclaration
from tremang.programme.territory.actions.changes import Decree, merge_places, rename_place
from tremang.programme.training.models import Official

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(world, client):
    def sign_in(name):
        client.force_login(world.users[name])
        return client

    with clock.fixed(TODAY):
        yield sign_in


@pytest.fixture
def page(sign_in):
    def page(name="tuan", code="09715", **query):
        found = sign_in(name).get(reverse("web:commune", args=[code]), query)
        assert found.status_code == 200
        return found.content.decode()

    return page


def meet(club, day, contents=255, present=8, expected=11):
    Meeting.objects.create(
        club=club, held_on=day, contents=contents, present=present, expected=expected, recorded_by_id=1,
        recorded_at=clock.now(),
    )  # fmt: skip


def test_the_page_stays_within_twelve_queries_and_sixty_kilobytes(world, sign_in, django_assert_max_num_queries):
    client = sign_in("tuan")
    client.get(reverse("web:commune", args=["09715"]))
    with django_assert_max_num_queries(12):
        found = client.get(reverse("web:commune", args=["09715"]) + "?sort=-members")
    assert found.status_code == 200 and len(found.content) <= 60_000


def test_each_club_shows_its_last_meeting_who_came_and_what_was_covered(world, page):
    meet(world.dong_vang, date(2026, 8, 25), contents=0b00001111)
    meet(world.dong_vang, date(2026, 9, 20), contents=0b00110000, present=9, expected=11)
    shown = page()
    assert "20/9/2026" in shown and "9\u00a0/\u00a011" in shown and "6/8" in shown
    assert "Thôn Đồng Vàng" in shown and "Muồng Cháu" not in shown


def test_a_club_that_has_never_met_is_not_called_regular(world, page):
    StateRow.objects.filter(club__in=[world.dong_vang, world.trai_giua], state="active").update(
        from_on=date(2026, 9, 1)
    )
    Club.objects.filter(pk__in=[world.dong_vang.pk, world.trai_giua.pk]).update(launched_on=date(2026, 9, 1))
    meet(world.dong_vang, date(2026, 9, 20))
    shown = page()
    assert shown.count("Đều đặn") == 1 and "Chưa ghi buổi nào" in shown


def test_a_meeting_of_a_year_ago_covers_nothing_today(world, page):
    meet(world.dong_vang, date(2025, 9, 23))
    assert "0/8" in page()


def test_what_was_never_declared_waits_with_the_link_to_enter_it(world, page):
    shown = page()
    for words in (
        "Chưa khai báo tổng số thôn",
        "Chưa khai báo số dân năm 2026",
        "danh sách cán bộ",
        "được tuyên truyền năm 2026",
    ):
        assert words in shown
    HamletCount.objects.create(commune=world.phuc_tho, counted_on=TODAY)
    Population.objects.create(commune=world.phuc_tho, year=2026, people=9000)
    Official.objects.create(place=world.phuc_tho, full_name="Nguyễn Văn Ba", from_on=date(2026, 1, 1))
    ReachDeclaration.objects.create(commune=world.phuc_tho, year=2026, reached=10, declared_on=TODAY)
    from tremang.kernel.events import mark_stale, record

    record(world.phuc_tho.pk, "declare", "x:1", by_id=1)
    mark_stale([world.phuc_tho.pk], date(2024, 1, 1))
    shown = page()
    assert "Chưa khai báo" not in shown.split("Phần của xã")[0]
    assert "1 thôn, tổ dân phố chưa có câu lạc bộ" in shown and "Thôn Cổ Điển" in shown


def test_a_leader_reads_what_waits_without_links_that_he_may_not_use(page):
    assert "Khai báo thôn" in page("tuan")
    assert "Khai báo số dân" not in page("lanh_dao")


def test_terms_that_end_and_silent_clubs_wait_as_well(world, page):
    BoardRenewal.objects.create(club=world.dong_vang, renewed_on=date(2021, 10, 30), term_years=5)
    meet(world.dong_vang, TODAY - timedelta(days=10))
    shown = page()
    assert "cần kiện toàn Ban Chủ nhiệm" in shown and "30/10/2026" in shown
    assert "Câu lạc bộ thôn Trại Giữa im lặng từ 25/02/2026" in shown
    assert "Câu lạc bộ thôn Đồng Vàng im lặng" not in shown


def test_counts_of_needs_are_for_who_has_that_duty(page):
    words = "Thành viên có nhu cầu được hỗ trợ"
    assert words in page("tuan")
    assert words not in page("lanh_dao") and words not in page("ha")


def test_one_readers_kept_page_is_not_shown_to_another(page):
    page("tuan")
    assert "Thành viên có nhu cầu được hỗ trợ" not in page("ha")
    assert 'href="/thanh-pho/"' in page("ha") and 'href="/thanh-pho/"' not in page("tuan")


@pytest.mark.parametrize("name", ["nga", "man", "nguoi_dung"])
def test_others_do_not_see_the_commune(sign_in, name):
    assert sign_in(name).get(reverse("web:commune", args=["09715"])).status_code == 403


@pytest.mark.parametrize("code", ["00000", "01", "09715-0001", "x"])
def test_an_unknown_code_is_no_page(sign_in, code):
    assert sign_in("ha").get(f"/xa-phuong/{code}/").status_code == 404


def test_the_old_code_of_a_merged_commune_says_what_took_its_place(world, sign_in):
    decree = Decree("19/NQ-HĐND", date(2026, 8, 1), date(2026, 9, 1))
    merge_places([world.yen_bai], world.phuc_tho, decree=decree, by=world.users["ha"], today=TODAY)
    found = sign_in("ha").get(reverse("web:commune", args=["09706"])).content.decode()
    assert "31/8/2026" in found and "19/NQ-HĐND" in found and reverse("web:commune", args=["09715"]) in found
    assert "Muồng Cháu" in sign_in("ha").get(reverse("web:commune", args=["09715"])).content.decode()


def test_the_clubs_are_taken_away_as_excel(sign_in):
    found = sign_in("tuan").get(reverse("web:commune", args=["09715"]), {"download": "xlsx"})
    assert found["Content-Type"].endswith("sheet") and b"".join(found.streaming_content)[:2] == b"PK"


class TestLists:
    """All communes, all clubs: only where the reader's duty reaches."""

    def names(self, client, page, **query):
        found = client.get(reverse(page), query)
        assert found.status_code == 200
        shown = found.content.decode()
        return {
            name
            for name in ("Phúc Thọ", "Yên Bài", "Đồng Vàng", "Trại Giữa", "Muồng Cháu")
            if name in shown.split("<table")[-1]
        }

    def test_a_commune_sees_its_own_and_the_city_all(self, sign_in):
        assert self.names(sign_in("tuan"), "web:communes") == {"Phúc Thọ"}
        assert self.names(sign_in("ha"), "web:communes") == {"Phúc Thọ", "Yên Bài"}

    def test_the_hamlets_with_a_club_are_told_where_a_commune_has_counted_them(self, sign_in, world, page):
        HamletCount.objects.create(commune=world.phuc_tho, counted_on=TODAY)
        mark_stale([world.phuc_tho.pk], date(2024, 1, 1))
        told = re.compile(r"Xã Phúc Thọ.*?(\d) / (\d).*?Xã Yên Bài.*?chưa khai báo", re.DOTALL)
        covered, total = told.search(sign_in("ha").get(reverse("web:communes")).content.decode()).groups()
        assert f"{covered} trong {total} thôn, tổ dân phố có câu lạc bộ." in page()

    def test_clubs_likewise(self, sign_in):
        assert self.names(sign_in("nga"), "web:clubs") == {"Muồng Cháu", "Yên Bài"}
        assert self.names(sign_in("man"), "web:clubs") == {"Đồng Vàng", "Phúc Thọ"}

    def test_the_filter_needs_no_marks_and_a_state_narrows(self, sign_in):
        assert self.names(sign_in("ha"), "web:clubs", q="muong") == {"Muồng Cháu", "Yên Bài"}
        assert self.names(sign_in("ha"), "web:clubs", state="dissolved") == set()
        assert len(self.names(sign_in("ha"), "web:clubs", state="strange")) == 5

    @pytest.mark.parametrize("page", ["web:communes", "web:clubs", "advice:silent"])
    def test_who_has_no_duty_is_refused(self, sign_in, page):
        assert sign_in("nguoi_dung").get(reverse(page)).status_code == 403

    @pytest.mark.parametrize("page", ["web:communes", "web:clubs", "advice:silent"])
    def test_each_list_sorts_pages_and_downloads(self, sign_in, page, django_assert_max_num_queries):
        client = sign_in("ha")
        client.get(reverse(page))
        for query in ({"sort": "-name"}, {"sort": "strange", "p": "99"}, {"p": "-1"}):
            with django_assert_max_num_queries(12):
                assert client.get(reverse(page), query).status_code == 200
        assert b"".join(client.get(reverse(page), {"download": "xlsx"}).streaming_content)[:2] == b"PK"


def merged(world) -> date:
    """Phúc Thọ is merged into Yên Bài from a day on, so that it has its own figures only by the boundaries of then."""
    on = TODAY - timedelta(days=9)
    merge_places([world.phuc_tho], world.yen_bai, decree=Decree("1/NQ", on, on), by=world.users["ha"], today=TODAY)
    return on - timedelta(days=1)


def test_a_commune_is_shown_for_another_day_and_says_which(world, page):
    shown = page(on="9/2/2026", boundaries="then").replace("\N{NO-BREAK SPACE}", " ")
    assert "09/02/2026" in shown
    assert "theo địa giới lúc đó" in shown
    assert "on=2026-02-09&amp;boundaries=then" in shown  # its targets open for that day too
    assert "là của hôm nay" in shown
    assert "chưa tới" in page(on="1/2/2030")
    assert "là của hôm nay" not in page()


@pytest.mark.parametrize("at", ["web:commune", "targets:indicator"])
def test_by_the_boundaries_of_then_a_page_says_what_the_commune_was_called(world, sign_in, at):
    on = TODAY - timedelta(days=9)
    rename_place(world.phuc_tho, "Phúc Lâm", decree=Decree("1/NQ", on, on), by=world.users["ha"], today=TODAY)
    url = reverse(at, args=["09715" if at == "web:commune" else "new_clubs"])

    def shown(**query) -> str:
        return sign_in("ha").get(url, {"place": "09715", **query}).content.decode()

    eve = (on - timedelta(days=1)).isoformat()
    assert "Xã Phúc Lâm" in shown(on=eve, boundaries="then")
    assert "lúc đó tên là Xã Phúc Thọ" in shown(on=eve, boundaries="then")
    assert "lúc đó tên là" not in shown(on=eve)
    assert "lúc đó tên là" not in shown(on=on.isoformat(), boundaries="then")


def test_the_list_of_communes_is_shown_by_the_boundaries_of_then_and_of_now(world, sign_in):
    eve = merged(world)
    url, ha = reverse("web:communes"), sign_in("ha")

    def names(**query):
        shown = ha.get(url, query).content.decode()
        return [name for name in ("Xã Phúc Thọ", "Xã Yên Bài") if f">{name}</a>" in shown]

    assert names() == ["Xã Yên Bài"]
    assert names(on=eve.isoformat(), boundaries="now") == ["Xã Yên Bài"]
    assert names(on=eve.isoformat(), boundaries="then") == ["Xã Phúc Thọ", "Xã Yên Bài"]
    world.users["nga"].refresh_from_db()
    own = sign_in("nga").get(url, {"on": eve.isoformat(), "boundaries": "then"}).content.decode()
    assert "Xã Yên Bài" in own  # who has no duty for the City sees what is his
    assert "Xã Phúc Thọ" not in own
