"""Hardship, needs and support: each with its day, ended, taken back, and kept to the club that wrote it."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY
from tremang.kernel.models import Event, Stale
from tremang.kernel.periods import half_of
from tremang.kernel.problems import Problem, Refused
from tremang.members.actions import (
    declare_need,
    declare_vulnerability,
    give_consent,
    give_support,
    take_back,
    withdraw,
)  # fmt: skip
from tremang.members.models import Need, Person, Support, Vulnerability
from tremang.members.tests.cards import address, body, faults, rows, sent, way_back

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)
MODELS = {"hoan-canh": Vulnerability, "nhu-cau": Need, "ho-tro": Support}
TYPED = {
    "hoan-canh": {"kind": "alone", "day": "1/9/2026"},
    "nhu-cau": {"kind": "loan", "day": "1/9/2026"},
    "ho-tro": {"kind": "loan", "day": "1/9/2026", "note": "Vay 10 triệu nuôi gà"},
}


@pytest.fixture
def tu(world, man) -> Person:
    """Bà Tư, of two clubs, who lets her hardship be written."""
    person = world.person("Phùng Thị Tư")
    give_consent(person, ["vulnerable"], channel="paper", given_on=DAY, club=world.dong_vang, by=man, today=TODAY)
    return person


@pytest.fixture
def here(world, man) -> dict:
    return {"club": world.dong_vang, "by": man, "today": TODAY}


@pytest.mark.parametrize("sort", MODELS)
def test_a_line_is_written_on_the_page_with_its_day_and_taken_back(tu, desk_of, sort):
    before = rows()
    page = sent(desk_of("man"), f"{address('need', tu.pk)}?ghi={sort}", **TYPED[sort])
    row = MODELS[sort].objects.get()
    assert (row.person_id, row.kind) == (tu.pk, TYPED[sort]["kind"])
    assert DAY in (getattr(row, "declared_on", None), getattr(row, "given_on", None))
    assert "01/9/2026" in page and row.get_kind_display() in page
    assert Stale.objects.filter(half=half_of(DAY)).exists()
    assert not faults()
    sent(desk_of("man"), way_back(page))
    assert rows() == before
    assert not faults()


@pytest.mark.parametrize(("sort", "name"), [("hoan-canh", "hardship"), ("nhu-cau", "need")])
def test_a_line_that_no_longer_holds_is_ended_not_lost(tu, desk_of, sort, name):
    sent(desk_of("man"), f"{address('need', tu.pk)}?ghi={sort}", **TYPED[sort])
    row, before = MODELS[sort].objects.get(), rows()
    page = sent(desk_of("man"), address("end_line", tu.pk), dong=f"{name}.{row.pk}")
    row.refresh_from_db()
    assert (row.declared_on, row.withdrawn_on) == (DAY, TODAY)
    assert "Khai báo ngày 01/9/2026, không còn từ ngày 23/9/2026" in page
    sent(desk_of("man"), way_back(page))
    assert rows() == before
    # A second press finds nothing to take back, and the line stays.
    sent(desk_of("man"), way_back(page), 422)
    assert rows() == before


def test_an_old_way_back_never_revives_what_has_ended(tu, here):
    row = declare_vulnerability(tu, "poor", declared_on=DAY, **here)
    withdraw(row, withdrawn_on=TODAY, **here)
    with pytest.raises(Problem):
        take_back(row, **here)
    declare_vulnerability(tu, "poor", declared_on=TODAY, **here)
    with pytest.raises(Problem):
        take_back(row, withdrawal=True, **here)
    assert Vulnerability.objects.filter(withdrawn_on__isnull=True).count() == 1


def test_what_cannot_be_is_refused_and_nothing_is_written(world, tu, here):
    need = declare_need(tu, "loan", declared_on=DAY, **here)
    before, events = rows(), Event.objects.count()
    other = world.person("Đỗ Thị Ẩn")
    for act, code in [
        (lambda: declare_need(tu, "loan", declared_on=DAY, **here), "declared"),
        (lambda: declare_need(tu, "gold", declared_on=DAY, **here), "nothing_there"),
        (lambda: declare_need(tu, "loan", declared_on=TODAY + timedelta(days=1), **here), "day_ahead"),
        (lambda: declare_need(tu, "loan", declared_on=date(2024, 3, 28), **here), "not_member_then"),
        (lambda: give_support(tu, "loan", given_on=date(2024, 3, 28), **here), "not_member_then"),
        (lambda: withdraw(need, withdrawn_on=DAY - timedelta(days=1), **here), "withdrawn_before"),
        (lambda: declare_vulnerability(other, "poor", declared_on=DAY, **here), "no_consent"),
    ]:
        with pytest.raises(Problem) as refusal:
            act()
        assert refusal.value.code == code
    assert (rows(), Event.objects.count()) == (before, events)


def test_needs_and_support_stay_with_the_club_that_wrote_them(world, tu, here, desk_of):
    sau = world.users["sau"]
    there = {"club": world.trai_giua, "by": sau, "today": TODAY}
    need = declare_need(tu, "income", declared_on=DAY, **there)
    give_support(tu, "income", given_on=DAY, note="Nuôi gà ở Trại Giữa", **there)
    page = body(desk_of("man"), address("need", tu.pk))
    assert "Nuôi gà" not in page and "Chưa ghi nhu cầu nào" in page
    assert "Nuôi gà" in body(desk_of("sau"), address("need", tu.pk))
    for act in (lambda: withdraw(need, withdrawn_on=TODAY, **here), lambda: take_back(need, **here)):
        with pytest.raises(Refused):
            act()
    assert desk_of("man").post(address("end_line", tu.pk), {"dong": f"need.{need.pk}"}).status_code == 403
    assert Need.objects.get().withdrawn_on is None


def test_a_hardship_is_the_persons_own_and_seen_in_both_clubs(tu, here, desk_of):
    declare_vulnerability(tu, "disabled", declared_on=DAY, **here)
    assert "Người khuyết tật" in body(desk_of("sau"), address("need", tu.pk))


@pytest.mark.parametrize("name", ["luong", "nga", "ha", "lanh_dao", "so", "nguoi_dung"])
def test_only_who_may_see_sensitive_things_writes_them(world, tu, name):
    who = {"club": world.dong_vang, "by": world.users[name], "today": TODAY}
    for act in (
        lambda: declare_vulnerability(tu, "poor", declared_on=DAY, **who),
        lambda: declare_need(tu, "loan", declared_on=DAY, **who),
        lambda: give_support(tu, "loan", given_on=DAY, **who),
    ):
        with pytest.raises(Refused):
            act()
