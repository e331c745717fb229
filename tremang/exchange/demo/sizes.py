"""How big a demo is. S is Hanoi today, M is Hanoi in 2035 with ten years of meetings, L is head-room.

XS serves the tests: three communes, every stage of a club's life once.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """What is made: communes that have clubs (0: all), clubs, months of meetings, and the first year of founding."""

    name: str
    communes: int
    clubs: int
    months: int
    since: int
    written_months: int = 24  # older meetings keep roll-call and contents, without a line for each content


SIZES = {
    size.name: size
    for size in (
        Size("XS", 4, 18, 15, 2022),
        Size("S", 0, 516, 24, 2018),
        Size("M", 0, 1_016, 120, 2014),
        Size("L", 0, 2_500, 120, 2014),
    )
}
MEMBERS = (65, 13)  # mean and spread of a club's size (domain handbook, 10)
SMALLEST, LARGEST = 43, 121
