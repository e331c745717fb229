"""Sums are read as people write them; what could mean two sums is asked, never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremang.kernel.format import vnd
from tremang.kernel.money import MOST, read_money
from tremang.kernel.problems import Problem


@pytest.mark.parametrize(
    ("text", "sum_"),
    [
        ("2.500.000", 2_500_000), ("2,500,000", 2_500_000), ("2 500 000", 2_500_000), ("2500000", 2_500_000),
        ("2.500.000 đ", 2_500_000), ("2.500.000đ", 2_500_000), ("2.500.000 VNĐ", 2_500_000), ("2.500.000 đồng", 2_500_000),
        ("2,5 triệu", 2_500_000), ("2 triệu rưỡi", 2_500_000), ("2tr5", 2_500_000), ("2tr 500k", 2_500_000),
        ("1tr250", 1_250_000), ("2 triệu 500 nghìn", 2_500_000), ("2 trieu 500 ngan", 2_500_000), ("500k", 500_000),
        ("500 nghìn", 500_000), ("500 ngàn đồng", 500_000), ("1 tỷ 2", 1_200_000_000), ("1,25 tỉ", 1_250_000_000),
        ("50tr", 50_000_000), ("5.000", 5_000), ("0", 0), ("0 đ", 0), ("1.250k", 1_250_000), ("50.000.000,00", 50_000_000),
        ("1,5tr", 1_500_000), ("1500000", 1_500_000), ("1.500", 1_500), ("2tr05", 2_050_000), ("2 triệu 50 nghìn", 2_050_000),
        ("500.000 ₫", 500_000), ("500.000₫", 500_000), ("2\u202f500\u202f000", 2_500_000), ("1 tỷ 200", 1_200_000_000),
    ],
)  # fmt: skip
def test_people_write_sums_in_many_ways(text, sum_):
    assert read_money(text) == sum_


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("500", "two_ways"), ("1.5tr", "two_ways"), ("2,5", "two_ways"), ("2.5", "two_ways"), ("2,500", "two_ways"),
        ("", "not_a_sum"), ("hai triệu", "not_a_sum"), ("abc", "not_a_sum"), ("1.2.3", "not_a_sum"), ("triệu", "not_a_sum"),
        ("5k 2tr", "not_a_sum"), ("một trăm nghìn", "not_a_sum"), ("2tr50", "two_ways"), ("1 triệu 20", "two_ways"),
        ("1 tỷ 20", "two_ways"), ("-5.000", "negative"), ("9" * 40, "too_much"), ("5000 tỷ", "too_much"),
        ("0,0001k", "not_whole"), ("٥٠٠٠", "not_a_sum"), ("²", "not_a_sum"),
    ],
)  # fmt: skip
def test_what_is_no_sum_or_two_sums_is_refused_with_what_to_write(text, code):
    with pytest.raises(Problem) as refusal:
        read_money(text, field="cash")
    assert (refusal.value.code, refusal.value.field) == (code, "cash")


def test_the_likely_sum_is_offered():
    with pytest.raises(Problem) as refusal:
        read_money("1.5tr")
    assert "1.500.000" in refusal.value.sentence


@given(st.integers(1_000, MOST))
def test_what_is_written_out_is_read_back(amount):
    assert read_money(vnd(amount)) == amount


@given(st.text(max_size=40))
def test_any_text_is_a_sum_or_a_sentence(text):
    try:
        assert 0 <= read_money(text) <= MOST
    except Problem as refusal:
        assert refusal.sentence
