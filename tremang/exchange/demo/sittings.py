"""The monthly meetings of a club of the demo: roll-call, contents, themes and words, month after month."""

from datetime import date
from itertools import repeat
from random import Random

from tremang.exchange.demo.making import Act, Making, at, fresh
from tremang.exchange.demo.people import Member
from tremang.exchange.demo.phrases import DECISIONS, GUESTS, LINES_OF, NEXT, counts
from tremang.exchange.demo.plans import Fate, Plan, Trouble
from tremang.exchange.demo.seasons import in_season
from tremang.kernel.events import key, plain
from tremang.kernel.periods import add_months, month_first, month_last, month_of
from tremang.meetings.areas import ALL_AREAS, Area, Theme, area_bits, areas_of, theme_bits
from tremang.meetings.models import Attendance, ContentLine, Meeting, Status

MISSED = [Status.EXCUSED, Status.ABSENT, Status.REPRESENTED]
LACKED = Area.RIGHTS  # what the demo's newcomer finds missing


class Sittings:
    """Makes the meetings of one club; each is an act that writes its own roll-call."""

    def __init__(
        self,
        making: Making,
        plan: Plan,
        members: list[Member],
        place: str,
        day: int,
        by_id: int,
        words: tuple[str, str],
    ) -> None:
        self.making = making
        self.plan = plan
        self.members = sorted(members, key=lambda member: member.row.pk)  # as roll-calls are read back
        self.place = place
        self.day = day
        self.by_id = by_id
        self.chair, self.secretary = words
        self.random: Random = making.random("meetings", plan.index)
        self.habits = self._habits()
        self.themed = self.random.random() < 0.45 + 0.5 * plan.zeal
        self.active = self.random.random() < 0.15 + 0.75 * plan.zeal
        self.written_since = making.months_ago(making.size.written_months)
        self.held: list[Meeting] = []

    def _habits(self) -> list[tuple[Area, float]]:
        """How often the club does each of the 8 contents; a weak one never does some of them."""
        draw, zeal = self.random, self.plan.zeal
        habits = []
        for area in Area:
            never = draw.random() < 0.20 * (1 - zeal) and area not in (Area.HEALTH, Area.CULTURE)
            habits.append((area, 0.0 if never else min(0.99, 0.55 + 0.45 * zeal * draw.uniform(0.8, 1.1))))
        return habits

    def acts(self) -> list[Act]:
        """One act for each month in which the club met."""
        plan = self.plan
        if plan.launched_on is None or plan.trouble == Trouble.NEVER_MET:
            return []
        first, last = max(self.making.first, plan.launched_on), plan.met_until or self.making.last
        months = [self._held_on(month) for month in range(month_of(first), month_of(last) + 1)]
        found = []
        for number, held_on in enumerate(months, 1):
            if held_on is not None and held_on >= first:
                found.append(self._act(held_on, self._turnout(months[number:])))
        return found

    def _turnout(self, later: list[date | None]) -> float:
        """The part of its usual people that a meeting brings together, by what follows in `later` months."""
        if self.plan.trouble == Trouble.FEW_CAME and len(later) < 2:
            return 0.65 if later else 0.42
        if later and later[0] is None and self.random.random() < 0.5:
            return 0.45  # a month without a meeting often comes after one to which few came
        return 1.0

    def _held_on(self, month: int) -> date | None:
        plan, draw = self.plan, self.random
        moved = draw.random()
        skipped = draw.random() < 0.035 * (1.35 - plan.zeal) and plan.fate != Fate.LACKING
        day = month_first(month).replace(day=self.day)
        if month % 12 == 1 and not plan.zeal > 0.9:  # February: Tết moves many meetings
            skipped = skipped or (draw.random() < 0.10 and plan.fate != Fate.LACKING)
        if moved < 0.15:
            day = day.replace(day=min(month_last(month).day, max(1, self.day + draw.randrange(-2, 4))))
        if skipped or day > plan.last_day:
            return None
        if plan.pause and plan.pause[0] <= day and (plan.pause[1] is None or day <= plan.pause[1]):
            return None
        return day

    def _contents(self, held_on: date) -> int:
        draw = self.random
        if self.plan.fate == Fate.LACKING:
            return ALL_AREAS & ~area_bits([LACKED]) if held_on > self.making.months_ago(15) else ALL_AREAS
        if draw.random() < 0.30 * self.plan.zeal:
            return ALL_AREAS & area_bits(area for area, often in self.habits if often) or ALL_AREAS
        bits = area_bits(area for area, often in self.habits if draw.random() < often)
        return bits or area_bits([Area.CULTURE])

    def _themes(self, held_on: date) -> tuple[int, int]:
        draw = self.random
        since_plan = held_on.year >= 2026 or draw.random() < 0.35
        if not (self.themed and since_plan) or draw.random() > 0.45:
            return 0, 0
        if self.plan.fate == Fate.LACKING and held_on > self.making.months_ago(15):
            return 0, 0
        chosen = draw.choices(list(Theme), [55, 30, 6, 9], k=draw.choice([1, 1, 1, 2]))
        own = [theme for theme in chosen if self.active and draw.random() < 0.35]
        return theme_bits(chosen), theme_bits(own)

    def _act(self, held_on: date, turnout: float) -> Act:
        draw = self.random
        roll = [member for member in self.members if member.is_expected(held_on)]
        chance = draw.random
        keen = [member.keen if member.keen == 1 else member.keen * turnout for member in roll]
        marks = [
            Status.PRESENT.value if chance() < often else draw.choices(MISSED, [45, 43, 12])[0].value for often in keen
        ]
        present = sum(mark == Status.PRESENT for mark in marks)
        themes, own = self._themes(held_on)
        written_at = at(held_on, 20, draw.randrange(60))
        guests = draw.choice([0, 0, 0, 1, 2, 3])
        recent = held_on > self.written_since
        meeting = Meeting(
            club_id=self.plan.made_id, held_on=held_on, place=self.place, chaired_by=self.chair,
            written_by=self.secretary, guests=guests, guest_names=draw.choice(GUESTS) if guests else "",
            contents=self._contents(held_on), themes=themes, own_themes=own,
            decisions=draw.choice(DECISIONS) if recent else "", next_plan=draw.choice(NEXT) if recent else "",
            next_on=add_months(held_on, 1).replace(day=self.day) if recent else None, present=present,
            expected=len(roll), recorded_by_id=self.by_id, recorded_at=written_at,
        )  # fmt: skip
        self.held.append(meeting)
        lines = self._lines(meeting, present) if recent else []
        ids = [member.row.pk for member in roll]

        def do() -> tuple:
            sink = self.making.sink
            sink.add(meeting, *lines)
            sink.add_plain(Attendance, zip(repeat(meeting.club_id), repeat(meeting.pk), ids, marks))
            row = plain(meeting) | {
                "marks": list(zip(ids, marks, strict=True)),
                "lines": [[line.area, line.note, line.counts] for line in lines],
            }
            body = {"held_on": held_on, "present": present, "expected": len(roll)}
            return "record_meeting", meeting, body, {key(meeting): row}

        return Act(written_at, self.by_id, do)

    def _lines(self, meeting: Meeting, present: int) -> list[ContentLine]:
        draw = self.random
        return [
            fresh(ContentLine, {
                "club_id": meeting.club_id, "meeting_id": meeting.pk, "area": int(area),
                "note": in_season(draw.choice(LINES_OF[area]), meeting.held_on),
                "counts": counts(area, draw, present),
            })
            for area in areas_of(meeting.contents)
            if draw.random() < 0.7
        ]  # fmt: skip
