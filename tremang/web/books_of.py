"""What the clubs of a commune or of the City do under each of the 8 contents, and where nothing happens. No persons.

Numbers come from the facts; what was done lately from the rows themselves. Small numbers of persons under health, care at
home and rights are hidden, and decided at once for the City, its communes and their clubs.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.expressions import RawSQL

from tremang.accounts.suppression import Cell, protect
from tremang.areas.common.models import Activity
from tremang.areas.common.queries import COUNTS, counting_sql
from tremang.clubs.models import Club, State
from tremang.clubs.names import short_name
from tremang.facts.actions import catch_up
from tremang.facts.contents import DONE, PERSONS, TOOK
from tremang.facts.measures import Values
from tremang.facts.models import Fact
from tremang.kernel.periods import Half, Month, half_of, last_complete_month, month_first, month_of, year_window
from tremang.meetings.areas import Area
from tremang.places.models import Kind, Place
from tremang.places.queries import city, under

SENSITIVE = (Area.HEALTH, Area.HOMECARE, Area.RIGHTS)
LATELY = 3  # complete months
SHOWN_EXAMPLES = 3
SHOWN_WORDS = 4
KEEP = (
    600  # seconds; what is hidden must not change from page to page, and the City's examples read a year of all books
)
TITLES = {"ông", "bà", "anh", "chị", "cụ", "bác", "cô", "chú", "em", "cháu"}


Nodes = frozenset[tuple[int, int]]


@dataclass
class Content:
    """One content at a place: this calendar year, the clubs with something in the last 3 complete months, and a trend.

    `trend` has the events of each of the last 12 complete months.
    """

    area: Area
    done: int
    took: int
    persons: int
    clubs: int
    trend: list[int]
    is_hidden: bool = True


@dataclass
class Example:
    """A club with many different kinds of activities under a content, and how it called some of them."""

    club_id: int
    name: str
    kinds: int
    words: list[str]


@dataclass
class Doings:
    """What is said of a place: all contents, and of the one asked for its clubs or communes, and good examples."""

    area: Area
    contents: list[Content]
    rows: list[dict[str, Any]]
    quiet: list[dict[str, Any]]
    examples: list[Example]
    active: int


def doings_of(place: Place, area: Area | None, today: date) -> Doings:
    """The doings at a commune or in the City; facts are caught up before. Five queries, one more once in ten minutes.

    Without an `area` the one under which the fewest clubs did something lately is looked at.
    """
    half, first = half_of(today), month_of(today) - 12
    facts = dict(
        Fact.objects.filter(node_id=place.pk, half__gte=first * 2, half__lte=half).values_list("half", "values")
    )
    clubs = _clubs(place, today)
    active = [club for club in clubs if club["state"] == State.ACTIVE]
    node = 0 if place.kind == Kind.PROVINCE else place.pk
    contents = [_content(one, facts, active, today) for one in Area]
    area = area or min(contents, key=lambda content: content.clubs).area
    sums = _sums(place, area, today)
    done = {(content.area, node): content.done for content in contents}
    hidden = _hidden_now(today, done | {(area, pk): own.done for pk, own in sums.items()})
    for content in contents:
        content.is_hidden = (content.area, node) in hidden
    rows = (
        _commune_rows(place, area, clubs, sums, hidden)
        if place.kind == Kind.PROVINCE
        else _club_rows(area, clubs, sums, hidden)
    )
    quiet = [row for row in rows if row["is_quiet"]]
    quiet.sort(key=lambda row: (row["last"], -row["lacking"], row["sort"]))
    examples = cache.get_or_set(
        f"examples:{place.pk}:{int(area)}:{today.isoformat()}", lambda: _examples(place, area, clubs, today),
        KEEP if place.kind == Kind.PROVINCE else 0,
    )  # fmt: skip
    return Doings(area, contents, rows, quiet, examples, len(active))


def _content(
    area: Area, facts: Mapping[Half, Values], active: Iterable[dict[str, Any]], today: date
) -> Content:  # fmt: skip
    index, bit = area - 1, 1 << (area - 1)
    year = [values for half, values in facts.items() if half // 24 == today.year]
    months: dict[Month, int] = dict.fromkeys(range(last_complete_month(today) - 11, last_complete_month(today) + 1), 0)
    for half, values in facts.items():
        if half // 2 in months:
            months[half // 2] += values.get(DONE[index], 0)
    done, took, persons = (sum(values.get(keys[index], 0) for values in year) for keys in (DONE, TOOK, PERSONS))
    lately = sum(bool(club["bits"] & bit) for club in active)
    return Content(area, done, took, persons, lately, list(months.values()))


def _clubs(place: Place, today: date) -> list[dict[str, Any]]:
    """The clubs that are not closed, with the contents of the last 3 complete months and of this one, as bits. One query."""
    last = last_complete_month(today)
    span = [month_first(last - LATELY + 1).isoformat(), today.isoformat()]
    parts, params = [], []
    for area in Area:
        bit = 1 << (area - 1)
        parts.append(
            "(CASE WHEN EXISTS (SELECT 1 FROM areas_activity a WHERE a.club_id = clubs_club.place_id "  # noqa: S608
            f"AND a.area = {int(area)} AND a.day BETWEEN %s AND %s AND {counting_sql('a')}) "
            "OR EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.club_id = clubs_club.place_id "
            f"AND m.held_on BETWEEN %s AND %s AND (m.contents & {bit}) > 0) THEN {bit} ELSE 0 END)"
        )
        params += span * 2
    bits = RawSQL(" + ".join(parts), params, IntegerField())  # noqa: S611 - numbers and days of our own
    rows = Club.objects.filter(under(place.path, "place__path")).exclude(state__in=[State.DISSOLVED, State.MERGED])
    columns = ("pk", "name", "state", "place__path", "place__sort", "bits")
    return [
        dict(zip(("pk", "name", "state", "path", "sort", "bits"), row, strict=True))
        for row in rows.annotate(bits=bits).order_by("place__sort").values_list(*columns)
    ]


def _measure(key: str) -> str:
    """A measure of a row of facts as SQL; `key` is one of our own."""
    if connection.vendor == "postgresql":
        return f"COALESCE((f.\"values\" ->> '{key}')::bigint, 0)"
    return f"COALESCE(json_extract(f.\"values\", '$.{key}'), 0)"


@dataclass
class _Sums:
    name: str
    code: str
    sort: str
    done: int
    took: int
    persons: int
    last: Half  # the newest half-month in which something was done within 12 months; 0: none


def _sums(place: Place, area: Area, today: date) -> dict[int, _Sums]:
    """Node → the sums of this year, of the clubs of a commune or of the communes of the City. One query."""
    index, half, first = area - 1, half_of(today), (month_of(today) - 11) * 2
    this = f"f.half >= {today.year * 24}"
    kind = Kind.COMMUNE if place.kind == Kind.PROVINCE else Kind.CLUB
    done, took, persons = (_measure(keys[index]) for keys in (DONE, TOOK, PERSONS))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.id, p.name, p.code, p.sort, SUM(CASE WHEN {this} THEN {done} ELSE 0 END), "  # noqa: S608
            f"SUM(CASE WHEN {this} THEN {took} ELSE 0 END), SUM(CASE WHEN {this} THEN {persons} ELSE 0 END), "
            f"MAX(CASE WHEN {done} > 0 THEN f.half ELSE 0 END) FROM places_place p "
            "JOIN facts_fact f ON f.node_id = p.id AND f.half BETWEEN %s AND %s "
            "WHERE p.kind = %s AND p.valid_to IS NULL AND p.path >= %s AND p.path < %s GROUP BY p.id, p.name, p.code, p.sort",
            [first, half, kind.value, f"{place.path}.", f"{place.path}/"],
        )
        rows = cursor.fetchall()
    return {pk: _Sums(name, code, sort, *map(int, numbers)) for pk, name, code, sort, *numbers in rows}


def _club_rows(
    area: Area, clubs: list[dict[str, Any]], sums: Mapping[int, _Sums], hidden: Nodes
) -> list[dict[str, Any]]:  # fmt: skip
    nothing = _Sums("", "", "", 0, 0, 0, 0)
    found = []
    for club in clubs:
        own, bit = sums.get(club["pk"], nothing), 1 << (area - 1)
        is_active = club["state"] == State.ACTIVE
        found.append({
            "pk": club["pk"], "name": short_name(club["name"]), "sort": club["sort"], "done": own.done, "took": own.took,
            "persons": own.persons, "is_hidden": (area, club["pk"]) in hidden, "last": own.last,
            "is_quiet": is_active and not club["bits"] & bit, "lacking": 8 - club["bits"].bit_count(), "is_active": is_active,
        })  # fmt: skip
    return found


def _commune_rows(
    place: Place, area: Area, clubs: list[dict[str, Any]], sums: Mapping[int, _Sums], hidden: Nodes
) -> list[dict[str, Any]]:  # fmt: skip
    by_code: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for club in clubs:
        if club["state"] == State.ACTIVE:
            by_code[club["path"].split(".")[2]].append(club)
    bit, found = 1 << (area - 1), []
    for pk, own in sums.items():
        if active := by_code.get(own.code, []):
            lately = sum(bool(club["bits"] & bit) for club in active)
            found.append({
                "pk": pk, "code": own.code, "name": own.name, "sort": own.sort, "done": own.done, "took": own.took,
                "persons": own.persons, "is_hidden": (area, pk) in hidden, "clubs": len(active), "lately": lately,
                "last": own.last, "is_quiet": lately == 0, "lacking": len(active) - lately,
            })  # fmt: skip
    return sorted(found, key=lambda row: row["sort"])


def _examples(place: Place, area: Area, clubs: list[dict[str, Any]], today: date) -> list[Example]:
    """The clubs with the most different kinds of activities in 12 months: registers, and words of common entries. One query.

    Words that may name somebody are not repeated, nor any about health, care at home and rights.
    """
    mine = (
        Club.objects.filter(under(place.path, "place__path")).order_by().values("pk")
    )  # so that the index of clubs serves
    rows = Activity.objects.filter(
        COUNTS, club__in=mine, area=area, day__range=(year_window(today), today), office__isnull=True
    ).order_by()
    kinds: dict[int, set[str]] = defaultdict(set)
    words: dict[int, list[str]] = defaultdict(list)
    rows = rows.annotate(words=Case(When(kind="", then=F("what")), default=Value("")))
    for club, kind, what in rows.values_list("club", "kind", "words").distinct():
        kinds[club].add(kind or what.casefold())
        if what and area not in SENSITIVE and not _names_somebody(what):
            words[club].append(what)
    names = {club["pk"]: short_name(club["name"]) for club in clubs}
    best = sorted((club for club in kinds if club in names), key=lambda club: (-len(kinds[club]), club))
    return [
        Example(club, names[club], len(kinds[club]), sorted(words[club])[:SHOWN_WORDS])
        for club in best[:SHOWN_EXAMPLES]
        if len(kinds[club]) > 1
    ]


def _names_somebody(text: str) -> bool:
    """Whether words may hold a name: a title before a capital, or two capitals in a row."""
    words = re.findall(r"\w+", text)
    return any(
        second[0].isupper() and (first[0].isupper() or first.lower() in TITLES) for first, second in pairwise(words)
    )


@dataclass(frozen=True)
class Kept:
    """Content and node (0: the City): of which no persons are told, and where nothing was done this year."""

    hidden: Nodes
    idle: Nodes


def hidden_persons(today: date) -> Nodes:
    """Content and node (0: the City) of which the persons of this year, and how often they took part, are not told.

    Two queries, once in ten minutes: every page must hide the same.
    """
    return _kept(today).hidden


def _hidden_now(today: date, done: Mapping[tuple[int, int], int]) -> Nodes:
    """The same for a page that shows how much was `done`: decided anew where something was done since at an idle place.

    Else a first small number would stand there openly, beside what was decided while it was a zero for all to see.
    """
    kept = _kept(today)
    if any(done.get(node) for node in kept.idle):
        kept = _kept(today, anew=True)
    return kept.hidden | {node for node in kept.idle if done.get(node)}


def _kept(today: date, *, anew: bool = False) -> Kept:
    key = f"hidden-persons:{today.isoformat()}"
    found: Kept | None = None if anew else cache.get(key)
    if found is None:
        found = _decided(today)
        cache.set(key, found, KEEP)
    return found


def _decided(today: date) -> Kept:
    catch_up(city(), today)
    keys = [keys[area - 1] for area in SENSITIVE for keys in (DONE, PERSONS, TOOK)]
    sums = ", ".join(f"SUM({_measure(key)})" for key in keys)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.id, p.kind, p.code, p.path, {sums} FROM places_place p "  # noqa: S608 - measures of our own
            "LEFT JOIN facts_fact f ON f.node_id = p.id AND f.half BETWEEN %s AND %s "
            "WHERE p.kind IN (%s, %s) AND p.valid_to IS NULL GROUP BY p.id, p.kind, p.code, p.path",
            [today.year * 24, half_of(today), Kind.COMMUNE.value, Kind.CLUB.value],
        )
        rows = cursor.fetchall()
    communes = {code: pk for pk, kind, code, *_rest in rows if kind == Kind.COMMUNE}
    hidden, idle = set(), set()
    for number, area in enumerate(SENSITIVE):
        done = 4 + 3 * number
        for column in (done + 1, done + 2):
            for node, cell in _cells(rows, communes, done, column):
                if cell.is_known:
                    idle.add((int(area), node))
                elif cell.hidden:
                    hidden.add((int(area), node))
    return Kept(frozenset(hidden), frozenset(idle - hidden))


def _cells(rows: list[Any], communes: Mapping[str, int], done: int, column: int) -> list[tuple[int, Cell]]:
    """The nodes of one measure as they may be shown, over the tree of the City, its communes and their clubs.

    Where nothing was done, which every page tells, nobody took part: that zero hides nothing.
    """
    parts: dict[int, list[tuple[int, Cell]]] = {pk: [] for pk in sorted(communes.values())}
    own = {row[0]: Cell(int(row[column] or 0), is_known=not (row[done] or row[column])) for row in rows}
    for row in sorted(rows, key=lambda row: row[0]):
        commune = communes.get(row[3].split(".")[2]) if row[1] == Kind.CLUB else None
        if commune is not None:
            parts[commune].append((row[0], own[row[0]]))
    units = {pk: _unit(own[pk], [cell for _node, cell in clubs]) for pk, clubs in parts.items()}
    whole = protect(_unit(Cell(0, is_known=True), list(units.values())))
    return [(0, whole), *units.items(), *(pair for clubs in parts.values() for pair in clubs)]


def _unit(own: Cell, parts: list[Cell]) -> Cell:
    """A place over its parts. A number of its own is only what clubs did that are no longer among them."""
    own.parts = parts
    if not all(part.is_known for part in parts):
        own.count, own.is_known = sum(part.count for part in parts), False
    return own
