"""What communes of the demo have declared: hamlets with their counting date, people, reach, officials, priorities.

Some have declared nothing, some only a part: their rows on the board read "chưa khai báo".
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.db.models import Model

from tremang.areas.common.models import OfficeSupport
from tremang.exchange.demo.making import Act, Making, at, digests, node
from tremang.exchange.demo.names import VILLAGES, Names
from tremang.places.models import HamletCount, Kind, Place, Population, Profile, Statement, UnitType
from tremang.programme.communication.models import ReachDeclaration
from tremang.programme.training.models import CourseKind, CourseRecord, Official
from tremang.targets.models import Share

NEW_MAP = date(2025, 7, 1)
COUNTED = date(2025, 9, 15)
LISTED = date(2026, 1, 10)
POSITIONS = (
    "Chủ tịch Hội Người cao tuổi", "Phó Chủ tịch Hội Người cao tuổi", "Công chức văn hóa - xã hội",
    "Phó Chủ tịch Ủy ban nhân dân", "Chi hội trưởng Hội Người cao tuổi", "Cán bộ trạm y tế", "Cán bộ Hội Phụ nữ",
)  # fmt: skip
COUNTED_PEOPLE = {Population: ("people", "older"), ReachDeclaration: ("reached",)}
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
    changed_on: date | None = None  # from this day on its land is another
    closes: bool = False  # and from that day on it is no more
    hamlets: list[Place] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    later: list[tuple[Model, dict, Act]] = field(default_factory=list)  # said for the land as changed, with its words
    people: int = 0  # about how many live there, said or not

    def __post_init__(self) -> None:
        self.random: Random = self.making.random("commune", self.place.code)
        self.by_id = self.making.officer_of.get(self.place.pk, self.making.city_staff_id)

    def declare(self, number: int) -> None:
        """Hamlets first: clubs will sit in them. A silent commune has none on record."""
        draw = self.random
        if self.silent:
            return
        self._hamlets(number)
        self.people = draw.randrange(21_000, 62_000)
        if draw.random() < 0.95:
            self._population(self.people)
        if draw.random() < 0.85:
            self._reach(self.people)
        self._profile()
        if draw.random() < 0.95:
            self.officials(draw.randrange(3, 8))
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
        if self.closes:
            count = 12
            names = [f"Thôn {self.place.name.partition(' ')[2]} {n}" for n in range(1, count + 1)]
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

    def _act(self, day: date, verb: str, row: Model, words: dict, more: Sequence[Model] = ()) -> None:
        after = self.changed_on is not None and day >= self.changed_on
        if day > self.making.last or (after and self.closes):
            return
        words = {"commune": self.place.name} | words
        act = Act(at(day, 10), self.by_id, lambda: (verb, row, words, digests(row, *more)))
        if after:
            if isinstance(row, Statement):
                row.holds_from = self.changed_on
            self.later.append((row, words, act))
        else:
            self.making.sink.add(row)
            self.acts.append(act)

    def say_the_rest(self, taken_in: int) -> None:
        """What the commune said after its land was changed, once that is done: also for people that came with it."""
        for row, words, _act in self.later:
            for name in COUNTED_PEOPLE.get(type(row), ()):
                whole = getattr(row, name) * (self.people + taken_in) // self.people
                setattr(row, name, whole)
                if name in words:
                    words[name] = whole
            self.making.sink.add(row)
        self.acts = [act for _row, _words, act in self.later]

    def support(self, row: OfficeSupport, on: date) -> None:
        """That this office gave something to clubs, written down on a day."""
        self._act(on, "give_office_support", row, {"what": row.what, "day": row.day, "giver": row.giver})

    def _years(self) -> list[tuple[int, date]]:
        """The years declared, each with the day of the declaration: in autumn, in the last year towards its end."""
        draw, last = self.random, self.making.last
        newest = max(date(last.year, 1, 1), last - timedelta(days=75))
        return [
            (last.year - 1, date(last.year - 1, 10, 5 + draw.randrange(20))),
            (last.year, newest + timedelta(days=draw.randrange((last - newest).days + 1))),
        ]

    def _population(self, people: int) -> None:
        draw = self.random
        for year, day in self._years():
            row = Population(
                commune_id=self.place.pk, year=year, people=people, older=int(people * draw.uniform(0.17, 0.24)),
                source="Công an xã, phường",
            )  # fmt: skip
            self._act(day, "declare_population", row, {"year": year, "people": people})
            people += draw.randrange(100, 900)

    def _reach(self, people: int) -> None:
        draw = self.random
        for (year, day), (low, high) in zip(self._years(), ((0.03, 0.12), (0.06, 0.3)), strict=True):
            reached = int(people * draw.uniform(low, high))
            row = ReachDeclaration(
                commune_id=self.place.pk, year=year, reached=reached, method=draw.choice(METHODS), declared_on=day
            )
            self._act(day, "declare_reach", row, {"year": year, "reached": reached})

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
        if self.closes:
            return
        for year in (2026, 2027):
            for code, amount in (("new_clubs", draw.choice([0, 1, 1])), ("older_joiners", draw.choice([10, 15, 20]))):
                row = Share(
                    code=code, commune_id=self.place.pk, year=year, amount=amount, set_on=date(2026, 1, 20),
                    by_id=self.making.city_staff_id,
                )  # fmt: skip
                self._act(row.set_on, "set_share", row, {"code": code, "year": year, "amount": amount})

    def officials(self, count: int) -> None:
        """The list of officials of the plan, and the courses they completed."""
        draw = self.making.random("officials", self.place.code)
        names = Names(draw)
        trained = draw.random()
        for position in [*POSITIONS, *POSITIONS][:count]:
            official = Official(
                place_id=self.place.pk, full_name=names.full(draw.choice("FM"), draw.randrange(35, 66)),
                position=position, from_on=LISTED + timedelta(days=draw.randrange(40)),
            )  # fmt: skip
            if draw.random() < 0.05 and not self.closes:
                official.to_on = official.from_on + timedelta(days=draw.randrange(100, 240))
            words = {"name": official.full_name}
            self._act(official.from_on, "list_official", official, words)
            day = LISTED + timedelta(days=50 + draw.randrange(250))
            if draw.random() < trained:
                course = CourseRecord(
                    official_id=official.pk, kind=CourseKind.INITIAL, completed_on=day,
                    organiser="Hội Người cao tuổi Thành phố",
                )  # fmt: skip
                words |= {"kind": course.kind, "completed_on": day}
                self._act(day, "complete_course", course, words)
