"""Any number on any day, from the rows themselves, by the boundaries of then or of now.

Facts answer for today and for the ends of half-months. Here the same rules run over the same records for any other
day, and give the units behind a number: those counted, those not, and why.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from tremang.facts.loading import PARTS, load_clubs
from tremang.facts.loading_communes import COMMUNE_PARTS, load_communes
from tremang.facts.measures import Values, club_values, commune_values, total
from tremang.facts.topics import LONG_AGO, READS
from tremang.indicators.base import Indicator, Level, Standing
from tremang.indicators.records import ClubRecord, CommuneRecord, Phase
from tremang.places.models import Dated, Kind, Place, Span
from tremang.places.queries import under

Boundaries = Literal["then", "now"]
EVERYTHING = (*PARTS, LONG_AGO, *COMMUNE_PARTS)


class Found(NamedTuple):
    """A standing with the club (or 0) and the commune it belongs to."""

    commune_id: int
    club_id: int
    standing: Standing


@dataclass
class Scope:
    """The records of all clubs and communes at and below a place, by the boundaries of a day."""

    day: date
    communes: list[CommuneRecord]

    @property
    def clubs(self) -> Iterator[tuple[CommuneRecord, ClubRecord]]:
        """Each club with its commune."""
        return ((commune, club) for commune in self.communes for club in commune.clubs)

    def values(self) -> dict[int, Values]:
        """Commune → its measures on the day, clubs included."""
        found = {}
        for commune in self.communes:
            parts = [club_values(club, [self.day])[0] for club in commune.clubs]
            found[commune.id] = total([commune_values(commune, [self.day])[0], *parts])
        return found

    def standings(self, indicator: Indicator, phase: Phase) -> Iterator[Found]:
        """Every unit that the rule speaks of on the day."""
        day = min(self.day, phase.to_on) if indicator.phased else self.day
        if indicator.level == Level.CLUB:
            for commune, club in self.clubs:
                for standing in indicator.rule(club, day, phase):
                    yield Found(commune.id, club.id, standing)
        else:
            for commune in self.communes:
                for standing in indicator.rule(commune, day, phase):
                    yield Found(commune.id, 0, standing)


def scope(
    place: Place, day: date, boundaries: Boundaries = "now", *, only: Indicator | None = None
) -> Scope:  # fmt: skip
    """The scope of `place` (the City, a commune or a club) on `day`, for all indicators or for `only` one.

    About 24 queries, however large the place; for one indicator about seven.
    """
    reads = READS.get(only.code, EVERYTHING) if only else EVERYTHING
    if place.kind == Kind.CLUB:
        clubs = load_clubs([place.pk], day, reads)
        return Scope(day, [CommuneRecord(place.pk, place.commune_code, is_commune=False, clubs=clubs)])
    nodes, places, hamlets = _inside(place, day, boundaries)
    by_commune: dict[int, list[ClubRecord]] = defaultdict(list)
    for club in load_clubs(places, day, reads):
        by_commune[places[club.id]].append(club)
    wanted = [*nodes.values(), *([place.pk] if place.kind == Kind.PROVINCE else [])]
    if only and only.level == Level.CLUB:
        return Scope(day, [CommuneRecord(pk, code, clubs=by_commune[pk]) for code, pk in nodes.items()])
    return Scope(day, load_communes(wanted, by_commune, hamlets, reads, day if boundaries == "then" else None))


def _inside(
    place: Place, day: date, boundaries: Boundaries
) -> tuple[dict[str, int], dict[int, int], dict[int, int]]:  # fmt: skip
    """Commune code → node, and club → commune and hamlet → commune, at and below `place`."""
    kinds = [Kind.COMMUNE, Kind.CLUB, Kind.HAMLET]
    if boundaries == "now":
        rows = list(
            Place.objects.filter(under(place.path), kind__in=kinds)
            .exclude(kind=Kind.COMMUNE, valid_to__isnull=False)
            .values_list("pk", "kind", "code", "path")
        )
    else:
        spans = Span.objects.filter(Dated.on(day))
        path = spans.filter(place=place).values_list("path", flat=True).first() or place.path
        spans = spans.filter(under(path), place__kind__in=kinds)
        rows = list(spans.values_list("place", "place__kind", "place__code", "path"))
    nodes = {code: pk for pk, kind, code, _path in rows if kind == Kind.COMMUNE}
    clubs: dict[int, int] = {}
    hamlets: dict[int, int] = {}
    for pk, kind, _code, path in rows:
        if kind != Kind.COMMUNE and (commune := nodes.get(path.split(".")[2])):
            (clubs if kind == Kind.CLUB else hamlets)[pk] = commune
    return nodes, clubs, hamlets
