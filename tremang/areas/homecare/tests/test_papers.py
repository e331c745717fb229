"""Promises of the pages and papers of the book of care at home, and of what is left of somebody who was erased."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common import actions
from tremang.areas.homecare.actions import Line, record_care_visits
from tremang.areas.homecare.blanking import blank
from tremang.areas.homecare.book import VISITS
from tremang.areas.homecare.models import Cared, CareVisit
from tremang.areas.homecare.sensitive import persons
from tremang.areas.homecare.tests.conftest import agree, care_for, pair, signed_in, visit
from tremang.kernel.events import key
from tremang.members.models import Purpose

TUESDAY = date(2026, 9, 22)
WEEK = "2026-09-21"


# Pages and papers


@pytest.mark.parametrize(
    "name", ["home", "cared", "care_pair", "care_visit", "care_training", "week", "plan", "team", "week_paper",
             "month_paper", "register_paper", "care_visit_paper"],
)  # fmt: skip
@pytest.mark.parametrize("who", ["man", "tuan"])
def test_a_page_asks_at_most_twelve_queries(world, team, who, name, django_assert_max_num_queries):
    man = world.users["man"]
    for one in ("Đỗ Thị Ẩn", "Phùng Thị Tư", "Khuất Duy Tạo", "Lê Thị Hợi"):
        agree(world.person(one), Purpose.CARE, Purpose.ONWARD)
        row = pair(world, care_for(world, one), "Trần Thị Lụa", weekdays=127)
        lines = [Line(row.pk, date(2026, 9, day)) for day in range(1, 20)]
        record_care_visits(world.dong_vang, lines, by=man, today=TODAY)
    client, url = signed_in(world.users[who]), reverse(f"homecare:{name}", args=[world.dong_vang.pk])
    client.get(url)
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200


def test_a_volunteers_week_has_her_people_days_and_space_to_tick(world, man, an, lua_visits_an):
    pair(world, an, "Kiều Văn Lực", weekdays=4)
    url = reverse("homecare:week_paper", args=[world.dong_vang.pk])
    page = signed_in(man).get(url, {"tuan": WEEK, "tnv": lua_visits_an.volunteer_id}).content.decode()
    assert "Bà Trần Thị Lụa" in page
    assert "Bà Đỗ Thị Ẩn" in page
    assert "Thứ Ba<br>22/9" in page
    assert "<b>Ông Kiều Văn Lực</b>" not in page
    assert "<b>Ông Kiều Văn Lực</b>" in signed_in(man).get(url).content.decode()


def test_the_sheet_for_the_month_ahead_has_the_names_and_a_box_for_each_day(world, man, lua_visits_an):
    page = signed_in(man).get(reverse("homecare:month_paper", args=[world.dong_vang.pk])).content.decode()
    assert "Tháng 10/2026" in page
    assert "Bà Đỗ Thị Ẩn" in page
    row = page[page.index("Bà Đỗ Thị Ẩn") : page.index("</tr>", page.index("Bà Đỗ Thị Ẩn"))]
    assert row.count('class="box"') == 9  # Tuesdays 6, 13, 20, 27 and Fridays 2, 9, 16, 23, 30
    assert '<a href="?thang=nay">Tờ tháng này</a>' in page
    url = reverse("homecare:month_paper", args=[world.dong_vang.pk]) + "?thang=nay"
    assert "Tháng 9/2026" in signed_in(man).get(url).content.decode()


def test_the_register_on_paper_says_who_needs_what_and_who_visits(world, man, lua_visits_an):
    page = signed_in(man).get(reverse("homecare:register_paper", args=[world.dong_vang.pk])).content.decode()
    assert "Việc nhà, uống thuốc" in page
    assert "Bà Trần Thị Lụa: thứ Ba, thứ Sáu" in page


# Erasure


def test_an_erased_person_leaves_a_count_but_no_needs_and_no_words(world, man, an, lua_visits_an):
    other = care_for_other(world)
    record_care_visits(world.dong_vang, [Line(lua_visits_an.pk, TUESDAY, 17, "đau lưng")], by=man, today=TODAY)
    mentioned, _event = actions.add(
        VISITS, world.dong_vang, visit(world, other, report="nhờ hỏi thăm Đỗ Thị Ẩn"), by=man, today=TODAY
    )
    assert {pk for (pk,) in persons()} == {an.membership.person_id, other.membership.person_id}
    changed = blank(world.person("Đỗ Thị Ẩn"))
    an.refresh_from_db()
    mine = CareVisit.objects.get(cared=an)
    mentioned.refresh_from_db()
    assert (an.needs, mine.done, mine.report, mentioned.report) == (0, 0, "", "nhờ hỏi thăm …")
    assert changed == {key(an), key(mine), key(mentioned)}
    assert mine.activity is not None


def care_for_other(world) -> Cared:
    agree(world.person("Phùng Thị Tư"), Purpose.CARE)
    return care_for(world, "Phùng Thị Tư")
