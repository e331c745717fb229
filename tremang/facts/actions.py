"""Keeping the facts: caught up on read, or rebuilt from nothing with the same result.

There is no nightly job. Whoever reads facts calls `catch_up` first; it looks at the stale marks and at the calendar
(a day that passes moves the windows of "the last 12 months"), works out what is affected, and clears exactly the
marks that it had read.
"""

import json
from collections import defaultdict
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import OuterRef, Subquery

from tremang.facts.loading import Pairs, load_clubs, pairs_of
from tremang.facts.measures import add
from tremang.facts.models import Fact, KeptEve
from tremang.facts.reading import MANY, blanks, padded, read
from tremang.facts.topics import EVERYTHING, LEFT, NO_ACT, PASSED_ON, touches
from tremang.facts.working import (
    BATCH,
    Laid,
    Marked,
    Row,
    Sums,
    Told,
    batches,
    communes_of,
    facts_from,
    facts_of,
    insert,
    refresh,
    refresh_above,
    refresh_city,
)
from tremang.kernel.events import mark_stale
from tremang.kernel.hands import hands
from tremang.kernel.lock import reading, writing
from tremang.kernel.models import Stale
from tremang.kernel.periods import Half, half_first, half_last, half_of
from tremang.kernel.rows import insert as insert_marks
from tremang.places.models import Kind, Place
from tremang.places.queries import city

Mark = tuple[int, int, Half, str]  # its id, the node, from which half-month on, the models whose rows were touched


# A commune or the City itself whose newest fact is older than today.
_BEHIND = """
    SELECT 1 FROM places_place p WHERE (p.path = %(path)s OR p.path >= %(first)s AND p.path < %(last)s)
    AND p.kind IN (%(commune)s, %(province)s) AND p.valid_to IS NULL AND NOT EXISTS (
        SELECT 1 FROM facts_fact f WHERE f.node_id = p.id AND f.half = %(half)s AND f.as_of = %(today)s
    )
"""
# A mark at a node at or below a place; and one that does not merely say that something was left for later.
_WITHIN = "(q.path = %(path)s OR q.path >= %(first)s AND q.path < %(last)s)"
_NOT_LEFT = f"s.touched <> '{LEFT}'"


def is_fresh(place: Place, today: date, *, of_plan: bool = False) -> bool:
    """Whether every fact at and below `place` is as of `today` and no mark waits there; `of_plan`: see `catch_up`.

    Asked before each look, so it is one plain query: a mark in the subtree, or a node whose newest fact is older.
    """
    marks = "SELECT 1 FROM kernel_stale s"
    if place.kind != Kind.PROVINCE:
        marks += f" JOIN places_place q ON q.id = s.node_id WHERE {_WITHIN}"
    if of_plan:
        marks += f" {'WHERE' if place.kind == Kind.PROVINCE else 'AND'} {_NOT_LEFT}"
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


def catch_up(place: Place, today: date, *, of_plan: bool = False) -> None:
    """Make every fact at and below `place` (the City or a commune) right as of `today`.

    A look at a commune reads and writes only what that commune needs; for the City's own sums it leaves a mark, and where a
    club shares a person with one of another commune it leaves one there. Who only asks for measures `of_plan` may be given the
    others (`measures.LEAVABLE`) as they were: a mark says so to whoever asks for all.
    """
    if is_fresh(place, today, of_plan=of_plan):
        return
    with reading():
        root = city()
        ahead = _ahead(place, root, today, of_plan=of_plan) if place.kind == Kind.COMMUNE else None
    with writing(root.pk, derived=True):
        marks = _marks(place, of_plan=of_plan and place == root)
        if ahead is not None and sorted(marks) == ahead.waiting:
            ahead.laid.write()
            insert_marks(ahead.passed_on)
            _mark_above(root, ahead.above)
            _delete(ahead.marks)
            return
        if is_fresh(place, today, of_plan=of_plan):  # another look was first
            return
        first, begin = _beginnings(root, today)
        if begin is not None and begin < first:
            Fact.objects.filter(half__lt=first).delete()
        lacking = range(first, begin) if begin is not None else range(0)  # where the first day on record moved back
        if lacking:
            place, marks = root, _marks(root, of_plan=of_plan)
        marked = _marked(marks, first)
        since = marked.since
        # With a few marks and the calendar at rest, only the communes of the marks are looked at, the City or not.
        whole = place == root and (bool(lacking) or len(since) > MANY or not _is_of_today(root, today))
        if place == root:
            commune_of = _commune_of_clubs(None if whole else [root.pk, *since])
        else:
            commune_of = _commune_of_clubs([place.pk])
            insert_marks(_passed_on(marks, marked, commune_of))
        asked = {place.pk, *communes_of(place)} if whole or place != root else {root.pk}
        since = _since(asked, since, commune_of, first, today)
        above = refresh(since, marked, commune_of, root, today, lacking=lacking)
        if place == root:
            refresh_city(root, above, today)
        else:
            _mark_above(root, above)
        _delete(marks)


