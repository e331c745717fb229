"""What the books of a club held on the eve of a half-month, added up by the engine; kept from one look to the next.

Rules ask which meetings were held and what was done in the last 14 months, who was supported, and who was counted already in
the calendar year. To read that anew at each look took half of the time in which a commune is brought up to the day, and until
the next half-month begins nothing of it changes. What does change before it leaves a mark; the facts are then worked out from
that earlier half-month on, and so is what its own eve held.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.db import connection

from tremang.areas.common.queries import counting_sql
from tremang.facts.packing import DAYS, packed, unpacked
from tremang.facts.reading import blanks, padded
from tremang.facts.telling import CLUBS
from tremang.indicators.records import Begun, ClubRecord
from tremang.kernel.periods import Month, month_of
from tremang.meetings.areas import Area
from tremang.members.models import LeaveReason

FORM = 3  # of what is kept
COUNTS = counting_sql("t")
NAMED = f"""
    areas_participant p JOIN areas_activity t ON t.id = p.activity_id AND {COUNTS}
    JOIN members_membership m ON m.id = p.membership_id AND m.leave_reason <> '{LeaveReason.MISTAKE.value}'
"""
# Names the second column of the index of club, content and day, so that ten years of a club are not gone through for one.
BY_INDEX = f"t.area IN ({', '.join(str(area.value) for area in Area)})"
# Outsiders of an activity that is counted apart from the meeting of its day.
_OUTSIDERS = """
    WHEN t.outsiders > 0 AND t.at_meeting AND EXISTS (
        SELECT 1 FROM meetings_meeting s WHERE s.club_id = t.club_id AND s.held_on = t.day AND s.contents >> (t.area - 1) & 1 = 1
    ) THEN 0 ELSE t.outsiders
