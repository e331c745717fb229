"""What people paste comes out as plain text; numbers, days and letters stand as the decree writes them."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremang.documents import text

PASTED = [
    ("Bà  Lụa\tvà\nông Tám", "Bà Lụa và ông Tám"),
    ("\uf0b7\tchăm sóc tại nhà", "- chăm sóc tại nhà"),
    ("vui 🎉 khỏe 👵🏽", "vui [hình] khỏe [hình]"),
    ("cả nhà 👨‍👩‍👧🎉🎉, 🇻🇳 1️⃣", "cả nhà [hình], [hình] 1"),
    ("\u200bẩn\u200d\ufeff đi\u00ad", "ẩn đi"),
    ("hỏng\x00\x08\x1b[0m\ud800", "hỏng[0m"),
    ("Ho\u0300a bi\u0300nh", "Hòa bình"),
    ("𝐇𝐨𝐚̀ 𝟐𝟎𝟐𝟔 ＣＬＢ ﬁ", "Hoà 2026 CLB fi"),
    ("có ✓, không", "có x, không"),
    ("#hashtag *đậm* _nghiêng_ $x$ @tên <b> \\ `mã` [liên kết] = + - / //", None),
    ("2.500.000\u00a0đ", "2.500.000\u00a0đ"),
]


@pytest.mark.parametrize(("pasted", "plain"), PASTED)
def test_pasted_text_comes_out_plain(pasted: str, plain: str | None) -> None:
    assert text.cleaned(pasted) == (pasted if plain is None else plain)


@given(st.text(st.characters(codec=None)))
def test_cleaned_text_holds_nothing_that_xml_or_a_printer_chokes_on(pasted: str) -> None:
    clean = text.cleaned(pasted)
    assert text.cleaned(clean) == clean == unicodedata.normalize("NFC", clean)
    assert not [c for c in clean if unicodedata.category(c)[0] == "C"]
    clean.encode()


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyAĐỆỗữẵ ,.;:()%/-0123456789"))
def test_plain_vietnamese_stays_as_it_is(words: str) -> None:
    assert text.cleaned(words) == " ".join(words.split())


def test_the_pictures_of_a_text_are_named_each_once() -> None:
    assert text.pictures("vui 🎉 khỏe 👵🏽, có ✓ 🎉") == ["🎉", "👵🏽"]
    assert text.pictures("không có hình nào: 1, §, ½, →") == []


def test_each_line_that_was_pasted_is_kept_apart() -> None:
    assert text.lines("một\r\nhai\n\n \u2028ba\x0bbốn") == ("một", "hai", "ba", "bốn")


@pytest.mark.parametrize(
    "typed",
    ["NguyÔn V¨n §øc", "Tr­êng ®¹i häc", "b¸o c¸o", "®­îc", "Nguyeãn Vaên Ñöùc", "thaønh phoá Hoà Chí Minh", "Ñaûng uûy"],
)
def test_text_of_an_old_font_is_noticed(typed: str) -> None:
    assert text.looks_legacy(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Nguyễn Văn Đức", "Quỹ tăng thu nhập 25% ± 1, 12 m², 30°C", "quý, xuân, liên, hoà, khoẻ, yên, giã, ngoèo, Uyên",
        "Email: a@b.vn § 3 © 2026 “trích” «dẫn»", "", "CAFÉ", "Hoàng Thuỳ", "ràng buộc, êm ả, ưa, Êđê",
    ],
)  # fmt: skip
def test_vietnamese_of_today_is_not_taken_for_an_old_font(typed: str) -> None:
    assert not text.looks_legacy(typed)


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2026, 2, 5), "Hà Nội, ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 9), "Hà Nội, ngày 09 tháng 3 năm 2026"),
        (date(2026, 9, 10), "Hà Nội, ngày 10 tháng 9 năm 2026"),
        (date(2026, 11, 30), "Hà Nội, ngày 30 tháng 11 năm 2026"),
    ],
)
def test_only_days_below_ten_and_the_first_two_months_take_a_zero(day: date, line: str) -> None:
    assert text.date_line("Hà Nội", day, 2026) == line


def test_number_and_day_stay_blank_until_the_paper_is_issued() -> None:
    assert " ".join(text.number_line("", "BC-HNCT").split()) == "Số: /BC-HNCT"
    assert " ".join(text.date_line("Hà Nội", None, 2026).split()) == "Hà Nội, ngày tháng năm 2026"


def test_a_number_below_ten_takes_two_digits() -> None:
    assert [text.number_line(number, "BC-HNCT") for number in ("5", "05", "12", "105")] == [
        "Số: 05/BC-HNCT", "Số: 05/BC-HNCT", "Số: 12/BC-HNCT", "Số: 105/BC-HNCT",
    ]  # fmt: skip


def test_headings_count_with_d_and_đ_and_without_f() -> None:
    numbering = text.Numbering()
    assert [numbering.next(level) for level in (1, 2, 3, 3, 2, 3, 1, 2)] == [
        "I.", "1.", "a)", "b)", "2.", "a)", "II.", "1.",
    ]  # fmt: skip
    assert "".join(text.letter(number) for number in range(1, 12)) == "abcdđeghikl"
    assert [text.letter(number) for number in (23, 24, 25)] == ["y", "aa", "bb"]
    assert [text.roman(number) for number in (4, 9, 14, 40, 90)] == ["IV", "IX", "XIV", "XL", "XC"]


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (None, "count", "–"), (0, "count", "0"), (32307, "count", "32.307"), (2_500_000, "money", "2.500.000"),
        (Decimal("27.25"), "percent", "27,3%"), ("dưới 5", "count", "dưới 5"), (Decimal("1.5"), "count", "1,5"),
    ],
)  # fmt: skip
def test_cells_read_as_vietnamese_writes_numbers(value: object, kind: str, shown: str) -> None:
    assert text.cell(value, kind) == shown


def test_the_copies_begin_with_như_trên_only_where_somebody_is_addressed() -> None:
    assert text.copies(("Như trên", "Sở Y tế;", "VT, BTV."), addressed=True) == (
        "- Như trên;", "- Sở Y tế;", "- Lưu: VT, BTV.",
    )  # fmt: skip
    assert text.copies(("Sở Y tế", "Văn phòng"), addressed=False) == ("- Sở Y tế;", "- Lưu: VT, Văn phòng.")
    assert text.copies(("- Sở Y tế", "Lưu: VT"), addressed=False) == ("- Sở Y tế;", "- Lưu: VT.")
    assert text.copies((), addressed=True) == ()


def test_the_text_ends_with_the_end_mark_once() -> None:
    assert [text.ended(words) for words in ("Xong.", "Xong", "Xong./.", "Xong… .")] == [
        "Xong./.", "Xong./.", "Xong./.", "Xong…./.",
    ]  # fmt: skip
