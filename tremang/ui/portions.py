"""A list too long for one screen of an old phone, in parts that follow each other."""

from collections.abc import Sequence
from math import ceil
from typing import TypeVar

from django.http import HttpRequest

from tremang.kernel.text import whole

Row = TypeVar("Row")


def in_parts(rows: Sequence[Row], most: int) -> list[list[Row]]:
    """The rows in parts of nearly equal length, none longer than `most`; one empty part where there are none."""
    size = ceil(len(rows) / ceil(len(rows) / most)) if rows else 1
    return [list(rows[start : start + size]) for start in range(0, len(rows), size)] or [[]]


def part_asked(request: HttpRequest, last: int) -> int:
    """The part that the address asks for, from 1 to `last`."""
    return min(max(whole(request.GET.get("p", "")), 1), last)
