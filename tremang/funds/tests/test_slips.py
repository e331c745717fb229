"""Which slip of the hand leads from the sum meant to the sum written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremang.funds.slips import Kind, slip


@pytest.mark.parametrize(
    ("written", "meant", "kind"),
    [
        (50_000, 500_000, Kind.ZEROS), (500_000, 50_000, Kind.ZEROS), (50, 50_000, Kind.ZEROS),
        (210_000, 120_000, Kind.SWAPPED), (102_000, 120_000, Kind.SWAPPED), (55_000, 5_000, Kind.DOUBLED),
        (1_120_000, 120_000, Kind.DOUBLED), (5_000, 55_000, Kind.LOST), (12_000, 125_000, Kind.LOST),
        (1_250_000, 120_000, Kind.ADDED), (2_350_000, 120_000, None), (125_000, 12_000, Kind.ADDED), (170_000, 110_000, Kind.DIGIT),
        (20_000, 20_000, None), (20_000, 35_000, None), (130_000, 310_500, None),
    ],
)  # fmt: skip
def test_slips_are_told_by_their_kind(written, meant, kind):
    made = slip(written, meant)
    assert (made and made.kind) == kind


def test_digits_that_look_alike_are_mistaken_more_often():
    assert slip(170_000, 110_000).share > slip(150_000, 110_000).share


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_slip_has_a_share_and_no_slip_joins_a_sum_to_itself(written, meant):
    made = slip(written, meant)
    assert made is None or (written != meant and 0 < made.share < 1)


@given(st.integers(1, 10**7), st.integers(0, 7))
def test_two_neighbouring_digits_exchanged_are_always_seen(meant, place):
    digits = str(meant)
    swapped = digits[:place] + digits[place : place + 2][::-1] + digits[place + 2 :]
    if swapped != digits and not swapped.startswith("0"):
        assert slip(int(swapped), meant) is not None
