"""Two cards of one person are found, and two people are rarely taken for one."""

from dataclasses import replace
from datetime import date

import pytest

from tremang.members.matching import CERTAIN, LIKELY, Card, likely, points, same_name
from tremang.members.tests import pairs

HOA = Card("Nguyễn Thị Hòa", "F", 1952, date(1952, 9, 5), "0912345678")
RECALL = 0.98
ALARMS = {300: 0.05, 1200: 0.09}  # share of joins of strangers at which somebody of the commune is shown


def recall(seed: int, unknown: float) -> float:
    found = pairs.true_pairs(seed, 3000, unknown)
    return sum(likely(a, b) for a, b, _changes in found) / len(found)


def test_nearly_all_cards_written_twice_are_found_on_a_file_that_was_not_tuned_on():
    assert recall(pairs.HELD_OUT_SEED, 0.3) >= RECALL


def test_the_known_ways_of_writing_are_all_found():
    assert recall(pairs.TUNING_SEED, 0.0) >= 0.99


@pytest.mark.parametrize("change", pairs.KNOWN, ids=lambda change: change.__name__)
def test_each_known_way_of_writing_is_found_by_itself(change):
    draw = pairs.Random(7)
    cards = [pairs.stranger(draw) for _ in range(200)]
    assert sum(likely(card, change(card, draw)) for card in cards) >= 198


@pytest.mark.parametrize("size", ALARMS)
def test_strangers_raise_few_false_alarms(size):
    there, comers = pairs.commune(pairs.HELD_OUT_SEED, size), pairs.commune(pairs.HELD_OUT_SEED + 1, 300)
    alarmed = sum(any(likely(comer, card) for card in there) for comer in comers)
    assert alarmed / len(comers) <= ALARMS[size]


def test_husband_and_wife_sisters_and_namesakes_are_told_apart():
    found = pairs.lookalikes(pairs.HELD_OUT_SEED, 4000)
    assert sum(likely(a, b) for a, b in found) / len(found) <= 0.02


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa"), ("Lý Thị Mỹ", "Lí Thị Mĩ"), ("Nguyen Thi Hoa", "Nguyễn Thị Hòa"),
        ("NGUYỄN THỊ HÒA", "Nguyễn Thị Hòa"), ("bà Nguyễn Thị Hòa", "Nguyễn Thị Hòa"),
    ],
)  # fmt: skip
def test_the_same_name_written_otherwise_agrees(one, two):
    assert same_name(one, two) > 0.94


@pytest.mark.parametrize("other", ["Trần Văn Lực", "Nguyễn Thị Lan", "Nguyễn Thị", "", "?", "."])
def test_another_name_is_another_person_even_with_the_same_birth_and_telephone(other):
    assert points(HOA, replace(HOA, name=other)) < LIKELY


def test_a_namesake_of_another_age_is_another_person():
    assert not likely(HOA, replace(HOA, born_year=1962, born_on=date(1962, 3, 14), phone=""))


def test_only_full_agreement_is_certain():
    assert points(HOA, replace(HOA, phone="")) >= CERTAIN
    assert points(HOA, replace(HOA, born_on=None, phone="")) < CERTAIN
    assert points(HOA, replace(HOA, name="Nguyễn Hòa", phone="")) < CERTAIN


def test_one_citizen_number_is_one_person_whatever_else_is_written():
    a = replace(HOA, citizen_index="x")
    assert likely(a, Card("Nguyễn Thị Hoa Mai", "F", 1950, None, "", "", "x"))
    assert points(a, replace(HOA, citizen_index="y")) < points(a, HOA)


def test_a_nickname_on_one_card_finds_the_name_on_the_other():
    assert likely(replace(HOA, nickname="Tẹo", phone=""), Card("Nguyễn Thị Tẹo", "F", 1952))
