"""Fields that read what people write."""

import pytest
from django import forms

from tremang.ui.entry import WholeField


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("12500", 12_500), ("12.500", 12_500), ("12 500", 12_500), ("1.250.000", 1_250_000)],
)
def test_a_number_is_read_with_points_or_without(text, number):
    assert WholeField().clean(text) == number


@pytest.mark.parametrize("text", ["1.5", "1,5", "12.50", "1.2500", "mười", "-3", ".500", "1..500", "9" * 13])
def test_a_point_stands_before_three_digits_or_it_is_asked_what_was_meant(text):
    with pytest.raises(forms.ValidationError, match=r"ví dụ 12\.500"):
        WholeField().clean(text)


def test_the_example_is_of_the_size_that_is_asked_for():
    with pytest.raises(forms.ValidationError, match=r"ví dụ 12\."):
        WholeField(most=60).clean("1.5")
    with pytest.raises(forms.ValidationError, match="ví dụ 1950"):
        WholeField(is_year=True).clean("195o")
