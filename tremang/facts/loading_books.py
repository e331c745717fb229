"""What clubs' books of the 8 contents hold, from tables to records: added up by the engine as far as it can.

What an office gave counts once the club has said that it took place; memberships entered by mistake took part in nothing.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import lru_cache
from operator import itemgetter

from django.db import connection

from tremang.areas.common.models import Activity
from tremang.facts.eves import BY_INDEX, COUNTS, NAMED, Eve, Met, add_meetings
from tremang.facts.reading import blanks, padded, read
from tremang.indicators.records import ClubRecord, Done, Part
from tremang.kernel.periods import month_of
from tremang.meetings.models import Meeting

YEARS_FROM = date(1900, 1, 1)
# What is asked of each table, its name there and the column of the day.
_SUPPORTS = (
    ("s.club_id, s.person_id, s.given_on FROM members_support s WHERE 1 = 1", "s", "given_on"),
    (
        "l.club_id, m.person_id, l.paid_out_on FROM funds_loan l JOIN members_membership m ON m.id = l.membership_id "
        "WHERE NOT l.is_opening", "l", "paid_out_on",
    ),
    (f"t.club_id, m.person_id, t.day FROM {NAMED} WHERE t.area = 1", "t", "day"),
)  # fmt: skip


def load_meetings(
    clubs: Collection[int], fresh: Mapping[int, Eve], listed: bool, first: date, since: date
) -> dict[int, list[Met]]:  # fmt: skip
    """The meetings of clubs from `since` on; the earlier ones, from `first` on, are put into the eves that are `fresh`.

    One query; two where the eves of some clubs are known. `listed`: whether the clubs are few enough to be named.
    """
    later: dict[int, list[Met]] = {}
    columns = "club held_on contents themes own_themes present expected"
    for own, begin in ({*fresh}, first), ({*clubs} - fresh.keys(), since):
        bound = ("t.held_on >= %s", [begin.isoformat()]) if begin > date.min else ("", [])
        for club, *row in (
            read(Meeting, columns, own if listed else None, where=bound, order="t.held_on") if own else ()
        ):
            if club in own:
                met: Met = tuple(row)
                (later.setdefault(club, []) if met[0] >= since else fresh[club].meetings).append(met)
    return later


def load_books(
    clubs: Mapping[int, ClubRecord], listed: list[int] | None, since: date, eves: Mapping[int, Eve],
    meetings: Mapping[int, list[Met]], single: Collection[int] = (),
) -> None:  # fmt: skip
    """Fill meetings and what was done under each content: from `since` on row by row, before it what its `eves` hold.

    `meetings` are those from `since` on. The activities `single` come row by row too: what they add to the year's number depends
    on other clubs. At most two queries.
    """
    if listed == []:
        return
    for club, eve in eves.items():
        eve.put(clubs[club])
    for club, held in meetings.items():
        add_meetings(clubs[club], held)
    columns = "club id day area people outsiders value at_meeting themes own_themes"
    bound = (f"{COUNTS} AND {BY_INDEX} AND t.day >= %s", [since.isoformat()]) if since > date.min else (COUNTS, [])
    rows = read(Activity, columns, listed, order="t.club_id, t.day, t.id", where=bound)
    earlier = (f"{COUNTS} AND t.day < %s", [since.isoformat()])
    if before := single and read(Activity, columns, single, by="id", where=earlier):
        rows = sorted([*before, *rows], key=itemgetter(0, 2, 1))
    new = tuple.__new__  # a rebuild makes half a million: by the class itself each takes three times as long
    at, record, told = 0, None, {}
    for club, pk, day, area, people, outsiders, value, at_meeting, themes, own_themes in rows:
        if club != at:
            at, record = club, clubs.get(club)
            told = dict(zip(record.held, record.contents, strict=True)) if record else {}
        if record is None:
            continue
        is_apart = not (at_meeting and told.get(day, 0) >> (area - 1) & 1)
        record.done.append(new(Done, (pk, day, area, people, outsiders, value, is_apart)))
        if day < since:  # its content and themes are with the eve already
            continue
        month = month_of(day)
        record.covered[month] = record.covered.get(month, 0) | 1 << (area - 1)
        if themes or own_themes:
            record.themed_on.append(day)
            record.book_themes.append(themes | own_themes)
            record.book_own_themes.append(own_themes)


def load_firsts(
    clubs: Mapping[int, ClubRecord], listed: list[int] | None, since: date, eves: Mapping[int, Eve]
) -> None:  # fmt: skip
    """Fill how many were named for the first time in their year, in the year of `since` and later. One query.

    Those whom the `eves` name stand on the first day of the year.
    """
    if listed == []:
        return
    for club, eve in eves.items():
        clubs[club].firsts += [(date(since.year, 1, 1), area, len(persons)) for area, persons in eve.named.items()]
    terms = [BY_INDEX]
    values: list[int | str] = []
    if since > YEARS_FROM:
        terms.append("t.day >= %s")
        values.append(since.isoformat())
    if listed is not None:
        terms.append(f"t.club_id IN ({blanks(listed)})")
        values += listed
    where = f" WHERE {' AND '.join(terms)}" if terms else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.club_id, t.area, m.person_id, MIN(t.day) AS day FROM {NAMED}{where} "  # noqa: S608 - own words only
            "GROUP BY t.club_id, t.area, SUBSTR(CAST(t.day AS text), 1, 4), m.person_id ORDER BY day",
            values,
        )
        rows = cursor.fetchall()
    for club, area, person, told in rows:
        record, day = clubs.get(club), _day(told)
        if record is None or (day.year == since.year and club in eves and person in eves[club].named.get(area, ())):
            continue
        if record.firsts and record.firsts[-1][:2] == (day, area):
            record.firsts[-1] = (day, area, record.firsts[-1][2] + 1)
        else:
            record.firsts.append((day, area, 1))


def load_parts(persons: Collection[int] | None, since: date) -> Iterator[tuple[int, Part]]:
    """Where persons took part by name, in the year of `since` and later: of all who are in several clubs if None. One query."""
    terms, values = _since_year(since)
    if persons is not None:
        persons = padded(persons)
        terms.append(f"m.person_id IN ({blanks(persons)})")
        values += persons
    else:
        terms.append(
            "m.person_id IN (SELECT person_id FROM members_membership GROUP BY person_id HAVING COUNT(DISTINCT club_id) > 1)"
        )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT m.person_id, t.day, t.area, t.club_id, t.id FROM {NAMED} WHERE {' AND '.join(terms)}",  # noqa: S608
            values,
        )
        rows = cursor.fetchall()
    for person, day, area, club, activity in rows:
        yield person, Part(_day(day), area, club, activity)


def load_supports(
    by: str, ids: Collection[int] | None, first: date, before: date | None = None
) -> Iterator[tuple[int, int, date]]:  # fmt: skip
    """Club, person and day of what counts as support: entered by hand, a loan paid out, an activity of content 1. One query.

    From `first` on, up to the eve of `before`. `by` is the column "club_id" or "person_id" that `ids` name.
    """
    if ids is not None and not ids:
        return
    parts: list[str] = []
    values: list[int | str] = []
    for what, table, day in _SUPPORTS:
        terms = [f"{table}.{day} >= %s"]
        values.append(first.isoformat())
        if before is not None:
            terms.append(f"{table}.{day} < %s")
            values.append(before.isoformat())
        if ids is not None:
            named = padded(ids)
            terms.append(f"{table if by == 'club_id' or table == 's' else 'm'}.{by} IN ({blanks(named)})")
            values += named
        parts.append(f"SELECT {what} AND {' AND '.join(terms)}")
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        rows = cursor.fetchall()
    for club, who, day in rows:
        yield club, who, _day(day)


def _since_year(since: date) -> tuple[list[str], list[int | str]]:
    """The condition that a day lies in the year of `since` or later."""
    if since <= YEARS_FROM:
        return [], []
    return ["t.day >= %s"], [date(since.year, 1, 1).isoformat()]


@lru_cache(8192)
def _parsed(text: str) -> date:
    return date.fromisoformat(text)


def _day(told: date | str) -> date:
    """A day out of an expression: SQLite hands it over as text."""
    return told if isinstance(told, date) else _parsed(told)
