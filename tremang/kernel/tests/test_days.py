"""Days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremang.kernel.days import read_day
from tremang.kernel.problems import Problem

TODAY = date(2026, 9, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/9/2025", date(2025, 9, 25)), ("05/9/2026", date(2026, 9, 5)), ("5-9", date(2026, 9, 5)),
        ("25.9.25", date(2025, 9, 25)), (" 2026-09-05 ", date(2026, 9, 5)), ("23/9", TODAY), ("24/9", date(2025, 9, 24)),
        ("5 9 2026", date(2026, 9, 5)),
    ],
)  # fmt: skip
def test_a_day_is_understood_as_people_write_it(text, day):
    assert read_day(text, TODAY) == day


def test_a_day_ahead_is_the_next_one():
    assert read_day("25/10", TODAY, ahead=True) == date(2026, 10, 25)
    assert read_day("23/9", TODAY, ahead=True) == date(2027, 9, 23)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("30/2/2026", "Tháng 2 năm 2026 chỉ có 28 ngày"), ("1/13/2026", "12 tháng"), ("mai", "Chưa hiểu “mai”"),
        ("", "Mời ghi như"), ("1/1/0001", "Chưa hiểu"),
    ],
)  # fmt: skip
def test_what_is_no_day_gets_one_sentence(text, said):
    with pytest.raises(Problem) as caught:
        read_day(text, TODAY, field="held_on")
    assert said in caught.value.sentence and caught.value.field == "held_on"


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_problem(text):
    try:
        assert isinstance(read_day(text, TODAY), date)
    except Problem as problem:
        assert problem.sentence
