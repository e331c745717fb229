"""What the tables say of the people of a club, kept from one look to the next (see docs/decisions/0030).

A look reads who is a member, on the board, in need or declared poor from four tables for some hundreds of persons a commune,
although most acts touch none of them. An event names every row that its act touched; so a mark can say which of these tables
an act may have changed, and only those are read again. A mark that names no rows says that anything may have changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from tremang.facts.circumstances import OF_PERSONS
from tremang.facts.measures import PHASES
from tremang.facts.packing import packed, unpacked
from tremang.indicators.records import ClubRecord, Course, Member, Need, Serving

MEMBERS, BOARD, NEEDS, CIRCUMSTANCES = 1, 2, 4, 8
PARTS = {"members": MEMBERS, "board": BOARD, "needs": NEEDS, "circumstances": CIRCUMSTANCES}
# Model → the parts that are read from its rows.
TOUCHES = {
    "members.membership": MEMBERS | CIRCUMSTANCES,  # who joins brings along what is known of him
    "members.person": MEMBERS,
    "members.boardmember": BOARD,
    "training.courserecord": BOARD,
    "members.need": NEEDS,
    "members.vulnerability": CIRCUMSTANCES,
    "health.insurance": CIRCUMSTANCES,
}
EVERYTHING = sum(PARTS.values())
FORM = 1  # of what is kept
_KEYS = tuple(OF_PERSONS)
Circumstances = dict[int, list[tuple[str, date, date]]]
Board = tuple[list[Serving], dict[int, list[Course]]]


@dataclass(slots=True)
class People:
    """What is known of the people of one club, as its own rows say it; a part that must be read again is None.

    Whoever left before `since` is not among the members.
    """

    since: date
    members: list[Member] | None = None
    board: Board | None = None
    needs: dict[int, list[Need]] | None = None
    circumstances: Circumstances | None = None

    @classmethod
    def of(cls, record: ClubRecord, since: date) -> "People":
        """What was read into `record`, before anything is added of what other clubs say of a person."""
        return cls(
            since, record.members, (record.board, record.courses), dict(record.needs), dict(record.circumstances)
        )

    def forget(self, parts: int) -> None:
        """Leave out the parts that may have changed."""
        for name, bit in PARTS.items():
            if parts & bit:
                setattr(self, name, None)

    @property
    def whole(self) -> bool:
        """Whether nothing has to be read again."""
        return None not in (self.members, self.board, self.needs, self.circumstances)

    def put(self, record: ClubRecord) -> None:
        """Put into the record of the club what is known."""
        if self.members is not None:
            record.members = self.members
        if self.board is not None:
            record.board, record.courses = self.board
        if self.needs is not None:
            record.needs = dict(self.needs)
        if self.circumstances is not None:
            record.circumstances = dict(self.circumstances)

    def told(self) -> bytes:
        """As it is kept: in an order that only depends on the rows, members by the day on which they joined."""
        serving, courses = self.board or ([], {})
        members = [
            (who.person_id, who.joined_on, who.left_on, ord(who.sex), who.born_year, who.born_on or 0)
            for who in sorted(self.members or (), key=attrgetter("joined_on", "person_id", "left_on"))
        ]
        circumstances = [(who, _KEYS.index(key), *days) for who, key, *days in _by_person(self.circumstances or {})]
        return packed(
            FORM,
            [(self.since,)],
            members,
            sorted(serving),
            _by_person(courses),
            _by_person(self.needs or {}),
            circumstances,
        )

    @classmethod
    def read(cls, told: bytes) -> "People | None":
        """What `told` put down; None where an earlier version of the product did, in another form."""
        parts = unpacked(told, FORM, 1, 6, 3, 3, 3, 4)
        if parts is None:
            return None
        [(since,)], members, serving, courses, needs, circumstances = parts
        day, new = date.fromordinal, tuple.__new__
        rolls = [
            new(Member, (person, day(joined), day(left), chr(sex), year, day(born) if born else None))
            for person, joined, left, sex, year, born in members
        ]
        posts = [new(Serving, (person, day(first), day(last))) for person, first, last in serving]
        taken: dict[int, list[Course]] = {}
        wanted: dict[int, list[Need]] = {}
        held: Circumstances = {}
        for person, on, is_initial in courses:
            taken.setdefault(person, []).append(new(Course, (day(on), bool(is_initial))))
        for person, declared, ended in needs:
            wanted.setdefault(person, []).append(new(Need, (day(declared), day(ended))))
        for person, key, first, last in circumstances:
            held.setdefault(person, []).append((_KEYS[key], day(first), day(last)))
        return cls(day(since), rolls, (posts, taken), wanted, held)


def _by_person(rows: Mapping[int, Iterable[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
    return [(person, *row) for person, own in sorted(rows.items()) for row in sorted(own)]


@lru_cache(4096)
def touches(models: str) -> int:
    """The parts, as bits, that an act may have changed which touched rows of `models` (between blanks; none: anything)."""
    if not models:
        return EVERYTHING
    parts = 0
    for label in models.split():
        parts |= TOUCHES.get(label, 0)
    return parts


def members_since(since: date) -> date:
    """Whoever left before that day is of no matter to facts from `since` on.

    No rule asks after anybody but members in the year of `since`, later, or since the plan began.
    """
    return min(PHASES[0].from_on, date(since.year, 1, 1))
