"""What a club of the demo does between its meetings, month after month: the books of the 8 contents.

Each act leaves the rows that the books' own acts leave, with one event. Contents that a club never does at its meetings
it does not do between them either, so that the City's board keeps telling the clubs apart.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db.models import Model

from tremang.areas.common.books import Register
from tremang.areas.common.done import done_of
from tremang.areas.common.models import Activity, Counted, Participant
from tremang.exchange.demo.making import Act, Making, at, digests, fresh
from tremang.exchange.demo.people import Member
from tremang.exchange.demo.phrases import DEEDS_OF
from tremang.exchange.demo.plans import Fate, Plan
from tremang.kernel.events import key, plain
from tremang.kernel.ids import new_id
from tremang.kernel.periods import Month, month_first, month_last, month_of
from tremang.kernel.rows import made
from tremang.meetings.areas import Area, theme_bits
from tremang.meetings.models import Meeting

LACKED = Area.RIGHTS  # what the demo's newcomer finds missing
OFTEN = 0.34  # of the months in which a content is done, those in which something of it is done between meetings too
HOURS = (9, 19)


class Deeds:
    """Gathers the acts of one club's books. `habits` say how often it does each content at its meetings."""

    def __init__(
        self, making: Making, plan: Plan, members: list[Member], held: list[Meeting], habits: dict[Area, float], by_id: int,
        *, themed: bool, active: bool,
    ) -> None:  # fmt: skip
        self.making = making
        self.plan = plan
        self.members = members
        self.by_id = by_id
        self.habits = habits
        self.themed, self.active = themed, active
        self.random = making.random("deeds", plan.index)
        self.held = {month_of(meeting.held_on): meeting for meeting in held}
        self.acts: list[Act] = []

    @property
    def months(self) -> list[Month]:
        """The months of which books were kept: those with a meeting, at most two years back."""
        first = month_of(self.making.months_ago(24)) + 1
        return sorted(month for month in self.held if month >= first)

    @property
    def until(self) -> date:
        """The last day on which the club wrote anything."""
        return min(self.making.last, self.plan.last_day, self.plan.met_until or date.max)

    def day_in(self, month: Month) -> date:
        """A day of `month` on which the club was there."""
        first = max(month_first(month), self.plan.launched_on or month_first(month))
        last = min(month_last(month), self.plan.last_day, self.making.last)
        return first + timedelta(days=self.random.randrange(max(1, (last - first).days + 1)))

    def here(self, day: date, among: Collection[Member] | None = None) -> list[Member]:
        """The members who are there on `day`, of `among` or of all."""
        return [member for member in (self.members if among is None else among) if member.is_expected(day)]

    def some(self, day: date, least: int, most: int) -> list[Member]:
        """A few members of a day."""
        here = self.here(day)
        return self.random.sample(here, min(len(here), self.random.randint(least, most)))

    def does(self, area: Area, month: Month, share: float = OFTEN) -> bool:
        """Whether the club does something of a content in a month between its meetings."""
        return self.could(area, month) and self.random.random() < share * (0.4 + 0.8 * self.plan.zeal)

    def could(self, area: Area, month: Month) -> bool:
        """Whether a content is one that the club does; that of the demo's people lacks one of late."""
        if self.plan.fate == Fate.LACKING and area == LACKED and month > month_of(self.making.months_ago(15)):
            return False
        return self.habits.get(area, 0.0) > 0

    def keeps(self, area: Area, share: float, draw: Random) -> bool:
        """Whether the club has what only some clubs have; the one into which the demo's people sign in has all of it."""
        chance = draw.random() < share and self.habits.get(area, 0.0) > 0
        return chance or self.plan.fate == Fate.LACKING

    def themes(self, share: float, bits: int) -> tuple[int, int]:
        """Themes and own themes of a deed, in a club that cares for them."""
        if not self.themed or self.plan.fate == Fate.LACKING or self.random.random() > share:
            return 0, 0
        return bits, bits if self.active and self.random.random() < 0.4 else 0

    def ordinary(self) -> None:
        """The common entries: a word, a day, a number."""
        for month in self.months:
            for area in Area:
                if not self.does(area, month):
                    continue
                day, draw = self.day_in(month), self.random
                what, theme = draw.choice(DEEDS_OF[area])
                themes, own = self.themes(0.5, theme_bits([theme])) if theme else (0, 0)
                people = min(len(self.here(day)), draw.randint(4, 22))
                row = fresh(Activity, {
                    "club_id": self.plan.made_id, "area": area.value, "day": day, "what": what, "people": people,
                    "themes": themes, "own_themes": own, "by_id": self.by_id,
                })  # fmt: skip
                self.tell(done_of(area), row, day)

    def tell(
        self, register: Register, row: Any, day: date, members: Collection[Member] = (), hour: int = 0, *, stays: bool = True
    ) -> None:  # fmt: skip
        """One record of a register, with what it counts as; one that a later act changes (not `stays`) is left out of the sink."""
        named = tuple(sorted(member.row.pk for member in members))
        rows: list[Model] = []
        if not isinstance(row, Activity):
            counted = register.counted(row, named)
            row.activity, rows = self.counts(counted) if counted is not None else (None, [])
        else:
            rows = self.participants(row, named)
        standing, changing = ([*rows, row], []) if stays else (rows, [row])
        self.act(day, f"add_{register.code}", row, register.words(row), standing, hour, changing=changing)

    def counts(self, counted: Counted) -> tuple[Activity, list[Model]]:
        """The activity of a record, and the rows that come with it."""
        activity = fresh(Activity, {"club_id": self.plan.made_id, "by_id": self.by_id, **counted.columns()})
        return activity, [activity, *self.participants(activity, counted.members)]

    def participants(self, activity: Activity, members: Collection[int]) -> list[Model]:
        """Who took part by name."""
        club_id, activity_id = self.plan.made_id, activity.pk
        return [
            made(Participant, {"id": new_id(), "club_id": club_id, "activity_id": activity_id, "membership_id": pk})
            for pk in sorted(set(members))
        ]

    def act(
        self, day: date, verb: str, subject: Model, words: dict[str, Any], rows: list[Model], hour: int = 0, *,
        changing: Sequence[Model] = (), gone: Sequence[Model] = (), was: dict[str, Any] | None = None,
        since: date | None = None, by_id: int = 0,
    ) -> None:  # fmt: skip
        """One event over `rows`, which stand as they are, and `changing`, which reach the sink once nothing changes them.

        `gone` were dropped by the act; `was` is what changed rows were before it; `since` the day told of, where it is not `day`.
        """
        self.making.sink.add(*dict.fromkeys(rows))
        before = (was or {}) | {key(row): plain(row) for row in gone}
        body = {**words, "since": since or day, "was": before}
        when = at(day, hour or self.random.randrange(*HOURS), self.random.randrange(60))
        told = digests(*rows, *changing) | {key(row): None for row in gone}
        self.acts.append(Act(when, by_id or self.by_id, lambda: (verb, subject, body, told)))


def changed(row: Model, **values: Any) -> dict[str, Any]:
    """Set `values` on a row; returns what it was before, as an act that changes it remembers it."""
    before = {key(row): plain(row)}
    for name, value in values.items():
        setattr(row, name, value)
    return before
