"""What communes of the demo have declared: hamlets with their counting date, people, reach, officials, priorities.

Some have declared nothing, some only a part: their rows on the board read "chưa khai báo".
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tremang.exchange.demo.making import Act, Making, at, digests, node
from tremang.exchange.demo.names import VILLAGES, Names
from tremang.places.models import HamletCount, Kind, Place, Population, Profile, UnitType
from tremang.programme.communication.models import ReachDeclaration
from tremang.programme.training.models import CourseKind, CourseRecord, Official
from tremang.targets.models import Share

NEW_MAP = date(2025, 7, 1)
COUNTED = date(2025, 9, 15)
POSITIONS = (
    "Chủ tịch Hội Người cao tuổi", "Phó Chủ tịch Hội Người cao tuổi", "Công chức văn hóa - xã hội",
    "Phó Chủ tịch Ủy ban nhân dân", "Chi hội trưởng Hội Người cao tuổi", "Cán bộ trạm y tế", "Cán bộ Hội Phụ nữ",
)  # fmt: skip
METHODS = (
    "Đếm chữ ký tại các buổi nói chuyện, cộng hộ được phát tờ rơi", "Danh sách hộ nghe loa truyền thanh và họp thôn",
    "Phiếu của các chi hội, bỏ người trùng",
)  # fmt: skip


@dataclass
class Commune:
    """One commune with what it has declared; `acts` form its chain."""

    making: Making
    place: Place
    silent: bool
    hamlets: list[Place] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random: Random = self.making.random("commune", self.place.code)
        self.by_id = self.making.officer_of.get(self.place.pk, self.making.city_staff_id)

    def declare(self, number: int) -> None:
        """Hamlets first: clubs will sit in them. A silent commune has none on record."""
        draw = self.random
        if self.silent:
            return
        self._hamlets(number)
        people = draw.randrange(21_000, 62_000)
        if draw.random() < 0.95:
            self._population(people)
        if draw.random() < 0.85:
            self._reach(people)
        self._profile()
        if draw.random() < 0.95:
            officials(self.making, self.place, self.acts, draw.randrange(3, 8), self.by_id)
        self._shares()

    def _hamlets(self, number: int) -> None:
        draw = self.random
        rural = self.place.unit_type == UnitType.RURAL
        count = draw.randrange(16, 58) if rural else draw.randrange(28, 72)
        if rural:
            names = [f"Thôn {name}" for name in draw.sample(VILLAGES, min(count, len(VILLAGES)))]
            if draw.random() < 0.3:
                names = [f"Thôn {n}" for n in range(1, count + 1)]
        else:
            names = [f"Tổ dân phố {n}" for n in range(1, count + 1)]
        if self.place.code == "09715":
            names = ["Thôn Đồng Vàng", *[name for name in names if name != "Thôn Đồng Vàng"]]
        unit = UnitType.VILLAGE if rural else UnitType.GROUP
        since = max(self.place.valid_from, date(2018, 1, 1))
        for index, name in enumerate(names, 1):
            row, span = node(Kind.HAMLET, unit, f"{self.place.code}-{index:04d}", name, self.place, since)
            self.hamlets.append(row)
            self.making.sink.add(row, span)
        if number % 11 == 7:
            return  # entered for the clubs' sake, never counted: still undeclared
        count_row = HamletCount(
            commune_id=self.place.pk, counted_on=COUNTED + timedelta(days=draw.randrange(120)),
            source="Danh mục thôn, tổ dân phố của Ủy ban nhân dân",
        )  # fmt: skip
        self._act(count_row.counted_on, "count_hamlets", count_row, {"count": len(names)}, self.hamlets)

    def _act(self, day: date, verb: str, row, words: dict, more: list | None = None) -> None:
        self.making.sink.add(row)
        words = {"commune": self.place.name} | words
        self.acts.append(Act(at(day, 10), self.by_id, lambda: (verb, row, words, digests(row, *(more or ())))))

    def _population(self, people: int) -> None:
        draw = self.random
        for year in (2025, 2026):
            row = Population(
                commune_id=self.place.pk, year=year, people=people, older=int(people * draw.uniform(0.17, 0.24)),
                source="Công an xã, phường",
            )  # fmt: skip
            self._act(
                date(year, 10, 5 + draw.randrange(20)), "declare_population", row, {"year": year, "people": people}
            )
            people += draw.randrange(100, 900)

    def _reach(self, people: int) -> None:
        draw = self.random
        for year, low, high in ((2025, 0.03, 0.12), (2026, 0.06, 0.3)):
            reached = int(people * draw.uniform(low, high))
            row = ReachDeclaration(
                commune_id=self.place.pk, year=year, reached=reached, method=draw.choice(METHODS),
                declared_on=date(year, 10, 8 + draw.randrange(20)),
            )  # fmt: skip
            self._act(row.declared_on, "declare_reach", row, {"year": year, "reached": reached})

    def _profile(self) -> None:
        draw = self.random
        rural = self.place.unit_type == UnitType.RURAL
        row = Profile(
            commune_id=self.place.pk, from_on=NEW_MAP, is_difficult=rural and draw.random() < 0.15,
            is_mountainous=rural and draw.random() < 0.08, is_ethnic=rural and draw.random() < 0.06,
            trained_before_2026=draw.random() < 0.55,
        )  # fmt: skip
        self._act(date(2025, 10, 2), "describe_commune", row, {})

    def _shares(self) -> None:
        draw = self.random
        for year in (2026, 2027):
            for code, amount in (("new_clubs", draw.choice([0, 1, 1])), ("older_joiners", draw.choice([10, 15, 20]))):
                row = Share(
                    code=code, commune_id=self.place.pk, year=year, amount=amount, set_on=date(2026, 1, 20),
                    by_id=self.making.city_staff_id,
                )  # fmt: skip
                self._act(row.set_on, "set_share", row, {"code": code, "year": year, "amount": amount})


def officials(making: Making, place: Place, acts: list[Act], count: int, by_id: int) -> None:
    """The list of officials of the plan of a place, and the courses they completed."""
    draw = making.random("officials", place.code)
    names = Names(draw)
    since = date(2026, 1, 10)
    trained = draw.random()
    for position in [*POSITIONS, *POSITIONS][:count]:
        sex = draw.choice("FM")
        official = Official(
            place_id=place.pk, full_name=names.full(sex, draw.randrange(35, 66)), position=position,
            from_on=since + timedelta(days=draw.randrange(40)),
        )  # fmt: skip
        if draw.random() < 0.05:
            official.to_on = date(2026, 6, 30)
        making.sink.add(official)
        rows = [official]
        if draw.random() < trained:
            day = date(2026, 3, 2) + timedelta(days=draw.randrange(max(1, (making.last - date(2026, 3, 2)).days)))
            rows.append(
                CourseRecord(
                    official_id=official.pk, kind=CourseKind.INITIAL, completed_on=day,
                    organiser="Hội Người cao tuổi Thành phố",
                )
            )  # fmt: skip
            making.sink.add(rows[1])
        words = {"commune": place.name, "name": official.full_name}
        acts.append(_listing(official.from_on, by_id, official, words))
        if len(rows) > 1:
            acts.append(_learning(rows[1], by_id, words))


def _listing(day: date, by_id: int, official: Official, words: dict) -> Act:
    return Act(at(day, 9), by_id, lambda: ("list_official", official, words, digests(official)))


def _learning(course: CourseRecord, by_id: int, words: dict) -> Act:
    words = words | {"kind": course.kind, "completed_on": course.completed_on}
    return Act(at(course.completed_on, 16), by_id, lambda: ("complete_course", course, words, digests(course)))
