"""Rename, merge, split and move by decree, and taking a mistaken one back.

The tree changes in `places.tree`; here stand who may, which words are kept, what is carried on, and which facts must be
worked out again. All goes through one journal, so that the event vouches for every row touched.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Min

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Owned, StateRow
from tremang.kernel.events import key, mark_stale, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.places import problems as say
from tremang.places import tree
from tremang.places.journal import Journal, Step, take_back
from tremang.places.models import Change, ChangeKind, Kind, Place, UnitType
from tremang.places.queries import city, under
from tremang.programme.territory import carrying


@dataclass(frozen=True)
class Decree:
    """The decision that changes places: its number, its day, and the day from which it has effect."""

    number: str
    decided_on: date
    effective_on: date
    note: str = ""


@dataclass
class _Act:
    """One change being made: its row, its journal, and the communes whose numbers it moves."""

    change: Change
    journal: Journal
    communes: set[int] = field(default_factory=set)

    @property
    def since(self) -> date:
        return self.change.effective_on

    def touches(self, *places: Place) -> None:
        """The communes of `places` are to be worked out again, by where they stood and where they stand."""
        codes = {place.commune_code for place in places} - {""}
        self.communes |= set(Place.objects.filter(code__in=codes).values_list("pk", flat=True))


def rename_place(
    place: Place, name: str, unit_type: UnitType | None = None, *, decree: Decree, by: User, today: date
) -> Change:  # fmt: skip
    """Give a unit another name or another standing."""
    require(by, Verb.CHANGE_PLACES, place, today)
    before = place.name
    with _act(ChangeKind.RENAME, decree, today, [place]) as act:
        tree.rename(act.journal, place, name, unit_type or UnitType(place.unit_type), act.since)
        act.touches(place)
        return _record(act, place, "rename_place", {"before": before, "after": place.name}, by)


def merge_places(
    units: Sequence[Place], into: tree.Heir, *, decree: Decree, by: User, today: date
) -> Change:  # fmt: skip
    """Several units become one, new or one of those that exist. All of them must stand under one parent."""
    standing = [*units, *([into] if isinstance(into, Place) else [])]
    for unit in standing:
        require(by, Verb.CHANGE_PLACES, unit, today)
    if not units:
        raise Problem("too_few", say.TOO_FEW, field="units")
    closing = [unit for unit in units if unit != into]
    with _act(ChangeKind.MERGE, decree, today, standing) as act:
        heir = tree.merge(act.journal, act.change, units, into)
        sources = [*closing, *([into] if isinstance(into, Place) else [])]
        for unit in closing:
            carrying.carry_roles(act.journal, unit, [heir], act.since)
            if unit.kind == Kind.HAMLET:
                carrying.carry_serving(act.journal, unit, [heir], act.since)
            else:
                carrying.carry_officials(act.journal, unit, heir, act.since)
        if heir.kind == Kind.COMMUNE:
            carrying.carry_numbers(act.journal, sources, heir, act.since)
            carrying.carry_profile(act.journal, sources, heir, act.since)
        act.touches(*closing, heir)
        names = ", ".join(unit.name for unit in closing)
        return _record(act, heir, "merge_places", {"names": names, "into": heir.name}, by)


def split_place(
    unit: Place, parts: Sequence[tree.Heir], where: Mapping[int, int], *, decree: Decree, by: User, today: date
) -> Change:  # fmt: skip
    """One unit becomes several; `where` assigns each hamlet or club directly below it to a part, by position."""
    for standing in [unit, *[part for part in parts if isinstance(part, Place)]]:
        require(by, Verb.CHANGE_PLACES, standing, today)
    with _act(ChangeKind.SPLIT, decree, today, [unit]) as act:
        heirs = tree.split(act.journal, act.change, unit, parts, where)
        others = [heir for heir in heirs if heir != unit]
        carrying.carry_roles(act.journal, unit, others, act.since)
        if unit.kind == Kind.COMMUNE:
            carrying.divide_numbers(act.journal, unit, heirs, act.since)
            for heir in others:
                sources = [unit, heir] if heir.valid_from < act.since else [unit]
                carrying.carry_profile(act.journal, sources, heir, act.since)
            if unit not in heirs:
                carrying.carry_officials(act.journal, unit, heirs[0], act.since)
        elif unit in heirs:
            carrying.reseat_parts(act.journal, unit, act.since)
        else:
            carrying.carry_serving(act.journal, unit, heirs, act.since)
        act.touches(unit, *heirs)
        names = ", ".join(heir.name for heir in heirs)
        return _record(act, unit, "split_place", {"name": unit.name, "names": names}, by)


def move_place(place: Place, parent: Place, *, decree: Decree, by: User, today: date) -> Change:
    """Set a hamlet or a club, with all below it, under another parent."""
    require(by, Verb.CHANGE_PLACES, place, today)
    require(by, Verb.CHANGE_PLACES, parent, today)
    with _act(ChangeKind.MOVE, decree, today, [place]) as act:
        act.touches(place)
        before = place.parent.name if place.parent else ""
        tree.move(act.journal, place, parent, act.since)
        if place.kind == Kind.CLUB:
            carrying.reseat(act.journal, place, parent, act.since)
        act.touches(place)
        words = {"name": place.name, "before": before, "after": parent.name}
        return _record(act, place, "move_place", words, by)


def undo_change(change: Change, *, by: User, today: date) -> None:
    """Take a change back, as long as nothing was built upon it. Raises `Problem` (changed_since)."""
    root = city()
    require(by, Verb.CHANGE_PLACES, root, today)
    with writing(root.pk):
        name, steps = key(change), change.journal
        communes = _communes_of(steps)
        words = {"kind": change.get_kind_display(), "decree": change.decree, "effective_on": change.effective_on}
        clubs = {step[1]: json.loads(step[3])["club_id"] for step in steps if is_owned(step[0])}
        _nothing_new_below(steps)
        rows = take_back(steps)
        change.delete()
        rows[name] = None
        communes |= _communes_of(steps)
        _write_events(root.pk, "undo_change", name, by, words, rows, clubs)
        _tell(communes, "undo_change", name, by, words)
        _mark(communes, steps, change.effective_on)


def _nothing_new_below(steps: list[Step]) -> None:
    """Raises Problem (changed_since) where something has been set under a unit that would go back to where it stood."""
    places = [(pk, before, after) for label, pk, before, after in steps if label == "places.place"]
    for _pk, before, after in places:
        if before and after and (now := json.loads(after))["parent_id"] != json.loads(before)["parent_id"]:
            below = Place.objects.filter(under(now["path"])).exclude(pk__in=[pk for pk, _before, _after in places])
            if below.exists():
                raise Problem("changed_since", say.CHANGED_SINCE)


@dataclass(frozen=True)
class Foreseen:
    """What a change would do, found out by doing it and putting it back.

    `below` are the places that go along with another, by kind; `heirs` the units after it, at `level`; `rows` what it
    makes, by model; `ended` the declared numbers that hold no longer.
    """

    change: Change
    level: str
    below: dict[str, int]
    heirs: list[str]
    rows: dict[str, int]
    ended: dict[str, int]


class _Enough(Exception):
    pass


def foresee(do: Callable[[], Change]) -> Foreseen:
    """What `do` would change, in numbers; nothing stays. Raises its `Problem`."""
    found: list[Foreseen] = []
    try:
        with writing():
            change = do()
            found.append(_described(change))
            raise _Enough
    except _Enough:
        return found[0]


def _described(change: Change) -> Foreseen:
    steps = [(label, before and json.loads(before), json.loads(after)) for label, _pk, before, after in change.journal]
    moved = [(before, after) for label, before, after in steps if label == "places.place" and before]
    itself = moved[0][1]["id"] if change.kind == ChangeKind.MOVE else 0
    below = [
        after["kind"] for before, after in moved
        if before["path"] != after["path"] and after["valid_to"] is None and after["id"] != itself
    ]  # fmt: skip
    found = list(change.successions.select_related("predecessor", "successor").order_by("pk"))
    units = [step.predecessor for step in found if step.predecessor.valid_to is None]
    units += [step.successor for step in found]
    heirs = list(dict.fromkeys(unit.name for unit in units))
    rows = Counter(label for label, before, _after in steps if before is None)
    ended = Counter(
        label for label, before, after in steps if before and after.get("holds_to") != before.get("holds_to")
    )
    level = units[0].kind if units else moved[0][1]["kind"]
    return Foreseen(change, level, dict(Counter(below)), heirs, dict(rows), dict(ended))


@contextmanager
def _act(kind: ChangeKind, decree: Decree, today: date, units: Sequence[Place]) -> Iterator[_Act]:
    """The transaction of one change, with its row; refuses what the decree cannot be."""
    number = clean(decree.number)[:80]
    if not number:
        raise Problem("no_decree", say.NO_DECREE, field="number")
    if decree.decided_on > decree.effective_on:
        raise Problem("decree_later", say.DECREE_LATER, field="decided_on", signed=written(decree.decided_on))
    if decree.effective_on > today:
        raise Problem("not_yet", say.NOT_YET, field="effective_on", day=written(decree.effective_on))
    with writing(city().pk):
        for unit in units:
            unit.refresh_from_db()
        change = Change(
            kind=kind, decree=number, decree_on=decree.decided_on, effective_on=decree.effective_on,
            note=clean(decree.note)[:200],
        )  # fmt: skip
        change.save(force_insert=True)
        yield _Act(change, Journal())


def _record(act: _Act, subject: Place, verb: str, words: dict[str, Any], by: User) -> Change:
    """Keep the journal, write the events, mark what must be worked out again."""
    act.change.journal = act.journal.steps()
    act.change.save(update_fields=["journal"])
    words |= {"decree": act.change.decree, "effective_on": act.since}
    rows: dict[str, Any] = {key(act.change): plain(act.change), **act.journal.rows()}
    clubs = {row.pk: row.club_id for row in act.journal.touched.values() if isinstance(row, Owned)}
    codes = {subject.commune_code} - {""}
    chain = Place.objects.filter(code__in=codes, kind=Kind.COMMUNE).values_list("pk", flat=True).first() or subject.pk
    _write_events(chain, verb, key(subject), by, words, rows, clubs)
    _tell(act.communes - {chain}, verb, key(subject), by, words)
    _mark(act.communes, act.change.journal, act.since)
    return act.change


def _write_events(
    chain: int, verb: str, subject: str, by: User, words: dict[str, Any], rows: dict[str, Any], clubs: dict[int, int]
) -> None:  # fmt: skip
    """One event with the shared rows on `chain`; what a club owns is vouched for on the club's own chain."""
    own: dict[int, dict[str, Any]] = {}
    shared = {}
    for name, row in rows.items():
        label, _, number = name.partition(":")
        if is_owned(label):
            own.setdefault(clubs[int(number)], {})[name] = row
        else:
            shared[name] = row
    record(chain, verb, subject, by_id=by.pk, body=words, rows=shared)
    for club, mine in sorted(own.items()):
        with writing(club):
            record(club, verb, subject, by_id=by.pk, body=words, rows=mine)


