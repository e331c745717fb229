"""Communes and the City's own node, from tables to records: hamlets, officials, what was declared of people."""

from collections.abc import Collection, Iterable
from datetime import date

from tremang.facts.reading import MANY, read
from tremang.indicators.records import FAR, ClubRecord, CommuneRecord, OfficialRecord
from tremang.places.models import HamletCount, Kind, Place, Population
from tremang.places.queries import main_heirs
from tremang.programme.communication.models import ReachDeclaration
from tremang.programme.training.models import CourseRecord, Official

COMMUNE_RULES = ("states", "hamlets", "assessments")  # what the rules of communes look at in their clubs
COMMUNE_PARTS = ("catalogue", "officials", "people")


def load_communes(
    ids: Iterable[int], clubs: dict[int, list[ClubRecord]], hamlets: dict[int, int] | None = None,
    reads: Collection[str] = COMMUNE_PARTS, then: date | None = None,
) -> list[CommuneRecord]:  # fmt: skip
    """The records of the communes `ids`; `clubs` are their clubs by commune.

    `hamlets` maps hamlet → commune by the boundaries asked for; without it those of now hold. `then` is the day whose
    boundaries are asked for: what was declared for the land of another day is left aside. Eight queries; fewer where
    only some parts are read.
    """
    wanted = list(ids)
    communes = {
        pk: CommuneRecord(pk, code, kind == Kind.COMMUNE, clubs=clubs.get(pk, []))
        for pk, code, kind in read(Place, "id code kind", wanted, by="id")
    }
    if "catalogue" in reads:
        _catalogue(communes, wanted, hamlets, then)
    if "officials" in reads:
        _officials(communes, wanted, then)
    if "people" in reads:
        holding = Population.by_sql(then)
        for commune, year, people in read(Population, "commune year people", wanted, by="commune", where=holding):
            communes[commune].people[year] = people
        holding = ReachDeclaration.by_sql(then)
        for commune, year, reached in read(
            ReachDeclaration, "commune year reached", wanted, by="commune", where=holding
        ):
            communes[commune].reached[year] = reached
    return list(communes.values())


def _catalogue(
    communes: dict[int, CommuneRecord], wanted: list[int], hamlets: dict[int, int] | None, then: date | None
) -> None:
    for (commune,) in read(HamletCount, "commune", wanted, by="commune", where=HamletCount.by_sql(then)):
        communes[commune].is_counted = True
    named = wanted if hamlets is None else None
    rows = read(Place, "id parent valid_from valid_to", named, by="parent", where=("t.kind = %s", [Kind.HAMLET.value]))
    for pk, parent, from_on, to_on in rows:
        if record := communes.get((parent if hamlets is None else hamlets.get(pk)) or 0):
            record.hamlets.append((pk, from_on, to_on or FAR))


def _officials(communes: dict[int, CommuneRecord], wanted: list[int], then: date | None) -> None:
    """By the boundaries of now those who served a closed unit stand with the unit that took over its list."""
    former = {pk: heir for pk, heir in main_heirs().items() if heir in communes} if then is None else {}
    wanted = [*wanted, *former]
    officials: dict[int, OfficialRecord] = {}
    place: int
    for pk, place, from_on, to_on in read(Official, "id place from_on to_on", wanted, by="place"):
        officials[pk] = OfficialRecord(pk, from_on, to_on or FAR)
        communes[former.get(place, place)].officials.append(officials[pk])
    named = list(officials) if len(officials) <= MANY else None
    theirs = ("t.official_id IS NOT NULL", ())
    for official, completed_on in read(CourseRecord, "official completed_on", named, by="official", where=theirs):
        if record := officials.get(official):
            record.courses.append(completed_on)
