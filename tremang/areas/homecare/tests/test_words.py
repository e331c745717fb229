"""Promises of the words of the book: names begin cells with a capital, what stands in brackets does not, labels say a thing once."""

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common import actions
from tremang.areas.common.papers import cell
from tremang.areas.homecare.book import CAREDS, VISITS
from tremang.areas.homecare.tests.conftest import signed_in, visit
from tremang.members.actions import leave
from tremang.ui.tables import Column


@pytest.fixture
def page(world, man):
    client = signed_in(man)
    return lambda name, *more: client.get(
        reverse(f"homecare:{name}", args=[world.dong_vang.pk]) + "".join(more)
    ).content.decode()


def test_the_list_of_those_cared_for_names_them_with_a_capital(page, an):
    assert "Bà Đỗ Thị Ẩn" in page("cared")
    assert CAREDS.cells(an)["needs"] == "Việc nhà, uống thuốc"


def test_every_name_of_the_team_and_of_a_list_begins_with_a_capital(page, lua_visits_an):
    for name in ("team", "care_pair_add", "care_visit_add"):
        assert "Bà Trần Thị Lụa" in page(name) and "bà Trần Thị Lụa" not in page(name)


def test_a_paper_writes_what_is_needed_in_brackets_without_a_capital(world, page, man, lua_visits_an):
    actions.add(VISITS, world.dong_vang, visit(world, lua_visits_an.cared), by=man, today=TODAY)
    assert "Bà Đỗ Thị Ẩn (việc nhà)" in page("care_visit_paper")


@pytest.mark.parametrize(("small", "shown"), [("Ăn uống", "ăn uống"), ("Trạm Y tế xã", "Trạm Y tế xã"), ("ABC", "ABC")])
def test_a_name_in_brackets_keeps_its_capital(small, shown):
    assert cell(Column("who", "", small="more"), {"who": "Bà A", "more": small}) == f"Bà A ({shown})"


def test_the_plan_says_what_somebody_needs_help_with(page, an):
    assert "Cần giúp: việc nhà, uống thuốc" in page("plan")


@pytest.mark.parametrize("form", ["cared_add", "care_pair_add"])
def test_an_optional_day_says_once_that_it_may_be_empty(page, an, form):
    text = page(form)
    assert "có thể để trống" in text
    assert "để trống nếu" not in text


def test_a_visit_made_before_a_death_can_still_be_chosen(world, page, man, lua_visits_an):
    leave(world.members["Đỗ Thị Ẩn"], left_on=TODAY, reason="died", by=man, today=TODAY)
    assert "Bà Đỗ Thị Ẩn (đã mất)" in page("care_visit_add")
