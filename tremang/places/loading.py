"""The reference data of Hanoi: the nation, the City, its 126 units and the 526 units they came from.

Run as often as one likes: what is there already, renamed or closed by decree since, is left as it stands.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tremang.kernel.ids import new_id
from tremang.kernel.lock import writing
from tremang.kernel.text import fold
from tremang.places.models import FormerUnit, Kind, Place, Span, UnitType
from tremang.places.queries import CITY_CODE, ROOT_PATH

DATA = Path(__file__).parent / "data"
BEGINNING = date(2000, 1, 1)  # before the first club: from here on every node has a place on the map
NEW_MAP = date(2025, 7, 1)
RESOLUTION = "Nghị quyết 1656/NQ-UBTVQH15 ngày 16/6/2025"
NATION_CODE = "VN"


def read(name: str) -> list[dict[str, str]]:
    """The rows of one of the files in `data/`."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_places(stamp_ids: Iterator[int] | None = None) -> int:
    """Make what is missing of the reference data; returns the number of places made.

    `stamp_ids` gives the ids of all rows in their fixed order, for data that must come out the same every time.
    """
    with writing():
        return _Loading(stamp_ids).run()


class _Loading:
    def __init__(self, stamp_ids: Iterator[int] | None) -> None:
        self.stamps = stamp_ids
        self.known = {place.code: place for place in Place.objects.exclude(kind__in=[Kind.HAMLET, Kind.CLUB])}
        self.places: list[Place] = []
        self.spans: list[Span] = []

    def run(self) -> int:
        nation = self._place(Kind.NATION, UnitType.NATION, NATION_CODE, "Việt Nam", None)
        city = self._place(Kind.PROVINCE, UnitType.CITY, CITY_CODE, "Thành phố Hà Nội", nation)
        for row in read("hanoi_units.csv"):
            self._place(Kind.COMMUNE, UnitType(row["type"]), row["code"], row["name"], city, NEW_MAP, RESOLUTION)
        Place.objects.bulk_create(self.places)
        Span.objects.bulk_create(self.spans)
        self._former()
        return len(self.places)

    def _id(self) -> int:
        return next(self.stamps) if self.stamps is not None else new_id()

    def _place(
        self, kind: Kind, unit_type: UnitType, code: str, name: str, parent: Place | None,
        since: date = BEGINNING, legal_basis: str = "",
    ) -> Place:  # fmt: skip
        if code in self.known:
            return self.known[code]
        place = Place(
            id=self._id(), kind=kind, unit_type=unit_type, code=code, parent=parent, valid_from=since,
            legal_basis=legal_basis, path=f"{parent.path}.{code}" if parent else ROOT_PATH,
        )  # fmt: skip
        place.rename(name)
        self.known[code] = place
        self.places.append(place)
        self.spans.append(
            Span(id=self._id(), place=place, name=name, unit_type=unit_type, path=place.path, from_on=BEGINNING)
        )
        return place

    def _former(self) -> None:
        there = set(FormerUnit.objects.values_list("code", "successor__code"))
        rows = [row for row in read("hanoi_former_units.csv") if (row["code"], row["successor"]) not in there]
        FormerUnit.objects.bulk_create(
            FormerUnit(
                id=self._id(), code=row["code"], name=row["name"], name_fold=fold(row["name"]),
                district=row["district"], successor=self.known[row["successor"]], is_split=row["is_split"] == "1",
            )
            for row in rows
        )  # fmt: skip
