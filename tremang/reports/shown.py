"""How a figure is written: a count, a sum of money, a share. By what the body says of its line, not by today's code."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tremang.kernel.format import UNKNOWN, number, percent, vnd
from tremang.reports.lines.base import Line, Unit

Pair = Sequence[int | None]


def told(line: Line) -> dict[str, Any]:
    """What a body says of a line, so that drafts and frozen reports are written by one rule."""
    return {
        "code": line.code, "title": str(line.title), "unit": line.unit.value, "span": line.span.value, "once": line.once,
        "scale": line.scale, "decimals": line.decimals, "is_share": line.is_share,
    }  # fmt: skip


def value(line: Mapping[str, Any], pair: Pair) -> int | Decimal | None:
    """The number itself; None where there is nothing to divide by. Shares are rounded half up."""
    if not line["is_share"]:
        return pair[0]
    if not pair[1]:
        return None
    step = Decimal(1).scaleb(-line["decimals"])
    return (Decimal(line["scale"] * (pair[0] or 0)) / pair[1]).quantize(step, rounding=ROUND_HALF_UP)


def shown(line: Mapping[str, Any], pair: Pair | None) -> str:
    """The number in words of figures: 32.307, 2.500.000 đ, 27,3%; "–" where there is none."""
    found = None if pair is None else value(line, pair)
    if found is None:
        return UNKNOWN
    if line["unit"] == Unit.PERCENT.value:
        return percent(found, line["decimals"])
    if line["unit"] == Unit.DONG.value:
        return vnd(int(found))
    return number(found, 0)


def change(line: Mapping[str, Any], now: Pair, before: Pair | None) -> str:
    """By how much it differs from the period before, with its sign; empty where there is nothing to compare."""
    after, earlier = value(line, now), None if before is None else value(line, before)
    if after is None or earlier is None:
        return UNKNOWN
    difference = after - earlier
    sign = "+" if difference > 0 else ""
    if line["unit"] == Unit.PERCENT.value:
        return sign + number(difference, line["decimals"])
    return sign + (vnd(int(difference)) if line["unit"] == Unit.DONG.value else number(difference, 0))
