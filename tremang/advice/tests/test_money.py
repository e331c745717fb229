"""Which clubs' books suggest a visit, and that quiet words are used for it."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.advice.money import to_visit
from tremang.funds.models import CashCount, Fund
from tremang.funds.tests.acting import Till
from tremang.kernel import clock
from tremang.meetings.models import Meeting
from tremang.places.queries import under

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.fixed(TODAY):
        yield


def meet(club, day=date(2026, 8, 25)):
    Meeting.objects.create(
        club=club, held_on=day, contents=1, present=8, expected=11, recorded_by_id=1, recorded_at=clock.now()
    )


def reasons(world):
    return {club.club_id: club.reasons for club in to_visit(under(world.city.path, "place__path"), TODAY)}


def count(club, day, gap):
    CashCount.objects.create(
        club=club, fund=Fund.ACTIVITY, on=day, counted=100_000 + gap, book=100_000, by_id=1, recorded_at=clock.now()
    )


def test_a_club_that_meets_without_books_or_with_quiet_ones_is_named_and_a_silent_one_is_not(world):
    meet(world.trai_giua)
    till = Till(world)
    assert world.dong_vang.pk not in reasons(world)
    meet(till.club)
    found = reasons(world)
    assert "chưa mở sổ quỹ" in found[world.trai_giua.pk][0]
    assert "ghi lần cuối ngày 01/3/2026" in found[till.club.pk][0]
    assert world.muong_chau.pk not in found


def test_a_box_that_differs_twice_in_half_a_year_is_told_and_once_is_not(world):
    club = Till(world).club
    count(club, date(2026, 9, 1), -20_000)
    count(club, date(2026, 3, 1), -20_000)
    assert club.pk not in reasons(world)
    count(club, date(2026, 8, 1), 10_000)
    assert reasons(world)[club.pk] == ["Đếm hộp lệch sổ 2 lần trong 6 tháng qua."]


def test_much_lent_and_late_is_told_as_a_share(world):
    till = Till(world)
    till.lent(0)
    assert till.club.pk not in reasons(world)  # it does not even meet: another list's
    meet(till.club)
    assert any("trả chậm quá 30 ngày" in reason for reason in reasons(world)[till.club.pk])


def test_the_page_accuses_nobody_and_stays_within_the_readers_reach(world, client):
    meet(world.trai_giua)
    client.force_login(world.users["tuan"])
    text = client.get(reverse("advice:money")).content.decode()
    assert "Thôn Trại Giữa" in text and "Đây không phải kết luận về ai." in text
    client.force_login(world.users["nga"])
    assert "Thôn Trại Giữa" not in client.get(reverse("advice:money")).content.decode()
    client.force_login(world.users["nguoi_dung"])
    assert client.get(reverse("advice:money")).status_code == 403
