"""Reads over the tree of places."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tremang.kernel.prepared import Question
from tremang.kernel.rows import read
from tremang.places.models import Dated, Kind, Place, Span, Succession

ROOT_PATH = "vn"
CITY_CODE = "01"


def under(path: str, field: str = "path") -> Q:
    """The condition that `field` is `path` or lies below it: an index range on both engines, where LIKE would scan."""
    return between(*bounds(path), field)


def bounds(path: str) -> tuple[str, str, str]:
    """The three paths that `between` asks for: of the node, and from where to where what lies below it goes."""
    return path, path + ".", path + "/"


def between(path: str, first: str, last: str, field: str = "path") -> Q:
    """As `under`, for questions that are put into SQL once: each of the three is a value of its own."""
    return Q(**{field: path}) | Q(**{f"{field}__gte": first, f"{field}__lt": last})


def above(path: str) -> list[str]:
    """The paths of all nodes above the one at `path`, the nation first."""
    parts = path.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts))]


def city() -> Place:
    """The node of the City. Raises Place.DoesNotExist where no places were loaded."""
    found = read(Place, "code = %s", [CITY_CODE])
    if not found:
        raise Place.DoesNotExist("no places")
    return found[0]


def communes(day: date | None = None) -> QuerySet[Place]:
    """The communes and wards valid on `day` (default: those not closed), in Vietnamese order of names."""
    found = Place.objects.filter(kind=Kind.COMMUNE)
    if day is None:
        return found.filter(valid_to__isnull=True).order_by("sort")
    return found.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day).order_by("sort")


def commune_of_clubs(day: date) -> dict[int, int]:
    """Club node → commune node by the boundaries of `day`."""
    codes = {code: pk for pk, code in Place.objects.filter(kind=Kind.COMMUNE).values_list("pk", "code")}
    spans = Span.objects.filter(Dated.on(day), place__kind=Kind.CLUB).values_list("place_id", "path")
    return {club: codes[path.split(".")[2]] for club, path in spans}


def heirs(place: Place) -> list[Place]:
    """The units of now that stand where `place` stood, through all changes since; itself while it exists."""
    return heirs_of([place])[place.pk]


def heirs_of(places: Iterable[Place]) -> dict[int, list[Place]]:
    """As `heirs`, for many: node → the units of now that stand where it stood. One query whatever their number."""
    asked = {place.pk: place for place in places}
    found, after = dict(asked), dict[int, list[int]]()
    for step in Succession.objects.order_by("pk").select_related("predecessor", "successor"):
        after.setdefault(step.predecessor_id, []).append(step.successor_id)
        found |= {step.predecessor_id: step.predecessor, step.successor_id: step.successor}
    closed = {pk for pk, place in found.items() if place.valid_to is not None}
    return {start: [found[pk] for pk in _open_after(start, after, closed)] for start in asked}


def _open_after(start: int, after: dict[int, list[int]], closed: set[int]) -> list[int]:
    open_ones: list[int] = []
    waiting, seen = [start], set()
    while waiting:
        pk = waiting.pop(0)
        if pk in seen:
            continue
        seen.add(pk)
        if pk in closed:
            waiting += after.get(pk, [])
        else:
            open_ones.append(pk)
    return open_ones


def heirs_of_others() -> set[int]:
    """The units that stand where another stood: they answer for what was done there before them, too. One query."""
    return set(Succession.objects.values_list("successor", flat=True))


def main_heirs() -> dict[int, int]:
    """Closed unit → the unit of now that took over its lists: the first one named by the change that closed it.

    Changes before that one only took parts off it; one of those may have come back since.
    """
    first: dict[int, int] = {}
    by: dict[int, int] = {}
    for change, old, new in _steps():
        if by.get(old) != change:
            first[old], by[old] = new, change
    return {old: _end(first, old) for old in first}


@Question
def _steps() -> "QuerySet[Any, Any]":
    steps = Succession.objects.filter(predecessor__valid_to__isnull=False).order_by("pk")
    return steps.values_list("change", "predecessor", "successor")


def _end(first: dict[int, int], pk: int) -> int:
    while pk in first:
        pk = first[pk]
    return pk
