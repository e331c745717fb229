"""Codes that banking apps read: the published texts letter by letter, and a picture that says the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremang.funds.vietqr import LONGEST_TEXT, MOST, Service, checksum, payload, purpose_text
from tremang.ui.qr import QUIET, drawn

PAYEE = ("970403", "0011012345678")


def fields(text):
    """Tag → value, as a banking app takes a text apart."""
    found = {}
    while text:
        tag, size = text[:2], int(text[2:4])
        assert tag not in found and len(text) >= 4 + size
        found[tag], text = text[4 : 4 + size], text[4 + size :]
    return found


def test_the_checksum_is_the_one_of_the_catalogues():
    assert checksum("123456789") == "29B1"


def test_a_code_without_a_sum_is_the_published_one():
    assert payload(*PAYEE) == (
        "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"
    )


def test_a_code_with_a_sum_and_a_purpose_is_the_published_one():
    assert payload(*PAYEE, 180_000, "thanh toán đơn hàng", reference="NPS6869") == (
        "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN"
        "62340107NPS68690819thanh toan don hang63042E2E"
    )


def test_a_card_is_told_from_an_account():
    assert fields(fields(payload("970403", "9704031101234567", service=Service.CARD))["38"])["02"] == "QRIBFTTC"


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("Đóng góp tháng 9, bà Lụa", "dong gop thang 9 ba lua"), ("", ""), ("  ", ""), ("Trả gốc & lãi (kỳ 3)", "tra goc lai ky 3"),
        ("Ủng hộ câu lạc bộ Đồng Vàng nhân ngày 6/6", "ung ho cau lac bo dong"), ("x" * 40, "x" * 25),
        ("một hai ba bốn năm sáu bẩy", "mot hai ba bon nam sau"), ("abcde fghij klmno pqrst uvwxy", "abcde fghij klmno pqrst"),
    ],
)  # fmt: skip
def test_a_purpose_is_plain_letters_cut_after_a_word(words, plain):
    assert purpose_text(words) == plain


@pytest.mark.parametrize(
    "wrong",
    [
        {"bank": "97040"}, {"bank": "97040a"}, {"bank": "٩٧٠٤٠٣"}, {"account": ""}, {"account": "1" * 20},
        {"account": "12 34"}, {"amount": 0}, {"amount": -5}, {"amount": MOST + 1}, {"reference": "x" * 26},
        {"reference": "số 1"}, {"reference": "1\n2"},
    ],
)  # fmt: skip
def test_what_cannot_stand_in_a_code_is_refused(wrong):
    with pytest.raises(ValueError):
        payload(**{"bank": "970403", "account": "0011012345678"} | wrong)


@given(
    st.from_regex(r"[0-9]{6}", fullmatch=True), st.from_regex(r"[0-9A-Za-z]{1,19}", fullmatch=True),
    st.none() | st.integers(1, MOST), st.text(max_size=60),
)  # fmt: skip
def test_an_app_reads_back_what_was_put_in(bank, account, amount, purpose):
    text = payload(bank, account, amount, purpose)
    found = fields(text)
    assert found["63"] == checksum(text[:-4])
    payee = fields(fields(found["38"])["01"])
    assert (payee["00"], payee["01"]) == (bank, account)
    assert found.get("54") == (None if amount is None else str(amount))
    said = fields(found.get("62", "")).get("08", "")
    assert said == purpose_text(purpose) and len(said) <= LONGEST_TEXT and said.isascii()


def test_the_picture_is_square_black_on_white_and_named():
    picture = drawn(payload(*PAYEE, 180_000), "Mã chuyển khoản <180.000 đ>")
    side = int(re.search(r'viewBox="0 0 (\d+) (\d+)"', picture)[1])
    assert 'aria-label="Mã chuyển khoản &lt;180.000 đ&gt;"' in picture and 'class="qr"' in picture
    assert "style=" not in picture and "<script" not in picture and (side - 2 * QUIET - 17) % 4 == 0
    runs = [(int(x), int(y), int(wide)) for x, y, wide in re.findall(r"M(\d+) (\d+)h(\d+)v1", picture)]
    dark = {(x + step, y) for x, y, wide in runs for step in range(wide)}
    assert all(QUIET <= place < side - QUIET for cell in dark for place in cell)
    assert all((QUIET + step, QUIET) in dark for step in range(7))  # the corner mark that a reader looks for
    assert drawn("a", "x") != drawn("b", "x")
