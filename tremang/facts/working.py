"""From records to rows of facts: clubs first, then their communes, then the City. Callers hold the lock, or lay aside."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from tremang.facts.keeping import Keeping, kept
from tremang.facts.loading import CARRIED, PARTS, PLAN_PARTS, Pairs, load_clubs
from tremang.facts.loading_communes import COMMUNE_RULES, load_communes
from tremang.facts.measures import LEAVABLE_BY, Values, add, club_values, commune_values, total
from tremang.facts.models import Fact
from tremang.facts.reading import measures_of, read
from tremang.facts.telling import CLUBS
from tremang.facts.topics import BOOKS, EVERYTHING, LIFE
from tremang.indicators.records import ClubRecord
from tremang.kernel.periods import Half, half_first, half_last, half_of
from tremang.places.models import Kind, Place
from tremang.places.queries import under

Changed = dict[int, set[Half]]
Sums = dict[tuple[int, Half], Values]  # a commune and a half-month → what its clubs come to together
Stored = dict[tuple[int, Half], tuple[date, Values]]  # node and half-month → as of which day, and measures
Told = dict[tuple[int, Half], tuple[date, str]]  # the same with measures as the table holds them
Row = tuple[int, Half, str, str]  # node, half-month, day and measures as the table takes them
BATCH = 100
MOST = 1 << 30  # later than any half-month


class Marked(NamedTuple):
    """What marks ask for, by node: from which half-month on, and what may have changed as bits (see `facts.topics`).

    `rows` are the topics of a club's own rows, `topics` beside these what may have changed of its persons at other clubs.
    """

    since: dict[int, Half]
    rows: dict[int, int]
    topics: dict[int, int]


@dataclass
class Laid:
    """What is to be written of one commune, worked out before the lock is asked for.

    `pairs` is who is a member of two of its clubs (see `pairs_of`), `facts` what stands in the table of it and its clubs from
    `begin` on, `records` those of its clubs that were worked out. A look that `may_leave` what only reports show says in `left`
    at which clubs it did.
    """

    pairs: Pairs
    facts: Told
    begin: Half
    may_leave: bool = False
    left: list[int] = field(default_factory=list)
    records: dict[int, ClubRecord] = field(default_factory=dict)
    rows: Stored = field(default_factory=dict)
    keeping: Keeping = field(default_factory=Keeping)
    gone: set[tuple[int, Half]] = field(default_factory=set)

    def over(self, stored: Stored, nodes: Iterable[int], first: Half) -> Stored:
        """The rows `stored` of `nodes` from `first` on, as they will be."""
        asked = set(nodes)
        stored |= {key: row for key, row in self.rows.items() if key[0] in asked and key[1] >= first}
        return {key: row for key, row in stored.items() if key not in self.gone}

    def write(self) -> None:
        """Write it. To be called under the lock."""
        _store([(node, half, *row) for (node, half), row in self.rows.items()], list(self.gone))
        self.keeping.write()


def facts_of(
    club: ClubRecord, since: Half, today: date, topics: int = EVERYTHING, known: Values | None = None, *, leaves: bool = False
) -> Iterator[tuple[Half, date, Values]]:  # fmt: skip
    """The half-months of a club from `since` on, or from its first: each with its day and measures.

    `topics`, `known` and `leaves`: see `club_values`.
    """
    born = half_of(club.states[0][0]) if club.states else half_of(today)
    halves, days = _days(max(since, born), today)
    return zip(halves, days, club_values(club, days, topics, known, leaves=leaves), strict=True)


def _days(first: Half, today: date) -> tuple[list[Half], list[date]]:
    halves = list(range(first, half_of(today) + 1))
    return halves, [min(half_last(half), today) for half in halves]


def communes_of(place: Place) -> list[int]:
    """The communes of now at and below a place."""
    if place.kind == Kind.COMMUNE:
        return [place.pk]
    nodes = Place.objects.filter(under(place.path), kind=Kind.COMMUNE, valid_to__isnull=True)
    return list(nodes.values_list("pk", flat=True))


def refresh(
    since: dict[int, Half], marked: Marked, commune_of: dict[int, int], root: Place, today: date, laid: Laid | None = None,
    lacking: range = range(0),
) -> set[Half]:  # fmt: skip
    """Work out clubs, then their communes where something changed or was asked for; the halves to sum up above them.

    Written at once, or `laid` aside. Of the half-months `lacking` no commune has facts yet, nor the City.
    """
    changed: Changed = defaultdict(set)
    for unit in [*communes_of(root), root.pk] if lacking else []:
        changed[unit].update(lacking)
    clubs = {node: half for node, half in since.items() if node in commune_of}
    for batch in batches(clubs):
        for club, halves in _refresh_clubs(batch, marked, today, laid).items():
            changed[commune_of[club]].update(halves)
    others = {node: since[node] for node in since.keys() - clubs.keys()}
    return refresh_above(others, changed, commune_of, root, today, laid=laid)


def refresh_above(
    others: dict[int, Half], changed: Changed, commune_of: dict[int, int], root: Place, today: date,
    sums: Sums | None = None, laid: Laid | None = None,
) -> set[Half]:  # fmt: skip
    """Work out communes: `others` from a half-month on, and where their clubs `changed`; the halves to sum up above them.

    `sums` is what their clubs come to, where that is known already; else it is read.
    """
    # Of a commune worked out before the lock it is known that it stands.
    current = _current(others) if others and laid is None else set(others)
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
    for part in _alike(communes):
        above |= _refresh_communes(part, by_commune, today, sums, laid)
    return above


def _alike(communes: dict[int, set[Half]]) -> Iterator[dict[int, set[Half]]]:
    """Communes in batches that end with the same half-month, so that of their clubs no more is read than is summed up."""
    by_last: dict[Half, list[int]] = defaultdict(list)
    for node, halves in communes.items():
        by_last[max(halves)].append(node)
    for nodes in by_last.values():
        for start in range(0, len(nodes), BATCH):
            yield {node: communes[node] for node in nodes[start : start + BATCH]}


def _current(nodes: Collection[int]) -> set[int]:
    """Those of `nodes` that are communes not closed, or the City."""
    units = Place.objects.filter(pk__in=nodes, kind__in=[Kind.COMMUNE, Kind.PROVINCE], valid_to__isnull=True)
    return set(units.values_list("pk", flat=True))


def batches(clubs: dict[int, Half]) -> Iterator[dict[int, Half]]:
    """Clubs in batches of like age, so that memory stays flat and little more than needed is read."""
    ordered = sorted(clubs.items(), key=lambda item: item[1])
    for start in range(0, len(ordered), BATCH):
        yield dict(ordered[start : start + BATCH])


def _refresh_clubs(batch: dict[int, Half], marked: Marked, today: date, laid: Laid | None) -> Changed:
    first, now = min(batch.values()), half_of(today)
    changed: Changed = {}
    rows = []
    told = _told(batch, first - 1, laid=laid)
    eve = {club: stocks_of(told.pop((club, first - 1))[1]) for club in batch if (club, first - 1) in told}
    stored = _parsed(told)
    # Of a day whose measures stand already only those are worked out that something touched may have changed.
    topics = {
        club: marked.topics.get(club, EVERYTHING)
        for club, half in batch.items()
        if half == now and (club, now) in stored and stored[club, now][0] == today
    }
    eves, people = kept(batch, first, marked.rows)
    # Where all of the clubs' facts stand and all else is known, what only reports show may stay as it is.
    leaves = laid is not None and laid.may_leave and topics.keys() == eves.keys() == people.keys() == batch.keys()
    for unknown in topics.keys() - eves.keys():
        topics[unknown] |= BOOKS  # its eve is worked out together with its books
    known, familiar = dict(eves), {club for club, own in people.items() if own.stands(leaves=leaves)}
    pairs = None if laid is None else laid.pairs
    parts = PLAN_PARTS if leaves else PARTS
    for club in load_clubs(
        batch, half_first(first), reads=parts, before=eve, pairs=pairs, eves=eves, people=people, topics=topics
    ):  # fmt: skip
        if laid is not None:
            laid.records[club.id] = club
        asked = topics.get(club.id, EVERYTHING)
        standing = stored[club.id, now][1] if leaves or asked != EVERYTHING else None
        if leaves and laid is not None and asked & LEAVABLE_BY:
            laid.left.append(club.id)
        for half, day, values in facts_of(club, batch[club.id], today, asked, standing, leaves=leaves):
            before = stored.pop((club.id, half), None)
            if before != (day, values):
                rows.append((club.id, half, day, values))
                changed.setdefault(club.id, set()).add(half)
    for touched, bits in marked.rows.items():
        if touched in batch and bits & LIFE:  # rules of communes look at it, whatever the measures of the club say
            changed.setdefault(touched, set()).update(range(batch[touched], now + 1))
    gone = [(node, half) for node, half in stored if half >= batch[node]]
    for node, half in gone:
        changed.setdefault(node, set()).add(half)
    _store(rows, gone, laid)
    anew = {club: held for club, held in eves.items() if known.get(club) is not held}
    met = {club: people[club] for club in people.keys() - familiar}
    keeping = Keeping() if laid is None else laid.keeping
    keeping.add(anew, first, met)
    if laid is None:
        keeping.write()
    return changed


def _refresh_communes(
    part: dict[int, set[Half]], by_commune: dict[int, list[int]], today: date, sums: Sums | None, laid: Laid | None
) -> set[Half]:  # fmt: skip
    """Own measures of the communes plus the sums of their clubs, for the half-months that changed."""
    first = min(min(halves) for halves in part.values())
    clubs = {commune: by_commune.get(commune, []) for commune in part}
    listed = [club for ids in clubs.values() for club in ids]
    light = dict(laid.records) if laid is not None else {}
    unread = [club for club in listed if club not in light]
    light |= {club.id: club for club in load_clubs(unread, half_last(half_of(today)), COMMUNE_RULES)}
    records = load_communes(part, {commune: [light[c] for c in ids] for commune, ids in clubs.items()})
    if sums is None:
        sums = {}
        commune_of = {club: commune for commune, ids in clubs.items() for club in ids}
        stored = _parsed(_told(listed, first, max(max(halves) for halves in part.values()), laid))
        if laid is not None:
            stored = laid.over(stored, listed, first)
        for (club_id, half), (_as_of, values) in stored.items():
            add(sums.setdefault((commune_of[club_id], half), {}), values)
    rows = []
    for record in records:
        halves = sorted(part[record.id])
        days = [min(half_last(half), today) for half in halves]
        for half, day, own in zip(halves, days, commune_values(record, days), strict=True):
            rows.append((record.id, half, day, total([own, sums.get((record.id, half), {})])))
    _store(rows, [], laid)
    return set().union(*part.values())


def refresh_city(root: Place, halves: set[Half], today: date) -> None:
    """The City is the sum of its communes and of what is entered at the City itself (its own officials)."""
    if not halves:
        return
    ordered = sorted(halves)
    days = [min(half_last(half), today) for half in ordered]
    own = commune_values(load_communes([root.pk], {})[0], days)
    by_half: dict[Half, list[Values]] = defaultdict(list)
    communes = communes_of(root)
    for half in ordered:
        by_half[half] = []
    between = ("t.half BETWEEN %s AND %s", [ordered[0], ordered[-1]])
    for half, told in read(Fact, "half values", communes, by="node_id", where=between):
        if half in halves:
            by_half[half].append(measures_of(told))
    mine = zip(ordered, days, own, strict=True)
    _store([(root.pk, half, day, total([part, *by_half[half]])) for half, day, part in mine], [])


def facts_from(nodes: Iterable[int], first: Half, last: Half = MOST) -> Told:
    """What stands in the table of `nodes` from `first` to `last`. One query."""
    bounds = ("t.half >= %s AND t.half <= %s", [first, last])
    rows = read(Fact, "node_id half as_of values", list(nodes), by="node_id", where=bounds)
    return {(node, half): (as_of, values) for node, half, as_of, values in rows}


def _told(nodes: Collection[int], first: Half, last: Half = MOST, laid: Laid | None = None) -> Told:
    """As `facts_from`, without asking where it was read with the rest."""
    if laid is None or first < laid.begin:
        return facts_from(nodes, first, last)
    return {key: row for key, row in laid.facts.items() if key[0] in nodes and first <= key[1] <= last}


def _parsed(told: Told) -> Stored:
    # Not remembered by their text: the many facts of clubs would push out those of communes.
    return {key: (as_of, json.loads(values)) for key, (as_of, values) in told.items()}


@lru_cache(CLUBS)
def stocks_of(told: str) -> Values:
    """Of measures as the table holds them, the stocks of money: they are carried on. Nobody changes what is given."""
    values = json.loads(told)
    return {key: values[key] for key in CARRIED if key in values}


def _store(
    rows: list[tuple[int, Half, date, Values]], gone: list[tuple[int, Half]], laid: Laid | None = None
) -> None:  # fmt: skip
    """Write rows over what stands there, and take away those that are `gone`; or have it `laid` aside."""
    if laid is not None:
        laid.rows.update({(node, half): (as_of, values) for node, half, as_of, values in rows})
        laid.gone.update(gone)
        return
    insert([(node, half, as_of.isoformat(), json.dumps(values)) for node, half, as_of, values in rows])
    for node, half in gone:
        Fact.objects.filter(node_id=node, half=half).delete()


def insert(rows: list[Row]) -> None:
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
