"""A report of the demo on its way: which steps it takes when, what its writer adds, and what is sent each time."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from random import Random

from tremang.exchange.demo.making import Act, Making, at
from tremang.places.models import Place
from tremang.reports.below import DONE
from tremang.reports.models import Explanation, Frozen, LateEntry, Level, Override, Passage, Report, ReportKind, State
from tremang.reports.periods import Period
from tremang.reports.states import MOVES


class Fate(StrEnum):
    """How a report of the demo fares."""

    ON_TIME = "on_time"
    LATE = "late"
    RESENT = "resent"  # returned once, sent again, approved
    EXCEPTION = "exception"  # sent after the close, by a named exception
    WAITING = "waiting"  # sent, not yet approved
    RETURNED = "returned"
    DRAFT = "draft"
    UNOPENED = "unopened"


@dataclass
class Moment:
    """A step: when, which, by whom, why. `frozen` is what it sends, over how many reports that are `lacking`."""

    at: datetime
    verb: str
    by_id: int
    reason: str = ""
    frozen: Frozen | None = None
    lacking: int = 0


@dataclass
class Course:
    """One report with its steps in the order of time; `acts` are what its writer did besides them."""

    kind: ReportKind
    place: Place
    period: Period
    due_on: date
    closes_on: date
    writer_id: int
    approver_id: int
    fate: Fate
    moments: list[Moment] = field(default_factory=list)
    late: LateEntry | None = None
    overrides: dict[str, Override] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)
    explanations: dict[str, Explanation] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.report = Report(
            kind=self.kind.code, place_id=self.place.pk, commune_code=self.place.commune_code, period=self.period.label,
            from_on=self.period.from_on, to_on=self.period.to_on, due_on=self.due_on, closes_on=self.closes_on,
        )  # fmt: skip

    @property
    def key(self) -> tuple[str, int, str]:
        """Kind, node, period."""
        return self.kind.code, self.place.pk, self.period.label

    def state_at(self, moment: datetime) -> State | None:
        """Where it stood; None before it was begun."""
        state = None
        for one in self.moments:
            if one.at <= moment:
                state = MOVES[one.verb].target
        return state

    def last(self, verb: str) -> Moment | None:
        """Its last step of that name."""
        return next((one for one in reversed(self.moments) if one.verb == verb), None)

    def go(self, making: Making, draw: Random, returned_because: str) -> None:
        """Lay out the steps by its fate; what would lie behind the demo's last day does not happen."""
        steps = _steps(making, draw, self)
        end = at(making.last, 18)
        for verb, day, hour in steps:
            by = self.approver_id if verb in ("return", "approve") else self.writer_id
            moment = at(day, hour, draw.randrange(5, 55))
            if moment > end:
                break
            self.moments.append(Moment(moment, verb, by, returned_because if verb == "return" else ""))

    def accept(self, below: list["Course"]) -> None:
        """Where it is approved, what it holds of the reports below goes into it."""
        sent, approved = self.last("submit"), self.last("approve")
        if sent is None or approved is None:
            return
        for one in below:
            if one.state_at(sent.at) in DONE and one.state_at(approved.at) == State.APPROVED:
                one.moments.append(Moment(approved.at, "accept", self.approver_id))


def _steps(making: Making, draw: Random, course: Course) -> list[tuple[str, date, int]]:
    after, fate, to_on = making.working_day, course.fate, course.period.to_on
    due_days = course.kind.due_days
    if fate == Fate.UNOPENED:
        return []
    begun = ("begin", after(to_on, 1), 8)
    if fate == Fate.DRAFT:
        return [begun]
    if fate in (Fate.RESENT, Fate.RETURNED):
        first = after(to_on, max(1, due_days - 2))
        returned = after(first, 1)
        steps = [begun, ("submit", first, 14), ("return", returned, 10)]
        if fate == Fate.RETURNED:
            return steps
        again = after(returned, draw.randrange(1, 3))
        return [*steps, ("submit", again, 9), ("approve", again, 16)]
    if fate == Fate.LATE:
        sent = after(course.due_on, draw.randrange(1, min(9, course.kind.lock_days)))
    elif fate == Fate.EXCEPTION:
        sent = after(course.closes_on, draw.randrange(2, 6))
    elif course.kind.level == Level.CITY:
        sent = course.due_on  # the City waits for its communes as long as it can
    else:
        sent = after(to_on, draw.randrange(max(1, due_days - 2), due_days + 1))
    steps = [begun, ("submit", sent, 15)]
    return steps if fate == Fate.WAITING else [*steps, ("approve", after(sent, draw.randrange(1, 4)), 10)]
