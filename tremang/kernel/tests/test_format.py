"""Promises about the way numbers, sums and days are written (design, section 9)."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from tremang.kernel.format import clock, day, longday, number, percent, vnd

NB = "\u00a0"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (32307, "32.307"),
        (-1200, "−1.200"),
        (27.3, "27,3"),
        (8.0, "8"),
        (Decimal("1234.56"), "1.234,56"),
        (1 / 3, "0,33"),
        (1000000, "1.000.000"),
        (None, "–"),
    ],
)
def test_a_number_groups_by_dots_and_takes_a_comma(value, text):
    assert number(value) == text


def test_decimals_can_be_asked_for_and_halves_round_up():
    assert number(2.25, 1) == "2,3"
    assert number(0.5, 0) == "1"
    assert number(5, 1) == "5,0"
    assert number(-0.04, 1) == "0,0"


def test_a_sum_keeps_its_dong_on_the_same_line():
    assert vnd(2500000) == f"2.500.000{NB}đ"
    assert vnd(0) == f"0{NB}đ"
    assert vnd(None) == "–"


def test_a_percentage_shows_one_decimal_unless_it_is_a_whole_number():
    assert percent(27.3) == "27,3%"
    assert percent(77.0) == "77,0%"
    assert percent(Decimal("58.84")) == "58,8%"
    assert percent(64) == "64%"
    assert percent(50.04, 0) == "50%"
    assert percent(None) == "–"


def test_days_below_ten_and_months_one_and_two_take_a_zero():
    assert day(date(2026, 9, 25)) == "25/9/2026"
    assert day(date(2026, 9, 5)) == "05/9/2026"
    assert day(date(2026, 2, 14)) == "14/02/2026"
    assert day(date(2026, 1, 1)) == "01/01/2026"
    assert day(date(2026, 12, 3), year=False) == "03/12"
    assert day(None) == "–"


def test_a_long_day_names_the_weekday_and_does_not_break():
    assert longday(date(2026, 9, 25)) == f"thứ{NB}Sáu{NB}25/9/2026"
    assert longday(date(2026, 10, 25)) == f"Chủ{NB}nhật{NB}25/10/2026"
    assert longday(date(2026, 9, 25), year=False) == f"thứ{NB}Sáu{NB}25/9"


def test_the_clock_says_hours_and_minutes_in_words():
    assert clock(time(8, 30)) == f"8{NB}giờ{NB}30"
    assert clock(time(8, 0)) == f"8{NB}giờ"
    assert clock(datetime(2026, 9, 23, 9, 5)) == f"9{NB}giờ{NB}05"
    assert clock(None) == "–"