"""
_TEXT = "CAST(t.day AS text)"
_MONTH = f"(CAST(SUBSTR({_TEXT}, 1, 4) AS integer) * 12 + CAST(SUBSTR({_TEXT}, 6, 2) AS integer) - 1)"  # as `month_of`


Met = tuple[date, int, int, int, int, int]  # held on, contents, themes, own themes, present, expected


@dataclass(slots=True)
class Eve:
    """What the books of one club held: the contents of each month as bits, what was done under a theme, and of the year
    the largest numbers without names (`begun`) and who was named in which content.

    Beside it its meetings, and the latest day on which it supported each person. `apart` are the activities that are no part of
    `begun`, because a person of several clubs was named in them: where others are now, it does not hold any more.
    """

    covered: dict[Month, int] = field(default_factory=dict)
    themed: list[tuple[date, int, int]] = field(default_factory=list)
    begun: list[Begun] = field(default_factory=list)
    named: dict[int, list[int]] = field(default_factory=dict)
    meetings: list[Met] = field(default_factory=list)
    supports: dict[int, date] = field(default_factory=dict)
    apart: frozenset[int] = frozenset()

    def put(self, record: ClubRecord) -> None:
        """Put it into the record of the club, of which nothing of meetings and books has been read yet."""
        add_meetings(record, self.meetings)
        record.covered = dict(self.covered)
        record.themed_on = [day for day, _themes, _own in self.themed]
        record.book_themes = [themes | own for _day, themes, own in self.themed]
        record.book_own_themes = [own for _day, _themes, own in self.themed]
        record.begun = list(self.begun)

    def told(self) -> bytes:
        """As it is kept: in an order that only depends on the rows."""
        named = sorted((area, person) for area, persons in self.named.items() for person in persons)
        supports, apart = sorted(self.supports.items()), [(pk,) for pk in sorted(self.apart)]
        return packed(
            FORM, sorted(self.covered.items()), sorted(self.themed), sorted(self.begun), named, sorted(self.meetings), supports,
            apart,
        )  # fmt: skip

    @classmethod
    @lru_cache(CLUBS)  # as the parts of people: nobody changes what is handed out
    def read(cls, told: bytes) -> "Eve | None":
        """What `told` put down; None where an earlier version of the product did, in another form."""
        parts = unpacked(told, FORM, 2, 3, 4, 2, 6, 2, 1)
        if parts is None:
            return None
        covered, themed, begun, named, meetings, supports, apart = parts
        eve = cls(
            {month: bits for month, bits in covered},  # noqa: C416 - typed so
            [(DAYS[day], themes, own) for day, themes, own in themed],
            [Begun(*row) for row in begun],
            meetings=[(DAYS[day], *row) for day, *row in meetings],
            supports={person: DAYS[day] for person, day in supports},
            apart=frozenset(pk for (pk,) in apart),
        )
        for area, person in named:
            eve.named.setdefault(area, []).append(person)
        return eve


def add_meetings(record: ClubRecord, meetings: Iterable[Met]) -> None:
    """Add meetings to those of the record, all of which were held before."""
    for held_on, contents, themes, own_themes, present, expected in meetings:
        record.held.append(held_on)
        record.contents.append(contents)
        record.themes.append(themes)
        record.own_themes.append(own_themes)
        record.turnout.append((present, expected))


def work_out(
    clubs: Collection[int], listed: list[int] | None, first: date, since: date, single: Collection[int] | None
) -> dict[int, Eve]:  # fmt: skip
    """What the books of `clubs` held from `first` to the eve of `since`, without meetings and supports. At most three queries.

    The activities `single` are left out of the year's largest numbers: what they add depends on other clubs. None where nobody
    asks who counts in the year. `listed` are the clubs again, or None to read those of all.
    """
    found = {club: Eve() for club in clubs}
    if first >= since or not found:
        return found
    _added_up(found, listed, first, since, single)
    _themed(found, listed, first, since)
    year = date(since.year, 1, 1)
    if single is not None and year < since:
        where, values = _between(listed, year, since)
        named = f"SELECT DISTINCT t.club_id, t.area, m.person_id FROM {NAMED} {where}"  # noqa: S608 - own words only
        for club, area, person in _asked(named, values):
            if eve := found.get(club):
                eve.named.setdefault(area, []).append(person)
    return found


def _between(listed: list[int] | None, first: date, since: date) -> tuple[str, list[int | str]]:
    """The condition that an activity counts and lies from `first` to the eve of `since`."""
    terms, values = [COUNTS, BY_INDEX, "t.day >= %s", "t.day < %s"], [first.isoformat(), since.isoformat()]
    if listed is not None:
        terms.append(f"t.club_id IN ({blanks(listed)})")
    return f"WHERE {' AND '.join(terms)}", [*values, *(listed or ())]


def _added_up(
    found: Mapping[int, Eve], listed: list[int] | None, first: date, since: date, single: Collection[int] | None
) -> None:  # fmt: skip
    """By content: in which months something was done, as bits; and the largest numbers of the year of `since`."""
    months, year, single_ids = month_of(first), date(since.year, 1, 1), padded(single or ())
    alone = f" OR t.id IN ({blanks(single_ids)})" if single_ids else ""
    left_out = f"WHEN t.day < %s{alone} THEN -1"
    of_year: list[int | str] = [year.isoformat(), *single_ids]
    where, values = _between(listed, first, since)
    rows = _asked(
        f"SELECT t.club_id, t.area, SUM(DISTINCT 1 << ({_MONTH} - %s)), MAX(CASE {left_out} ELSE t.people - t.outsiders END), "  # noqa: S608
        f"MAX(CASE {left_out} {_OUTSIDERS} END) FROM areas_activity t {where} GROUP BY t.club_id, t.area",
        [months, *of_year, *of_year, *values],
    )
    for club, area, bits, members, outsiders in rows:
        if eve := found.get(club):
            for month in range(int(bits).bit_length()):
                if int(bits) >> month & 1:
                    eve.covered[months + month] = eve.covered.get(months + month, 0) | 1 << (area - 1)
            if members >= 0 and single is not None:
                eve.begun.append(Begun(since.year, area, members, outsiders))


def _themed(found: Mapping[int, Eve], listed: list[int] | None, first: date, since: date) -> None:
    where, values = _between(listed, first, since)
    rows = _asked(
        f"SELECT t.club_id, t.day, t.themes, t.own_themes FROM areas_activity t {where} "  # noqa: S608 - own words only
        "AND t.themes + t.own_themes > 0 ORDER BY t.day",
        values,
    )
    for club, *themed in rows:
        if eve := found.get(club):
            eve.themed.append(tuple(themed))


def _asked(sql: str, values: list[int | str]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple] = cursor.fetchall()
    return rows
