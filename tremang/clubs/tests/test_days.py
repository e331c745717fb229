"""The club's next day: short months, the lunar calendar, Tết."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar_vn import solar_to_lunar

from tremang.clubs.days import is_tet, lunar_words, monthly_words, next_day


@pytest.mark.parametrize(
    ("day", "by_lunar", "today", "expected"),
    [
        (25, False, date(2026, 9, 23), date(2026, 9, 25)),
        (23, False, date(2026, 9, 23), date(2026, 9, 23)),
        (22, False, date(2026, 9, 23), date(2026, 10, 22)),
        (31, False, date(2026, 9, 23), date(2026, 9, 30)),
        (31, False, date(2027, 2, 10), date(2027, 2, 28)),
        (15, True, date(2026, 9, 23), date(2026, 9, 25)),  # rằm tháng Tám
        (1, True, date(2026, 9, 12), date(2026, 10, 10)),
        (17, False, date(2026, 2, 10), date(2026, 2, 23)),  # mùng 1 Tết moves to mùng 7
        (15, False, date(2026, 2, 10), date(2026, 2, 23)),
        (2, True, date(2026, 2, 10), date(2026, 2, 23)),
        (29, True, date(2026, 2, 10), date(2026, 2, 13)),  # the end of Chạp moves before Tết
    ],
)
def test_the_next_day(day, by_lunar, today, expected):
    assert next_day(day, by_lunar, today) == expected


@given(day=st.integers(1, 31), by_lunar=st.booleans(), today=st.dates(date(2015, 1, 1), date(2045, 1, 1)))
def test_it_is_never_past_never_in_tet_and_never_far(day, by_lunar, today):
    found = next_day(day, by_lunar, today)
    assert today <= found
    assert (found - today).days <= 62
    assert not is_tet(found)


@given(day=st.integers(1, 29), today=st.dates(date(2015, 1, 1), date(2045, 1, 1)))
def test_a_lunar_club_meets_on_its_lunar_day_outside_tet(day, today):
    found = solar_to_lunar(next_day(day, True, today))
    assert found.day == day or found.month in (1, 12)


def test_words():
    assert lunar_words(date(2026, 9, 25)) == "rằm tháng Tám"
    assert lunar_words(date(2026, 2, 17)) == "mùng 1 tháng Giêng"
    assert monthly_words(25, False) == "ngày 25 hằng tháng"
    assert monthly_words(15, True) == "ngày rằm âm lịch hằng tháng"
