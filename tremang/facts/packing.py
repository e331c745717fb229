"""Rows of whole numbers and days as bytes: what is kept from look to look is read back ten times faster so than from text."""

import struct
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

Cells = Sequence[int | date]
SIZE = 8  # bytes a number


class _Days(dict[int, date]):
    """The days by their numbers, each made once: some thousand days a look, few of them different."""

    def __missing__(self, number: int) -> date:
        day = self[number] = date.fromordinal(number)
        return day


DAYS = _Days()


def packed(form: int, *parts: Sequence[Cells]) -> bytes:
    """`parts`, each with as many rows as there are, one after the other: days as the number of days since the year 1.

    `form` says what is put down in which order; whoever changes that takes another number.
    """
    numbers = [form]
    for rows in parts:
        numbers.append(len(rows))
        numbers += [cell.toordinal() if isinstance(cell, date) else int(cell) for row in rows for cell in row]
    return struct.pack(f"<{len(numbers)}q", *numbers)


def unpacked(told: bytes, form: int, *widths: int) -> list[Iterator[tuple[Any, ...]]] | None:
    """The rows of each part, so many numbers wide; None where another version of the product put down another form."""
    numbers = struct.unpack(f"<{len(told) // SIZE}q", told)
    if numbers[:1] != (form,):
        return None
    parts: list[Iterator[tuple[Any, ...]]] = []
    end = 1
    for width in widths:
        first, end = end + 1, end + 1 + numbers[end] * width
        parts.append(zip(*[iter(numbers[first:end])] * width, strict=True))
    return parts
