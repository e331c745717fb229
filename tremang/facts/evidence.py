"""Any number on any day, from the rows themselves, by the boundaries of then or of now.

Facts answer for today and for the ends of half-months. Here the same rules run over the same records for any other
day, and give the units behind a number: those counted, those not, and why.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from django.db.models import Q

from tremang.facts.loading import load_clubs, load_communes
from tremang.facts.measures import Values, club_values, commune_values, total
from tremang.indicators.base import Indicator, Level, Standing
from tremang.indicators.records import ClubRecord, CommuneRecord, Phase
from tremang.places.models import Dated, Kind, Place, Span
from tremang.places.queries import under

Boundaries = Literal["then", "now"]


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


def scope(place: Place, day: date, boundaries: Boundaries = "now") -> Scope:
    """The scope of `place` (the City, a commune or a club) on `day`. About 24 queries, however large the place."""
    if place.kind == Kind.CLUB:
        return _scope_of_club(place, day)
    if boundaries == "now":
        communes = Place.objects.filter(Q(kind=Kind.COMMUNE, valid_to__isnull=True) & under(place.path))
        nodes = {code: pk for pk, code in communes.values_list("pk", "code")}
        below = Place.objects.filter(under(place.path), kind__in=[Kind.CLUB, Kind.HAMLET])
        rows = list(below.values_list("pk", "kind", "path"))
    else:
        spans = Span.objects.filter(Dated.on(day)).select_related(None)
        path = spans.filter(place=place).values_list("path", flat=True).first() or place.path
        spans = spans.filter(under(path))
        nodes = {code: pk for pk, code in spans.filter(place__kind=Kind.COMMUNE).values_list("place", "place__code")}
        leaves = spans.filter(place__kind__in=[Kind.CLUB, Kind.HAMLET])
        rows = list(leaves.values_list("place", "place__kind", "path"))
    clubs: dict[int, int] = {}
    hamlets: dict[int, int] = {}
    for pk, kind, path in rows:
        if commune := nodes.get(path.split(".")[2]):
            (clubs if kind == Kind.CLUB else hamlets)[pk] = commune
    by_commune: dict[int, list[ClubRecord]] = defaultdict(list)
    for club in load_clubs(clubs, day):
        by_commune[clubs[club.id]].append(club)
    wanted = [*nodes.values(), *([place.pk] if place.kind == Kind.PROVINCE else [])]
    return Scope(day, load_communes(wanted, by_commune, hamlets))


def _scope_of_club(place: Place, day: date) -> Scope:
    clubs = load_clubs([place.pk], day)
    return Scope(day, [CommuneRecord(place.pk, place.commune_code, is_commune=False, clubs=clubs)])
