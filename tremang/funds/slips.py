"""Slips of the hand between the sum that was meant and the sum that was written. Pure, on whole đồng.

The shares say how such slips are spread among wrongly written sums. They are a judgement, not a measurement.
"""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """How a written sum differs from the one meant."""

    ZEROS = "zeros"  # 50.000 for 500.000
    SWAPPED = "swapped"  # 210.000 for 120.000
    DOUBLED = "doubled"  # 55.000 for 5.000
    ADDED = "added"
    LOST = "lost"  # 5.000 for 55.000
    DIGIT = "digit"  # 170.000 for 110.000


class Slip(NamedTuple):
    """A kind of slip and the share of all wrongly written sums that take just this form."""

    kind: Kind
    share: float


_ZEROS = {1: 0.35, 2: 0.05, 3: 0.1}
_SWAPPED, _DOUBLED, _ADDED, _LOST, _DIGIT = 0.2, 0.1, 0.02, 0.1, 0.1
_ALIKE = {frozenset(pair) for pair in ("17", "14", "27", "35", "38", "49", "56", "68", "69", "06", "08")}


def slip(written: int, meant: int) -> Slip | None:
    """The likeliest slip by which `meant` was written as `written`; None where no single one leads from one to the other."""
    found = [Slip(kind, share) for kind, share in _ways(str(written), str(meant)) if share]
    return max(found, key=lambda way: way.share, default=None)


def _ways(written: str, meant: str) -> list[tuple[Kind, float]]:
    if written == meant:
        return []
    places = len(meant.rstrip("0"))  # where a hand can slip; zeros at the end are a matter of how many
    longer, shorter = (written, meant) if len(written) > len(meant) else (meant, written)
    more = len(longer) - len(shorter)
    if more and longer == shorter + "0" * more:
        return [(Kind.ZEROS, _ZEROS.get(more, 0))]
    if more == 1 and (places_lost := _without_one(longer, shorter)):
        if longer == meant:
            return [(Kind.LOST, _LOST / places)]
        doubled = any(longer[place] in longer[max(0, place - 1) : place] for place in places_lost)
        return [(Kind.DOUBLED, _DOUBLED / places) if doubled else (Kind.ADDED, _ADDED / places)]
    if more:
        return []
    differ = [place for place in range(len(meant)) if written[place] != meant[place]]
    if len(differ) == 1:
        alike = frozenset((written[differ[0]], meant[differ[0]])) in _ALIKE
        return [(Kind.DIGIT, _DIGIT * (3 if alike else 1) / (9 * places))]
    if len(differ) == 2 and differ[1] == differ[0] + 1 and written == _exchanged(meant, differ[0]):
        return [(Kind.SWAPPED, _SWAPPED / places)]
    return []


def _without_one(longer: str, shorter: str) -> list[int]:
    """The places of `longer` at which leaving a digit out gives `shorter`."""
    return [place for place in range(len(longer)) if longer[:place] + longer[place + 1 :] == shorter]


def _exchanged(digits: str, place: int) -> str:
    return digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
