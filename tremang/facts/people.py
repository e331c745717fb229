"""What the tables say of the people and the life of a club, kept from one look to the next (see docs/decisions/0030).

A look reads who is a member, on the board, in need or declared poor from four tables for some hundreds of persons a commune,
and what became of the club itself from six more, although most acts touch none of them. An event names every row that its act
touched; so a mark can say which of these tables an act may have changed, and only those are read again. A mark that names no
rows says that anything may have changed.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from tremang.facts import telling
from tremang.facts.measures import PHASES
from tremang.facts.packing import SIZE, packed, unpacked
from tremang.facts.telling import Board, Circumstances, Life
from tremang.facts.topics import BOARD, CIRCUMSTANCES, LIFE, MEMBERS, NEEDS
from tremang.indicators.records import ClubRecord, Member, Need

PARTS = {"members": MEMBERS, "board": BOARD, "needs": NEEDS, "circumstances": CIRCUMSTANCES, "life": LIFE}
FORM = telling.FORM
HEAD = (3 + len(PARTS)) * SIZE  # bytes


@dataclass(slots=True)
class People:
    """What is known of the people and the life of one club, as its own rows say it; a part that must be read is None.

    Whoever left before `since` is not among the members.
    """

    since: date
    members: list[Member] | None = None
    board: Board | None = None
    needs: dict[int, list[Need]] | None = None
    circumstances: Circumstances | None = None
    life: Life | None = None
    # What lies in the table, of the parts that are read from there; and whether another part lies there that does not hold.
    packed: dict[str, bytes] = field(default_factory=dict)
    is_outdated: bool = False

    def fill(self, record: ClubRecord, since: date, reads: Collection[str]) -> None:
        """Take the parts that were read again from `record`, before anything is added of what other clubs say of a person.

        `since`: whoever left before it is not among the members there. `reads` are the parts that were asked for.
        """
        if self.whole:
            return
        if self.members is None:
            self.since = since
        found = {
            "members": record.members, "board": (record.board, record.courses), "needs": dict(record.needs),
            "circumstances": dict(record.circumstances), "life": Life(*(getattr(record, name) for name in Life._fields)),
        }  # fmt: skip
        for name, part in found.items():
            if getattr(self, name) is None and (name in reads or name == "life"):
                setattr(self, name, part)

    @property
    def lacking(self) -> list[str]:
        """The parts that are not known."""
        return [name for name in PARTS if getattr(self, name) is None]

    @property
    def whole(self) -> bool:
        """Whether nothing has to be read again."""
        return not self.lacking

    def stands(self, *, leaves: bool) -> bool:
        """Whether what lies in the table may stay; perhaps without circumstances, where nobody asks for them now."""
        return self.whole or (leaves and not self.is_outdated and self.lacking == ["circumstances"])

    def put(self, record: ClubRecord) -> None:
        """Put into the record of the club what is known."""
        if self.life is not None:
            for name, value in zip(Life._fields, self.life, strict=True):
                setattr(record, name, value)
        if self.members is not None:
            record.members = self.members
        if self.board is not None:
            record.board, record.courses = self.board
        if self.needs is not None:
            record.needs = dict(self.needs)
        if self.circumstances is not None:
            record.circumstances = dict(self.circumstances)

    def told(self) -> bytes:
        """As it is kept: how long each part is, then the parts; those that lie there already are not put together again.

        A part that is not known is of no length.
        """
        parts = [self.packed.get(name) or self._tell(name) for name in PARTS]
        return packed(FORM, [(self.since, *map(len, parts))]) + b"".join(parts)

    def _tell(self, name: str) -> bytes:
        part = getattr(self, name)
        return b"" if part is None else telling.TELL[name](part)

    @classmethod
    def read(cls, told: bytes, touched: int = 0, reach: date = date.max) -> "People | None":
        """What `told` put down without the parts `touched`, as bits; None where another version of the product did.

        Members are left out too where they are asked for from an earlier day than theirs, `reach`, on.
        """
        head = unpacked(told[:HEAD], FORM, 1 + len(PARTS))
        if head is None:
            return None
        [(since, *lengths)] = head[0]
        found, start = cls(date.fromordinal(since)), HEAD
        if found.since > reach:
            touched |= MEMBERS
        for (name, bit), length in zip(PARTS.items(), lengths, strict=True):
            if touched & bit:
                found.is_outdated |= length > 0
            elif length:
                found.packed[name] = told[start : start + length]
                setattr(found, name, telling.READ[name](found.packed[name]))
            start += length
        return found


def members_since(since: date) -> date:
    """Whoever left before that day is of no matter to facts from `since` on.

    No rule asks after anybody but members in the year of `since`, later, or since the plan began.
    """
    return min(PHASES[0].from_on, date(since.year, 1, 1))
