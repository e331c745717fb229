"""What the City decides takes effect from a day on, and what was in force before stays readable."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.accounts.problems import Refused
from tremang.kernel import clock
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.targets.actions import set_shares, set_target, undo_target
from tremang.targets.models import Share, Target
from tremang.targets.queries import board, shared_total, shares_of, targets_on

pytestmark = pytest.mark.django_db
TOMORROW = date(2026, 9, 24)


@pytest.fixture
def ha(world):
    return world.users["ha"]


@pytest.fixture
def signed_in(ha, client):
    client.force_login(ha)
    with clock.fixed(TODAY):
        yield client


def level(code, phase, day):
    return next(row for row in targets_on(day) if (row.code, row.phase) == (code, phase))


def test_a_new_level_holds_from_its_day_and_the_old_one_before_it(ha):
    set_target("hamlet_coverage", "P1", 35, None, TOMORROW, by=ha, today=TODAY)
    assert level("hamlet_coverage", "P1", TODAY).min == 30
    assert level("hamlet_coverage", "P1", TOMORROW).min == 35


def test_a_level_of_the_same_day_is_written_over_not_doubled(ha):
    for least in (40, 45):
        set_target("fund_over_50m", "P1", least, 70, TODAY, by=ha, today=TODAY)
    assert level("fund_over_50m", "P1", TODAY).min == 45
    assert Target.objects.filter(code="fund_over_50m", phase="P1").count() == 2


def test_a_level_of_today_can_be_undone_and_a_level_of_the_plan_cannot(ha):
    plan = level("fund_over_50m", "P1", TODAY)
    row = set_target("fund_over_50m", "P1", 40, 60, TODAY, by=ha, today=TODAY)
    undo_target(row, by=ha, today=TODAY)
    assert level("fund_over_50m", "P1", TODAY).pk == plan.pk
    with pytest.raises(Conflict):
        undo_target(plan, by=ha, today=TODAY)


@pytest.mark.parametrize(
    ("least", "most", "day", "code"),
    [
        (101, None, TODAY, "bad_level"), (-1, None, TODAY, "bad_level"), (50, 40, TODAY, "bad_range"),
        (None, 40, TODAY, "needs_least"), (40, 60, date(2026, 9, 22), "too_early"), (50, 70, TODAY, "same_level"),
    ],
)  # fmt: skip
def test_an_unsound_level_is_refused_with_its_reason(ha, least, most, day, code):
    with pytest.raises(Problem) as refusal:
        set_target("fund_over_50m", "P1", least, most, day, by=ha, today=TODAY)
    assert refusal.value.code == code
    assert Target.objects.filter(code="fund_over_50m", phase="P1").count() == 1


def test_only_who_sets_targets_may_set_them(world):
    for name in ("tuan", "so", "man", "ban", "trung_uong", "nguoi_dung"):
        with pytest.raises(Refused):
            set_target("fund_over_50m", "P1", 40, 60, TODAY, by=world.users[name], today=TODAY)
        with pytest.raises(Refused):
            set_shares("new_clubs", 2026, {world.phuc_tho.pk: 1}, by=world.users[name], today=TODAY)


def test_shares_of_the_years_of_a_phase_become_the_level_of_the_commune(world, ha):
    set_shares("new_clubs", 2026, {world.phuc_tho.pk: 2}, by=ha, today=TODAY)
    set_shares("new_clubs", 2027, {world.phuc_tho.pk: 3}, by=ha, today=TODAY)
    set_shares("new_clubs", 2031, {world.phuc_tho.pk: 7}, by=ha, today=TODAY)
    found = board(world.phuc_tho, TODAY, today=TODAY)
    assert found.row("new_clubs", "P1").aim.min == 5
    assert found.row("new_clubs", "P2").aim.min == 7
    assert board(world.yen_bai, TODAY, today=TODAY).row("new_clubs", "P1").aim.min is None


def test_a_share_set_again_on_another_day_keeps_what_was_said_before(world, ha):
    set_shares("new_clubs", 2026, {world.phuc_tho.pk: 2}, by=ha, today=TODAY)
    set_shares("new_clubs", 2026, {world.phuc_tho.pk: 4}, by=ha, today=TOMORROW)
    assert shares_of("new_clubs", 2026, TODAY) == {world.phuc_tho.pk: 2}
    assert shares_of("new_clubs", 2026, TOMORROW) == {world.phuc_tho.pk: 4}
    assert shared_total("new_clubs", [2026], TOMORROW) == {2026: 4}


@pytest.mark.parametrize(
    ("code", "year", "amount", "problem"),
    [
        ("fund_over_50m", 2026, 1, "not_shared"), ("nothing", 2026, 1, "not_shared"), ("new_clubs", 2036, 1, "bad_year"),
        ("new_clubs", 2026, -1, "bad_share"), ("new_clubs", 2026, 100_001, "bad_share"),
    ],
)  # fmt: skip
def test_an_unsound_share_is_refused(world, ha, code, year, amount, problem):
    with pytest.raises(Problem) as refusal:
        set_shares(code, year, {world.phuc_tho.pk: amount}, by=ha, today=TODAY)
    assert refusal.value.code == problem
    assert not Share.objects.exists()


def test_a_share_for_what_is_no_commune_is_refused(world, ha):
    with pytest.raises(Problem) as refusal:
        set_shares("new_clubs", 2026, {world.dong_vang.pk: 1}, by=ha, today=TODAY)
    assert refusal.value.code == "not_a_commune"


def test_each_decision_leaves_one_event_in_the_citys_chain(world, ha):
    set_shares("new_clubs", 2026, {world.phuc_tho.pk: 2, world.yen_bai.pk: 1}, by=ha, today=TODAY)
    row = set_target("fund_over_50m", "P1", 40, 60, TODAY, by=ha, today=TODAY)
    undo_target(row, by=ha, today=TODAY)
    events = Event.objects.filter(chain_id=world.city.pk).order_by("sequence")
    assert [event.verb for event in events] == ["set_shares", "set_target", "undo_target"]
    assert len(events[0].digests) == 2


def test_shares_typed_on_the_page_are_given_and_undone(world, signed_in):
    url = reverse("targets:shares")
    page = signed_in.post(url, {"code": "new_clubs", "year": "2026", f"amount-{world.phuc_tho.pk}": "1.200"})
    assert page.status_code == 302
    assert shares_of("new_clubs", 2026, TODAY) == {world.phuc_tho.pk: 1200}
    event = Event.objects.get(verb="set_shares")
    assert signed_in.post(reverse("targets:undo_shares", args=[event.pk])).status_code == 302
    assert shares_of("new_clubs", 2026, TODAY) == {}


def test_a_strange_share_says_so_and_keeps_what_was_typed(world, signed_in):
    typed = {f"amount-{world.phuc_tho.pk}": "hai", f"amount-{world.yen_bai.pk}": "3"}
    page = signed_in.post(reverse("targets:shares"), {"code": "new_clubs", "year": "2026"} | typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert 'value="hai"' in text and 'value="3"' in text and "Chưa hiểu “hai”" in text
    assert not Share.objects.exists()


def test_a_level_typed_on_the_page_is_set_and_a_strange_one_is_kept(signed_in):
    url = reverse("targets:level", args=["fund_over_50m", "P1"])
    page = signed_in.post(url, {"min": "60", "max": "50", "effective_from": "23/9/2026"})
    assert page.status_code == 422 and "Mức trên phải bằng hoặc cao hơn" in page.content.decode()
    assert signed_in.post(url, {"min": "55", "max": "70", "effective_from": "23/9/2026"}).status_code == 302
    assert level("fund_over_50m", "P1", TODAY).min == 55


def test_the_pages_of_levels_are_closed_to_others(world, client):
    client.force_login(world.users["tuan"])
    with clock.fixed(TODAY):
        for name, arguments in (("levels", []), ("shares", []), ("level", ["fund_over_50m", "P1"])):
            assert client.get(reverse(f"targets:{name}", args=arguments)).status_code == 403
