"""Sums as people write them: 2.500.000, 2,5 triệu, 500k, 2 triệu rưỡi, 1tr250. Whole đồng come out.

What can be read in two ways is refused with the likely sum, never guessed.
"""

import re
import unicodedata
from fractions import Fraction

from django.utils.translation import gettext_noop

from tremang.kernel.format import vnd
from tremang.kernel.problems import Problem

NOT_A_SUM = gettext_noop("Chưa hiểu “%(text)s” là bao nhiêu tiền. Mời ghi như 2.500.000 hoặc 2,5 triệu.")
TWO_WAYS = gettext_noop("Chưa rõ “%(text)s” là bao nhiêu. Nếu là %(likely)s, mời ghi đúng như vậy.")
NEGATIVE = gettext_noop("Số tiền không thể âm. Mời ghi lại, không có dấu trừ.")
NOT_WHOLE = gettext_noop("“%(text)s” lẻ dưới một đồng. Mời ghi tròn đồng.")
TOO_MUCH = gettext_noop("“%(text)s” lớn quá mức sổ này ghi được. Mời xem lại các số 0.")

MOST = 1_000_000_000_000  # đồng
SMALL = 1_000  # a bare number below this may mean thousands
UNITS = {
    "ty": 10**9, "ti": 10**9, "trieu": 10**6, "tr": 10**6, "cu": 10**6, "m": 10**6, "nghin": 10**3, "ngan": 10**3,
    "k": 10**3, "n": 10**3, "tram": 10**2,
}  # fmt: skip
_TAIL = re.compile(r"\s*(?:vnđ|vnd|đồng|đ|d|₫)\.?$")
_PLAIN = re.compile(r"\d+")
_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3}){2,}")
_SPACES = re.compile(r"\d{1,3}(?: \d{3})+")
_PART = re.compile(r"(\d+(?:[.,]\d+)*)\s*(ty|ti|trieu|tr|cu|m|nghin|ngan|k|n|tram)(?![a-z])?\s*(ruoi)?\s*")


def read_money(text: str, *, field: str = "") -> int:
    """The sum in whole đồng. Raises `Problem` (not_a_sum, two_ways, negative, not_whole, too_much)."""
    shown = " ".join(text.split())[:30]
    written = _TAIL.sub("", unicodedata.normalize("NFC", " ".join(text.lower().split()))).strip()
    if written.startswith(("-", "\u2212")):
        raise Problem("negative", NEGATIVE, field=field)
    if ",0" in written and (whole := re.fullmatch(r"(\d{1,3}(?:\.\d{3})+),0{1,2}", written)):
        written = whole[1]
    value = _bare(written, shown, field) if not re.search(r"[^\W\d_]", written) else _named(written, shown, field)
    if value > MOST:
        raise Problem("too_much", TOO_MUCH, field=field, text=shown)
    if value.denominator != 1:
        raise Problem("not_whole", NOT_WHOLE, field=field, text=shown)
    return int(value)


def _bare(written: str, shown: str, field: str) -> Fraction:
    """A number without a unit."""
    if _PLAIN.fullmatch(written) and written.isascii():
        value = int(written[:20])
        if 0 < value < SMALL:
            raise _two_ways(shown, value * 1000, field)
        return Fraction(value)
    for pattern in (_DOTS, _COMMAS, _SPACES):
        if pattern.fullmatch(written) and written.isascii():
            return Fraction(int(re.sub(r"\D", "", written)[:20]))
    if re.fullmatch(r"\d{1,3}[.,]\d{1,3}", written) and written.isascii():
        digits = Fraction(re.sub(",", ".", written))
        likely = int(re.sub(r"\D", "", written)) if re.fullmatch(r"\d{1,3},\d{3}", written) else int(digits * 10**6)
        raise _two_ways(shown, likely, field)
    raise Problem("not_a_sum", NOT_A_SUM, field=field, text=shown)


def _named(written: str, shown: str, field: str) -> Fraction:
    """Parts with units, each smaller than the one before, and perhaps a short tail: 2 triệu rưỡi, 1tr250, 1 tỷ 2."""
    bare = "".join(
        c for c in unicodedata.normalize("NFD", written.replace("đ", "d")) if unicodedata.category(c) != "Mn"
    )
    total, place, last, halved = Fraction(0), 0, 10**12, False
    while place < len(bare) and (found := _PART.match(bare, place)):
        unit = UNITS[found[2]]
        if unit >= last or halved:
            raise Problem("not_a_sum", NOT_A_SUM, field=field, text=shown)
        total += _number(found[1], unit, shown, field)
        if found[3]:
            total += Fraction(unit, 2)
            halved = True
        last, place = unit, found.end()
    rest = bare[place:].strip()
    if not rest and place:
        return total
    if place and not halved and last > 100 and re.fullmatch(r"\d{1,3}", rest):
        value = total + Fraction(int(rest) * last, 10 ** len(rest))
        if len(rest) == 2 and rest[0] != "0":  # 2tr50 is written for 2.500.000, and said for 2.050.000
            raise _two_ways(shown, int(value), field)
        return value
    raise Problem("not_a_sum", NOT_A_SUM, field=field, text=shown)


def _number(digits: str, unit: int, shown: str, field: str) -> Fraction:
    if digits.isdigit():
        return Fraction(int(digits[:15]) * unit)
    if re.fullmatch(r"\d+,\d{1,6}", digits):
        return Fraction(digits.replace(",", ".")) * unit
    if re.fullmatch(r"\d+\.\d{1,2}", digits):
        raise _two_ways(shown, int(Fraction(digits) * unit), field)
    if _DOTS.fullmatch(digits) and unit == 1000:
        return Fraction(int(digits.replace(".", "")) * unit)
    raise Problem("not_a_sum", NOT_A_SUM, field=field, text=shown)


def _two_ways(shown: str, likely: int, field: str) -> Problem:
    return Problem("two_ways", TWO_WAYS, field=field, text=shown, likely=vnd(likely))
