"""Promises of the book of culture: performances, the young, visits, birthdays, longevity wishes."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from lunar_vn import solar_to_lunar

from tests.cast import TODAY, person
from tremang.areas.common import actions as common
from tremang.areas.common.models import Activity, Participant
from tremang.areas.common.sensitive import sensitive_persons
from tremang.areas.culture import actions
from tremang.areas.culture.ages import Birth, wish_due
from tremang.areas.culture.blanking import blank
from tremang.areas.culture.book import BOOK, EXCHANGES, PERFORMANCES, VISITS, YOUTH_EVENTS
from tremang.areas.culture.models import LongevityWish, SocialVisit
from tremang.areas.culture.queries import birthdays, venues, venues_used, wishes_of
from tremang.kernel import clock
from tremang.kernel.models import Event, Look
from tremang.kernel.periods import month_of
from tremang.kernel.problems import Problem, Refused
from tremang.kernel.sentences import told
from tremang.kernel.verify import verify
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import Done, MeetingData
from tremang.members.models import Consent, Membership, Purpose

ON = date(2026, 9, 20)
SHOW = {"on": ON, "what": "múa quạt", "place": "Sân đình", "people": 6, "audience": 40, "at_meeting": False}
YOUNG = {
    "on": ON, "what": "dạy gọi video", "partner": "union", "partner_name": "Chi đoàn thôn", "place": "", "people": 7,
    "young": 5, "club_gained": "biết gọi video", "young_gained": "nghe chuyện làng", "themes": 1, "own_themes": 1,
}  # fmt: skip


def visit(world, **more):
    given = {"on": ON, "occasion": "sick", "about": "", "note": "hộp sữa", "people": 3}
    return given | {"membership_id": world.members["Đỗ Thị Ẩn"].pk, **more}


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_performance_counts_with_those_who_watched(world, man):
    row, _event = common.add(PERFORMANCES, world.dong_vang, SHOW, by=man, today=TODAY)
    assert (row.activity.area, row.activity.kind, row.activity.people, row.activity.outsiders) == (
        7,
        "performance",
        46,
        40,
    )
    assert venues(world.dong_vang.pk) == ["Sân đình"]


def test_an_event_with_the_young_keeps_what_both_gained_and_counts_once(world, man):
    row, _event = common.add(YOUTH_EVENTS, world.dong_vang, YOUNG, by=man, today=TODAY)
    assert (row.activity.people, row.activity.outsiders, row.activity.own_themes) == (12, 5, 1)
    assert (row.club_gained, row.young_gained) == ("biết gọi video", "nghe chuyện làng")


def test_a_visit_names_whom_it_was_and_its_event_does_not(world, man):
    row, event = common.add(VISITS, world.dong_vang, visit(world), by=man, today=TODAY)
    assert (row.activity.people, row.activity.what) == (4, "Thăm ốm")
    assert [one.membership_id for one in Participant.objects.all()] == [row.membership_id]
    sentence = told(event.verb, event.content.body)
    assert "Ẩn" not in sentence and "ốm" not in sentence


def test_an_outsider_is_visited_without_a_name(world, man):
    given = visit(world, membership_id=None, about="một gia đình ở xóm Đông")
    row, _event = common.add(VISITS, world.dong_vang, given, by=man, today=TODAY)
    assert (row.activity.people, row.activity.outsiders) == (4, 1)


def test_the_dead_are_mourned_but_not_visited_in_illness(world, man):
    dead = world.person("Đỗ Thị Ẩn")
    dead.died_on = date(2026, 9, 18)
    dead.save()
    with pytest.raises(Problem) as refusal:
        common.add(VISITS, world.dong_vang, visit(world), by=man, today=TODAY)
    assert refusal.value.code == "not_a_member"
    row, _event = common.add(VISITS, world.dong_vang, visit(world, occasion="grief"), by=man, today=TODAY)
    assert row.activity.people == 3
    assert not Participant.objects.exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"membership_id": None}, "nobody"), ({"about": "ông hàng xóm"}, "two_people"), ({"people": 40}, "more_than_roll"),
        ({"on": date(2026, 9, 24)}, "in_future"),
    ],
)  # fmt: skip
def test_a_visit_that_cannot_be_is_refused(world, man, change, code):
    with pytest.raises(Problem) as refusal:
        common.add(VISITS, world.dong_vang, visit(world) | change, by=man, today=TODAY)
    assert refusal.value.code == code
    assert not SocialVisit.objects.exists()


def test_grief_over_a_member_of_another_club_is_refused(world, man):
    given = visit(world, occasion="grief", membership_id=world.members["Bùi Thị Sáu"].pk)
    with pytest.raises(Problem) as refusal:
        common.add(VISITS, world.dong_vang, given, by=man, today=TODAY)
    assert refusal.value.code == "not_of_club"


def test_each_register_is_added_corrected_and_dropped_and_all_is_taken_back(world, man):
    def everything():
        models = (Activity, Participant, *(one.model for one in (PERFORMANCES, EXCHANGES, YOUTH_EVENTS, VISITS)))
        return [list(model.objects.order_by("pk").values()) for model in models]

    exchange = {"on": ON, "what": "hát", "place": "", "people": 5, "other_id": world.trai_giua.pk, "other_name": ""}
    for register, values in (
        (PERFORMANCES, SHOW),
        (EXCHANGES, exchange),
        (YOUTH_EVENTS, YOUNG),
        (VISITS, visit(world)),
    ):
        empty = everything()
        row, added = common.add(register, world.dong_vang, values, by=man, today=TODAY)
        first = everything()
        corrected = common.correct(register, row, {"people": 2}, by=man, today=TODAY)
        second = everything()
        dropped = common.drop(register, row, by=man, today=TODAY)
        assert everything() == empty
        for event, before in ((dropped, second), (corrected, first), (added, empty)):
            common.undo(world.dong_vang, event.pk, by=man, today=TODAY)
            assert everything() == before


def test_a_lunar_birthday_falls_on_the_same_lunar_day_each_year():
    birth = Birth(1948, date(1948, 9, 17))
    assert birth.lunar == solar_to_lunar(date(1948, 9, 17))
    for year in range(2024, 2034):
        days = birth.lunar_days(date(year, 1, 1), date(year, 12, 31))
        assert [(solar_to_lunar(day).day, solar_to_lunar(day).month) for day in days] == [(15, 8)]


def test_the_thirtieth_of_a_short_lunar_month_is_kept_on_its_last_day():
    born = next(
        date.fromordinal(day)
        for day in range(date(1950, 1, 1).toordinal(), date(1960, 1, 1).toordinal())
        if (solar_to_lunar(date.fromordinal(day)).day, solar_to_lunar(date.fromordinal(day)).month) == (30, 2)
    )
    days = Birth(born.year, born).lunar_days(date(2026, 1, 1), date(2026, 12, 31))
    assert [(solar_to_lunar(day).day, solar_to_lunar(day).month) for day in days] == [(29, 2)]


def test_who_was_born_on_leap_day_and_who_has_only_a_year():
    assert Birth(1956, date(1956, 2, 29)).solar_day_in(2026) == date(2026, 2, 28)
    nobody = Birth(1956)
    assert (nobody.solar_day_in(2026), nobody.lunar, nobody.lunar_days(date(2026, 1, 1), TODAY)) == (None, None, [])


def test_ages_are_full_years_or_by_custom_one_more(ages):
    birth = Birth(1956)
    assert (birth.turns(2026), birth.turns(2026, "first")) == (70, 71)
    before_tet = Birth(1957, date(1957, 1, 20))  # still the year Bính Thân, 1956
    assert (before_tet.turns(2026), before_tet.turns(2026, "first")) == (69, 71)


@pytest.mark.parametrize(
    ("born", "due"),
    [(1956, 70), (1957, None), (1951, 75), (1931, 95), (1926, 100), (1925, 101), (1918, 101), (1928, None)],
)
def test_the_law_says_at_which_ages_a_long_life_is_wished(ages, born, due):
    found = wish_due(Birth(born), 2026, ages)
    assert (found.age if found else None) == due


def test_the_city_can_count_by_custom_instead(ages):
    for one in ages:
        one.count = "first"
    assert wish_due(Birth(1956), 2025, ages).age == 70
    assert wish_due(Birth(1956), 2026, ages) is None


def test_birthdays_are_listed_by_both_calendars(world):
    found = birthdays(world.dong_vang.pk, [month_of(TODAY)], TODAY)[month_of(TODAY)]
    assert [(row.name, row.age, row.solar) for row in found if row.solar] == [("bà Lê Thị Hợi", 66, date(2026, 9, 24))]
    born = solar_to_lunar(date(1960, 9, 24))
    months = range(month_of(TODAY) - 1, month_of(TODAY) + 3)
    days = [row.lunar for rows in birthdays(world.dong_vang.pk, months, TODAY).values() for row in rows if row.lunar]
    assert (born.day, born.month) in [(solar_to_lunar(day).day, solar_to_lunar(day).month) for day in days]


def test_wishes_of_a_year_list_who_has_only_a_year_of_birth(world):
    rows = {row.name: row for row in wishes_of(world.dong_vang.pk, 2026, TODAY)}
    assert {name: (row.age, row.born) for name, row in rows.items()} == {"ông Kiều Văn Lực": (75, "02/5/1951")}
    assert [row.name for row in wishes_of(world.dong_vang.pk, 2028, TODAY)] == ["bà Phùng Thị Tư", "bà Trần Thị Lụa"]


def test_wished_once_a_year_and_all_together_count_as_one(world, man):
    two = [world.members[name].pk for name in ("Kiều Văn Lực", "Đỗ Thị Ẩn")]
    actions.wish(world.dong_vang, two, ON, "khăn", by=man, today=TODAY)
    activity = Activity.objects.get()
    assert (activity.kind, activity.people, activity.what) == ("wish", 2, "Mừng thọ 2 người")
    assert sorted(LongevityWish.objects.values_list("age", flat=True)) == [75, 81]
    with pytest.raises(Problem) as refusal:
        actions.wish(world.dong_vang, two, ON, "", by=man, today=TODAY)
    assert refusal.value.code == "wished_already"
    assert wishes_of(world.dong_vang.pk, 2026, TODAY)[0].wish is not None


def test_a_wish_dropped_leaves_the_others_and_is_taken_back_to_the_row(world, man):
    def everything():
        return [list(model.objects.order_by("pk").values()) for model in (Activity, Participant, LongevityWish)]

    two = [world.members[name].pk for name in ("Kiều Văn Lực", "Đỗ Thị Ẩn")]
    empty = everything()
    wished = actions.wish(world.dong_vang, two, ON, "khăn", by=man, today=TODAY)
    both = everything()
    first = actions.drop_wish(LongevityWish.objects.order_by("pk").first(), by=man, today=TODAY)
    one = everything()
    assert Activity.objects.get().people == Participant.objects.count() == 1
    second = actions.drop_wish(LongevityWish.objects.get(), by=man, today=TODAY)
    assert everything() == empty
    for event, before in ((second, one), (first, both), (wished, empty)):
        common.undo(world.dong_vang, event.pk, by=man, today=TODAY)
        assert everything() == before
    assert not [found for found in verify().findings if found.code != "row_unknown"]


@pytest.mark.parametrize(("members", "code"), [([], "nobody_wished"), (["Bùi Thị Sáu"], "not_a_member")])
def test_nobody_and_a_stranger_are_not_wished(world, man, members, code):
    with pytest.raises(Problem) as refusal:
        actions.wish(world.dong_vang, [world.members[name].pk for name in members], ON, "", by=man, today=TODAY)
    assert refusal.value.code == code
    assert not Activity.objects.exists()


def test_who_has_no_duty_writes_nothing(world):
    with pytest.raises(Refused):
        actions.wish(world.dong_vang, [world.members["Kiều Văn Lực"].pk], ON, "", by=world.users["nga"], today=TODAY)
    assert not Event.objects.filter(verb="wish_longevity").exists()


def test_the_page_of_wishes_writes_what_the_act_writes(world, man):
    client = client_of(man)
    url = reverse("culture:wish", args=[world.dong_vang.pk])
    assert "Kiều Văn Lực, 75 tuổi" in client.get(url).content.decode()
    assert client.post(url, {"on": "20/9/2026"}).status_code == 422
    sent = {"on": "20/9/2026", "members": [world.members["Kiều Văn Lực"].pk], "gift": "khăn"}
    assert client.post(url, sent).status_code == 302
    row = LongevityWish.objects.get()
    assert (row.on, row.year, row.age, row.gift) == (ON, 2026, 75, "khăn")
    assert "20/9/2026" in client.get(reverse("culture:longevity", args=[world.dong_vang.pk])).content.decode()
    assert client.post(reverse("culture:drop_wish", args=[world.dong_vang.pk, row.pk])).status_code == 302
    assert not LongevityWish.objects.exists()


def test_the_words_about_somebody_go_when_the_law_asks(world, man):
    common.add(VISITS, world.dong_vang, visit(world), by=man, today=TODAY)
    actions.wish(world.dong_vang, [world.members["Đỗ Thị Ẩn"].pk], ON, "khăn", by=man, today=TODAY)
    assert len(blank(world.person("Đỗ Thị Ẩn"))) == 2
    assert (SocialVisit.objects.get().note, LongevityWish.objects.get().gift) == ("", "")


def test_the_venues_are_listed_with_how_often_and_when_last(world, man):
    club = world.dong_vang
    common.add(PERFORMANCES, club, SHOW | {"on": date(2026, 5, 2)}, by=man, today=TODAY)
    common.add(YOUTH_EVENTS, club, YOUNG | {"place": "sân  ĐÌNH"}, by=man, today=TODAY)
    met = {"on": ON, "what": "hát", "people": 2, "other_id": world.trai_giua.pk, "place": "Nhà văn hóa thôn Trại Giữa"}
    common.add(EXCHANGES, club, met, by=man, today=TODAY)
    common.add(PERFORMANCES, club, SHOW | {"on": date(2026, 4, 1), "place": ""}, by=man, today=TODAY)
    seen = [(one.name, one.times, one.last, one.what) for one in venues_used(club.pk)]
    assert seen == [("sân  ĐÌNH", 2, ON, "dạy gọi video"), ("Nhà văn hóa thôn Trại Giữa", 1, ON, "hát")]
    page = client_of(man).get(reverse("culture:home", args=[club.pk])).content.decode()
    url = reverse("culture:venues", args=[club.pk])
    assert f'<a href="{url}">Nơi đã biểu diễn, giao lưu</a>' in page
    assert "Nhà văn hóa thôn Trại Giữa" in client_of(man).get(url).content.decode()
    assert client_of(man).get(url, {"download": "xlsx"}).status_code == 200


PAGES = ("home", "performance", "exchange", "youth_event", "social_visit", "birthdays", "longevity", "venues")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_at_most_twelve_queries(world, man, name, django_assert_max_num_queries):
    for number in range(1, 20):
        common.add(PERFORMANCES, world.dong_vang, SHOW | {"on": date(2026, 9, number)}, by=man, today=TODAY)
        common.add(VISITS, world.dong_vang, visit(world, on=date(2026, 9, number)), by=man, today=TODAY)
        given = {"on": date(2026, 9, number), "what": "hát", "people": 2, "other_id": world.dong_vang.pk}
        common.add(EXCHANGES, world.trai_giua, given, by=world.users["sau"], today=TODAY)
        who = person(f"Nguyễn Văn {number}", "M", date(1936, 9, number))
        Membership.objects.create(club=world.dong_vang, person=who, joined_on=world.dong_vang.launched_on)
    record_meeting(world.dong_vang, MeetingData(held_on=ON, done={7: Done("hát")}), by=man, today=TODAY)
    client = client_of(man)
    url = reverse(f"culture:{name}", args=[world.dong_vang.pk])
    client.get(url)
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("name", ["birthdays_paper", "longevity_paper", "performance_paper", "social_visit_paper"])
def test_the_papers_print(world, man, name):
    common.add(PERFORMANCES, world.dong_vang, SHOW, by=man, today=TODAY)
    common.add(VISITS, world.dong_vang, visit(world), by=man, today=TODAY)
    words = {"birthdays_paper": "Lê Thị Hợi", "longevity_paper": "Kiều Văn Lực", "performance_paper": "Múa quạt",
             "social_visit_paper": "Đỗ Thị Ẩn"}  # fmt: skip
    url = reverse(f"culture:{name}", args=[world.dong_vang.pk])
    assert words[name] in client_of(man).get(url).content.decode()


def test_birthdays_are_for_who_may_see_persons(world):
    for who in ("ha", "so", "lanh_dao"):
        for name in ("birthdays", "birthdays_paper", "longevity", "longevity_paper"):
            url = reverse(f"culture:{name}", args=[world.dong_vang.pk])
            assert client_of(world.users[who]).get(url).status_code == 403
        page = client_of(world.users[who]).get(reverse("culture:home", args=[world.dong_vang.pk])).content.decode()
        assert "sinh-nhat" not in page and "mung-tho" not in page


@pytest.mark.parametrize("asked", ["?thang=x", "?thang=1999-13", "?thang=99999-1", "?nam=x", "?nam=999999999"])
def test_nonsense_in_an_address_shows_now(world, man, asked):
    for name in ("birthdays", "birthdays_paper", "longevity", "longevity_paper", "wish"):
        assert client_of(man).get(reverse(f"culture:{name}", args=[world.dong_vang.pk]) + asked).status_code == 200


def test_who_was_visited_in_illness_is_for_whose_duty_it_is_and_each_look_is_written_down(world, man):
    row, added = common.add(VISITS, world.dong_vang, visit(world), by=man, today=TODAY)
    common.add(
        VISITS, world.dong_vang, visit(world, occasion="joy", membership_id=world.members["Trần Thị Lụa"].pk), by=man,
        today=TODAY,
    )  # fmt: skip
    url = reverse("culture:social_visit", args=[world.dong_vang.pk])
    assert "Đỗ Thị Ẩn" in client_of(man).get(url).content.decode()
    assert Look.objects.get().what == "visits"
    assert client_of(world.users["luong"]).get(url).status_code == 403
    home = reverse("culture:home", args=[world.dong_vang.pk])
    assert url not in client_of(world.users["luong"]).get(home).content.decode()
    tuan = client_of(world.users["tuan"])
    page = tuan.get(url).content.decode()
    assert "Trần Thị Lụa" in page
    assert "Đỗ Thị Ẩn" not in page
    assert tuan.get(reverse("culture:social_visit_correct", args=[world.dong_vang.pk, row.pk])).status_code == 404
    with pytest.raises(Problem):
        common.undo(world.dong_vang, added.pk, by=world.users["tuan"], today=TODAY)
    agree(row, Purpose.ONWARD)
    assert "Đỗ Thị Ẩn" not in tuan.get(url).content.decode()
    agree(row, Purpose.VULNERABLE)
    assert "Đỗ Thị Ẩn" in tuan.get(url).content.decode()


def agree(row, purpose):
    Consent.objects.create(
        person=row.membership.person, purpose=purpose, text_version=1, given_on=ON, channel="paper", by_id=1
    )


def test_of_visits_only_those_in_illness_ask_for_a_consent_and_it_can_be_taken_back(world, man):
    row, _event = common.add(VISITS, world.dong_vang, visit(world), by=man, today=TODAY)
    glad = visit(world, occasion="joy", membership_id=world.members["Trần Thị Lụa"].pk)
    common.add(VISITS, world.dong_vang, glad, by=man, today=TODAY)
    url, add = (reverse(f"culture:{name}", args=[world.dong_vang.pk]) for name in ("social_visit", "social_visit_add"))
    with clock.fixed(TODAY):
        asked = client_of(man).get(url).context["ask"]
    assert [who for who, _url in asked["named"]] == ["bà Đỗ Thị Ẩn"]
    agree(row, Purpose.VULNERABLE)
    Consent.objects.update(withdrawn_on=TODAY)
    with clock.fixed(TODAY):
        page = client_of(man).get(url)
        assert not page.context["ask"] and "Đỗ Thị Ẩn" not in page.content.decode()
        sent = {"membership_id": str(row.membership_id), "about": "", "on": "20/9/2026", "people": "2", "note": ""}
        answer = client_of(man).post(add, sent | {"occasion": "sick"})
        assert answer.context["form"].errors["membership_id"][0].startswith("Bà Đỗ Thị Ẩn đã rút lại lời đồng ý")
        assert client_of(man).post(add, sent | {"occasion": "birthday"}).status_code == 302


def test_members_visited_in_illness_are_among_those_with_sensitive_data(world, man):
    common.add(VISITS, world.dong_vang, visit(world), by=man, today=TODAY)
    common.add(VISITS, world.dong_vang, visit(world, occasion="joy", membership_id=world.members["Trần Thị Lụa"].pk),
               by=man, today=TODAY)  # fmt: skip
    assert sensitive_persons() == 1
    (ill, _glad) = BOOK.files["social_visits"].rows()
    assert ill[2] is None


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 12, 21), 2026), (date(2026, 12, 23), 2027), (date(2027, 2, 19), 2027), (date(2027, 3, 1), 0)],
)
def test_before_tet_the_book_tells_of_those_whom_the_new_year_brings_of_age(world, man, day, year):
    client = Client()
    client.force_login(man)
    with clock.fixed(day):
        page = client.get(reverse("culture:home", args=[world.dong_vang.pk])).content.decode()
    assert (f"Năm {year} còn" in page) == (year == day.year) == ("đến tuổi chưa được mừng thọ" in page)
    assert ("Tết này có" in page) == (year > day.year)
    if year:
        assert f"/mung-tho/?nam={year}" in page
