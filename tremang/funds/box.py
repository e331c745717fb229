"""A money box beside its book at the end of a meeting, and what may explain a difference. Plain values, no models.

Sums are whole đồng. `Box.gap` is counted less book: above 0 the box holds too much, below 0 too little.

For a generator of mistakes (which should share no code with `funds.likely`): make up a true meeting; let `counted` and
`notes` be its truth; make exactly one mistake in the book (or leave the book and make one in `notes`); give
`likely.likely` the `Box` alone. The mistake is found at place n where the n-th cause `points_at(why, key)`. Which `key`:

==================  ===================================================================================================
why                 key
==================  ===================================================================================================
NOT_DONE            of the line in `lines` whose money never moved; ticked dues that nobody paid
NOT_WRITTEN         of the line in `waiting` whose money did move; dues paid and not ticked
TWICE               of either of the two lines
DIGITS, OTHER_SUM   of the line with the wrong sum
SIGN                of the line written on the wrong side
FUND                of the line that belongs to the other box, in `lines` or in `other_lines`
UNKNOWN_SPENDING    "": nothing stands in the book; the sum is |gap|
UNKNOWN_INCOME      "": as above
PILE                the value of the notes as text, "20000", of the pile that was counted wrong
NOTE_TAKEN_FOR      the value that was counted, as text: "20000" where notes of 200.000 went to the pile of 20.000
==================  ===================================================================================================

Causes that fit equally well are one cause with several keys: of fifty equal dues nobody can say which was not paid.
`pick` says how many of the keys are meant; a generator that makes two mistakes of one why counts both keys.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

DENOMINATIONS = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500)


class Kind(StrEnum):
    """What a line of the book is about."""

    DUES = "dues"
    REPAYMENT = "repayment"
    INCOME = "income"
    GIFT = "gift"
    SPENDING = "spending"
    PAYOUT = "payout"

    @property
    def sign(self) -> int:
        """1 where money comes into the box, -1 where it leaves."""
        return -1 if self in (Kind.SPENDING, Kind.PAYOUT) else 1


class Why(StrEnum):
    """What may have gone wrong."""

    NOT_DONE = "not-done"
    NOT_WRITTEN = "not-written"
    TWICE = "twice"
    DIGITS = "digits"
    OTHER_SUM = "other-sum"
    SIGN = "sign"
    FUND = "fund"
    UNKNOWN_SPENDING = "unknown-spending"
    UNKNOWN_INCOME = "unknown-income"
    PILE = "pile"
    NOTE_TAKEN_FOR = "note-taken-for"


@dataclass(frozen=True)
class Line:
    """A line of this meeting's book, or one that was waited for (then `amount` is the sum waited for).

    `who` is the person, or the words of a spending; `expected` the sum that the due or the schedule asks for, None
    where nothing does; `absent` where the roll-call says that the person was not there.
    """

    key: str
    kind: Kind
    amount: int
    who: str = ""
    expected: int | None = None
    absent: bool = False

    @property
    def effect(self) -> int:
        """What the line does to the book."""
        return self.kind.sign * self.amount


@dataclass(frozen=True)
class Box:
    """One fund's box and book. Only `lines`, `counted` and `book` are needed; what is left out is not looked for."""

    lines: Sequence[Line]
    counted: int
    book: int
    waiting: Sequence[Line] = ()  # dues and repayments expected and not ticked, pay-outs decided and not written
    notes: Mapping[int, int] = field(default_factory=dict)  # value of a note → how many were counted
    usual: Mapping[Kind, Sequence[int]] = field(default_factory=dict)  # sums of earlier meetings, as often as they came
    other_gap: int | None = None  # counted less book of the club's other box, None where it was not counted
    other_lines: Sequence[Line] = ()  # this meeting's lines of the other box

    @property
    def gap(self) -> int:
        """Counted less book."""
        return self.counted - self.book


@dataclass(frozen=True)
class Cause:
    """One explanation. `weight` is for sorting and means nothing between two boxes.

    `params` for the sentence: `sum` always, the size of the change in đồng; `who` and `amount` (as written) where one
    line is meant; `true` (the sum, or the value of the note, that should stand there) for DIGITS, OTHER_SUM,
    NOTE_TAKEN_FOR; `slip` for DIGITS; `value` and `count` (how many notes) for NOTE_TAKEN_FOR, and for PILE of the
    likeliest pile, its first key (of another key the count is `sum` by its value); `absent` where the persons were not
    there; `here` for FUND: whether the line stands in this box's book.
    """

    why: Why
    kind: Kind | None
    keys: tuple[str, ...]
    weight: float
    book_change: int = 0
    count_change: int = 0
    pick: int = 1
    params: Mapping[str, int | str | bool] = field(default_factory=dict)

    def mends(self, box: Box) -> bool:
        """Whether box and book agree once the cause is put right. True of every cause that `likely` returns."""
        return box.book + self.book_change == box.counted + self.count_change

    def points_at(self, why: Why, key: str = "") -> bool:
        """Whether this is the cause `why` at the line `key`; the whys without a line have no key."""
        return self.why == why and (key in self.keys or not (key or self.keys))
