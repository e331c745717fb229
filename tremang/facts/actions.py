"""Keeping the facts: caught up on read, or rebuilt from nothing with the same result.

There is no nightly job. Whoever reads facts calls `catch_up` first; it looks at the stale marks and at the calendar
(a day that passes moves the windows of "the last 12 months"), works out what is affected, and clears exactly the
marks that it had read.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Q, Subquery

from tremang.facts.loading import COMMUNE_RULES, MANY, load_clubs, load_communes, pairs_of
from tremang.facts.measures import Values, add, club_values, commune_values, total
from tremang.facts.models import Fact
from tremang.facts.reading import read
from tremang.indicators.records import ClubRecord
from tremang.kernel.events import mark_stale
from tremang.kernel.hands import hands
from tremang.kernel.lock import writing
from tremang.kernel.models import Stale
from tremang.kernel.periods import Half, half_first, half_last, half_of
from tremang.places.models import Kind, Place
from tremang.places.queries import city, under

Changed = dict[int, set[Half]]
Sums = dict[tuple[int, Half], Values]  # a commune and a half-month → what its clubs come to together
Mark = tuple[int, int, Half]  # its id, the node, from which half-month on
Row = tuple[int, Half, str, str]  # node, half-month, day and measures as the table takes them
BATCH = 100


# A commune or the City itself whose newest fact is older than today.
_BEHIND = """
    SELECT 1 FROM places_place p WHERE (p.path = %(path)s OR p.path >= %(first)s AND p.path < %(last)s)
    AND p.kind IN (%(commune)s, %(province)s) AND p.valid_to IS NULL AND NOT EXISTS (
        SELECT 1 FROM facts_fact f WHERE f.node_id = p.id AND f.half = %(half)s AND f.as_of = %(today)s
    )
"""


def is_fresh(place: Place, today: date) -> bool:
    """Whether every fact at and below `place` is as of `today` and no mark waits there.

    Asked before each look, so it is one plain query: a mark in the subtree, or a node whose newest fact is older.
    """
    marks = "SELECT 1 FROM kernel_stale s"
    if place.kind != Kind.PROVINCE:
        marks += " JOIN places_place q ON q.id = s.node_id WHERE q.path = %(path)s OR q.path >= %(first)s AND q.path < %(last)s"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({marks}) OR EXISTS ({_BEHIND})", _of(place, today))
        return not cursor.fetchone()[0]


def _is_of_today(place: Place, today: date) -> bool:
    """Whether the calendar alone asks for nothing at and below `place`."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS ({_BEHIND})", _of(place, today))
        return not cursor.fetchone()[0]


def _of(place: Place, today: date) -> dict[str, Any]:
    return {
        "path": place.path, "first": place.path + ".", "last": place.path + "/", "commune": Kind.COMMUNE.value,
        "province": Kind.PROVINCE.value, "half": half_of(today), "today": today.isoformat(),
    }  # fmt: skip


def catch_up(place: Place, today: date) -> None:
    """Make every fact at and below `place` (the City or a commune) right as of `today`.

    A look at a commune reads and writes only what that commune needs; for the City's own sums it leaves a mark.
    """
    if is_fresh(place, today):
        return
    root = city()
    with writing(root.pk):
        first, begin = _beginnings(root, today)
        if begin is not None and begin < first:
            Fact.objects.filter(half__lt=first).delete()
        anew = begin is not None and begin > first
        if anew:
            place = root
        marks = _marks(place)
        since = _marked(marks, first)
        # With a few marks and the calendar at rest, only the communes of the marks are looked at, the City or not.
        whole = place == root and (anew or len(since) > MANY or not _is_of_today(root, today))
        commune_of = _commune_of_clubs(None if whole else [place.pk, *since])
        if anew:
            since = dict.fromkeys([*commune_of, *_communes(root), root.pk], first)
        else:
            asked = {place.pk, *_communes(place)} if whole or place != root else {root.pk}
            since = _since(asked, since, commune_of, first, today)
        above = _refresh(since, commune_of, root, today)
        if place == root:
            _refresh_city(root, above, today)
        elif above and not Stale.objects.filter(node_id=root.pk, half__lte=min(above)).exists():
            mark_stale([root.pk], half_first(min(above)))
        _delete(marks)


