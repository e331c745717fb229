"""What the rules look at: everything known of one club, or one commune, as plain values.

`facts.loading` fills these from the tables, tests make them by hand. All lists are sorted by day.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tremang.kernel.periods import Month

FAR = date.max


class Phase(NamedTuple):
    """A phase of the plan, both days included."""

    code: str
    from_on: date
    to_on: date

    def holds(self, day: date | None) -> bool:
        """Whether `day` lies in the phase."""
        return day is not None and self.from_on <= day <= self.to_on


class Member(NamedTuple):
    """A membership with what the rules need of its person. `left_on` is `FAR` while it runs."""

    person_id: int
    joined_on: date
    left_on: date
    sex: str
    born_year: int
    born_on: date | None


class Elsewhere(NamedTuple):
    """A membership of the same person in another club, with that club's active spells and founding decision."""

    club_id: int
    joined_on: date
    left_on: date
    decided_on: date | None
    is_refounding: bool
    active: tuple[tuple[date, date], ...]


class Serving(NamedTuple):
    """A person's time on the board."""

    person_id: int
    from_on: date
    to_on: date


class Course(NamedTuple):
    """A completed course: `is_initial` or a refresher."""

    completed_on: date
    is_initial: bool


class Need(NamedTuple):
    """A declared need; `withdrawn_on` is `FAR` while it stands."""

    declared_on: date
    withdrawn_on: date


class Moved(NamedTuple):
    """What an account of a fund took in on a day (below 0: gave), in đồng; `paid_out` counts loans handed over in it.

    Below 0: payouts taken back.
    """

    day: date
    is_income: bool
    account: str
    amount: int
    paid_out: int


class Done(NamedTuple):
    """An activity of the club's books that counts. `value` is in đồng; `is_apart`: not told by the meeting of its day."""

    id: int
    day: date
    area: int
    people: int
    outsiders: int
    value: int
    is_apart: bool


class Begun(NamedTuple):
    """What a calendar year held in a content before the first of the activities that are told one by one.

    The most members that took part in one without regard to names, and the most outsiders.
    """

    year: int
    area: int
    members: int
    outsiders: int


class Part(NamedTuple):
    """That a person of several clubs took part by name in an activity of the club `club_id`."""

    day: date
    area: int
    club_id: int
    activity_id: int


@dataclass(slots=True)
class ClubRecord:
    """One club. Meetings stand in lists side by side, so that a window is two look-ups.

    Of its books: `done` what counts and `begun` what the year held before it, `covered` the contents of each month as bits,
    and of what was done under a theme the days with both sets of themes. `firsts` says how many were named for the first
    time in their year on a day in a content; `parts` where persons of several clubs were named.
    """

    id: int
    decided_on: date | None = None
    is_refounding: bool = False
    launched_on: date | None = None
    states: list[tuple[date, date, str]] = field(default_factory=list)
    held: list[date] = field(default_factory=list)
    contents: list[int] = field(default_factory=list)
    themes: list[int] = field(default_factory=list)
    own_themes: list[int] = field(default_factory=list)
    turnout: list[tuple[int, int]] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    begun: list[Begun] = field(default_factory=list)
    covered: dict[Month, int] = field(default_factory=dict)
    themed_on: list[date] = field(default_factory=list)
    book_themes: list[int] = field(default_factory=list)
    book_own_themes: list[int] = field(default_factory=list)
    firsts: list[tuple[date, int, int]] = field(default_factory=list)
    parts: dict[int, list[Part]] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    elsewhere: dict[int, list[Elsewhere]] = field(default_factory=dict)
    board: list[Serving] = field(default_factory=list)
    courses: dict[int, list[Course]] = field(default_factory=dict)
    assessments: list[tuple[date, bool]] = field(default_factory=list)
    needs: dict[int, list[Need]] = field(default_factory=dict)
    supports: dict[int, list[date]] = field(default_factory=dict)
    balances: list[tuple[date, int]] = field(default_factory=list)
    money: list[Moved] = field(default_factory=list)
    carried: dict[str, int] = field(default_factory=dict)  # the stocks of money before the first of `money`
    hamlets: list[tuple[int, date, date]] = field(default_factory=list)
    circumstances: dict[int, list[tuple[str, date, date]]] = field(default_factory=dict)  # person → what held from, to
    things: list[tuple[date, date, int, int]] = field(default_factory=list)  # from, to, pieces, đồng
    happened: list[tuple[date, str, int]] = field(default_factory=list)  # day, measure, how many

    def state_on(self, day: date) -> str:
        """The stage of its life on `day`; empty before the first."""
        for from_on, to_on, state in reversed(self.states):
            if from_on <= day:
                return state if day <= to_on else ""
        return ""

    def is_active(self, day: date) -> bool:
        """Whether the club is active (launched, not paused, not closed) on `day`."""
        return self.state_on(day) == "active"

    def window(self, first: date, last: date) -> slice:
        """The meetings held from `first` to `last`, as a slice of the lists."""
        return slice(bisect_left(self.held, first), bisect_right(self.held, last))

    def themes_between(self, first: date, last: date, *, own: bool = False) -> bool:
        """Whether a meeting or an activity fell under a theme; `own`: by something the club itself did."""
        held = self.window(first, last)
        if any((self.own_themes if own else self.themes)[held]):
            return True
        books = slice(bisect_left(self.themed_on, first), bisect_right(self.themed_on, last))
        return any((self.book_own_themes if own else self.book_themes)[books])

    def assessment_on(self, day: date, since: date) -> tuple[date, bool] | None:
        """The latest assessment from `since` to `day`: its day and whether it says meets or good."""
        latest = bisect_right(self.assessments, (day, True)) - 1
        found = self.assessments[latest] if latest >= 0 else None
        return found if found and found[0] >= since else None

    def balance_on(self, day: date) -> int | None:
        """The income fund at the end of `day`: cash, bank and loans outstanding in đồng; None before its books begin."""
        latest = bisect_right(self.balances, (day, 1 << 62)) - 1
        return self.balances[latest][1] if latest >= 0 else None


@dataclass(slots=True)
class OfficialRecord:
    """An official of the plan: his time on the list and the days of completed courses."""

    id: int
    from_on: date
    to_on: date
    courses: list[date] = field(default_factory=list)


@dataclass(slots=True)
class CommuneRecord:
    """One commune (or the City's own node, which has officials only), with its clubs."""

    id: int
    code: str
    is_commune: bool = True
    is_counted: bool = False
    hamlets: list[tuple[int, date, date]] = field(default_factory=list)
    officials: list[OfficialRecord] = field(default_factory=list)
    people: dict[int, int] = field(default_factory=dict)
    reached: dict[int, int] = field(default_factory=dict)
    clubs: list[ClubRecord] = field(default_factory=list)
