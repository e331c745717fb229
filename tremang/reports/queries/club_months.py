"""Which months of each club are there, and which were there in time, as bits of one whole number.

What a club's month rests on (a meeting on record, an approved report) changes by acts alone, and every act lengthens the
chain of the club. So the bits are kept until a club's chain has grown, and worked out anew for such clubs only: years of
all clubs of the City are read in milliseconds, and nothing is ever older than the last act.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db import connection

from tremang.places.models import Kind, Place
from tremang.reports.below import DONE
from tremang.reports.models.kinds import ReportKind
from tremang.reports.models.written import State
from tremang.reports.periods import Period

KEEP = 7 * 86_400  # seconds
FEW = 400  # clubs that are named one by one: engines limit the number of parameters
Bits = dict[int, int]
Kept = dict[int, tuple[int, int, int, int]]  # club → the number of its last act, months there, in time, returned


def months_of(
    kind: ReportKind, periods: Sequence[Period], dues: Sequence[date], within: Place | None = None
) -> tuple[Bits, Bits, Bits]:  # fmt: skip
    """Club → its months that are there, those that were there by the due day, and those of which the report came back; bit 0
    is the first of `periods`.

    At most sixty consecutive months. One query; for clubs with a new act since the last look two more.
    """
    asked = "|".join([kind.code, periods[0].label, *map(str, dues)])
    name = "club-months-2:" + hashlib.sha256(asked.encode()).hexdigest()
    kept: Kept = cache.get(name) or {}
    acts = _acts(within)
    stale = [club for club, newest in acts.items() if kept.get(club, (-1,))[0] != newest]
    if stale:
        some = stale if len(stale) <= FEW else []
        there, prompt = _met(periods, dues, some)
        back: Bits = {}
        for club, done, early, returned in _reported(kind, periods, some):
            there[club], prompt[club] = there.get(club, 0) | done, prompt.get(club, 0) | early
            back[club] = returned
        kept |= {club: (acts[club], there.get(club, 0), prompt.get(club, 0), back.get(club, 0)) for club in stale}
        cache.set(name, kept, KEEP)
    there, prompt, back = ({club: kept[club][at] for club in acts} for at in (1, 2, 3))
    return there, prompt, back


def _acts(within: Place | None) -> dict[int, int]:
    """Club → the number of its last act. One query."""
    sql = (
        "SELECT p.id, (SELECT MAX(e.sequence) FROM kernel_event e WHERE e.chain_id = p.id) FROM places_place p "
        "WHERE p.kind = %s"
    )
    values = [Kind.CLUB.value]
    if within is not None:
        sql += " AND (p.path = %s OR p.path >= %s AND p.path < %s)"
        values += [within.path, f"{within.path}.", f"{within.path}/"]
    return {club: number or 0 for club, number in rows_of(sql, values)}


def _met(periods: Sequence[Period], dues: Sequence[date], clubs: Sequence[int]) -> tuple[Bits, Bits]:
    """The months with a meeting on record, and those with one written down by the due day; no `clubs` are all. One query.

    A month is a bit, and different bits add up as they would be put together. The due moments stand one behind the
    other in one text, from which the database takes that of the month; it need not where the writing was done within
    the month itself, which is nearly always.
    """
    first, last = periods[0].from_on, periods[-1].to_on
    start = first.year * 12 + first.month
    moments = [f"{due} 17:00:00" for due in dues]  # the end of the day in Hanoi, in UTC
    if connection.vendor == "postgresql":
        month = f"(EXTRACT(YEAR FROM held_on) * 12 + EXTRACT(MONTH FROM held_on) - {start})::int"
        bit = f"(1::bigint << {month})"
        until = f"(substr(%s, {month} * 22 + 1, 22))::timestamptz"
        within_month = "recorded_at < date_trunc('month', held_on) + interval '1 month'"
        table = "".join(f"{moment}+00" for moment in moments)
    else:
        month = f"(substr(held_on, 1, 4) * 12 + substr(held_on, 6, 2) - {start})"
        bit = f"(1 << {month})"
        until = f"substr(%s, {month} * 19 + 1, 19)"
        within_month = "substr(recorded_at, 1, 7) <= substr(held_on, 1, 7)"
        table = "".join(moments)
    sql = (
        f"SELECT club_id, SUM(DISTINCT {bit}), "  # noqa: S608 - numbers and days of our own
        f"SUM(DISTINCT CASE WHEN {within_month} OR recorded_at < {until} THEN {bit} END) "
        f"FROM meetings_meeting WHERE held_on BETWEEN %s AND %s {_among('club_id', clubs)} GROUP BY club_id"
    )
    there, prompt = {}, {}
    for club, done, early in rows_of(sql, [table, first.isoformat(), last.isoformat(), *clubs]):
        there[club], prompt[club] = int(done), int(early or 0)
    return there, prompt


def _reported(
    kind: ReportKind, periods: Sequence[Period], clubs: Sequence[int]
) -> list[tuple[int, int, int, int]]:  # fmt: skip
    """The months with an approved report, those with one sent by the due day, and those that came back. One query."""
    start = periods[0].year * 12 + periods[0].number
    month = f"(CAST(substr(period, 1, 4) AS INTEGER) * 12 + CAST(substr(period, 6, 2) AS INTEGER) - {start})"
    bit = f"({'1::bigint' if connection.vendor == 'postgresql' else '1'} << {month})"
    states = ", ".join(["%s"] * len(DONE))
    sql = (
        f"SELECT place_id, SUM(CASE WHEN state IN ({states}) THEN {bit} END), "  # noqa: S608
        f"SUM(CASE WHEN state IN ({states}) AND submitted_on <= due_on THEN {bit} END), "
        f"SUM(CASE WHEN state = %s THEN {bit} END) FROM reports_report "
        f"WHERE kind = %s AND period BETWEEN %s AND %s {_among('place_id', clubs)} GROUP BY place_id"
    )
    done = [state.value for state in DONE]
    values = [*done, *done, State.RETURNED.value, kind.code, periods[0].label, periods[-1].label, *clubs]
    return [(club, *(int(bits or 0) for bits in masks)) for club, *masks in rows_of(sql, values)]


def _among(column: str, clubs: Sequence[int]) -> str:
    return f"AND {column} IN ({', '.join(['%s'] * len(clubs))})" if clubs else ""


def rows_of(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of a query in plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
