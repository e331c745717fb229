"""What looks keep for one another of a club: what its books held on an eve, and what the tables say of its people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import connection

from tremang.facts.eves import Eve
from tremang.facts.models import KeptEve
from tremang.facts.people import People, members_since
from tremang.facts.reading import read
from tremang.kernel.periods import Half, half_first


def kept(clubs: Collection[int], half: Half, touched: Mapping[int, int]) -> tuple[dict[int, Eve], dict[int, People]]:
    """What is kept of the eve of `half`, and of people what serves facts from `half` on. One query.

    The parts of people that are `touched`, as bits, are left out.
    """
    eves: dict[int, Eve] = {}
    people: dict[int, People] = {}
    bound = members_since(half_first(half))
    for club, at, state, told in read(KeptEve, "club half state people", list(clubs)):
        if at == half and (eve := Eve.read(state)) is not None:
            eves[club] = eve
        if told is not None and (own := People.read(told, touched.get(club, 0), bound)) is not None:
            people[club] = own
    return eves, people


@dataclass
class Keeping:
    """What is to be kept, as it goes into the table: nobody else waits while it is put together.

    Rows of `eves` are club, half-month and eve, those of `people` the people and their club.
    """

    eves: list[tuple[int, Half, bytes]] = field(default_factory=list)
    people: list[tuple[bytes, int]] = field(default_factory=list)

    def add(self, eves: Mapping[int, Eve], half: Half, people: Mapping[int, People]) -> None:
        """Keep these in the place of what is kept of their clubs: `eves` are those of `half`, `people` of whichever."""
        self.eves += [(club, half, eve.told()) for club, eve in eves.items()]
        self.people += [(known.told(), club) for club, known in people.items()]

    def write(self) -> None:
        """Write it. To be called under the lock."""
        table = KeptEve._meta.db_table
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {table} (club_id, half, state) VALUES (%s, %s, %s) "  # noqa: S608 - own names only
                "ON CONFLICT (club_id) DO UPDATE SET half = excluded.half, state = excluded.state",
                self.eves,
            )
            cursor.executemany(
                f"UPDATE {table} SET people = %s WHERE club_id = %s",  # noqa: S608 - own names only
                self.people,
            )
