"""Promises of the book of care at home: its records, the week in one pass, what waits, papers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common import actions
from tremang.areas.common.advice import advice_of
from tremang.areas.common.models import Activity, Participant
from tremang.areas.homecare.actions import Line, record_care_visits
from tremang.areas.homecare.book import BOOK, CAREDS, PAIRS, TRAININGS, VISITS
from tremang.areas.homecare.models import Cared, CarePair, CareTraining, CareVisit
from tremang.areas.homecare.queries import candidates, pair_of, pairs, volunteers
from tremang.areas.homecare.suggesting import ranked
from tremang.areas.homecare.tests.conftest import (
    SINCE,
    TUESDAY_FRIDAY,
    VOLUNTEERS,
    agree,
    care_for,
    pair,
    signed_in,
    visit,
)
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.members.actions import join, merge_persons
from tremang.members.data import PersonData
from tremang.members.models import Purpose, Sex

TUESDAY = date(2026, 9, 22)
WEEK = "2026-09-21"


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (CareTraining, Cared, CarePair, CareVisit, Activity, Participant)
    ]


def reader_for(world, name):
    from tremang.areas.common.books import Reader

    return Reader(world.users[name], world.dong_vang, TODAY, True, True)


# Records


def test_a_visit_counts_once_as_one_person_by_name_and_keeps_the_volunteer(world, man, an):
    row, _event = actions.add(VISITS, world.dong_vang, visit(world, an), by=man, today=TODAY)
    assert (row.activity.area, row.activity.kind, row.activity.people, row.activity.day) == (
        3,
        "care_visit",
        1,
        TUESDAY,
    )
    assert [one.membership_id for one in Participant.objects.all()] == [an.membership_id]
    assert row.volunteer_id == world.members["Trần Thị Lụa"].pk


def test_a_visit_that_was_not_made_counts_for_nothing_and_says_why(world, man, an):
    row, _event = actions.add(VISITS, world.dong_vang, visit(world, an, done=0, why="away"), by=man, today=TODAY)
    assert row.activity is None
    assert not Activity.objects.exists()
    actions.correct(VISITS, row, {"why": "", "done": 1}, by=man, today=TODAY)
    assert Activity.objects.get().kind == "care_visit"


def test_an_outsider_is_cared_for_without_a_name_and_counts_as_one(world, man, team):
    values = {"membership_id": None, "about": "một cụ ở xóm Đông", "needs": 2, "from_on": SINCE}
    cared, _event = actions.add(CAREDS, world.dong_vang, values, by=man, today=TODAY)
    row, _event = actions.add(VISITS, world.dong_vang, visit(world, cared), by=man, today=TODAY)
    assert (row.activity.people, row.activity.outsiders) == (1, 1)


def test_each_act_can_be_taken_back_to_the_row(world, man, an, lua_visits_an):
    start = everything()
    lines = [Line(lua_visits_an.pk, TUESDAY, done=17), Line(lua_visits_an.pk, date(2026, 9, 18), why="weather")]
    week = record_care_visits(world.dong_vang, lines, by=man, today=TODAY)
    after_week = everything()
    _row, single = actions.add(
        VISITS, world.dong_vang, visit(world, an, "Kiều Văn Lực", on=date(2026, 9, 20)), by=man, today=TODAY
    )
    after_single = everything()
    ended = actions.correct(PAIRS, lua_visits_an, {"to_on": TODAY}, by=man, today=TODAY)
    for event, before in ((ended, after_single), (single, after_week), (week, start)):
        actions.undo(world.dong_vang, event.pk, by=man, today=TODAY)
        assert everything() == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"on": TODAY + timedelta(days=1)}, "in_future"),
        ({"on": date(2026, 8, 31)}, "not_then"),
        ({"volunteer": "Đỗ Thị Ẩn"}, "same_person"),
        ({"volunteer": "Bùi Thị Sáu"}, "other_volunteer"),
        ({"why": "away"}, "came_or_not"),
    ],
)
def test_a_visit_that_cannot_be_is_refused_and_nothing_is_written(world, man, an, change, code):
    volunteer = change.pop("volunteer", "Trần Thị Lụa")
    with pytest.raises(Problem) as refusal:
        actions.add(VISITS, world.dong_vang, visit(world, an, volunteer, **change), by=man, today=TODAY)
    assert refusal.value.code == code
    assert not CareVisit.objects.exists()
    assert not Event.objects.filter(verb="add_care_visit").exists()


@pytest.mark.parametrize("how", ["died", "left"])
def test_nobody_who_died_or_left_before_is_visited_as_a_member(world, man, an, lua_visits_an, how):
    membership = an.membership
    if how == "died":
        membership.person.died_on = date(2026, 9, 15)
        membership.person.save()
    else:
        membership.left_on = date(2026, 9, 15)
        membership.save()
    with pytest.raises(Problem) as refusal:
        actions.add(VISITS, world.dong_vang, visit(world, an), by=man, today=TODAY)
    assert refusal.value.code == "gone_then"
    with pytest.raises(Conflict):
        record_care_visits(world.dong_vang, [Line(lua_visits_an.pk, TUESDAY)], by=man, today=TODAY)
    assert pair_of(CarePair.objects.get()).until == date(2026, 9, 15)


def test_the_same_visit_is_not_written_twice(world, man, an):
    actions.add(VISITS, world.dong_vang, visit(world, an), by=man, today=TODAY)
    with pytest.raises(Problem) as refusal:
        actions.add(VISITS, world.dong_vang, visit(world, an), by=man, today=TODAY)
    assert refusal.value.code == "already_visited"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"needs": 0}, "no_needs"),
        ({"about": "một cụ"}, "two_people"),
        ({"membership_id": None}, "nobody"),
        ({"from_on": date(2026, 9, 24)}, "in_future"),
        ({"to_on": date(2026, 8, 1)}, "ends_before"),
        ({}, "already_cared"),
    ],
)
def test_somebody_cared_for_who_cannot_be_is_refused(world, man, an, change, code):
    values = {"membership_id": an.membership_id, "about": "", "needs": 1, "from_on": SINCE} | change
    if code not in ("already_cared", "two_people"):
        values.setdefault("prefers_sex", "")
    with pytest.raises(Problem) as refusal:
        actions.add(CAREDS, world.dong_vang, values, by=man, today=TODAY)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"weekdays": 0}, "no_weekdays"),
        ({"volunteer": "Đỗ Thị Ẩn"}, "same_person"),
        ({"volunteer": "Bùi Thị Sáu"}, "other_volunteer"),
        ({"from_on": date(2026, 8, 20)}, "not_then"),
        ({"to_on": date(2026, 8, 20)}, "ends_before"),
        ({"volunteer": "Trần Thị Lụa"}, "already_paired"),
    ],
)
def test_a_pair_that_cannot_be_is_refused(world, an, lua_visits_an, change, code):
    given = {"volunteer": "Kiều Văn Lực"} | change
    with pytest.raises(Problem) as refusal:
        pair(world, an, **given)
    assert refusal.value.code == code


def test_a_pair_may_begin_later(world, an, team):
    row = pair(world, an, "Kiều Văn Lực", from_on=date(2026, 10, 1))
    assert row.from_on > TODAY


def test_without_the_persons_consent_nothing_is_written(world, man, team):
    with pytest.raises(Problem) as refusal:
        care_for(world, "Khuất Duy Tạo")
    assert refusal.value.code == "not_agreed"
    assert not Cared.objects.exists()


def test_the_form_says_that_care_at_home_was_not_agreed_to_and_keeps_what_was_chosen(world, man, team):
    sent = {"membership_id": world.members["Khuất Duy Tạo"].pk, "needs": ["1"], "from_on": "1/9/2026"}
    answer = signed_in(man).post(reverse("homecare:cared_add", args=[world.dong_vang.pk]), sent)
    said = "".join(answer.context["form"].errors["membership_id"])
    assert said.startswith("Ông Khuất Duy Tạo chưa đồng ý cho câu lạc bộ ghi việc cần chăm sóc tại nhà")
    assert answer.status_code == 422 and f'value="{sent["membership_id"]}" selected' in answer.content.decode()


def test_training_stands_beside_the_volunteer(world, man, team):
    values = {"membership_id": world.members["Trần Thị Lụa"].pk, "on": date(2026, 6, 5), "giver": "Trạm Y tế xã"}
    actions.add(TRAININGS, world.dong_vang, values, by=man, today=TODAY)
    page = signed_in(man).get(reverse("homecare:team", args=[world.dong_vang.pk])).content.decode()
    assert "05/6/2026" in page
    assert "3 người trong đội, 2 người chưa được tập huấn" in page


def test_the_norm_counts_the_volunteers_of_today(world, team):
    beside = advice_of(BOOK, world.dong_vang, TODAY).norms[0]
    assert (beside.number, beside.least) == (3, 5)
    assert {row.person.full_name for row in volunteers(world.dong_vang.pk, TODAY)} == set(VOLUNTEERS)


# The week in one pass


def test_a_week_is_written_in_one_act_with_an_activity_for_each_visit(world, man, lua_visits_an):
    lines = [Line(lua_visits_an.pk, date(2026, 9, day), done=1) for day in (15, 18, 22)]
    event = record_care_visits(world.dong_vang, lines, by=man, today=TODAY)
    assert CareVisit.objects.count() == Activity.objects.filter(kind="care_visit").count() == 3
    assert Participant.objects.count() == 3
    assert event.content.body["count"] == 3
    assert Event.objects.filter(verb="record_care_visits").count() == 1


def test_the_same_page_sent_twice_writes_once(world, man, lua_visits_an):
    lines = [Line(lua_visits_an.pk, TUESDAY)]
    record_care_visits(world.dong_vang, lines, by=man, today=TODAY)
    assert record_care_visits(world.dong_vang, lines, by=man, today=TODAY) is None
    assert CareVisit.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "code"), [(date(2026, 9, 25), "in_future"), (date(2026, 9, 23), "not_planned"), (None, "nothing_ticked")]
)
def test_a_week_that_cannot_be_is_refused(world, man, lua_visits_an, day, code):
    with pytest.raises(Problem) as refusal:
        record_care_visits(
            world.dong_vang, [Line(lua_visits_an.pk, day)] if day else [], by=man, today=TODAY
        )  # fmt: skip
    assert refusal.value.code == code
    assert not CareVisit.objects.exists()


def test_who_has_no_duty_in_the_club_writes_nothing(world, lua_visits_an):
    for name in ("nga", "luong", "ha"):
        with pytest.raises(Refused):
            record_care_visits(world.dong_vang, [Line(lua_visits_an.pk, TUESDAY)], by=world.users[name], today=TODAY)


def test_the_page_of_a_week_writes_the_same_rows_as_the_act(world, man, lua_visits_an):
    client, url = signed_in(man), reverse("homecare:week", args=[world.dong_vang.pk])
    page = client.get(url).content.decode()
    name = f"{lua_visits_an.pk}-20260922"
    assert f'name="den-{name}"' in page
    assert f'name="den-{name}" value="1" checked' not in page
    assert f'name="den-{lua_visits_an.pk}-20260925"' not in page
    sent = {f"den-{name}": "1", f"viec-{name}": ["1", "32"], f"bao-{name}": "cần đưa đi khám"}
    answer = client.post(f"{url}?tuan={WEEK}", sent)
    assert answer.status_code == 302
    row = CareVisit.objects.get()
    assert (row.on, row.done, row.report, row.why) == (TUESDAY, 33, "cần đưa đi khám", "")
    page = client.get(answer.url).content.decode()
    assert "Đã đến. Cần báo: cần đưa đi khám" in page
    undo = Event.objects.get(verb="record_care_visits")
    assert reverse("areas:undo", args=[world.dong_vang.pk, undo.pk]) in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"den": "1", "vi": "away"}, "Vừa ghi đã đến vừa ghi không đến được"),
        ({"bao": "bà kêu đau lưng"}, "chưa đánh dấu đã đến"),
        ({"den": "1", "bao": "đau " * 60}, "dài quá 200 chữ cái"),
        ({}, "Chưa đánh dấu lần thăm nào"),
    ],
)
def test_what_is_wrong_on_the_page_of_a_week_is_said_and_nothing_typed_is_lost(world, man, lua_visits_an, sent, words):
    client, url = signed_in(man), reverse("homecare:week", args=[world.dong_vang.pk])
    name = f"{lua_visits_an.pk}-20260922"
    answer = client.post(f"{url}?tuan={WEEK}", {f"{field}-{name}": value for field, value in sent.items()})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    if "bao" in sent:
        assert sent["bao"].strip() in page
    assert not CareVisit.objects.exists()


def test_bad_addresses_and_fields_never_break_the_page_of_a_week(world, man, lua_visits_an):
    client, url = signed_in(man), reverse("homecare:week", args=[world.dong_vang.pk])
    for query in ("?tuan=x", "?tuan=9999-12-31", "?tuan=0001-01-01", "?tuan=2026-02-31"):
        assert client.get(url + query).status_code == 200
    name = f"{lua_visits_an.pk}-20260922"
    answer = client.post(f"{url}?tuan={WEEK}", {f"den-{name}": "1", f"viec-{name}": ["999", "x"], f"vi-{name}": "zzz"})
    assert answer.status_code == 302
    assert CareVisit.objects.get().done == 0


# What waits


def test_a_missed_visit_waits_from_the_day_after_and_the_words_do_not_say_who_is_cared_for(world, man, lua_visits_an):
    record_care_visits(
        world.dong_vang, [Line(lua_visits_an.pk, date(2026, 9, day)) for day in (11, 15, 18)], by=man, today=TODAY
    )
    jobs = BOOK.waiting(reader_for(world, "khiem"))
    assert [job["what"].replace("\xa0", " ") for job in jobs] == [
        "Thứ Ba 22/9 chưa ai ghi bà Trần Thị Lụa đã đến thăm."
    ]
    assert "Ẩn" not in str(jobs)
    page = signed_in(world.users["khiem"]).get(reverse("homecare:home", args=[world.dong_vang.pk])).content.decode()
    assert "bà Trần Thị Lụa đã đến thăm" in page


@pytest.mark.parametrize("line", [{"done": 1}, {"why": "volunteer"}])
def test_a_missed_visit_waits_no_more_once_it_is_answered(world, man, lua_visits_an, line):
    lines = [Line(lua_visits_an.pk, date(2026, 9, day), **line) for day in (11, 15, 18, 22)]
    record_care_visits(world.dong_vang, lines, by=man, today=TODAY)
    assert BOOK.waiting(reader_for(world, "man")) == []


def test_only_the_newest_are_told_one_by_one(world, an):
    pair(world, an, "Kiều Văn Lực", weekdays=127)
    jobs = BOOK.waiting(reader_for(world, "man"))
    assert len(jobs) == 5
    assert jobs[-1]["what"] == "Còn 10 lần đi thăm trước đó chưa ai ghi."


# Suggestions


def test_the_page_of_a_new_pair_ranks_the_volunteers_with_reasons_and_writes_the_pair(world, man, an):
    # Bà Ẩn lives in group 3; chị Hường and ông Lực are in 1, bà Lụa in 2; she would rather have a woman.
    Cared.objects.filter(pk=an.pk).update(prefers_sex=Sex.FEMALE)
    an.refresh_from_db()
    found = ranked_names(an)
    assert found[-1] == "ông Kiều Văn Lực"
    client, url = signed_in(man), reverse("homecare:assign", args=[world.dong_vang.pk, an.pk])
    page = client.get(url).content.decode()
    assert "là nữ như mong muốn" in page
    assert "chưa thăm ai" in page
    sent = {"volunteer_id": world.members["Trần Thị Lụa"].pk, "weekdays": ["2", "16"], "from_on": "01/9/2026"}
    assert client.post(url, sent).status_code == 302
    row = CarePair.objects.get()
    assert (row.cared_id, row.weekdays, row.from_on) == (an.pk, TUESDAY_FRIDAY, SINCE)
    assert "bà Trần Thị Lụa" not in ranked_names(an)


def ranked_names(cared) -> list[str]:
    from tremang.areas.homecare.queries import wish_of

    return [one.volunteer.name for one in ranked(wish_of(cared), candidates(cared, TODAY))]


def test_a_volunteer_who_is_cared_for_is_not_suggested_for_himself(world, team):
    agree(world.person("Kiều Văn Lực"), Purpose.CARE)
    assert "ông Kiều Văn Lực" not in ranked_names(care_for(world, "Kiều Văn Lực"))


def test_a_plan_of_care_goes_on_when_two_cards_are_found_to_be_one_person(world, man, team):
    """Bà Tư had a second card in the club, and the plan stood on it."""
    tuan = world.users["tuan"]
    card = PersonData("Phùng Thị Tư Béo", "F", "1948")
    double = join(world.dong_vang, card, joined_on=date(2026, 8, 1), by=tuan, today=TODAY)
    world.members["double"] = double
    agree(double.person, Purpose.CARE)
    row = pair(world, care_for(world, "double"), "Trần Thị Lụa")
    merge_persons(world.person("Phùng Thị Tư"), double.person, club=world.dong_vang, by=tuan, today=TODAY)
    kept = world.members["Phùng Thị Tư"]
    assert Cared.objects.get().membership == kept
    assert [one.pk for one in pairs(world.dong_vang, man, TODAY, TODAY)] == [row.pk]


def test_missed_visits_show_on_the_clubs_page_to_whoever_may_see_care(world, man, lua_visits_an):
    url = reverse("web:club", args=[world.dong_vang.pk])
    words = "lần thăm tại nhà chưa ai ghi"
    page = signed_in(man).get(url).content.decode()
    assert f"4 {words}" in page
    assert "Gần nhất là thứ Ba 22/9" in page.replace("\xa0", " ")
    for who in ("luong", "ha"):
        assert words not in signed_in(world.users[who]).get(url).content.decode()
    assert words not in signed_in(world.users["tuan"]).get(url).content.decode()
    agree(world.person("Đỗ Thị Ẩn"), Purpose.ONWARD)
    assert f"4 {words}" in signed_in(world.users["tuan"]).get(url).content.decode()
    record_care_visits(
        world.dong_vang, [Line(lua_visits_an.pk, date(2026, 9, day)) for day in (11, 15, 18, 22)], by=man, today=TODAY
    )
    assert words not in signed_in(man).get(url).content.decode()
