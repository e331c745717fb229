"""Reads over the tree of places."""

from datetime import date

from django.db.models import Q, QuerySet

from tremang.places.models import Dated, Kind, Place, Span

ROOT_PATH = "vn"
CITY_CODE = "01"


def under(path: str, field: str = "path") -> Q:
    """The condition that `field` is `path` or lies below it: an index range on both engines, where LIKE would scan."""
    return Q(**{field: path}) | Q(**{f"{field}__gte": path + ".", f"{field}__lt": path + "/"})


def city() -> Place:
    """The node of the City."""
    return Place.objects.get(code=CITY_CODE)


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