def _tell(communes: set[int], verb: str, subject: str, by: User, words: dict[str, Any]) -> None:
    """The act, without its rows, on the chains of the other communes that it touches: the rows stand on one alone."""
    for commune in sorted(communes):
        with writing(commune):
            record(commune, verb, subject, by_id=by.pk, body=words)


def is_owned(label: str) -> bool:
    """Whether rows of this model belong to a club."""
    return issubclass(apps.get_model(label), Owned)


def _communes_of(steps: list[Step]) -> set[int]:
    """The communes above the places of a journal, as they stand now; also of who goes on with nothing of its own moved."""
    ids = {pk for label, pk, _before, _after in steps if label == "places.place"}
    for label, _pk, _before, after in steps:
        if label == "places.succession":
            ids |= {json.loads(after)[end] for end in ("predecessor_id", "successor_id")}
    codes = {path.split(".")[2] for path in _paths(sorted(ids)) if path.count(".") > 1}
    return set(Place.objects.filter(code__in=codes).values_list("pk", flat=True))


def _paths(ids: Sequence[int]) -> Iterator[str]:
    for start in range(0, len(ids), 400):
        yield from Place.objects.filter(pk__in=ids[start : start + 400]).values_list("path", flat=True)


def _mark(communes: set[int], steps: list[Step], since: date) -> None:
    """Communes from the first club's first day on, because facts go by the boundaries of now; clubs since the change."""
    clubs = {pk for label, pk, _before, after in steps if label == "places.place" and '"kind":"club"' in after}
    clubs |= {json.loads(after)["club_id"] for label, _pk, _before, after in steps if is_owned(label)}
    first = StateRow.objects.aggregate(first=Min("from_on"))["first"] or since
    mark_stale(communes, min(first, since))
    mark_stale(clubs, since)
