"""The boxes of the demo: in what notes a sum lies there, and which box is left as it was counted, without a word."""

from collections.abc import Sequence

from tremang.exchange.demo.making import Making
from tremang.funds.box import DENOMINATIONS
from tremang.meetings.models import Meeting
from tremang.reports.kinds import kind_on
from tremang.reports.periods import last_over

LEFT = 20_000  # đồng more than the book says


def left_open(making: Making, held: Sequence[Meeting]) -> list[Meeting]:
    """The meetings after which nobody says why the box differs: the last of the quarter that is due, and the very last.

    So whoever reports that quarter, or the next one that falls due, has it to explain.
    """
    due = last_over(kind_on("commune-quarter", making.last), making.last)
    within = [meeting for meeting in held if due.from_on <= meeting.held_on <= due.to_on]
    return [*within[-1:], *held[-1:]]


def notes(amount: int) -> dict[str, int]:
    """The fewest notes that make `amount` đồng, value as text → how many."""
    found = {}
    for value in DENOMINATIONS:
        count, amount = divmod(amount, value)
        if count:
            found[str(value)] = count
    return found
