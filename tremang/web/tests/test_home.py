"""The first page and the top bar lead each duty to its work."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import BEGINNING, TODAY
from tremang.accounts.models import Role, RoleKind
from tremang.kernel import clock
from tremang.members.actions.closing import dissolve_club, merge_club

pytestmark = pytest.mark.django_db
CITY = ["ha", "chu_tich", "ban", "so", "trung_uong"]


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


def first_page(client, world, user):
    client.force_login(world.users[user])
    return client.get(reverse("web:home"))


@pytest.mark.parametrize("user", CITY)
def test_who_works_for_the_city_comes_to_its_board(client, world, user):
    assert first_page(client, world, user).headers["location"] == reverse("web:city")


@pytest.mark.parametrize("user", ["tuan", "lanh_dao"])
def test_who_works_for_a_commune_comes_to_its_page(client, world, user):
    assert first_page(client, world, user).headers["location"] == reverse("web:commune", args=["09715"])


@pytest.mark.parametrize("user", ["man", "khiem", "luong"])
def test_who_works_for_a_club_comes_to_its_page(client, world, user):
    assert first_page(client, world, user).headers["location"] == reverse("web:club", args=[world.dong_vang.pk])


def test_two_duties_at_one_club_still_lead_to_one_page(client, world):
    Role.objects.create(
        user=world.users["man"], kind=RoleKind.CLUB_TREASURER, place=world.dong_vang.place, from_on=BEGINNING
    )
    assert first_page(client, world, "man").status_code == 302


def test_who_has_duties_in_two_places_chooses(client, world):
    Role.objects.create(user=world.users["man"], kind=RoleKind.COMMUNE_OFFICER, place=world.yen_bai, from_on=BEGINNING)
    page = first_page(client, world, "man").content.decode()
    assert page.index("Xã Yên Bài") < page.index("Câu lạc bộ thôn Đồng Vàng")
    assert reverse("web:club", args=[world.dong_vang.pk]) in page


def test_who_has_no_duty_is_told_whom_to_ask(client, world):
    page = first_page(client, world, "nguoi_dung")
    assert page.status_code == 200
    assert "Mời liên hệ cán bộ phụ trách" in page.content.decode()


def test_a_duty_that_ended_leads_nowhere(client, world):
    world.users["man"].roles.update(to_on=BEGINNING)
    assert "Chưa được giao việc" in first_page(client, world, "man").content.decode()


@pytest.mark.parametrize("user", [*CITY, "tuan", "lanh_dao", "man", "khiem", "luong", "nguoi_dung"])
def test_every_word_of_the_top_bar_leads_to_a_page_that_opens(client, world, user):
    client.force_login(world.users[user])
    nav = client.get(reverse("accounts:me")).context["nav"]
    closed = {label: client.get(url).status_code for label, url, _current in nav}
    assert all(status == 200 for status in closed.values()), closed
    assert bool(nav) == (user != "nguoi_dung")


def test_the_word_of_the_open_page_is_marked(client, world):
    client.force_login(world.users["tuan"])
    nav = client.get(reverse("accounts:users")).context["nav"]
    assert [url for _label, url, current in nav if current] == [reverse("accounts:users")]


@pytest.mark.parametrize(
    ("user", "leads"), [("luong", "funds:home"), ("man", "agenda:start"), ("khiem", "agenda:start")]
)
def test_the_first_button_of_a_club_is_the_work_of_its_reader(client, world, user, leads):
    client.force_login(world.users[user])
    page = client.get(reverse("web:club", args=[world.dong_vang.pk])).content.decode()
    first = page[page.index("button primary") :]
    assert first.startswith(f'button primary" href="{reverse(leads, args=[world.dong_vang.pk])}"')


def test_a_club_that_is_no_more_says_where_it_went_and_seeks_nobody(client, world):
    client.force_login(world.users["tuan"])
    merge_club(world.trai_giua, world.dong_vang, date(2026, 9, 1), by=world.users["tuan"], today=TODAY)
    page = client.get(reverse("web:club", args=[world.trai_giua.pk])).content.decode()
    assert "Từ ngày 01/9/2026 đã sáp nhập vào" in page and reverse("web:club", args=[world.dong_vang.pk]) in page
    for words in ("Chưa có buổi tới", "Thành phần so với hướng dẫn", "button primary"):
        assert words not in page
    dissolve_club(world.dong_vang, date(2026, 9, 20), "Ít người", by=world.users["tuan"], today=TODAY)
    page = client.get(reverse("web:club", args=[world.dong_vang.pk])).content.decode()
    assert "Đã giải thể từ ngày 20/9/2026" in page and "Thành phần so với hướng dẫn" not in page
