"""The obstacles of the demo: raised by clubs and communes, answered, passed up, waiting or overdue."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from tremang.exchange.demo.making import Act, Making, at, digests
from tremang.exchange.demo.reporting.words import CLUB_OBSTACLES, COMMUNE_OBSTACLES, PASSED_UP
from tremang.places.loading import NEW_MAP
from tremang.places.models import Place
from tremang.reports.models import Obstacle, Report
from tremang.reports.obstacles import TERM, Carried, origin_of, raised_by
from tremang.reports.periods import Period

LONG_AGO = 420  # days: no obstacle is older
FARES = ("answered", "answered", "passed_answered", "overdue", "answered", "passed_open", "waiting", "passed_overdue")
FARES_OF_COMMUNE = ("answered", "waiting", "answered", "overdue")


class Troubles:
    """Makes the obstacles and knows which travel with a report of a moment. `acts` go into the chains by place."""

    def __init__(self, making: Making, root: Place) -> None:
        self.making = making
        self.root = root
        self.random: Random = making.random("obstacles")
        self.rows: list[Obstacle] = []
        self.of_place: dict[int, list[Obstacle]] = defaultdict(list)
        self.of_owner: dict[int, list[Obstacle]] = defaultdict(list)
        self.passed: dict[int, Obstacle] = {}
        self.acts: dict[int, list[Act]] = defaultdict(list)

    def of_clubs(self, clubs: Sequence[tuple[Place, Place, int]], officer_of: dict[int, int]) -> None:
        """One of each club: its place, its commune's, and the account of its secretary."""
        for number, (club, commune, secretary_id) in enumerate(clubs):
            text, answer = CLUB_OBSTACLES[number % len(CLUB_OBSTACLES)]
            fare = FARES[number % len(FARES)]
            officer_id = officer_of[commune.pk]
            day = self._day(fare if not fare.startswith("passed") else "answered")
            row = self._raise(club, commune, text, day, secretary_id)
            if fare == "answered":
                self._answer(row, answer, officer_id)
            elif fare.startswith("passed"):
                self._pass_up(row, commune, officer_id, fare.removeprefix("passed_"), answer)

    def of_communes(self, communes: Sequence[Place], officer_of: dict[int, int]) -> None:
        """One of each commune."""
        for number, commune in enumerate(communes):
            text, answer = COMMUNE_OBSTACLES[number % len(COMMUNE_OBSTACLES)]
            fare = FARES_OF_COMMUNE[number % len(FARES_OF_COMMUNE)]
            row = self._raise(commune, self.root, text, self._day(fare), officer_of[commune.pk])
            if fare == "answered":
                self._answer(row, answer, self.making.city_staff_id)

    def in_report(self, report: Report, place: Place, day: date, by_id: int) -> None:
        """One that stands in a report which is still being written."""
        text, _answer = COMMUNE_OBSTACLES[-1]
        self._raise(place, self.root, text, day, by_id, report=report)

    def travelling(self, place: Place, report: Report, period: Period, moment: datetime) -> list[Carried]:
        """What goes up with a report sent at `moment`, as `obstacles.travelling` would have said then."""
        day, found = moment.date(), []
        here = [*self.of_place.get(place.pk, ()), *self.of_owner.get(place.pk, ())]
        rows = [row for row in here if row.raised_on <= day]
        for row in sorted(rows, key=lambda row: (row.raised_on, row.pk)):
            if row.raised_on > period.to_on and row.report_id != report.pk:
                continue
            end = row
            while end.pk in self.passed and self.passed[end.pk].raised_on <= day:
                end = self.passed[end.pk]
            if end.pk != row.pk and end.place_id == place.pk:
                continue
            on = end.answered_on if end.answered_on and end.answered_on <= day else None
            if on is None or on >= period.from_on:
                found.append(Carried(row, raised_by(row, place), end.owner, end.due_on, end.answer if on else "", on))
        return found

    def _day(self, fare: str) -> date:
        """On which it is raised: long ago where it was answered, lately where its clock still runs."""
        if fare == "waiting":
            return self.making.last - timedelta(days=self.random.randrange(2, 10))
        if fare == "overdue":
            return self.making.last - timedelta(days=self.random.randrange(40, 100))
        day = self.making.last - timedelta(days=self.random.randrange(120, LONG_AGO))
        return max(day, min(NEW_MAP, self.making.last - timedelta(days=100)))

    def _raise(
        self, place: Place, owner: Place, text: str, day: date, by_id: int, *, source: Obstacle | None = None,
        report: Report | None = None,
    ) -> Obstacle:  # fmt: skip
        row = Obstacle(
            place=place, report_id=report.pk if report else None, text=text, raised_on=day, raised_by_id=by_id,
            owner=owner, due_on=self.making.due_on(TERM, day), passed_up_from=source,
        )  # fmt: skip
        self.rows.append(row)
        self.of_place[place.pk].append(row)
        self.of_owner[owner.pk].append(row)
        words = {"text": text, "owner": owner.name}
        verb = "pass_up_obstacle" if source else "raise_obstacle"
        if source:
            words["from"] = origin_of(source).name
        answers = {"answer": "", "answered_on": None, "answered_by_id": None}

        def do() -> tuple:
            kept = {name: getattr(row, name) for name in answers}
            for name, value in answers.items():
                setattr(row, name, value)
            rows = digests(row)
            for name, value in kept.items():
                setattr(row, name, value)
            return verb, row, words, rows

        self.acts[place.pk].append(Act(at(day, 11, self.random.randrange(60)), by_id, do))
        return row

    def _answer(self, row: Obstacle, answer: str, by_id: int) -> None:
        day = self.making.working_day(row.raised_on, self.random.randrange(3, 14))
        row.answer, row.answered_on, row.answered_by_id = answer, day, by_id
        words = {"text": row.text, "answer": answer}
        act = Act(at(day, 14), by_id, lambda: ("answer_obstacle", row, words, digests(row)))
        self.acts[row.place_id].append(act)

    def _pass_up(self, row: Obstacle, commune: Place, officer_id: int, fare: str, answer: str) -> None:
        day = self.making.working_day(row.raised_on, self.random.randrange(3, 12))
        if fare == "open":
            day = self.making.working_day(self.making.last - timedelta(days=9), 1)
        above = self._raise(commune, self.root, PASSED_UP.format(row.text), day, officer_id, source=row)
        self.passed[row.pk] = above
        if fare == "answered":
            self._answer(above, answer, self.making.city_staff_id)
