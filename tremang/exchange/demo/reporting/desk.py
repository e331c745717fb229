"""Reports of the demo written in bulk by the code of the product: what a draft looks at is handed to it from memory."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from django.utils import timezone

from tremang.accounts.models import User
from tremang.advice.queries import Paused, Silent
from tremang.clubs.models import Club, StateRow
from tremang.clubs.models import State as ClubState
from tremang.exchange.demo.making import Making
from tremang.exchange.demo.reporting.course import Course
from tremang.exchange.demo.reporting.shelf import Shelf
from tremang.exchange.demo.reporting.troubles import Troubles
from tremang.kernel.periods import half_of
from tremang.meetings.models import Meeting
from tremang.places.models import Kind, Place
from tremang.reports.around import Around, Explained, Gap, Stood
from tremang.reports.below import DONE, Awaited
from tremang.reports.draft import Draft
from tremang.reports.figures import Figures, Sheet, Unit, put_together, reported_of, units_below
from tremang.reports.gathered import in_rounds
from tremang.reports.history import History
from tremang.reports.lines.base import Line
from tremang.reports.models import ReportKind
from tremang.reports.models.kinds import Level
from tremang.reports.models.written import SENT
from tremang.reports.periods import Period, previous
from tremang.reports.queries.expected import periods_below
from tremang.reports.targets import Aimed, aimed
from tremang.targets.models import Share, Target
from tremang.targets.queries import targets_on

Key = tuple[str, int, str]


class Sent(NamedTuple):
    """What others need of a version that was sent."""

    reported: Figures
    explained: list[Explained]


class Desk:
    """Knows the places, their clubs and meetings, and every report of the demo on its way."""

    def __init__(self, making: Making, root: Place, communes: list[Place], kinds: list[ReportKind]) -> None:
        self.making = making
        self.root = root
        self.communes = {commune.code: commune for commune in communes}
        self.kinds = kinds
        self.courses: dict[Key, Course] = {}
        self.sent: dict[Key, Sent] = {}
        self.users = {user.pk: user for user in User.objects.all()}
        self.stood: dict[tuple[date, date], Stood] = {}
        self.clubs: dict[int, Place] = {}
        self.units: dict[int, list[Unit]] = {root.pk: units_below(root)}
        self.commune_of: dict[int, Place] = {}
        rows = Club.objects.filter(launched_on__isnull=False).select_related("place").order_by("place__sort")
        for club in rows:
            commune = self.communes[club.place.commune_code]
            self.units.setdefault(commune.pk, []).append(Unit(club.pk, str(club.pk), club.name))
            self.clubs[club.pk], self.commune_of[club.pk] = club.place, commune
        self.active: dict[int, list[StateRow]] = defaultdict(list)
        for row in StateRow.objects.filter(state=ClubState.ACTIVE):
            self.active[row.club_id].append(row)
        self.targets: dict[date, list[Target]] = {}
        self.shares: dict[int, list[Share]] = defaultdict(list)
        for share in Share.objects.order_by("set_on"):
            self.shares[share.commune_id].append(share)
        self.met: set[tuple[int, int, int]] = set()
        first = making.first - timedelta(days=62)
        for club, day in Meeting.objects.filter(held_on__gte=first).order_by().values_list("club", "held_on"):
            self.met.add((club, day.year, day.month))

    shelf: Shelf
    troubles: Troubles

    def below(self, course: Course) -> list[Course | None]:
        """The reports that go into one, None for each that nobody opened."""
        return [self.courses.get((kind.code, unit.node, label)) for kind, unit, label in self._asked(course)]

    def _asked(self, course: Course) -> list[tuple[ReportKind, Unit, str]]:
        found = []
        for kind in self.kinds:
            if kind.feeds == course.kind.code:
                labels = [one.label for one in periods_below(kind, course.period)]
                found += [(kind, unit, label) for unit in self._units(kind, course) for label in labels]
        return found

    def _units(self, kind: ReportKind, course: Course) -> list[Unit]:
        if kind.level == course.place.kind:
            return [Unit(course.place.pk, course.place.code, course.place.name)]
        return self.units.get(course.place.pk, [])

    def draft(self, course: Course, moment: datetime) -> Draft:
        """The draft as its writer saw it at `moment`."""
        day = timezone.localtime(moment).date()
        draft: Any = Draft(course.kind, course.place, course.period, day, course.report)
        draft.sheet = self._sheet(course, draft.lines, moment)
        draft.overrides = course.overrides
        draft.previous = self._previous(course, draft.lines, moment)
        draft.adjustments = []  # nothing was corrected before the last report was sent
        draft.awaited = self._awaited(course, moment)
        draft.passages = {(row.box, row.key): row for row in course.passages}
        draft.explanations = {key: row.text for key, row in course.explanations.items()}
        draft.obstacles = self.troubles.travelling(course.place, course.report, course.period, moment)
        draft.around = Surroundings(draft, self, course, moment)
        return draft

    def _sheet(self, course: Course, lines: list[Line], moment: datetime) -> Sheet:
        units = self.units.get(course.place.pk, [])
        nodes = [course.place.pk, *(unit.node for unit in units)]
        found = {node: self.shelf.figures(node, lines, course.period) for node in nodes}
        sent = {one.place.pk: self.sent[one.key].reported for one in self.same_below(course, moment)}
        return put_together(course.kind, course.place, course.period, units, found, sent)

    def same_below(self, course: Course, moment: datetime) -> list[Course]:
        """The reports below of the same kind of period that were sent by then."""
        found = [one for one in self.below(course) if one is not None and one.state_at(moment) in SENT]
        rhythm = (course.kind.rhythm, course.kind.cut)
        return [one for one in found if (one.kind.rhythm, one.kind.cut) == rhythm and one.key in self.sent]

    def _previous(self, course: Course, lines: list[Line], moment: datetime) -> Figures:
        before = previous(course.kind, course.period)
        known = self.courses.get((course.kind.code, course.place.pk, before.label))
        if known is not None and known.state_at(moment) in SENT:
            return self.sent[known.key].reported
        return self.shelf.figures(course.place.pk, lines, before)

    def _awaited(self, course: Course, moment: datetime) -> list[Awaited]:
        """As `below.awaited`. A meeting counts by its month, whenever it was written down."""
        found = []
        for kind in self.kinds:
            if kind.feeds != course.kind.code:
                continue
            periods = periods_below(kind, course.period)
            for unit in self._units(kind, course):
                for period in periods:
                    one = self.courses.get((kind.code, unit.node, period.label))
                    begun = one is not None and one.state_at(moment) is not None
                    if kind.level == Level.CLUB and not begun and not self.is_active(unit.node, period.to_on):
                        continue
                    done = begun and one.state_at(moment) in DONE
                    met = kind.level == Level.CLUB and (unit.node, period.to_on.year, period.to_on.month) in self.met
                    found.append(Awaited(kind, unit, period, one.report if begun else None, done or met))
        return found

    def is_active(self, club: int, day: date) -> bool:
        """Whether the club was active on a day."""
        return any(row.from_on <= day and (row.to_on is None or day <= row.to_on) for row in self.active[club])

    def keep(self, course: Course, body: dict[str, Any]) -> None:
        """Remember of a version what reports above and after it need."""
        unit = (str(course.place.pk) if course.place.kind == Kind.CLUB else course.place.code, course.place.name)
        explained = [
            Explained(*unit, entry["key"], entry["text"], entry["explanation"])
            for entry in body["cautions"]
            if entry["explanation"]
        ]
        self.sent[course.key] = Sent(reported_of(body["figures"]), explained)

    def aims(self, place: Place, lines: Collection[Line], period: Period) -> dict[str, Aimed]:
        """As `targets.aiming`."""
        day = period.to_on
        if day not in self.targets:
            self.targets[day] = targets_on(day)
        shares = {(one.code, one.year): one.amount for one in self.shares[place.pk] if one.set_on <= day}
        return aimed(place, lines, self.targets[day], shares)

    def standing_in_the_way(self, course: Course) -> Stood:
        """What stood in the way in the period of a report, of all places; read once for each period."""
        period = course.period
        key = (period.from_on, period.to_on)
        if key not in self.stood:
            around = Around(Draft(course.kind, self.root, period, period.to_on + timedelta(days=1)))
            [self.stood[key]] = in_rounds(around.standing())
        return self.stood[key]


class Surroundings(Around):
    """What surrounds a draft, from the desk's memory."""

    def __init__(self, draft: Draft, desk: Desk, course: Course, moment: datetime) -> None:
        super().__init__(draft)
        self._desk = desk
        self._course = course
        self._moment = moment
        kind, node = course.place.kind, course.place.pk
        if kind == Kind.PROVINCE:
            self._here = None
        else:
            self._here = {node} if kind == Kind.CLUB else {unit.node for unit in desk.units.get(node, ())}

    def _own(self, rows: Collection[Any]) -> list[Any]:
        return [row for row in rows if self._here is None or row.club_id in self._here]

    @cached_property
    def before(self) -> dict[int, Figures]:
        """See `Around.before`."""
        shelf = self._desk.shelf
        return {node: shelf.figures(node, self._draft.lines, self.previous) for node in self.names}

    def histories(self, nodes: Collection[int], lines: Collection[Line], periods: list[Period]) -> History:
        """See `Around.histories`."""
        return self._desk.shelf.histories(nodes, lines, periods)

    @cached_property
    def aims(self) -> dict[str, Aimed]:
        """See `Around.aims`."""
        return self._desk.aims(self._draft.place, self._draft.lines, self._draft.period)

    @cached_property
    def silent(self) -> list[Silent]:
        """See `Around.silent`."""
        return self._own(self._desk.standing_in_the_way(self._course).silent)

    @cached_property
    def paused(self) -> list[Paused]:
        """See `Around.paused`."""
        return self._own(self._desk.standing_in_the_way(self._course).paused)

    @cached_property
    def gaps(self) -> list[Gap]:
        """See `Around.gaps`."""
        return self._own(self._desk.standing_in_the_way(self._course).gaps)

    @cached_property
    def measures(self) -> dict[int, Any]:
        """See `Around.measures`."""
        place = self._draft.place
        nodes = [place.pk, *(self.names if place.kind == Kind.PROVINCE else ())]
        half = half_of(self._draft.period.to_on)
        return {node: self._desk.shelf.standing(node, half) for node in nodes}

    @cached_property
    def explained(self) -> list[Explained]:
        """See `Around.explained`."""
        desk = self._desk
        return [
            one for course in desk.same_below(self._course, self._moment) for one in desk.sent[course.key].explained
        ]
