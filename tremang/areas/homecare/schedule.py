"""Which visits are planned, and which of them nobody has answered for: pure rules over plain records."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tremang.areas.homecare.cares import is_on


@dataclass(frozen=True)
class Pair:
    """Who visits whom on which weekdays; `until` is the last day, the earlier of what ends the pair or either person's time."""

    id: int
    cared: int
    volunteer: int
    weekdays: int
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether a visit is planned on `day`."""
        return self.since <= day and (self.until is None or day <= self.until) and is_on(self.weekdays, day)


@dataclass(frozen=True)
class Visit:
    """A visit as it was recorded; one that was not made `came` not, and says why."""

    cared: int
    volunteer: int
    day: date
    came: bool = True


@dataclass(frozen=True)
class Planned:
    """One planned visit."""

    day: date
    pair: Pair


def planned(pairs: Iterable[Pair], since: date, until: date) -> list[Planned]:
    """The visits planned in a time, by day; those of one day in the order of `pairs`."""
    rows = list(pairs)
    days = [since + timedelta(days=number) for number in range((until - since).days + 1)]
    return [Planned(day, pair) for day in days for pair in rows if pair.holds_on(day)]


def unanswered(plans: Iterable[Planned], visits: Iterable[Visit], today: date) -> list[Planned]:
    """Planned visits of days before `today` for which nothing is recorded.

    A visit is answered by its own row, whether the volunteer came or not, and by anybody else who came that day instead.
    """
    rows = list(visits)
    told = {(visit.cared, visit.volunteer, visit.day) for visit in rows}
    visited = {(visit.cared, visit.day) for visit in rows if visit.came}
    return [
        plan for plan in plans
        if plan.day < today
        and (plan.pair.cared, plan.pair.volunteer, plan.day) not in told
        and (plan.pair.cared, plan.day) not in visited
    ]  # fmt: skip


def loads(pairs: Iterable[Pair], day: date) -> dict[int, int]:
    """Volunteer → planned visits a week by the pairs that hold in the week from `day` on."""
    found: dict[int, int] = {}
    for pair in pairs:
        if pair.until is None or pair.until >= day:
            found[pair.volunteer] = found.get(pair.volunteer, 0) + pair.weekdays.bit_count()
    return found
