"""What a row behind a figure is."""

from datetime import date
from typing import NamedTuple


class Row(NamedTuple):
    """Something on record: its day, what it is, what it brings to the figure, and its page ("" where there is none)."""

    day: date | None
    words: str
    amount: int
    url: str