def rebuild_all(today: date) -> int:
    """Work out every fact from nothing; returns the number of rows. The same rows as keeping them up."""
    root = city()
    with hands(Place.objects.filter(kind=Kind.CLUB).count() // BATCH, _from_nothing) as spread, writing(root.pk):
        marks = list(Stale.objects.values_list("pk", "node_id", "half"))
        Fact.objects.all().delete()
        (first, _begin), commune_of = _beginnings(root, today), _commune_of_clubs(None)
        sums: Sums = {}
        batches = (
            (batch, today, {club: commune_of[club] for club in batch})
            for batch in _batches(dict.fromkeys(commune_of, first))
        )
        for rows, part in spread(batches):
            _insert(rows)
            for key, values in part.items():
                add(sums.setdefault(key, {}), values)
        units = dict.fromkeys([*_communes(root), root.pk], first)
        _refresh_city(root, _refresh_above(units, defaultdict(set), commune_of, root, today, sums), today)
        _delete(marks)
    return Fact.objects.count()


def _from_nothing(work: tuple[dict[int, Half], date, dict[int, int]]) -> tuple[list[Row], Sums]:
    """All facts of some clubs as they go into the table, and what they come to together. Writes nothing."""
    batch, today, commune_of = work
    rows: list[Row] = []
    sums: Sums = {}
    for club in load_clubs(batch, half_first(min(batch.values()))):
        for half, day, values in _facts_of(club, batch[club.id], today):
            rows.append((club.id, half, day.isoformat(), json.dumps(values)))
            add(sums.setdefault((commune_of[club.id], half), {}), values)
    return rows, sums


def _facts_of(club: ClubRecord, since: Half, today: date) -> Iterator[tuple[Half, date, Values]]:
    """The half-months of a club from `since` on, or from its first: each with its day and measures."""
    born = half_of(club.states[0][0]) if club.states else half_of(today)
    halves, days = _days(max(since, born), today)
    return zip(halves, days, club_values(club, days), strict=True)


def _marks(place: Place) -> list[Mark]:
    if place.kind == Kind.PROVINCE:
        return list(Stale.objects.values_list("pk", "node_id", "half"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.id, s.node_id, s.half FROM kernel_stale s JOIN places_place p ON p.id = s.node_id "
            "WHERE p.path = %s OR p.path >= %s AND p.path < %s",
            [place.path, place.path + ".", place.path + "/"],
        )
        marks: list[Mark] = cursor.fetchall()
    return marks


def _delete(marks: list[Mark]) -> None:
    keys = [pk for pk, _node, _half in marks]
    for start in range(0, len(keys), MANY):
        Stale.objects.filter(pk__in=keys[start : start + MANY]).delete()


def _communes(place: Place) -> list[int]:
    if place.kind == Kind.COMMUNE:
        return [place.pk]
    nodes = Place.objects.filter(under(place.path), kind=Kind.COMMUNE, valid_to__isnull=True)
    return list(nodes.values_list("pk", flat=True))


def _marked(marks: list[Mark], first: Half) -> dict[int, Half]:
    """Node → the first half-month that marks ask for, of the nodes marked and of clubs that share a person with one."""
    marked: dict[int, Half] = {}
    for _pk, node, half in marks:
        marked[node] = max(first, min(half, marked.get(node, half)))
    since = dict(marked)
    for _person, club, neighbour in pairs_of(list(marked) if len(marked) <= MANY else None):
        if club in marked:  # what is counted once changes at the other club too
            since[neighbour] = min(marked[club], since.get(neighbour, marked[club]))
    return since


def _since(
    asked: set[int], marked: dict[int, Half], commune_of: dict[int, int], first: Half, today: date
) -> dict[int, Half]:  # fmt: skip
    """Node → the first half-month to work out again: where marks ask for it, and where the calendar does.

    A commune of which a single club is touched is brought up to the day as a whole, for its sums need all its clubs;
    and each club from where its own facts end, for it may have come from a commune nobody has looked at.
    """
    since = dict(marked)
    communes = {*asked, *since} | {commune_of[node] for node in since if node in commune_of}
    clubs = {club for club, commune in commune_of.items() if commune in communes}
    for node, half in _behind(communes | clubs, first, today).items():
        since[node] = min(half, since.get(node, half))
    return since


def _beginnings(root: Place, today: date) -> tuple[Half, Half | None]:
    """The half-month in which the first day on record lies, and the one with which the City's facts begin."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT MIN(from_on) FROM clubs_staterow), (SELECT MIN(half) FROM facts_fact WHERE node_id = %s)",
            [root.pk],
        )
        day, begin = cursor.fetchone()
    return half_of(date.fromisoformat(str(day)) if day else today), begin


def _behind(nodes: set[int], first: Half, today: date) -> dict[int, Half]:
    """Those of `nodes` whose facts are not yet as of `today`, with the half-month from which they are not."""
    now = half_of(today)
    named = nodes if len(nodes) <= MANY else None
    current = read(Fact, "node_id as_of", named, by="node_id", where=("t.half = %s", [now]))
    nodes = nodes - {node for node, as_of in current if as_of == today}
    if not nodes:
        return {}
    newest = Fact.objects.filter(node_id=OuterRef("pk")).order_by("-half")
    rows = Place.objects.filter(kind__in=[Kind.CLUB, Kind.COMMUNE, Kind.PROVINCE])
    if len(nodes) <= MANY:
        rows = rows.filter(pk__in=nodes)
    rows = rows.annotate(half=Subquery(newest.values("half")[:1]), as_of=Subquery(newest.values("as_of")[:1]))
    behind = {}
    for node, half, as_of in rows.values_list("pk", "half", "as_of"):
        if node not in nodes:
            continue
        if half is None:
            behind[node] = first
        elif (half, as_of) != (now, today):
            behind[node] = max(first, half if as_of < half_last(half) else half + 1)
    return behind


def _days(first: Half, today: date) -> tuple[list[Half], list[date]]:
    halves = list(range(first, half_of(today) + 1))
    return halves, [min(half_last(half), today) for half in halves]


def _refresh(since: dict[int, Half], commune_of: dict[int, int], root: Place, today: date) -> set[Half]:
    """Work out clubs, then their communes where something changed or was asked for; the halves to sum up above them."""
    changed: Changed = defaultdict(set)
    clubs = {node: half for node, half in since.items() if node in commune_of}
    for batch in _batches(clubs):
        for club, halves in _refresh_clubs(batch, today).items():
            changed[commune_of[club]].update(halves)
    return _refresh_above({node: since[node] for node in since.keys() - clubs.keys()}, changed, commune_of, root, today)


def _refresh_above(
    others: dict[int, Half], changed: Changed, commune_of: dict[int, int], root: Place, today: date,
    sums: Sums | None = None,
) -> set[Half]:  # fmt: skip
    """Work out communes: `others` from a half-month on, and where their clubs `changed`; the halves to sum up above them.

    `sums` is what their clubs come to, where that is known already; else it is read.
    """
    units = Place.objects.filter(pk__in=others, kind__in=[Kind.COMMUNE, Kind.PROVINCE], valid_to__isnull=True)
    current = set(units.values_list("pk", flat=True))
    for node in others:
        if node in current:
            changed[node].update(range(others[node], half_of(today) + 1))
        else:
            Fact.objects.filter(node_id=node).delete()  # closed: by the boundaries of now it has none
    communes = {node: halves for node, halves in changed.items() if node != root.pk and halves}
    by_commune: dict[int, list[int]] = defaultdict(list)
    for club, commune in commune_of.items():
        by_commune[commune].append(club)
    above = set(changed.get(root.pk, ()))
    for start in range(0, len(communes), BATCH):
        part = dict(list(communes.items())[start : start + BATCH])
        above |= _refresh_communes(part, by_commune, today, sums)
    return above


def _batches(clubs: dict[int, Half]) -> Iterator[dict[int, Half]]:
    """Clubs in batches of like age, so that memory stays flat and little more than needed is read."""
    ordered = sorted(clubs.items(), key=lambda item: item[1])
    for start in range(0, len(ordered), BATCH):
        yield dict(ordered[start : start + BATCH])


def _commune_of_clubs(nodes: list[int] | None) -> dict[int, int]:
    """Club → commune by the boundaries of now: of all clubs, or of those in the communes in which `nodes` lie."""
    clubs = Place.objects.filter(kind=Kind.CLUB)
    communes = Place.objects.filter(kind=Kind.COMMUNE)
    if nodes is not None:
        paths = Place.objects.filter(pk__in=nodes).values_list("path", flat=True)
        named = {".".join(path.split(".")[:3]) for path in paths if path.count(".") >= 2}
        communes = communes.filter(path__in=named)
        clubs = clubs.filter(reduce(or_, [under(path) for path in named], Q(pk__in=[])))
    codes = dict(communes.values_list("code", "pk"))
    return {pk: codes[path.split(".")[2]] for pk, path in clubs.values_list("pk", "path")}


def _refresh_clubs(batch: dict[int, Half], today: date) -> Changed:
    first = min(batch.values())
    changed: Changed = {}
    rows = []
    stored = _stored(batch, first - 1)
    eve = {club: stored.pop((club, first - 1))[1] for club in batch if (club, first - 1) in stored}
    for club in load_clubs(batch, half_first(first), before=eve):
        for half, day, values in _facts_of(club, batch[club.id], today):
            before = stored.pop((club.id, half), None)
            if before != (day, values):
                rows.append((club.id, half, day, values))
                changed.setdefault(club.id, set()).add(half)
    gone = [(node, half) for node, half in stored if half >= batch[node]]
    for node, half in gone:
        changed.setdefault(node, set()).add(half)
    _store(rows, gone)
    return changed


def _refresh_communes(
    part: dict[int, set[Half]], by_commune: dict[int, list[int]], today: date, sums: Sums | None
) -> set[Half]:  # fmt: skip
    """Own measures of the communes plus the sums of their clubs, for the half-months that changed."""
    first = min(min(halves) for halves in part.values())
    clubs = {commune: by_commune.get(commune, []) for commune in part}
    listed = [club for ids in clubs.values() for club in ids]
    light = {club.id: club for club in load_clubs(listed, half_last(half_of(today)), COMMUNE_RULES)}
    records = load_communes(part, {commune: [light[c] for c in ids] for commune, ids in clubs.items()})
    if sums is None:
        sums = {}
        commune_of = {club: commune for commune, ids in clubs.items() for club in ids}
        for (club_id, half), (_as_of, values) in _stored(listed, first).items():
            add(sums.setdefault((commune_of[club_id], half), {}), values)
    rows = []
    for record in records:
        halves = sorted(part[record.id])
        days = [min(half_last(half), today) for half in halves]
        for half, day, own in zip(halves, days, commune_values(record, days), strict=True):
            rows.append((record.id, half, day, total([own, sums.get((record.id, half), {})])))
    _store(rows, [])
    return set().union(*part.values())


def _refresh_city(root: Place, halves: set[Half], today: date) -> None:
    """The City is the sum of its communes and of what is entered at the City itself (its own officials)."""
    if not halves:
        return
    ordered = sorted(halves)
    days = [min(half_last(half), today) for half in ordered]
    own = commune_values(load_communes([root.pk], {})[0], days)
    by_half: dict[Half, list[Values]] = defaultdict(list)
    communes = _communes(root)
    for half in ordered:
        by_half[half] = []
    rows = Fact.objects.filter(node_id__in=communes, half__gte=ordered[0], half__lte=ordered[-1])
    for half, values in rows.values_list("half", "values"):
        if half in halves:
            by_half[half].append(values)
    mine = zip(ordered, days, own, strict=True)
    _store([(root.pk, half, day, total([part, *by_half[half]])) for half, day, part in mine], [])


def _stored(nodes: Iterable[int], first: Half) -> dict[tuple[int, Half], tuple[date, Values]]:
    rows = Fact.objects.filter(node_id__in=list(nodes), half__gte=first)
    return {
        (node, half): (as_of, values)
        for node, half, as_of, values in rows.values_list("node_id", "half", "as_of", "values")
    }


def _store(rows: list[tuple[int, Half, date, Values]], gone: list[tuple[int, Half]]) -> None:
    """Write rows over what stands there, and take away those that are `gone`."""
    _insert([(node, half, as_of.isoformat(), json.dumps(values)) for node, half, as_of, values in rows])
    for node, half in gone:
        Fact.objects.filter(node_id=node, half=half).delete()


def _insert(rows: list[Row]) -> None:
    """Plain SQL, because a rebuild writes some hundred thousand."""
    if not rows:
        return
    value = "CAST(%s AS jsonb)" if connection.vendor == "postgresql" else "%s"
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO {Fact._meta.db_table} (node_id, half, as_of, "values") '  # noqa: S608 - own names only
            f"VALUES (%s, %s, %s, {value}) "
            'ON CONFLICT (node_id, half) DO UPDATE SET as_of = excluded.as_of, "values" = excluded."values"',
            rows,
        )
