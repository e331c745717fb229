"""Sums are said as vouchers say them, and every sum can be read back from its words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tremang.kernel.words import MOST, in_words, spell


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"), (4, "bốn"), (5, "năm"), (10, "mười"), (11, "mười một"), (14, "mười bốn"), (15, "mười lăm"),
        (20, "hai mươi"), (21, "hai mươi mốt"), (24, "hai mươi tư"), (25, "hai mươi lăm"), (55, "năm mươi lăm"),
        (100, "một trăm"), (101, "một trăm linh một"), (104, "một trăm linh bốn"), (105, "một trăm linh năm"),
        (115, "một trăm mười lăm"), (221, "hai trăm hai mươi mốt"), (1_000, "một nghìn"),
        (1_010, "một nghìn không trăm mười"), (1_004, "một nghìn không trăm linh bốn"),
        (1_001_000, "một triệu không trăm linh một nghìn"), (1_000_005, "một triệu không nghìn không trăm linh năm"),
        (24_000_000, "hai mươi tư triệu"), (10**9, "một tỷ"), (5_001_000_000, "năm tỷ không trăm linh một triệu"),
        (1_234_000_000_000, "một nghìn hai trăm ba mươi tư tỷ"), (10**12, "một nghìn tỷ"), (10**15, "một triệu tỷ"),
    ],
)  # fmt: skip
def test_numbers_are_said_by_the_rules_of_the_books(number, words):
    assert spell(number) == words


def test_a_voucher_begins_with_a_capital_and_ends_with_dong():
    assert in_words(2_505_000) == "Hai triệu năm trăm linh năm nghìn đồng"
    assert in_words(5_000_000) == "Năm triệu đồng"
    assert in_words(0) == "Không đồng"


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_what_no_voucher_holds_is_refused(number):
    with pytest.raises(ValueError, match="words"):
        spell(number)


VALUES = dict(zip("không một hai ba bốn năm sáu bảy tám chín mốt tư lăm".split(), [*range(10), 1, 4, 5], strict=True))
SCALES = {"nghìn": 10**3, "triệu": 10**6}


def listened(words: str) -> int:
    """The number again, by somebody who only hears the words."""
    total = group = digit = 0
    parts = words.split()
    if "tỷ" in parts:
        place = parts.index("tỷ")
        return listened(" ".join(parts[:place])) * 10**9 + listened(" ".join(parts[place + 1 :]))
    for word in parts:
        if word in SCALES:
            total += (group + digit) * SCALES[word]
            group = digit = 0
        elif word in ("trăm", "mươi"):
            group += digit * (100 if word == "trăm" else 10)
            digit = 0
        elif word == "mười":
            group += 10
        elif word != "linh":
            digit = VALUES[word]
    return total + group + digit


@given(st.integers(0, MOST))
@example(MOST)
@example(1_000_000_000_001)
def test_the_words_give_the_number_back(number):
    assert listened(spell(number)) == number
