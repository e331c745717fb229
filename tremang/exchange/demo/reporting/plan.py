"""Which reports of the demo fare how: in every state, the newest ones partly still on their way."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from tremang.accounts.models import Role, RoleKind
from tremang.exchange.demo.making import Making, at
from tremang.exchange.demo.reporting.course import Course, Fate
from tremang.exchange.demo.reporting.desk import Desk
from tremang.exchange.demo.reporting.troubles import LONG_AGO
from tremang.exchange.demo.reporting.ways import late_entry
from tremang.exchange.demo.reporting.words import RETURNED
from tremang.kernel.periods import add_months
from tremang.places.models import Place
from tremang.reports.models import Level, ReportKind
from tremang.reports.periods import Period, due_days, periods_between

MONTHS = 24
CLUB_MONTHS = 6
NEWEST = {  # of the quarter that was due last
    Fate.ON_TIME: 0.54, Fate.LATE: 0.11, Fate.RESENT: 0.06, Fate.WAITING: 0.13, Fate.RETURNED: 0.05, Fate.DRAFT: 0.06,
    Fate.UNOPENED: 0.05,
}  # fmt: skip
LATELY = {  # of the half-year and the year that were due last
    Fate.ON_TIME: 0.76, Fate.LATE: 0.12, Fate.RESENT: 0.06, Fate.RETURNED: 0.02, Fate.UNOPENED: 0.04,
}  # fmt: skip
EARLIER = {Fate.ON_TIME: 0.80, Fate.LATE: 0.10, Fate.RESENT: 0.06, Fate.UNOPENED: 0.04}
FIRST_ONES = (Fate.UNOPENED, Fate.RETURNED, Fate.DRAFT, Fate.WAITING)  # of the newest quarter; the first is to be tried
OF_CLUBS = (Fate.DRAFT, Fate.RETURNED, Fate.WAITING, Fate.ON_TIME)  # of the newest month


class Plan:
    """Lays out all courses on the desk: clubs', communes', the City's, each below before those that hold it."""

    def __init__(self, making: Making, desk: Desk, kinds: Sequence[ReportKind]) -> None:
        self.making = making
        self.desk = desk
        first = max(making.first, add_months(making.last, -MONTHS))
        since = min(kind.effective_from for kind in kinds)
        self.periods = {kind.code: periods_between(kind, max(first, since), making.last) for kind in kinds}
        self.periods = {code: [one for one in some if one.to_on < making.last] for code, some in self.periods.items()}
        self.days: dict[tuple[str, str], tuple[date, date]] = {}
        self.secretary_of = dict(
            Role.objects.filter(kind=RoleKind.CLUB_SECRETARY, to_on__isnull=True).values_list("place_id", "user_id")
        )

    def asked(self) -> list[tuple[ReportKind, Period]]:
        """All kinds and periods of which there are reports."""
        return [(kind, period) for kind in self.desk.kinds for period in self.periods[kind.code]]

    def lay_out(self) -> None:
        """Every course, in the order in which one holds the other."""
        for level, one in ((Level.CLUB, self._club), (Level.COMMUNE, self._commune), (Level.CITY, self._city)):
            kinds = [kind for kind in self.desk.kinds if kind.level == level]
            for kind in sorted(kinds, key=lambda kind: not kind.feeds):  # what is held before what holds it
                for age, period in enumerate(reversed(self.periods[kind.code])):
                    for course in one(kind, period, age):
                        self.desk.courses[course.key] = course
                        course.accept([held for held in self.desk.below(course) if held is not None])

    def _course(
        self, kind: ReportKind, place: Place, period: Period, writer_id: int, approver_id: int, fate: Fate, draw: Random
    ) -> Course:  # fmt: skip
        key = (kind.code, period.label)
        if key not in self.days:
            self.days[key] = due_days(kind, period)
        course = Course(kind, place, period, *self.days[key], writer_id, approver_id, fate)
        course.go(self.making, draw, draw.choice(RETURNED))
        return course

    def _club(self, kind: ReportKind, period: Period, age: int) -> list[Course]:
        """Clubs of a few communes send a report each month, most of them; the others let their minutes speak."""
        found: list[Course] = []
        if age >= CLUB_MONTHS:
            return found
        communes = list(self.desk.communes.values())
        for commune in communes[: 1 if len(communes) < 10 else 3]:
            writing = [unit.node for unit in self.desk.units.get(commune.pk, ()) if unit.node in self.secretary_of]
            for number, node in enumerate(writing[:6]):
                draw = self.making.random("club-month", commune.code, number, period.label)
                if not self.desk.is_active(node, period.to_on):
                    continue
                fate = OF_CLUBS[number % len(OF_CLUBS)] if age == 0 else Fate.ON_TIME
                if age and draw.random() < 0.25:
                    fate = Fate.UNOPENED
                by = self.secretary_of[node]
                found.append(
                    self._course(
                        kind, self.desk.clubs[node], period, by, self.making.officer_of[commune.pk], fate, draw
                    )
                )
        return found

    def _commune(self, kind: ReportKind, period: Period, age: int) -> list[Course]:
        found, making = [], self.making
        is_quarter = kind.code == "commune-quarter"
        for number, place in enumerate(self.desk.communes.values()):
            if place.valid_from > period.to_on:
                continue
            draw = making.random("fate", kind.code, place.code, period.label)
            shares = EARLIER if age else NEWEST if is_quarter else LATELY
            fate = draw.choices(list(shares), list(shares.values()))[0]
            if is_quarter and age == 0 and number < len(FIRST_ONES):
                fate = FIRST_ONES[number]
            elif number == 0:
                fate = Fate.RESENT if is_quarter and age == 1 else Fate.ON_TIME
            elif number == 3 and is_quarter and age == 1:
                fate = Fate.EXCEPTION
            course = self._course(kind, place, period, making.officer_of[place.pk], making.city_staff_id, fate, draw)
            if fate == Fate.EXCEPTION or (number == 0 and is_quarter and age == 0 and course.closes_on < making.last):
                course.late = late_entry(making, course, number, is_open=number == 0)
                if course.late.at > at(making.last, 18):
                    course.late = None
            found.append(course)
        return found

    def _city(self, kind: ReportKind, period: Period, age: int) -> list[Course]:
        making = self.making
        fate = Fate.WAITING if kind.code == "centre-half" and age == 0 else Fate.ON_TIME
        draw = making.random("fate", kind.code, period.label)
        course = self._course(kind, self.desk.root, period, making.city_staff_id, making.city_leader_id, fate, draw)
        return [course] if kind.rhythm != "review" else []

    def of(self, place: Place) -> list[Course]:
        """The reports of a place, those with steps or an exception."""
        return [one for one in self.desk.courses.values() if one.place.pk == place.pk and (one.moments or one.late)]


def clubs_with_troubles(desk: Desk, plan: Plan, count: int) -> list[tuple[Place, Place, int]]:
    """Clubs that write for themselves, spread over communes, the first of the demo's own commune."""
    old = plan.making.last - timedelta(days=LONG_AGO)
    nodes = [node for node in desk.clubs if node in plan.secretary_of and desk.is_active(node, old)]
    draw = plan.making.random("troubled clubs")
    first = next(iter(desk.communes.values())).pk
    own = [node for node in nodes if desk.commune_of[node].pk == first][:2]
    others = [node for node in nodes if desk.commune_of[node].pk != first]
    chosen = own + draw.sample(others, min(len(others), count - len(own)))
    return [(desk.clubs[node], desk.commune_of[node], plan.secretary_of[node]) for node in chosen]
