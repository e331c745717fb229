"""Figures as people write them, and as they are read back. Pure functions: 120/80, 120-80, 12/8; 52, 52,5 kg, 52500."""

import re
from typing import Any

from django.utils.translation import gettext as _

from tremang.areas.health import problems as say
from tremang.kernel.format import number
from tremang.kernel.problems import Problem

Pressure = tuple[int, int]

_PAIR = re.compile(
    r"(\d{1,3})(?:[.,](\d))?\s*(?:[/\\|:;–—-]|\s|trên)\s*(\d{1,3})(?:[.,](\d))?\s*(?:mm ?hg|cm ?hg)?", re.IGNORECASE
)
_NUMBER = re.compile(r"(\d{1,6})(?:[.,](\d{1,3}))?")
_KILOS = re.compile(r"(\d{1,3})\s*(?:kg|kí|ký|ki|ky|cân|can)\s*(\d)", re.IGNORECASE)
_UNIT = {
    "weight": re.compile(r"\s*(kg|kí lô|ký|kí|cân|g|gam|gram)\.?$", re.IGNORECASE),
    "waist": re.compile(r"\s*(cm|mm|phân)\.?$", re.IGNORECASE),
    "glucose": re.compile(r"\s*(mmol\s*/\s*l|mmol|mg\s*/\s*dl|mg%|mg)\.?$", re.IGNORECASE),
}
SYSTOLIC, DIASTOLIC = (60, 300), (30, 200)  # mmHg that a device shows and a person lives with
MOST_CMHG = 26
WEIGHT = (20_000, 250_000)  # grams
WAIST = (400, 2_000)  # millimetres
GLUCOSE = (10, 400)  # tenths of mmol/l
MOST_MMOL = 40  # beyond it a number without a unit is in mg/dl
MG_PER_MMOL = 18
LONGEST = 40  # characters; nobody writes a figure longer than that


def read_pressure(text: str, field: str = "") -> Pressure:
    """Blood pressure in mmHg; raises Problem. Two small numbers are in cmHg: 12/8 is 120/80, 12,5/8 is 125/80."""
    found = _PAIR.fullmatch(text.strip())
    if found is None:
        raise Problem("pressure", say.PRESSURE, field=field, text=text[:20])
    above, below = (_times_ten(found[1], found[2]), _times_ten(found[3], found[4]))
    if above is None or below is None:
        above, below = (int(found[1]), int(found[3])) if not (found[2] or found[4]) else (0, 0)
    if not (_within(above, SYSTOLIC) and _within(below, DIASTOLIC)):
        raise Problem("pressure", say.PRESSURE, field=field, text=text[:20])
    if above <= below:
        raise Problem("pressure_order", say.PRESSURE_ORDER, field=field, text=text[:20])
    return above, below


def _times_ten(whole: str, tenth: str | None) -> int | None:
    """A number in cmHg as mmHg; None where it is too great to be one."""
    return int(whole) * 10 + int(tenth or 0) if int(whole) <= MOST_CMHG else None


def read_weight(text: str, field: str = "") -> int:
    """Weight in grams; raises Problem. 52, 52,5, 52.5 kg, 52kg5; 52500 and 52.500 are grams."""
    if found := _KILOS.fullmatch(text.strip()):
        grams = int(found[1]) * 1000 + int(found[2]) * 100
    else:
        whole, fraction, unit = _parts(text, "weight") or (0, "", "")
        grams = whole * 1000 + int(fraction.ljust(3, "0")) if fraction else whole * 1000
        if not fraction and (whole >= WEIGHT[0] or unit.lower() in ("g", "gam", "gram")):
            grams = whole
    if not _within(grams, WEIGHT):
        raise Problem("weight", say.WEIGHT, field=field, text=text[:20])
    return grams


def read_waist(text: str, field: str = "") -> int:
    """Waist in millimetres; raises Problem. 82, 82,5 and 82 cm; 820 is in millimetres already."""
    whole, fraction, unit = _parts(text, "waist") or (0, "", "")
    is_mm = unit.lower() == "mm" or not fraction and whole >= WAIST[0]
    length = whole if is_mm else whole * 10 + int(fraction[:1] or 0)
    if not _within(length, WAIST):
        raise Problem("waist", say.WAIST, field=field, text=text[:20])
    return length


def read_glucose(text: str, field: str = "") -> int:
    """Glucose in tenths of mmol/l; raises Problem. 5,6; a number above 40, or with the unit, is in mg/dl: 126 is 7,0."""
    whole, fraction, unit = _parts(text, "glucose") or (0, "", "")
    if unit.lower().startswith("mg") or (not unit and whole > MOST_MMOL):
        tenths = (whole * 10 + MG_PER_MMOL // 2) // MG_PER_MMOL
    else:
        tenths = whole * 10 + int(fraction[:1] or 0)
    if not _within(tenths, GLUCOSE):
        raise Problem("glucose", say.GLUCOSE, field=field, text=text[:20])
    return tenths


def _parts(text: str, kind: str) -> tuple[int, str, str] | None:
    """The whole number, the digits behind its comma and the unit that `text` is made of."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    unit = _UNIT[kind].search(text)
    found = _NUMBER.fullmatch(text[: unit.start()].strip() if unit else text)
    return (int(found[1]), found[2] or "", unit[1] if unit else "") if found else None


def _within(value: int, span: tuple[int, int]) -> bool:
    return span[0] <= value <= span[1]


def pressure(above: int | None, below: int | None) -> str:
    """120/80; "" where it was not measured."""
    return f"{above}/{below}" if above is not None else ""


def kilos(grams: int | None) -> str:
    """52500 → 52,5; "" where it was not measured."""
    return "" if grams is None else _decimal(grams, 1000)


def centimetres(length: int | None) -> str:
    """825 → 82,5; "" where it was not measured."""
    return "" if length is None else _decimal(length, 10)


def mmol(tenths: int | None) -> str:
    """56 → 5,6; "" where it was not measured."""
    return "" if tenths is None else f"{tenths // 10},{tenths % 10}"


def in_words(row: Any) -> str:
    """All figures of a reading, or of what was told of one, in a line; None: nothing was measured."""
    if row is None:
        return _("chưa đo")
    told = [
        (_("huyết áp %s"), pressure(row.systolic, row.diastolic)), (_("cân nặng %s kg"), kilos(row.weight)),
        (_("vòng eo %s cm"), centimetres(row.waist)), (_("đường huyết %s mmol/l"), mmol(row.glucose)),
    ]  # fmt: skip
    return ", ".join(words % figure for words, figure in told if figure) or _("chưa đo")


def _decimal(value: int, size: int) -> str:
    whole, rest = divmod(value, size)
    digits = f"{rest:0{len(str(size)) - 1}d}".rstrip("0")
    return number(whole) + (f",{digits}" if digits else "")