class _Ahead(NamedTuple):
    """What a look at a commune has to write, worked out while others may hold the lock.

    `waiting` are the marks that were read first, in the order of their ids, `marks` those of them that are done with. Whatever
    changes the facts of a club or of the commune leaves a mark in the same transaction: as long as these and no others wait there,
    what was read still holds. `passed_on` are those for clubs elsewhere, and for clubs of which something was left for later.
    """

    waiting: list[Mark]
    marks: list[Mark]
    passed_on: list[Stale]
    laid: Laid
    above: set[Half]


def _ahead(place: Place, root: Place, today: date, *, of_plan: bool = False) -> _Ahead | None:
    """What a look at the commune `place` has to write; None where the first day on record has moved, or it is no more.

    A club may share a person with one of another commune. If something changes there meanwhile, a look there leaves a mark here.
    """
    if place.valid_to is not None:
        return None
    waiting = sorted(_marks(place))
    marks = [mark for mark in waiting if not (of_plan and mark[3] == LEFT)]
    first, begin = _beginnings(root, today)
    commune_of = dict.fromkeys(_clubs_in(place), place.pk)
    if begin != first:
        return None
    nodes, eve = {place.pk, *commune_of}, half_of(today) - 1
    laid = Laid(pairs_of(list(commune_of)), facts_from(nodes, eve), eve, may_leave=of_plan)
    marked = _marked(marks, first, laid.pairs)
    passed_on = _passed_on(marks, marked, commune_of)
    since = _since({place.pk}, marked.since, commune_of, first, today, laid.facts)
    if since.keys() - commune_of.keys() - {place.pk}:
        return None
    above = refresh(since, marked, commune_of, root, today, laid)
    return _Ahead(waiting, marks, passed_on + _left(laid, waiting, today), laid, above)


def _left(laid: Laid, waiting: list[Mark], today: date) -> list[Stale]:
    """Marks for the clubs of which something was left for later, where none says so already."""
    told = {node for _pk, node, half, models in waiting if models == LEFT and half <= half_of(today)}
    return [Stale(node_id=club, half=half_of(today), touched=LEFT) for club in laid.left if club not in told]


def _passed_on(marks: list[Mark], marked: Marked, commune_of: dict[int, int]) -> list[Stale]:
    """Marks for clubs that are not among those of `commune_of`; they are taken out of what is `marked`."""
    far = marked.since.keys() - commune_of.keys() - {node for _pk, node, *_rest in marks}
    return [
        Stale(node_id=club, half=marked.since.pop(club), touched=PASSED_ON[marked.rows.pop(club, 0) == EVERYTHING])
        for club in sorted(far)
    ]


def _mark_above(root: Place, halves: set[Half]) -> None:
    """Leave the City's own sums of `halves` to whoever next looks at the City."""
    if halves and not read(Stale, "half", [root.pk], by="node_id", where=("t.half <= %s", [min(halves)])):
        mark_stale([root.pk], half_first(min(halves)))


