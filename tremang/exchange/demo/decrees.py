"""One merger and one split of communes in the demo: what stood then, and what stands now.

Two made-up communes stand beside the real ones at first. By made-up decrees one goes into xã Phúc Thọ and the other is
divided between two real neighbours, so that the map of now is Hanoi's own. The product's own actions do it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tremang.accounts.models import User
from tremang.exchange.demo.making import Making, node
from tremang.kernel import clock
from tremang.kernel.models import Event, Stale
from tremang.kernel.periods import add_months
from tremang.places.loading import BEGINNING, NEW_MAP
from tremang.places.models import Kind, Place, UnitType
from tremang.places.queries import city
from tremang.programme.territory.actions.changes import Decree, merge_places, split_place

MERGED, MERGED_INTO = ("99001", "Xã Trúc Lâm"), "09715"
DIVIDED, DIVIDED_INTO = ("99002", "Xã Trúc Giang"), ("09706", "09694")
MADE_UP = "Đơn vị hư cấu của dữ liệu mẫu"


@dataclass
class Decrees:
    """The two changes: when they take effect, and which communes they touch."""

    making: Making
    merger_on: date
    split_on: date
    places: list[Place]

    @classmethod
    def plan(cls, making: Making) -> "Decrees | None":
        """The changes in the last year of the demo; None where it ends too early after the new map of 1/7/2025."""
        merger_on = add_months(making.last, -7).replace(day=1)
        split_on = add_months(making.last, -5).replace(day=1)
        if merger_on <= NEW_MAP + timedelta(days=30):
            return None
        places = []
        for code, name in (MERGED, DIVIDED):
            place, span = node(Kind.COMMUNE, UnitType.RURAL, code, name, city(), NEW_MAP)
            place.legal_basis, span.from_on = MADE_UP, BEGINNING
            making.sink.add(place, span)
            places.append(place)
        return cls(making, merger_on, split_on, places)

    def changed_on(self, place: Place) -> date | None:
        """The day from which the land of `place` is another; None where nothing happens to it."""
        days = {MERGED[0]: self.merger_on, MERGED_INTO: self.merger_on}
        days |= dict.fromkeys((DIVIDED[0], *DIVIDED_INTO), self.split_on)
        return days.get(place.code)

    def closes(self, place: Place) -> bool:
        """Whether `place` is one of the two that go."""
        return place.code in (MERGED[0], DIVIDED[0])

    def taken_in(self, place: Place, people: Mapping[str, int]) -> int:
        """How many came to `place` by the merger; `people` by the code of the commune. Parts of a split are not known."""
        return people[MERGED[0]] if place.code == MERGED_INTO else 0

    def carry_out(self) -> None:
        """Do both through the product's actions, on their days."""
        staff = User.objects.get(pk=self.making.city_staff_id)
        by_code = {place.code: place for place in Place.objects.filter(kind=Kind.COMMUNE)}
        with clock.fixed(self.merger_on, 7):
            merge_places(
                [by_code[MERGED[0]]], by_code[MERGED_INTO], decree=self._decree("12", self.merger_on), by=staff,
                today=self.merger_on,
            )  # fmt: skip
        divided = by_code[DIVIDED[0]]
        children = list(divided.children.order_by("sort", "pk").values_list("pk", flat=True))
        with clock.fixed(self.split_on, 7):
            split_place(
                divided, [by_code[code] for code in DIVIDED_INTO],
                {child: int(number >= len(children) // 2) for number, child in enumerate(children)},
                decree=self._decree("21", self.split_on), by=staff, today=self.split_on,
            )  # fmt: skip
        self._go_on(by_code)

    def _decree(self, number: str, effective_on: date) -> Decree:
        return Decree(
            f"{number}/NQ-HĐND", effective_on - timedelta(days=21), effective_on, "Nghị quyết hư cấu của dữ liệu mẫu"
        )

    def _go_on(self, by_code: dict[str, Place]) -> None:
        """Chains of the communes touched go on behind what the actions wrote; facts are made anew anyway."""
        for code in (MERGED[0], MERGED_INTO, DIVIDED[0], *DIVIDED_INTO):
            chain = by_code[code].pk
            last = Event.objects.filter(chain_id=chain).order_by("-sequence").values_list("sequence", "hash").first()
            if last:
                self.making.sequences[chain] = last
        Stale.objects.all().delete()
