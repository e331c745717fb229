"""What changes by decree did, in words: of which unit, from what to what; and which of them may still be taken back.

Mergers and splits keep successions. Of a rename or a move the journal alone knows the unit and what it was before.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, F, JSONField, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.kernel.events import canonical, plain
from tremang.kernel.format import day as written
from tremang.kernel.ids import EPOCH_MS, LOW_BITS
from tremang.kernel.models import Event
from tremang.places.journal import PLACE, Step, alone_in
from tremang.places.models import Change, ChangeKind, Kind, Place, Span, Succession
from tremang.places.queries import under
from tremang.ui.links import address

Row = dict[str, Any]
Names = dict[Any, list[tuple[date, str, str]]]  # unit → from when on which kind and name, the oldest first
ONE_DAY = timedelta(days=1)
ALONE = (ChangeKind.RENAME, ChangeKind.MOVE)  # without successions
VERBS = ("rename_place", "merge_places", "split_place", "move_place")
CHUNK = 400


def history_of(place: Place) -> str:
    """The page where a unit's changes stand; a club's is that of its life."""
    return _page(place.kind, place.pk, place.code)


def rows_of(changes: QuerySet[Change]) -> list[Row]:
    """The changes as rows of a list, in their order, each with its words and the page of its unit. Three queries."""
    # The journals of mergers are long, and what those did is known without.
    kept = Case(When(kind__in=ALONE, then=F("journal")), output_field=JSONField())
    found = list(changes.defer("journal").annotate(kept=kept))
    journals = {change.pk: change.kept for change in found if change.kept}
    steps: dict[int, list[Succession]] = {}
    rows = Succession.objects.filter(change__in=changes.order_by().values("pk"))
    for row in rows.select_related("predecessor", "successor").order_by("pk"):
        steps.setdefault(row.change_id, []).append(row)
    ends = {unit for own in steps.values() for row in own for unit in (row.predecessor_id, row.successor_id)}
    names = names_in(journals.values(), ends)
    return [
        {
            "pk": change.pk, "effective_on": change.effective_on, "kind": change.get_kind_display(),
            "decree": _("%(number)s ngày %(day)s") % {"number": change.decree, "day": written(change.decree_on)},
            **_what(change, steps.get(change.pk, []), journals.get(change.pk, []), names),
        }
        for change in found
    ]  # fmt: skip


def names_in(journals: Iterable[list[Step]], units: Iterable[int] = ()) -> Names:
    """What `units` and those above the units that were moved were called, by id and by code. One query for 400 of them."""
    wanted: set[Any] = set(units)
    for journal in journals:
        for place in alone_in(journal) or ():
            wanted |= {place["parent_id"], _commune(place["path"])} - {"", None}
    names: Names = {}
    every = sorted(wanted, key=str)
    for start in range(0, len(every), CHUNK):
        part = every[start : start + CHUNK]
        ids, codes = [one for one in part if isinstance(one, int)], [one for one in part if isinstance(one, str)]
        spans = Span.objects.filter(Q(place__in=ids) | Q(place__code__in=codes, place__kind=Kind.COMMUNE))
        rows = spans.order_by("from_on").values_list("place", "place__code", "from_on", "place__kind", "name")
        for pk, code, *named in rows:
            for key in {pk, code} & wanted:
                names.setdefault(key, []).append(tuple(named))
    return names


def _called(names: Names, unit: Any, day: date) -> tuple[str, str]:
    """Kind and name of a unit on a day."""
    spans = names.get(unit, [])
    then = [span for span in spans if span[0] <= day] or spans[:1]
    return then[-1][1:] if then else ("", "…")


def words_of(kind: str, on: date, before: Row, after: Row, names: Names) -> str:
    """A rename or a move: the old name and the new one, or the unit with where it stood and where it stands from `on` on."""
    if kind == ChangeKind.RENAME:
        return _("%(before)s thành %(after)s") % {"before": before["name"], "after": after["name"]}
    words = {"name": after["name"], "before": _stood(before, names, on - ONE_DAY), "after": _stood(after, names, on)}
    return _("%(name)s từ %(before)s về %(after)s") % words


def touching(place: Place, spans: Sequence[Span], known: set[int]) -> set[int]:
    """The changes that touched the unit, and the moves of what stood below it before or after, by id. One query.

    `known` are those that gave it successors or predecessors.
    """
    below = Q()
    for path in {span.path for span in spans}:
        below |= under(path, "place__spans__path")
    moved = Q(kind=ChangeKind.MOVE, effective_on__in=Span.objects.filter(below).values("from_on"))
    others = Change.objects.filter(Q(effective_on__in={span.from_on for span in spans}) | moved).exclude(pk__in=known)
    segment = place.path.rpartition(".")[2]
    found = set(known)
    for pk, kind, journal in others.values_list("pk", "kind", "journal"):
        stood = (alone_in(journal) or ()) if kind == ChangeKind.MOVE else ()
        itself = any(label == PLACE and touched == place.pk for label, touched, _before, _after in journal)
        if itself or any(segment in unit["path"].split(".") for unit in stood):
            found.add(pk)
    return found


def open_to_undo(changes: QuerySet[Change], since: datetime, most: int) -> set[int]:
    """Which of the changes recorded since a moment may still be taken back, by id; of the newest `most`.

    Those whose places are as the change left them. What else may stand in the way is told when it is tried.
    """
    floor = max(0, int(since.timestamp() * 1000) - EPOCH_MS) << LOW_BITS
    journals = dict(changes.filter(pk__gte=floor).order_by("-pk").values_list("pk", "journal")[:most])
    left = {pk: _set(journal) for pk, journal in journals.items()}
    now: dict[int, str] = {}
    every = sorted({place for places in left.values() for place in places})
    for start in range(0, len(every), CHUNK):
        now |= {row.pk: canonical(plain(row)) for row in Place.objects.filter(pk__in=every[start : start + CHUNK])}
    whole = {pk for pk, places in left.items() if all(now.get(place) == after for place, after in places.items())}
    return whole & _recorded(journals, since)


def _recorded(journals: Mapping[int, list[Step]], since: datetime) -> set[int]:
    """Which of the changes have their event since then: an id tells only when the row came into this database."""
    subjects = {f"{PLACE}:{pk}" for journal in journals.values() for pk in _about(journal)}
    events = Event.objects.filter(verb__in=VERBS, at__gte=since, subject__in=subjects)
    told = {name for digests in events.values_list("digests", flat=True) for name in digests}
    return {pk for pk in journals if f"places.change:{pk}" in told}


def _about(journal: list[Step]) -> set[int]:
    """The units that the event of a change can be about, by id."""
    found = {json.loads(after)[end] for label, _pk, _before, after in journal if label == "places.succession" for end in
             ("predecessor_id", "successor_id")}  # fmt: skip
    if not found and (alone := alone_in(journal)):
        found.add(alone[1]["id"])
    return found


def _set(journal: list[Step]) -> dict[int, str]:
    """The places that a change made, or altered otherwise than by what stands above them, as it left them."""
    rows = [(pk, before, after) for label, pk, before, after in journal if label == PLACE]
    alike = {pk for pk, before, after in rows if before and _but_path(before) == _but_path(after)}
    return {pk: after for pk, _before, after in rows if pk not in alike}


def _but_path(row: str) -> Row:
    return json.loads(row) | {"path": ""}


def _what(change: Change, steps: list[Succession], journal: list[Step], names: Names) -> Row:
    """The words of a change and the page of the unit it was about; its note where nothing else is known of it."""
    since = change.effective_on
    if alone := alone_in(journal):
        before, after = alone
        what = words_of(change.kind, since, before, after, names)
        return {"what": what, "url": _page(after["kind"], after["id"], after["code"])}
    if not steps:
        return {"what": change.note, "url": ""}
    before = [step.predecessor for step in steps]
    after = [step.successor for step in steps]
    # Who goes on after a split is a part of it as well; who goes on after a merger was there before it.
    stays = [unit for unit in before if unit.valid_to is None or unit.valid_to >= since]
    into = change.kind == ChangeKind.MERGE and any(unit.valid_from < since for unit in after)
    words = _("%(before)s vào %(after)s") if into else _("%(before)s thành %(after)s")
    about = after[0] if change.kind == ChangeKind.MERGE else before[0]
    what = words % {"before": _listed(before, names, since - ONE_DAY), "after": _listed([*stays, *after], names, since)}
    return {"what": what, "url": history_of(about)}


def _listed(units: Iterable[Place], names: Names, day: date) -> str:
    return ", ".join(dict.fromkeys(_called(names, unit.pk, day)[1] for unit in units))


def _stood(place: Row, names: Names, day: date) -> str:
    """The unit right above on a day, and its commune where it is a hamlet."""
    kind, name = _called(names, place["parent_id"], day)
    commune = _called(names, _commune(place["path"]), day)[1]
    return f"{name}, {commune}" if kind == Kind.HAMLET else name


def _commune(path: str) -> str:
    parts = path.split(".")
    return parts[2] if len(parts) > 2 else ""


def _page(kind: str, pk: int, code: str) -> str:
    return address("clubs:life", pk) if kind == Kind.CLUB else reverse("places:history", args=[code])
