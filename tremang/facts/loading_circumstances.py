"""Members' circumstances, courses to earn better and households that left poverty, from tables to records."""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils import timezone

from tremang.areas.common.models import Activity
from tremang.areas.common.queries import counting_sql
from tremang.areas.health.models import Insurance
from tremang.areas.livelihood.models import Course, CourseKind, PovertyExit
from tremang.facts.reading import blanks
from tremang.indicators.records import FAR, ClubRecord
from tremang.kernel.ids import EPOCH_MS, LOW_BITS
from tremang.members.models import LeaveReason, Membership, Vulnerability, VulnerabilityKind

QUARTER_MS = 15 * 60 * 1000
DECLARED = (VulnerabilityKind.POOR.value, VulnerabilityKind.NEAR_POOR.value)
TAUGHT = (CourseKind.COURSE.value, CourseKind.FARMING.value)
_OWN = Membership._meta.db_table
# What is asked of each table, with the table whose club is meant. A day in the first one gives the column its type.
_DECLARED = f"'declared', w.club_id, v.person_id, v.declared_on, v.withdrawn_on, 0, 0, v.kind FROM {Vulnerability._meta.db_table} v"
_CARD = "m.person_id, i.\"on\", i.expires_on, CASE WHEN i.is_insured THEN 1 ELSE 0 END, i.id, ''"
_CARDS = f"FROM {Insurance._meta.db_table} i JOIN {_OWN} m ON m.id = i.membership_id"
_OF_MEMBERS = {
    "w": (f"{_DECLARED} JOIN {_OWN} w ON w.person_id = v.person_id WHERE v.kind IN {DECLARED}",),
    "i": (f"'card', i.club_id, {_CARD} {_CARDS} WHERE 1 = 1",),
}
# A person's circumstances are known in each of his clubs, wherever they were written down.
_HERE = f"JOIN {_OWN} w ON w.person_id = {{}} AND w.leave_reason <> '{LeaveReason.MISTAKE.value}'"
_OF_PERSONS = {
    "w": (
        f"{_DECLARED} {_HERE.format('v.person_id')} WHERE v.kind IN {DECLARED}",
        f"'card', w.club_id, {_CARD} {_CARDS} {_HERE.format('m.person_id')} WHERE 1 = 1",
    ),
}
_HAPPENED = {
    "x": (f"'exit', x.club_id, 0, x.\"on\", NULL, 1, 0, '' FROM {PovertyExit._meta.db_table} x WHERE 1 = 1",),
    "c": (
        f"'class', c.club_id, 0, c.\"on\", NULL, t.people, 0, '' FROM {Course._meta.db_table} c JOIN {Activity._meta.db_table} t "
        f"ON t.id = c.activity_id AND {counting_sql('t')} WHERE c.kind IN {TAUGHT}",
    ),
}  # fmt: skip


def load_circumstances(
    clubs: Mapping[int, ClubRecord], listed: list[int] | None, persons: Collection[int] | None = None
) -> None:  # fmt: skip
    """Fill what is on record of the persons of the clubs in these clubs. One query.

    `listed` are these clubs, or None to read all. With `persons` it is asked of these alone, and of what was written down in any
    club; `listed` are then these persons.
    """
    asked, by = (_OF_MEMBERS, "club_id") if persons is None else (_OF_PERSONS, "person_id")
    declared: dict[tuple[int, int, str], list[tuple[date, date]]] = {}
    cards: dict[tuple[int, int], list[tuple[date, date, bool]]] = {}
    for what, club, person, first, last, count, pk, kind in _rows(asked, listed, by):
        if club not in clubs or (persons is not None and person not in persons):
            continue
        if what == "declared":
            declared.setdefault((club, person, kind), []).append((first, _eve(last)))
        else:
            cards.setdefault((club, person), []).append((min(first, _made_on(pk)), last or FAR, bool(count)))
    for (club, person, kind), spans in declared.items():
        clubs[club].circumstances.setdefault(person, []).extend((kind, *span) for span in _joined(spans))
    for (club, person), told in cards.items():
        clubs[club].circumstances.setdefault(person, []).extend(_of_cards(told))


def load_happened(clubs: Mapping[int, ClubRecord], listed: list[int] | None, since: date) -> None:
    """Fill what is on record of the courses of the clubs and of households that left poverty, from `since` on. One query."""
    for what, club, _person, first, _last, count, *_more in _rows(_HAPPENED, listed, "club_id", since):
        record = clubs.get(club)
        if record is None:
            continue
        if what == "exit":
            record.happened.append((first, "poverty_exits", 1))
        else:
            record.happened += [(first, "classes", 1), (first, "class_people", count)]


def _rows(
    asked: Mapping[str, tuple[str, ...]], listed: list[int] | None, by: str, since: date | None = None
) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    """The rows of several tables by one statement, those from `since` on; days come as days."""
    if listed == []:
        return
    terms, values = "", [*(listed or ())]
    if since is not None:
        terms, values = ' AND {}."on" >= %s', [since.isoformat(), *values]
    if listed is not None:
        terms += f" AND {{}}.{by} IN ({blanks(listed)})"
    parts = [f"SELECT {one}{terms.replace('{}', alias)}" for alias, several in asked.items() for one in several]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values * len(parts))
        rows = cursor.fetchall()
    for what, club, person, first, last, *rest in rows:
        yield what, club, person, _day(first), _day(last) if last else None, *rest


def _joined(spans: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """The same days without any told twice: who left and came back is read by each membership, who declared again twice."""
    if len(spans) == 1:
        return spans
    joined: list[tuple[date, date]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def _of_cards(told: list[tuple[date, date, bool]]) -> list[tuple[str, date, date]]:
    """Of a person asked in one club or two: asked from the first day on, insured as long as any card holds."""
    asked = [("insurance_asked", min(first for first, _last, _is in told), FAR)]
    held = [(first, last) for first, last, is_insured in told if is_insured]
    if held:
        asked.append(("insured", min(first for first, _last in held), max(last for _first, last in held)))
    return asked


def _made_on(pk: int) -> date:
    """The day on which a row was first written: asking again moves the day of the answer, and not what was known before."""
    return _day_of((EPOCH_MS + (pk >> LOW_BITS)) // QUARTER_MS)


@lru_cache(8192)
def _day_of(quarter: int) -> date:
    """The day here in which that quarter of an hour since 1970 lies: no clock differs from another by less."""
    return timezone.localtime(datetime.fromtimestamp(quarter * QUARTER_MS / 1000, UTC)).date()


def _eve(withdrawn_on: date | None) -> date:
    """The last day on which something held that no longer does from `withdrawn_on` on."""
    return FAR if withdrawn_on is None else date.fromordinal(withdrawn_on.toordinal() - 1)


def _day(told: date | str) -> date:
    """A day out of several tables at once: SQLite hands it over as text."""
    return told if isinstance(told, date) else date.fromisoformat(told)
