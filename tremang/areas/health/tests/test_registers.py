"""Promises of the registers of the book: check-ups, exercise, referrals, insurance; and of its papers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common import actions
from tremang.areas.common.advice import advice_of
from tremang.areas.common.models import Activity, Participant
from tremang.areas.health.actions import Taken, measure
from tremang.areas.health.book import BOOK, CHECKUPS, EXERCISES, INSURANCES, REFERRALS
from tremang.areas.health.models import CheckUp, Exercise, Insurance
from tremang.areas.health.queries import last_before
from tremang.clubs.models import Team, TeamKind
from tremang.kernel.models import Look
from tremang.kernel.problems import Problem
from tremang.members.actions import join, merge_persons, undo_merge
from tremang.members.data import PersonData
from tremang.members.models import Channel, Consent, Purpose

ON = date(2026, 9, 20)
pytestmark = pytest.mark.usefixtures("thresholds")


def checkup(**more):
    return {"provider": "Trạm Y tế xã Phúc Thọ", "on": ON, "people": 0, "outsiders": 0, "note": "", **more}


def referral(world, **more):
    member = world.members["Đỗ Thị Ẩn"].pk
    return {"membership_id": member, "on": ON, "why": "reading", "where": "", "outcome": "", "outcome_on": None, **more}


def card(world, **more):
    member = world.members["Đỗ Thị Ẩn"].pk
    return {"membership_id": member, "on": TODAY, "is_insured": True, "expires_on": date(2026, 11, 1), **more}


@pytest.fixture
def team(world):
    return Team.objects.create(club=world.dong_vang, kind=TeamKind.SPORT, name="Đội dưỡng sinh")


def test_a_check_up_counts_with_who_came_by_name(world, man):
    came = [world.members[name].pk for name in ("Đỗ Thị Ẩn", "Trần Thị Lụa")]
    row, _event = actions.add(CHECKUPS, world.dong_vang, checkup(outsiders=3), came, by=man, today=TODAY)
    assert (row.activity.people, row.activity.outsiders, row.activity.kind) == (5, 3, "checkup")
    assert Participant.objects.filter(activity=row.activity).count() == 2
    assert [one.number for one in advice_of(BOOK, world.dong_vang, TODAY).norms] == [0, 1]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "nobody_came"), ({"provider": " ", "people": 5}, "no_provider"), ({"people": 200}, "more_than_roll"),
        ({"on": date(2026, 9, 24), "people": 5}, "in_future"), ({"people": 1, "outsiders": 3}, "nothing"),
    ],
)  # fmt: skip
def test_a_check_up_that_cannot_be_is_refused(world, man, change, code):
    if code == "nothing":  # as many outsiders as people is all there is
        actions.add(CHECKUPS, world.dong_vang, checkup(**change), by=man, today=TODAY)
        return
    with pytest.raises(Problem) as refusal:
        actions.add(CHECKUPS, world.dong_vang, checkup(**change), by=man, today=TODAY)
    assert refusal.value.code == code


def test_a_team_has_one_entry_a_month(world, man, team):
    given = {"team_id": team.pk, "on": ON, "times": 12, "people": 8, "note": ""}
    actions.add(EXERCISES, world.dong_vang, given, by=man, today=TODAY)
    with pytest.raises(Problem) as refusal:
        actions.add(EXERCISES, world.dong_vang, given | {"on": date(2026, 9, 2)}, by=man, today=TODAY)
    assert refusal.value.code == "team_month"
    actions.add(EXERCISES, world.dong_vang, given | {"on": date(2026, 8, 2)}, by=man, today=TODAY)
    assert Exercise.objects.count() == Activity.objects.count() == 2


def test_only_a_sports_team_of_the_club_exercises(world, man):
    for other in (
        Team.objects.create(club=world.dong_vang, kind=TeamKind.ARTS, name="Đội văn nghệ"),
        Team.objects.create(club=world.trai_giua, kind=TeamKind.SPORT, name="Đội bóng"),
    ):
        with pytest.raises(Problem) as refusal:
            given = {"team_id": other.pk, "on": ON, "times": 2, "people": 8, "note": ""}
            actions.add(EXERCISES, world.dong_vang, given, by=man, today=TODAY)
        assert refusal.value.code == "other_team"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"outcome_on": TODAY}, "no_outcome"), ({"outcome": "went", "outcome_on": date(2026, 9, 1)}, "outcome_first"),
        ({"outcome": "went", "outcome_on": date(2026, 9, 24)}, "in_future"), ({"on": date(2026, 9, 24)}, "in_future"),
    ],
)  # fmt: skip
def test_a_referral_that_cannot_be_is_refused(agreed, man, change, code):
    with pytest.raises(Problem) as refusal:
        actions.add(REFERRALS, agreed.dong_vang, referral(agreed, **change), by=man, today=TODAY)
    assert refusal.value.code == code


def test_a_referral_from_the_page_of_a_round_says_why_and_another_asks(agreed, client_of):
    url = reverse("health:referral_add", args=[agreed.dong_vang.pk])
    an, chosen = agreed.members["Đỗ Thị Ẩn"].pk, 'value="reading" selected'
    assert chosen in client_of("man").get(f"{url}?ai={an}&ngay=20/9/2026").content.decode()
    assert chosen not in client_of("man").get(url).content.decode()


def test_a_referral_counts_as_nothing_that_others_see(agreed, man):
    actions.add(REFERRALS, agreed.dong_vang, referral(agreed), by=man, today=TODAY)
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [({"is_insured": False}, "no_card"), ({"expires_on": date(2099, 1, 1)}, "far_away")],
)
def test_a_card_that_cannot_be_is_refused(agreed, man, change, code):
    with pytest.raises(Problem) as refusal:
        actions.add(INSURANCES, agreed.dong_vang, card(agreed, **change), by=man, today=TODAY)
    assert refusal.value.code == code


def test_a_member_has_one_card_and_it_is_listed_two_months_before_it_runs_out(agreed, man, client_of):
    row, _event = actions.add(INSURANCES, agreed.dong_vang, card(agreed), by=man, today=TODAY)
    with pytest.raises(Problem) as refusal:
        actions.add(INSURANCES, agreed.dong_vang, card(agreed), by=man, today=TODAY)
    assert refusal.value.code == "insured_once"
    url, client = reverse("health:expiring", args=[agreed.dong_vang.pk]), client_of("man")
    assert "Đỗ Thị Ẩn" in client.get(url).content.decode()
    home = client.get(reverse("health:home", args=[agreed.dong_vang.pk])).content.decode()
    assert "1 thẻ bảo hiểm y tế đã hết hạn hoặc sắp hết" in home
    assert "Đỗ Thị Ẩn" not in home
    actions.correct(INSURANCES, row, {"expires_on": TODAY + timedelta(days=61)}, by=man, today=TODAY)
    assert "Đỗ Thị Ẩn" not in client.get(url).content.decode()


def test_the_forms_write_the_same_rows_as_the_acts(agreed, team, client_of):
    client, club = client_of("man"), agreed.dong_vang.pk
    an = agreed.members["Đỗ Thị Ẩn"].pk
    for name, sent in {
        "checkup": {"provider": "Trạm Y tế xã", "on": "20/9/2026", "members": [an]},
        "exercise": {"team_id": team.pk, "on": "20/9/2026", "times": "12", "people": "8"},
        "referral": {"membership_id": an, "on": "20/9/2026", "why": "reading"},
        "insurance": {"membership_id": an, "is_insured": "1", "expires_on": "31/12/2027"},
    }.items():
        answer = client.post(reverse(f"health:{name}_add", args=[club]), sent)
        assert answer.status_code == 302, name
        assert client.get(answer.url).status_code == 200
    assert CheckUp.objects.get().activity.people == 1
    assert Insurance.objects.get().expires_on == date(2027, 12, 31)


def test_the_card_prints_what_was_measured_and_lines_for_the_months_to_come(agreed, man, client_of):
    an = agreed.members["Đỗ Thị Ẩn"]
    for month in range(1, 9):
        measure(agreed.dong_vang, date(2026, month, 20), {an.pk: Taken(150 - month, 80, 52_500)}, by=man, today=TODAY)
    page = client_of("man").get(reverse("health:card", args=[agreed.dong_vang.pk, an.pk])).content.decode()
    assert "Bà Đỗ Thị Ẩn" in page
    assert page.count("<tr>") == 1 + 18
    assert "142/80" in page


def test_the_trend_shows_charts_and_advice_but_names_no_illness(agreed, man, client_of):
    an = agreed.members["Đỗ Thị Ẩn"]
    for month in range(1, 9):
        measure(agreed.dong_vang, date(2026, month, 20), {an.pk: Taken(140 + month, 80, 52_500)}, by=man, today=TODAY)
    page = client_of("man").get(reverse("health:member", args=[agreed.dong_vang.pk, an.pk])).content.decode()
    assert page.count("<svg") >= 4
    assert "Nên đến trạm y tế đo lại" in page
    assert "bệnh" not in page.lower()
    assert "tăng huyết áp" not in page.lower()


def test_the_blank_sheet_has_everybodys_name(agreed, client_of):
    page = client_of("man").get(reverse("health:sheet", args=[agreed.dong_vang.pk])).content.decode()
    assert "Bà Đỗ Thị Ẩn" in page
    assert "Huyết áp" in page


def test_the_home_page_asks_to_measure_and_then_is_quiet(agreed, man, client_of):
    url, client = reverse("health:home", args=[agreed.dong_vang.pk]), client_of("man")
    assert "chưa đo huyết áp, cân nặng" in client.get(url).content.decode()
    measure(agreed.dong_vang, ON, {agreed.members["Đỗ Thị Ẩn"].pk: Taken(128, 76)}, by=man, today=TODAY)
    page = client.get(url).content.decode()
    assert "chưa đo huyết áp, cân nặng" not in page
    assert f"{reverse('health:round', args=[agreed.dong_vang.pk])}?ngay=2026-09-20" in page
    assert "128/76" not in page


def test_who_was_examined_is_named_to_whoever_sees_health_and_only_with_consent(agreed, man, client_of):
    an, tao, lua = (agreed.members[name].pk for name in ("Đỗ Thị Ẩn", "Khuất Duy Tạo", "Trần Thị Lụa"))
    row, _event = actions.add(CHECKUPS, agreed.dong_vang, checkup(people=5), [an, tao], by=man, today=TODAY)
    url = reverse("health:checkup_correct", args=[agreed.dong_vang.pk, row.pk])
    tuan = client_of("tuan")
    page = tuan.get(url).content.decode()
    assert "Đỗ Thị Ẩn" not in page
    assert not Look.objects.exists()
    client = client_of("man")
    page = client.get(url).content.decode()
    assert "Đỗ Thị Ẩn" in page
    assert "Khuất Duy Tạo" not in page
    assert Look.objects.get().what == "checkup"
    for sender, sent, named in ((tuan, {}, {an, tao}), (client, {"members": [lua]}, {lua, tao})):
        given = {"provider": "Trạm Y tế xã", "on": "20/9/2026", "people": "6", **sent}
        assert sender.post(url, given).status_code == 302
        assert set(Participant.objects.values_list("membership", flat=True)) == named


def test_readings_and_the_card_of_a_double_go_to_the_membership_that_stays(agreed, man):
    tuan, kept = agreed.users["tuan"], agreed.members["Phùng Thị Tư"]
    double = join(
        agreed.dong_vang, PersonData("Phùng Thị Tư Béo", "F", "1948"), joined_on=date(2026, 8, 1), by=tuan, today=TODAY
    )
    Consent.objects.create(
        person=double.person, purpose=Purpose.HEALTH, text_version="1", channel=Channel.PAPER, given_on=ON, by_id=0
    )
    measure(agreed.dong_vang, ON, {double.pk: Taken(151, 80)}, by=man, today=TODAY)
    actions.add(INSURANCES, agreed.dong_vang, card(agreed, membership_id=double.pk), by=man, today=TODAY)
    merger = merge_persons(kept.person, double.person, club=agreed.dong_vang, by=tuan, today=TODAY)
    assert last_before(agreed.dong_vang.pk, TODAY)[kept.pk].systolic == 151
    with pytest.raises(Problem) as refusal:
        actions.add(INSURANCES, agreed.dong_vang, card(agreed, membership_id=kept.pk), by=man, today=TODAY)
    assert refusal.value.code == "insured_once"
    undo_merge(merger, club=agreed.dong_vang, by=tuan, today=TODAY)
    assert last_before(agreed.dong_vang.pk, TODAY).keys() == {double.pk}
    assert Insurance.objects.get().membership_id == double.pk


def test_the_blank_sheet_of_exercise_has_a_line_for_each_sports_team(world, man, client_of):
    Team.objects.create(club=world.dong_vang, kind=TeamKind.SPORT, name="Đội dưỡng sinh")
    Team.objects.create(club=world.dong_vang, kind=TeamKind.SPORT, name="Đội cầu lông cũ", closed_on=TODAY)
    url = reverse("health:exercise_paper", args=[world.dong_vang.pk])
    page = client_of("man").get(url, {"trong": "1"}).content.decode()
    assert '<td class="name">Đội dưỡng sinh</td>' in page and "cầu lông" not in page


def test_from_the_advice_of_a_round_a_referral_needs_no_second_search_for_the_name(world, man, client_of):
    an = world.members["Đỗ Thị Ẩn"]
    measure(world.dong_vang, ON, {an.pk: Taken(systolic=162, diastolic=95)}, (an.pk,), by=man, today=TODAY)
    client, url = client_of("man"), f"{reverse('health:round', args=[world.dong_vang.pk])}?ngay={ON.isoformat()}"
    refer = f"{reverse('health:referral_add', args=[world.dong_vang.pk])}?ai={an.pk}&amp;ngay={ON.isoformat()}"
    assert refer in client.get(url).content.decode()
    form = client.get(refer.replace("&amp;", "&")).content.decode()
    assert f'<option value="{an.pk}" selected>' in form and 'value="20/9/2026"' in form
    actions.add(REFERRALS, world.dong_vang, referral(world), by=man, today=TODAY)
    page = client.get(url).content.decode()
    assert "Đã nhắc" in page and refer not in page


@pytest.mark.parametrize("asked", ["ai=abc&ngay=hom-qua", "ai=1&ngay=2030-01-01", "ai=&ngay="])
def test_an_address_that_fills_in_nonsense_opens_the_form_as_it_is(world, client_of, asked):
    url = reverse("health:referral_add", args=[world.dong_vang.pk])
    page = client_of("man").get(f"{url}?{asked}")
    assert page.status_code == 200 and 'value="23/9/2026"' in page.content.decode()
