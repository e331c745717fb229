"""Which clubs are silent, since when, why as far as the records know, and what comes next."""

import re
from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import TODAY
from tremang.accounts.models import Role
from tremang.accounts.powers import Verb, holds_any
from tremang.advice.queries import Cause, Tier, paused_clubs, silent_clubs, tier_of
from tremang.clubs.days import tet
from tremang.clubs.models import BoardRenewal, Club, State, StateRow
from tremang.kernel import clock
from tremang.kernel.periods import add_months
from tremang.meetings.models import Meeting
from tremang.members.models import BoardMember

pytestmark = pytest.mark.django_db


def meet(club, day, present=8, expected=11):
    Meeting.objects.create(
        club=club,
        held_on=day,
        contents=1,
        present=present,
        expected=expected,
        recorded_by_id=1,
        recorded_at=clock.now(),
    )


def silent(world, today=TODAY):
    return {club.club_id: club for club in silent_clubs(world.city, today)}


def test_two_months_without_a_meeting_are_silence_and_a_day_less_is_not(world):
    meet(world.dong_vang, date(2026, 7, 24))
    meet(world.trai_giua, date(2026, 7, 23))
    found = silent(world)
    assert world.dong_vang.pk not in found
    assert (found[world.trai_giua.pk].since, found[world.trai_giua.pk].days) == (date(2026, 7, 23), 62)


def test_silence_counts_from_the_launch_of_a_club_that_never_met(world):
    found = silent(world)[world.muong_chau.pk]
    assert (found.cause, found.since, found.last_on) == (Cause.NEVER_MET, date(2025, 8, 20), None)
    assert "20/8/2025" in found.reason


def test_a_club_launched_last_month_is_not_silent(world):
    Club.objects.filter(pk=world.muong_chau.pk).update(launched_on=date(2026, 8, 20))
    assert world.muong_chau.pk not in silent(world)


def test_silence_counts_from_the_end_of_a_pause(world):
    meet(world.dong_vang, date(2026, 1, 20))
    StateRow.objects.filter(club=world.dong_vang, state="active").update(to_on=date(2026, 1, 31))
    StateRow.objects.create(
        club=world.dong_vang, state="paused", from_on=date(2026, 2, 1), to_on=date(2026, 8, 31), by_id=0
    )
    StateRow.objects.create(club=world.dong_vang, state="active", from_on=date(2026, 9, 1), by_id=0)
    assert world.dong_vang.pk not in silent(world)


def test_a_paused_club_is_told_apart_with_its_reason(world):
    StateRow.objects.filter(club=world.dong_vang, state="active").update(to_on=date(2026, 5, 31))
    StateRow.objects.create(
        club=world.dong_vang, state=State.PAUSED, from_on=date(2026, 6, 1), reason="Nhà văn hóa đang sửa", by_id=0
    )
    Club.objects.filter(pk=world.dong_vang.pk).update(state=State.PAUSED)
    assert world.dong_vang.pk not in silent(world)
    (found,) = paused_clubs(Club.objects.all(), TODAY)
    assert (found.since, found.reason, found.commune) == (date(2026, 6, 1), "Nhà văn hóa đang sửa", "Xã Phúc Thọ")


def test_causes_are_read_from_the_records_the_nearest_first(world):
    meet(world.dong_vang, date(2026, 6, 1), present=8)
    assert silent(world)[world.dong_vang.pk].cause == Cause.UNKNOWN
    Meeting.objects.update(present=5)
    assert silent(world)[world.dong_vang.pk].cause == Cause.FEW_CAME
    BoardRenewal.objects.create(club=world.dong_vang, renewed_on=date(2021, 3, 1), term_years=5)
    found = silent(world)[world.dong_vang.pk]
    assert (found.cause, found.step) == (Cause.TERM_OVER, "board") and "01/3/2026" in found.reason
    BoardMember.objects.filter(post="chair").update(to_on=date(2026, 4, 1))
    assert silent(world)[world.dong_vang.pk].cause == Cause.NO_CHAIR
    Role.objects.filter(place=world.dong_vang.place).delete()
    found = silent(world)[world.dong_vang.pk]
    assert (found.cause, found.step) == (Cause.NO_WRITER, "club")


def test_silence_since_before_tet_is_told_as_such_in_spring_only(world):
    meet(world.dong_vang, date(2026, 1, 25))
    assert silent(world, date(2026, 4, 10))[world.dong_vang.pk].cause == Cause.AFTER_TET
    assert silent(world, date(2026, 7, 10))[world.dong_vang.pk].cause == Cause.UNKNOWN


@pytest.mark.parametrize(
    ("year", "day"), [(2026, date(2026, 2, 17)), (2027, date(2027, 2, 6)), (2030, date(2030, 2, 2))]
)
def test_tet_falls_where_the_vietnamese_calendar_says(year, day):
    assert tet(year) == day


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(2, 30))
def test_the_longer_the_silence_the_further_the_step(today, months):
    order = list(Tier)
    shorter, longer = (order.index(tier_of(add_months(today, -count), today)) for count in (months, months + 1))
    assert shorter <= longer


def test_one_query_however_many_clubs(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(silent_clubs(world.city, TODAY)) == 3


def test_the_longest_silent_stands_first(world):
    meet(world.dong_vang, date(2026, 6, 1))
    since = [club.since for club in silent_clubs(world.city, TODAY)]
    assert since == sorted(since)


@pytest.mark.parametrize("name", ["ha", "chu_tich", "ban", "tuan"])
def test_no_next_step_leads_where_the_reader_is_refused(world, client, name):
    Role.objects.filter(place=world.dong_vang.place).delete()
    client.force_login(world.users[name])
    with clock.fixed(TODAY):
        keeps_users = holds_any(world.users[name], Verb.KEEP_USERS, TODAY)
        for page in (reverse("advice:silent"), reverse("web:home")):
            body = client.get(page, follow=True).content.decode()
            links = set(re.findall(r'href="([^"]+)">(?:Cấp tài khoản|Mở câu lạc bộ|Mở việc|Bàn )', body))
            assert links and {client.get(link).status_code for link in links} == {200}
            assert ("Cấp tài khoản cho thư ký" in body) == keeps_users
