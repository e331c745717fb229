"""What looks keep for one another of a club: what its books held on an eve, and what the tables say of its people."""

from collections.abc import Collection, Mapping

from django.db import connection

from tremang.facts.eves import Eve
from tremang.facts.models import KeptEve
from tremang.facts.people import MEMBERS, People, members_since
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
        if told is not None and (own := People.read(told)) is not None:
            own.forget(touched.get(club, 0) | (MEMBERS if own.since > bound else 0))
            people[club] = own
    return eves, people


def keep(eves: Mapping[int, Eve], half: Half, people: Mapping[int, People]) -> None:
    """Keep these in the place of what is kept of their clubs: `eves` are those of `half`, `people` of whichever."""
    table = KeptEve._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (club_id, half, state) VALUES (%s, %s, %s) "  # noqa: S608 - own names only
            "ON CONFLICT (club_id) DO UPDATE SET half = excluded.half, state = excluded.state",
            [(club, half, eve.told()) for club, eve in eves.items()],
        )
        cursor.executemany(
            f"UPDATE {table} SET people = %s WHERE club_id = %s",  # noqa: S608 - own names only
            [(known.told(), club) for club, known in people.items()],
        )