def rebuild_all(today: date) -> int:
    """Work out every fact from nothing; returns the number of rows. The same rows as keeping them up."""
    root = city()
    with hands(Place.objects.filter(kind=Kind.CLUB).count() // BATCH, _from_nothing) as spread, writing(root.pk):
        marks = _marks(root)
        Fact.objects.all().delete()
        KeptEve.objects.all().delete()
        (first, _begin), commune_of = _beginnings(root, today), _commune_of_clubs(None)
        sums: Sums = {}
        work = (
            (batch, today, {club: commune_of[club] for club in batch})
            for batch in batches(dict.fromkeys(commune_of, first))
        )
        for rows, part in spread(work):
            insert(rows)
            for key, values in part.items():
                add(sums.setdefault(key, {}), values)
        units = dict.fromkeys([*communes_of(root), root.pk], first)
        refresh_city(root, refresh_above(units, defaultdict(set), commune_of, root, today, sums), today)
        _delete(marks)
    return Fact.objects.count()


def _from_nothing(work: tuple[dict[int, Half], date, dict[int, int]]) -> tuple[list[Row], Sums]:
    """All facts of some clubs as they go into the table, and what they come to together. Writes nothing."""
    batch, today, commune_of = work
    rows: list[Row] = []
    sums: Sums = {}
    for club in load_clubs(batch, half_first(min(batch.values()))):
        for half, day, values in facts_of(club, batch[club.id], today):
            rows.append((club.id, half, day.isoformat(), json.dumps(values)))
            add(sums.setdefault((commune_of[club.id], half), {}), values)
    return rows, sums


def _marks(place: Place, *, of_plan: bool = False) -> list[Mark]:
    asked = "SELECT s.id, s.node_id, s.half, s.touched FROM kernel_stale s"
    terms = [_NOT_LEFT] if of_plan else []
    if place.kind != Kind.PROVINCE:
        asked += " JOIN places_place q ON q.id = s.node_id"
        terms.append(_WITHIN)
    with connection.cursor() as cursor:
        bounds = {"path": place.path, "first": place.path + ".", "last": place.path + "/"}
        cursor.execute(f"{asked} WHERE {' AND '.join(terms)}" if terms else asked, bounds)
        marks: list[Mark] = cursor.fetchall()
    return marks


def _delete(marks: list[Mark]) -> None:
    """Named by their places too, side by side: SQLite has no other index of them."""
    ordered = sorted(marks, key=itemgetter(1))
    with connection.cursor() as cursor:
        for start in range(0, len(ordered), MANY):
            part = ordered[start : start + MANY]
            ids, nodes = padded([mark[0] for mark in part]), padded({mark[1] for mark in part})
            where = f"node_id IN ({blanks(nodes)}) AND id IN ({blanks(ids)})"
            cursor.execute(f"DELETE FROM kernel_stale WHERE {where}", [*nodes, *ids])  # noqa: S608 - only marks


def _marked(marks: list[Mark], first: Half, pairs: Pairs | None = None) -> Marked:
    """What marks ask for, of the nodes marked and of clubs that share a person with one.

    What an act says that it touched is its own club's, and of persons of several clubs all is read each time. Marks that were
    passed on, or left for later, ask for no further clubs. `pairs` is what `pairs_of` says of all clubs that can be marked, where
    that is known already.
    """
    since: dict[int, Half] = {}
    own: dict[int, int] = {}
    acted: dict[int, Half] = {}
    for _pk, node, half, models in marks:
        since[node] = max(first, min(half, since.get(node, half)))
        own[node] = own.get(node, 0) | touches(models)
        if models not in NO_ACT:
            acted[node] = max(first, min(half, acted.get(node, half)))
    rows, topics = dict(own), dict(own)
    if pairs is None:
        pairs = pairs_of(list(acted) if len(acted) <= MANY else None)
    for _person, club, neighbour in pairs:
        if club in acted:  # what is counted once changes at the other club too
            since[neighbour] = min(acted[club], since.get(neighbour, acted[club]))
            topics[neighbour] = topics.get(neighbour, 0) | own[club]
            if own[club] == EVERYTHING:
                rows[neighbour] = EVERYTHING
    return Marked(since, rows, topics)


def _since(
    asked: set[int], marked: dict[int, Half], commune_of: dict[int, int], first: Half, today: date, facts: Told | None = None
) -> dict[int, Half]:  # fmt: skip
    """Node → the first half-month to work out again: where marks ask for it, and where the calendar does.

    A commune of which a single club is touched is brought up to the day as a whole, for its sums need all its clubs;
    and each club from where its own facts end, for it may have come from a commune nobody has looked at. A mark of a half-month
    to come (somebody acted after midnight, while a look of the day before waited) asks for the running one. `facts` are those of
    all these nodes, where they were read already.
    """
    now = half_of(today)
    since = {node: min(half, now) for node, half in marked.items()}
    communes = {*asked, *since} | {commune_of[node] for node in since if node in commune_of}
    clubs = {club for club, commune in commune_of.items() if commune in communes}
    for node, half in _behind(communes | clubs, first, today, facts).items():
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


def _behind(nodes: set[int], first: Half, today: date, facts: Told | None) -> dict[int, Half]:
    """Those of `nodes` whose facts are not yet as of `today`, with the half-month from which they are not."""
    now = half_of(today)
    if facts is None:
        named = nodes if len(nodes) <= MANY else None
        current = read(Fact, "node_id as_of", named, by="node_id", where=("t.half = %s", [now]))
    else:
        current = [(node, as_of) for (node, half), (as_of, _values) in facts.items() if half == now]
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


def _clubs_in(commune: Place) -> list[int]:
    """The clubs of a commune, by the boundaries of now."""
    bounds = [Kind.CLUB.value, commune.path + ".", commune.path + "/"]
    return [pk for (pk,) in read(Place, "id", None, where=("t.kind = %s AND t.path > %s AND t.path < %s", bounds))]


def _commune_of_clubs(nodes: list[int] | None) -> dict[int, int]:
    """Club → commune by the boundaries of now: of all clubs, or of those in the communes in which `nodes` lie."""
    named, within, bounds = None, "", []
    if nodes is not None:
        paths = read(Place, "path", nodes, by="id")
        named = {".".join(path.split(".")[:3]) for (path,) in paths if path.count(".") >= 2}
        within = f" AND ({' OR '.join(['t.path > %s AND t.path < %s'] * len(named)) or '1 = 0'})"
        bounds = [bound for path in named for bound in (path + ".", path + "/")]
    communes = read(Place, "code id", named, by="path", where=("t.kind = %s", [Kind.COMMUNE.value]))
    clubs = read(Place, "id path", None, where=("t.kind = %s" + within, [Kind.CLUB.value, *bounds]))
    codes: dict[str, int] = dict(communes)
    return {pk: codes[path.split(".")[2]] for pk, path in clubs}
