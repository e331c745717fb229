"""How numbers, sums and days are written in Vietnamese. Pure functions: a value in, text out.

Nothing here breaks at the end of a line: a sum keeps its đ, a weekday its date (non-breaking spaces).
A value that is not known (None) reads "–", never 0.
"""

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
UNKNOWN = "–"
MINUS = "\u2212"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

Number = int | float | Decimal


def number(value: Number | None, decimals: int | None = None) -> str:
    """32307 -> "32.307"; 27.3 -> "27,3".

    Without `decimals` a whole number keeps none and any other keeps what it carries, at most two. Halves round up.
    """
    if value is None:
        return UNKNOWN
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if decimals is None:
        decimals = min(2, max(0, -int(exact.normalize().as_tuple().exponent)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):,.{decimals}f}".partition(".")
    text = whole.replace(",", ".") + (f",{fraction}" if fraction else "")
    return MINUS + text if rounded < 0 else text


def vnd(value: int | None) -> str:
    """Whole đồng: 2500000 -> "2.500.000 đ"."""
    return UNKNOWN if value is None else f"{number(value, 0)}{NBSP}đ"


def percent(value: Number | None, decimals: int | None = None) -> str:
    """Per cent given in points: 27.3 -> "27,3%". A float shows one decimal, an int none, unless told."""
    if value is None:
        return UNKNOWN
    if decimals is None:
        decimals = 0 if isinstance(value, int) else 1
    return f"{number(value, decimals)}%"


def day(value: date | None, year: bool = True) -> str:
    """25/9/2026; days below 10 and months 1 and 2 take a leading zero: 05/9/2026, 14/02/2026."""
    if value is None:
        return UNKNOWN
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    text = f"{value.day:02d}/{month}"
    return f"{text}/{value.year}" if year else text


def longday(value: date | None, year: bool = True) -> str:
    """thứ Sáu 25/9/2026."""
    if value is None:
        return UNKNOWN
    return f"{WEEKDAYS[value.weekday()]} {day(value, year)}".replace(" ", NBSP)


def clock(value: time | datetime | None) -> str:
    """8 giờ 30; on the hour only "8 giờ". A datetime must already be in the local zone."""
    if value is None:
        return UNKNOWN
    minutes = f"{NBSP}{value.minute:02d}" if value.minute else ""
    return f"{value.hour}{NBSP}giờ{minutes}"
