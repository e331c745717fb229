"""Who belongs to a club of the demo: persons, households, memberships with their comings and goings."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tremang.clubs.models import Group
from tremang.exchange.demo.making import Making, fresh
from tremang.exchange.demo.names import Names
from tremang.exchange.demo.plans import RECENT, Plan
from tremang.kernel.periods import month_first, month_last, month_of
from tremang.members.models import Household, LeaveReason, Membership, MembershipPause, Person

TURNOVER = 0.0045  # of the members, per month
ONLY_YEAR = 0.25
ELSEWHERE = 0.012  # joiners who already belong to another club nearby


@dataclass
class Member:
    """A membership being lived: who, from when to when, and how faithfully he comes."""

    person: Person
    row: Membership
    joined_on: date
    left_on: date | None
    reason: str
    keen: float
    is_own: bool = True  # the club where the person's card was made
    away: MembershipPause | None = None

    def is_expected(self, day: date) -> bool:
        """Whether the roll-call of `day` holds him."""
        if self.joined_on > day or (self.left_on is not None and self.left_on < day):
            return False
        return self.away is None or not self.away.holds_on(day)


class Crowd:
    """Draws the members of one club and writes down their persons and households."""

    def __init__(self, making: Making, plan: Plan, club_id: int, nearby: list[Person]) -> None:
        self.making = making
        self.plan = plan
        self.club_id = club_id
        self.nearby = nearby
        self.random: Random = making.random("people", plan.index)
        self.names: Names = making.names(plan.index)
        recent = plan.fate in RECENT
        self.women = self.random.uniform(0.5, 0.64) if recent else self.random.uniform(0.6, 0.8)
        self.older = self.random.uniform(0.58, 0.76)
        self.members: list[Member] = []
        self.present: set[int] = set()
        self.home: tuple[Household, str] | None = None
        self.groups = [Group(club_id=club_id, name=f"Tổ {number}") for number in range(1, self.random.randrange(4, 7))]

    def gather(self) -> list[Member]:
        """All who ever were members, in the order of joining."""
        plan, draw = self.plan, self.random
        start = plan.launched_on
        if start is None:
            return []
        last = min(plan.last_day, self.making.last)
        for person, day in plan.receives:
            self._join(person, max(day, start), is_own=False)
        first = max(20, round(plan.members * draw.uniform(0.78, 1.0)))
        for _ in range(max(20, first - len(self.members))):
            self._join_someone(start)
        growth = (plan.members - first) / 10
        for month in range(month_of(start) + 1, month_of(last) + 1):
            here = [member for member in self.members if member.left_on is None]
            end = min(month_last(month), last)
            for member in here:
                if draw.random() < TURNOVER:
                    self._leave(member, draw, month_first(month), end)
            gone = sum(member.left_on is not None for member in here)
            wanted = gone + (1 if len(here) < plan.members and draw.random() < growth else 0)
            for _ in range(wanted):
                day = month_first(month) + timedelta(days=draw.randrange((end - month_first(month)).days + 1))
                self._join_someone(day)
        self.members.sort(key=lambda member: (member.joined_on, member.row.pk))
        return self.members

    def close(self) -> None:
        """Everybody leaves on the last day of a club that closes."""
        for member in self.members:
            if member.left_on is None:
                member.left_on, member.reason = self.plan.last_day, LeaveReason.CLOSED

    def _leave(self, member: Member, draw: Random, first: date, last: date) -> None:
        day = first + timedelta(days=draw.randrange((last - first).days + 1))
        if day <= member.joined_on + timedelta(days=30):
            return
        age = member.person.age_on(day)
        died = member.is_own and draw.random() < (0.75 if age >= 80 else 0.35 if age >= 68 else 0.05)
        member.left_on = day
        member.reason = LeaveReason.DIED if died else draw.choice([LeaveReason.MOVED, LeaveReason.LEFT])
        if died:
            member.person.died_on = day

    def _join(self, person: Person, day: date, *, is_own: bool = True) -> None:
        draw = self.random
        group_id = draw.choice(self.groups).pk
        row = fresh(
            Membership, {"club_id": self.club_id, "person_id": person.pk, "joined_on": day, "group_id": group_id}
        )
        member = Member(person, row, day, None, "", min(0.99, draw.betavariate(9, 1.7)), is_own)
        if draw.random() < 0.02:
            start = day + timedelta(days=draw.randrange(90, 500))
            if start < self.making.last:
                until = start + timedelta(days=draw.randrange(40, 200))
                member.away = MembershipPause(
                    club_id=self.club_id, membership_id=row.pk, from_on=start,
                    to_on=until if until < self.making.last else None,
                    reason=draw.choice(["Ở với con trong Nam", "Nằm viện dài ngày", "Về quê chăm cháu"]),
                )  # fmt: skip
        self.members.append(member)
        self.present.add(person.pk)

    def _join_someone(self, day: date) -> None:
        draw = self.random
        if self.nearby and draw.random() < ELSEWHERE:
            person = draw.choice(self.nearby)
            if person.pk not in self.present:
                self._join(person, day, is_own=False)
                return
        self._join(self._new(day), day)

    def _new(self, day: date) -> Person:
        draw = self.random
        sex = "F" if draw.random() < self.women else "M"
        chance = draw.random()
        if chance < self.older:
            age = 60 + min(34, int(draw.expovariate(1 / 9.5)))
        elif chance < self.older + 0.12:
            age = draw.randrange(55, 60)
        else:
            age = draw.randrange(20, 55)
        born = date(day.year - age, 1, 1) + timedelta(days=draw.randrange(365))
        only_year = draw.random() < ONLY_YEAR
        person = fresh(Person, {
            "sex": sex, "born_year": born.year, "born_on": None if only_year else born, "phone": self.names.phone(age),
            "is_association_member": age >= 60 and draw.random() < 0.85,
        })  # fmt: skip
        person.rename(self.names.full(sex, age))
        self._settle(person)
        return person

    def _settle(self, person: Person) -> None:
        """A household of one, or of two who follow each other and often share the telephone."""
        draw = self.random
        if self.home is not None:
            household, phone = self.home
            self.home = None
            if draw.random() < 0.6:
                person.phone = phone
        else:
            hamlet = self.plan.hamlet
            address = f"Số nhà {draw.randrange(1, 140)}, ngõ {draw.randrange(1, 60)}"
            household = fresh(Household, {"hamlet_id": hamlet.pk if hamlet else None, "address": address})
            self.making.sink.add(household)
            self.home = (household, person.phone) if draw.random() < 0.16 else None
        person.household_id = household.pk
