"""Promises of the book of income: groups, pairs and their months, courses, and what each counts as."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.cast import TODAY
from tremang.areas.common import actions as records
from tremang.areas.common.advice import advice_of
from tremang.areas.common.models import Activity, Participant
from tremang.areas.livelihood import actions
from tremang.areas.livelihood.blanking import blank
from tremang.areas.livelihood.book import BOOK, COURSES, GROUPS, MONTHS, PAIRS
from tremang.areas.livelihood.models import Course, IncomeGroup, IncomeMember, MentorMonth, MentorPair
from tremang.areas.livelihood.tests.conftest import SINCE, pair_values
from tremang.kernel import clock
from tremang.kernel.periods import month_of
from tremang.kernel.problems import Conflict, Problem, Refused

SEPTEMBER = month_of(TODAY)
DUCKS = {"name": "Tổ nuôi vịt", "trade": "nuôi vịt", "product": "trứng vịt", "from_on": SINCE, "to_on": None}


def everything():
    models = (IncomeGroup, IncomeMember, MentorPair, MentorMonth, Course, Activity, Participant)
    return [list(model.objects.order_by("pk").values()) for model in models]


def pks(world, *names):
    return sorted(world.members[name].pk for name in names)


def named(activity):
    return sorted(Participant.objects.filter(activity=activity).values_list("membership", flat=True))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ducks(world, man) -> IncomeGroup:
    return actions.found_group(world.dong_vang, DUCKS, pks(world, "Lê Thị Hợi", "Đỗ Thị Ẩn"), by=man, today=TODAY)[0]


# Income groups


def test_founding_a_group_takes_its_members_into_one_activity_by_name(world, ducks):
    activity = Activity.objects.get()
    assert (activity.area, activity.kind, activity.day, activity.people) == (1, "income_member", SINCE, 2)
    assert named(activity) == pks(world, "Lê Thị Hợi", "Đỗ Thị Ẩn")
    assert IncomeMember.objects.filter(group=ducks).count() == 2


def test_the_groups_come_as_excel_with_a_line_for_each_who_is_or_was_in_one(world, man, ducks):
    hoi = IncomeMember.objects.get(membership=world.members["Lê Thị Hợi"])
    actions.leave_group(hoi, date(2026, 9, 20), by=man, today=TODAY)
    actions.found_group(world.dong_vang, DUCKS | {"name": "Tổ chè", "trade": "trồng chè"}, [], by=man, today=TODAY)
    url = reverse("livelihood:income_group", args=[world.dong_vang.pk])
    with clock.fixed(TODAY):
        page = signed_in(man).get(url).content.decode()
        answer = signed_in(man).get(url, {"download": "xlsx"})
    assert "Tải Excel (3 dòng)" in page
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    _head, *lines = book.get_sheet_by_index(0).to_python()
    assert [(line[0], line[3], line[4], line[5]) for line in lines[:3]] == [
        ("Tổ chè", "", SINCE, ""), ("Tổ nuôi vịt", "bà Đỗ Thị Ẩn", SINCE, ""),
        ("Tổ nuôi vịt", "bà Lê Thị Hợi", SINCE, date(2026, 9, 20)),
    ]  # fmt: skip
    assert signed_in(world.users["ha"]).get(url, {"download": "xlsx"}).status_code == 403  # counts, but no names


def test_the_same_form_sent_twice_founds_one_group(world, man):
    for _time in range(2):
        actions.found_group(world.dong_vang, DUCKS, [], by=man, today=TODAY, pk=777)
    assert IncomeGroup.objects.count() == 1
    assert not Activity.objects.exists()


def test_joining_leaving_and_dropping_can_each_be_taken_back_to_the_row(world, man):
    states, events = [everything()], []
    group, event = actions.found_group(world.dong_vang, DUCKS, pks(world, "Đỗ Thị Ẩn"), by=man, today=TODAY)
    events.append(event)
    states.append(everything())
    events.append(actions.join_group(group, pks(world, "Lê Thị Hợi", "Trần Thị Lụa"), TODAY, by=man, today=TODAY))
    states.append(everything())
    hoi = IncomeMember.objects.get(membership=world.members["Lê Thị Hợi"])
    events.append(actions.leave_group(hoi, TODAY, by=man, today=TODAY))
    states.append(everything())
    events.append(actions.drop_member(hoi, by=man, today=TODAY))
    assert named(Activity.objects.get(day=TODAY)) == pks(world, "Trần Thị Lụa")
    states.append(everything())
    lua = IncomeMember.objects.get(membership=world.members["Trần Thị Lụa"])
    events.append(actions.drop_member(lua, by=man, today=TODAY))
    assert not Activity.objects.filter(day=TODAY).exists()
    for event, before in reversed(list(zip(events, states, strict=True))):
        records.undo(world.dong_vang, event.pk, by=man, today=TODAY)
        assert everything() == before


def test_nobody_is_twice_in_a_group_at_once(world, man, ducks):
    with pytest.raises(Problem) as refusal:
        actions.join_group(ducks, pks(world, "Lê Thị Hợi"), TODAY, by=man, today=TODAY)
    assert refusal.value.code == "in_group"
    hoi = IncomeMember.objects.get(membership=world.members["Lê Thị Hợi"])
    actions.leave_group(hoi, date(2026, 9, 1), by=man, today=TODAY)
    actions.join_group(ducks, pks(world, "Lê Thị Hợi"), date(2026, 9, 2), by=man, today=TODAY)
    with pytest.raises(Conflict):
        actions.leave_group(hoi, TODAY, by=man, today=TODAY)


@pytest.mark.parametrize(
    ("day", "names", "code"),
    [
        (date(2026, 9, 24), ["Trần Thị Lụa"], "in_future"),
        (date(2026, 8, 2), ["Trần Thị Lụa"], "outside_group"),
        (TODAY, ["Bùi Thị Sáu"], "not_a_member"),
        (TODAY, [], "nobody"),
    ],
)
def test_who_cannot_join_is_refused(world, man, ducks, day, names, code):
    before = everything()
    with pytest.raises(Problem) as refusal:
        actions.join_group(ducks, pks(world, *names), day, by=man, today=TODAY)
    assert refusal.value.code == code
    assert everything() == before


def test_two_groups_of_one_name_at_a_time_are_refused_and_a_group_with_members_stays(world, man, ducks):
    with pytest.raises(Problem) as refusal:
        actions.found_group(world.dong_vang, DUCKS | {"from_on": TODAY}, by=man, today=TODAY)
    assert refusal.value.code == "same_name"
    with pytest.raises(Problem) as refusal:
        records.drop(GROUPS, ducks, by=man, today=TODAY)
    assert refusal.value.code == "has_members"
    with pytest.raises(Problem) as refusal:
        records.correct(GROUPS, ducks, {"from_on": TODAY}, by=man, today=TODAY)
    assert refusal.value.code == "members_outside"


# Pairs and their months


def test_a_pair_counts_for_the_member_helped(world, lua_helps_luc):
    activity = lua_helps_luc.activity
    assert (activity.area, activity.kind, activity.day, activity.people) == (1, "mentor_pair", SINCE, 2)
    assert named(activity) == pks(world, "Kiều Văn Lực")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"member": "Trần Thị Lụa"}, "herself"),
        ({"member": "Bùi Thị Sáu"}, "not_a_member"),
        ({"volunteer": "Đỗ Thị Ẩn"}, "not_a_volunteer"),
        ({"from_on": date(2026, 9, 24)}, "in_future"),
        ({"to_on": date(2026, 8, 2)}, "ends_before"),
        ({}, "already_paired"),
    ],
)
def test_a_pair_that_cannot_be_is_refused(world, man, lua_helps_luc, change, code):
    with pytest.raises(Problem) as refusal:
        records.add(PAIRS, world.dong_vang, pair_values(world, **change), by=man, today=TODAY)
    assert refusal.value.code == code
    assert MentorPair.objects.count() == 1


def month_values(pair, **more):
    on = more.pop("on", TODAY)
    return {"pair_id": pair.pk, "on": on, "month": month_of(on), "what": "mua 50 vịt giống", "result": "", **more}


def test_a_pair_has_one_line_a_month_and_none_outside_its_time(world, man, lua_helps_luc):
    row, _event = records.add(MONTHS, world.dong_vang, month_values(lua_helps_luc), by=man, today=TODAY)
    assert named(row.activity) == pks(world, "Kiều Văn Lực")
    for change, code in (
        ({"on": date(2026, 9, 2)}, "month_written"), ({"on": date(2026, 8, 2)}, "not_then"),
        ({"on": date(2026, 8, 9), "month": SEPTEMBER}, "wrong_month"), ({"pair_id": 5, "on": date(2026, 8, 9)}, "other_pair"),
    ):  # fmt: skip
        with pytest.raises(Problem) as refusal:
            records.add(MONTHS, world.dong_vang, month_values(lua_helps_luc, **change), by=man, today=TODAY)
        assert refusal.value.code == code
    with pytest.raises(Problem) as refusal:
        records.drop(PAIRS, lua_helps_luc, by=man, today=TODAY)
    assert refusal.value.code == "has_months"
    with pytest.raises(Problem) as refusal:
        records.correct(PAIRS, lua_helps_luc, {"to_on": date(2026, 9, 1)}, by=man, today=TODAY)
    assert refusal.value.code == "months_outside"


def test_all_pairs_of_a_month_are_written_in_one_act_once_and_taken_back(world, man, lua_helps_luc):
    other, _event = records.add(
        PAIRS, world.dong_vang, pair_values(world, "Hoàng Văn Khiêm", "Lê Thị Hợi"), by=man, today=TODAY
    )
    before = everything()
    lines = [actions.Line(lua_helps_luc.pk, "mua vịt"), actions.Line(other.pk, "ủ phân", "bón 2 sào")]
    event = actions.record_months(world.dong_vang, SEPTEMBER, lines, by=man, today=TODAY)
    assert MentorMonth.objects.count() == Activity.objects.filter(kind="mentor_month").count() == 2
    assert {row.on for row in MentorMonth.objects.all()} == {TODAY}
    assert actions.record_months(world.dong_vang, SEPTEMBER, lines, by=man, today=TODAY) is None
    records.undo(world.dong_vang, event.pk, by=man, today=TODAY)
    assert everything() == before
    actions.record_months(world.dong_vang, SEPTEMBER - 1, lines[:1], by=man, today=TODAY)
    assert MentorMonth.objects.get().on == date(2026, 8, 31)


def test_months_of_pairs_that_do_not_hold_are_refused(world, man, lua_helps_luc):
    with pytest.raises(Conflict):
        actions.record_months(
            world.dong_vang, SEPTEMBER - 2, [actions.Line(lua_helps_luc.pk, "x")], by=man, today=TODAY
        )
    with pytest.raises(Problem) as refusal:
        actions.record_months(world.dong_vang, SEPTEMBER, [], by=man, today=TODAY)
    assert refusal.value.code == "nothing_written"
    with pytest.raises(Refused):
        actions.record_months(
            world.dong_vang, SEPTEMBER, [actions.Line(lua_helps_luc.pk, "x")], by=world.users["luong"], today=TODAY
        )


# Courses


def test_a_course_counts_with_its_themes_and_by_name(world, man):
    values = {"kind": "farming", "what": "ủ phân", "provider": "Trạm Khuyến nông", "on": TODAY, "outsiders": 3, "themes": 2,
              "own_themes": 0}  # fmt: skip
    chosen = pks(world, "Lê Thị Hợi", "Đỗ Thị Ẩn")
    row, _event = records.add(COURSES, world.dong_vang, values, chosen, by=man, today=TODAY)
    assert (row.activity.people, row.activity.outsiders, row.activity.themes, row.activity.own_themes) == (5, 3, 2, 0)
    assert named(row.activity) == chosen
    with pytest.raises(Problem) as refusal:
        records.add(COURSES, world.dong_vang, values | {"outsiders": 0}, [], by=man, today=TODAY)
    assert refusal.value.code == "nobody"


# The book, its pages


def test_every_name_of_the_team_and_of_a_list_begins_with_a_capital(world, lua_helps_luc):
    client = Client()
    client.force_login(world.users["man"])
    for name in ("team", "mentor_pair_add", "mentor_month_add"):
        text = client.get(reverse(f"livelihood:{name}", args=[world.dong_vang.pk])).content.decode()
        assert "Bà Trần Thị Lụa" in text and "bà Trần Thị Lụa" not in text


def test_the_norm_counts_the_members_of_the_economic_team(world, team):
    norm = next(one for one in advice_of(BOOK, world.dong_vang, TODAY).norms if one.least == 5)
    assert norm.number == 2


def test_pairs_without_a_line_wait_late_in_the_month_for_whoever_keeps_the_book(world, man, lua_helps_luc):
    home = reverse("livelihood:home", args=[world.dong_vang.pk])
    assert "còn 1 cặp chưa ghi" in signed_in(man).get(home).content.decode()
    assert "còn 1 cặp chưa ghi" not in signed_in(world.users["luong"]).get(home).content.decode()


def test_the_page_of_a_new_group_writes_the_same_rows_as_the_act(world, man):
    sent = {"name": "Tổ nuôi vịt", "trade": "nuôi vịt", "product": "trứng vịt", "from_on": "3/8/2026", "to_on": "",
            "members": pks(world, "Lê Thị Hợi")}  # fmt: skip
    client = signed_in(man)
    answer = client.post(reverse("livelihood:income_group_add", args=[world.dong_vang.pk]), sent)
    row = IncomeGroup.objects.get()
    assert {name: getattr(row, name) for name in DUCKS} == DUCKS
    page = client.get(answer.url).content.decode()
    assert "Bà Lê Thị Hợi" in page
    member = row.members.get()
    out = client.post(reverse("livelihood:member", args=[world.dong_vang.pk, member.pk]), {"to_on": "20/9/2026"})
    assert out.status_code == 302
    member.refresh_from_db()
    assert member.to_on == date(2026, 9, 20)


def test_the_page_of_a_month_keeps_what_was_typed_and_says_what_is_missing(world, man, lua_helps_luc):
    url = reverse("livelihood:months", args=[world.dong_vang.pk])
    client = signed_in(man)
    key = lua_helps_luc.pk
    wrong = client.post(url, {f"ket-qua-{key}": "bán 30 kg"})
    assert wrong.status_code == 422
    assert "bán 30 kg" in wrong.content.decode()
    assert client.post(url, {}).status_code == 422
    long = client.post(url, {f"viec-{key}": "a" * 161})
    assert long.status_code == 422
    assert client.post(url, {f"viec-{key}": "mua vịt", f"ket-qua-{key}": "bán 30 kg"}).status_code == 302
    line = MentorMonth.objects.get()
    assert (line.pair_id, line.what, line.result, line.on) == (key, "mua vịt", "bán 30 kg", TODAY)


@pytest.mark.parametrize(
    "name",
    ["home", "income_group", "mentor_pair", "mentor_month", "course", "months", "team", "needs", "poverty_exit",
     "mentor_pair_add", "mentor_month_add"],
)  # fmt: skip
def test_a_page_asks_at_most_twelve_queries(world, man, lua_helps_luc, ducks, name, django_assert_max_num_queries):
    for month in range(4, 9):
        first = date(2026, month, 1)
        group = actions.found_group(
            world.dong_vang, DUCKS | {"name": f"Tổ {month}", "from_on": first}, pks(world, "Lê Thị Hợi", "Đỗ Thị Ẩn"),
            by=man, today=TODAY,
        )[0]  # fmt: skip
        assert group.members.count() == 2
    for member in ("Lê Thị Hợi", "Đỗ Thị Ẩn", "Khuất Duy Tạo", "Nguyễn Thu Hường"):
        pair = records.add(PAIRS, world.dong_vang, pair_values(world, member=member), by=man, today=TODAY)[0]
        records.add(MONTHS, world.dong_vang, month_values(pair), by=man, today=TODAY)
    client = signed_in(man)
    url = reverse(f"livelihood:{name}", args=[world.dong_vang.pk])
    client.get(url)
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("register", ["activity", "mentor_month", "course"])
@pytest.mark.parametrize("query", ["", "?trong=1"])
def test_papers_print(world, man, lua_helps_luc, register, query):
    records.add(MONTHS, world.dong_vang, month_values(lua_helps_luc), by=man, today=TODAY)
    url = reverse(f"livelihood:{register}_paper", args=[world.dong_vang.pk]) + query
    assert signed_in(man).get(url).status_code == 200


def test_the_book_forgets_what_was_said_of_somebody_but_not_that_it_was_done(world, man, lua_helps_luc):
    records.add(MONTHS, world.dong_vang, month_values(lua_helps_luc, result="lãi 2 triệu"), by=man, today=TODAY)
    blank(world.person("Kiều Văn Lực"))
    line = MentorMonth.objects.get()
    assert (line.what, line.result, line.pair.about) == ("…", "", "…")
    assert {row.what for row in Activity.objects.all()} == {"…"}
    assert Activity.objects.count() == 2


def test_the_blank_sheet_of_a_month_has_a_line_for_each_pair_that_holds(world, man, lua_helps_luc):
    page = signed_in(man).get(reverse("livelihood:mentor_month_paper", args=[world.dong_vang.pk]), {"trong": "1"})
    assert '<td class="name">Bà Trần Thị Lụa</td><td>Ông Kiều Văn Lực</td><td></td><td></td>' in page.content.decode()
