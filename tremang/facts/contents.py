"""Measures of the 8 contents: what was done under each, how many took part, how many different persons in the year.

A meeting counts once for each content that it names, with those present; an activity counts apart from it unless it was
done at that meeting and the meeting names its content.

**Persons.** Somebody named counts where he was named first in the calendar year. Of numbers without names only the largest
of the year counts, of members as of outsiders, and never more members than the club had in the year. Whoever is in two
clubs counts at the one where he was first named; before that, where he joined first. So the sum of a year is never more
than the members and the outsiders declared, above the clubs too. A half-month holds what the year's number grew by; below
zero where somebody counted here without a name was then named first at another club.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta

from tremang.indicators.records import ClubRecord, Done, Part
from tremang.kernel.periods import half_first, half_of
from tremang.meetings.areas import Area

Values = dict[str, int]

CODES = tuple(area.name.lower() for area in Area)
DONE = tuple(f"done_{code}" for code in CODES)
TOOK = tuple(f"took_{code}" for code in CODES)
PERSONS = tuple(f"persons_{code}" for code in CODES)
VALUES = {
    Area.SELFHELP: "value_selfhelp",
    Area.RESOURCES: "value_resources",
}  # only these books write down what a thing is worth
CONTENT_FLOWS = {
    **dict.fromkeys(DONE, "meetings that name the content, and activities of the books counted apart from them"),
    **dict.fromkeys(TOOK, "who took part in those, each time counted"),
    **dict.fromkeys(
        PERSONS, "persons who took part for the first time in the calendar year; of a year it can be added up"
    ),
    VALUES[Area.SELFHELP]: "the value of what was given in self-help, in đồng",
    VALUES[Area.RESOURCES]: "what sponsors gave and joint work earned, in đồng",
}
_VALUES = {area - 1: key for area, key in VALUES.items()}
_INDEXES = [tuple(index for index in range(8) if bits >> index & 1) for bits in range(256)]


def put_contents(found: list[Values], club: ClubRecord, days: Sequence[date]) -> None:
    """Add the measures of the contents for each of `days`; `found` holds the running memberships already."""
    if club.held or club.done or club.begun or club.firsts:
        _Pass(club, date(days[0].year, 1, 1)).run(found, days)


class _Pass:
    """One pass over a club's meetings and books, with what the year holds so far in each content."""

    def __init__(self, club: ClubRecord, since: date) -> None:
        self.club = club
        self.held = bisect_left(club.held, since)
        self.done = bisect_left(club.done, since, key=lambda row: row.day)
        self.shared = _Shared(club)
        # A person of several clubs counts where he was first: what he adds here is taken back on the same day.
        elsewhere = [(day, area, -count) for (area, day), count in self.shared.not_first_here.items()]
        self.firsts = sorted([*club.firsts, *elsewhere]) if elsewhere else club.firsts
        self.first = bisect_left(self.firsts, since, key=lambda row: row[0])
        self.year = 0
        self._begin(since.year)
        for year, area, members, outsiders in club.begun:
            if year == since.year:
                self.unnamed[area - 1], self.outsiders[area - 1] = members, outsiders
                self.changed |= 1 << (area - 1)

    def _begin(self, year: int) -> None:
        self.year = year
        self.shared.begin(year)
        self.named, self.unnamed, self.outsiders, self.persons = [0] * 8, [0] * 8, [0] * 8, [0] * 8
        self.changed = self.tight = 0

    def run(self, found: list[Values], days: Sequence[date]) -> None:
        """Go through the ends of half-months; what lies between two that are asked for only moves the year's numbers."""
        latest = None
        for values, day in zip(found, days, strict=True):
            eve = half_first(half_of(day)) - timedelta(days=1)
            if eve != latest and eve.year == day.year:
                self._to(eve, {})
            self._to(day, values)
            latest = day

    def _to(self, day: date, values: Values) -> None:
        if day.year != self.year:
            self._begin(day.year)
        held, done, firsts = self.club.held, self.club.done, self.firsts
        while self.held < len(held) and held[self.held] <= day:
            self._meeting(self.held, values)
            self.held += 1
        while self.done < len(done) and done[self.done].day <= day:
            self._activity(done[self.done], values)
            self.done += 1
        while self.first < len(firsts) and firsts[self.first][0] <= day:
            _first_on, area, count = firsts[self.first]
            self.named[area - 1] += count
            self.changed |= 1 << (area - 1)
            self.first += 1
        if changed := self.changed | self.tight:
            self.changed = 0
            sure = values.get("members", 0) - self.shared.running(day)
            for index in _INDEXES[changed]:
                self._persons(index, day, values, sure)

    def _meeting(self, number: int, values: Values) -> None:
        present, unnamed = self.club.turnout[number][0], self.unnamed
        for index in _INDEXES[self.club.contents[number]]:
            key = DONE[index]
            values[key] = values[key] + 1 if key in values else 1
            if present:
                key = TOOK[index]
                values[key] = values[key] + present if key in values else present
                if present > unnamed[index]:
                    unnamed[index] = present
                    self.changed |= 1 << index

    def _activity(self, row: Done, values: Values) -> None:
        _pk, _day, area, people, outsiders, value, is_apart = row
        index = area - 1
        if value and index in _VALUES:
            key = _VALUES[index]
            values[key] = values.get(key, 0) + value
        members = people - outsiders
        if self.shared.named_elsewhere:
            members -= self.shared.named_elsewhere.get(row.id, 0)
        if members > self.unnamed[index]:
            self.unnamed[index] = members
            self.changed |= 1 << index
        if is_apart:
            key = DONE[index]
            values[key] = values[key] + 1 if key in values else 1
            if people:
                key = TOOK[index]
                values[key] = values[key] + people if key in values else people
            if outsiders > self.outsiders[index]:
                self.outsiders[index] = outsiders
                self.changed |= 1 << index

    def _persons(self, index: int, day: date, values: Values, sure: int) -> None:
        named, members = self.named[index], self.unnamed[index]
        self.tight &= ~(1 << index)
        if members > named and members > sure:
            most, moving = self.shared.members_of_year(day, index + 1)
            if members > most - moving:
                self.tight |= (
                    1 << index
                )  # may change without anything being done: somebody joins, or is named elsewhere
            members = min(members, most)
        persons = max(named, members) + self.outsiders[index]
        if grown := persons - self.persons[index]:
            self.persons[index] = persons
            values[PERSONS[index]] = values.get(PERSONS[index], 0) + grown


class _Shared:
    """The persons of a club who are in others too: in which year and content they count where."""

    def __init__(self, club: ClubRecord) -> None:
        self.club = club
        self.first_of: dict[tuple[int, int, int], tuple[date, int]] = {}  # person, area, year → the day and the club
        self.named_elsewhere: dict[int, int] = {}  # activity → how many of those named in it count at another club
        self.not_first_here: dict[tuple[int, date], int] = {}  # area, day of the first part here → how many of them
        self.spans: dict[int, list[tuple[date, int, date]]] = {}  # person → joined on, club, left on
        self.moving = self.spans
        # As of a day: persons of the year, those of them who may move, and who of these counts here where nobody was named.
        self.there: tuple[date, int, set[int], set[int]] = (date.min, 0, set(), set())
        if club.elsewhere:
            self._memberships()
        for person, parts in club.parts.items():
            self._add(person, parts)

    def _memberships(self) -> None:
        elsewhere = self.club.elsewhere
        for member in self.club.members:
            if member.person_id in elsewhere:
                own = self.spans.setdefault(member.person_id, [])
                own.append((member.joined_on, self.club.id, member.left_on))
        for person, own in self.spans.items():
            own += [(other.joined_on, other.club_id, other.left_on) for other in elsewhere[person]]

    def begin(self, year: int) -> None:
        """Look at a year: only who is a member, or was named, elsewhere in it too may count elsewhere."""
        first, last, here = date(year, 1, 1), date(year, 12, 31), self.club.id
        self.there = (date.min, 0, set(), set())
        self.moving = {
            person: own
            for person, own in self.spans.items()
            if any(club != here and joined <= last and left >= first for joined, club, left in own)
        }
        for (person, _area, of), (_day, club) in self.first_of.items():
            if of == year and club != here and person in self.spans:
                self.moving[person] = self.spans[person]

    def running(self, day: date) -> int:
        """How many memberships of persons who may count elsewhere run here on `day`."""
        here = self.club.id
        return sum(club == here and joined <= day <= left for own in self.moving.values() for joined, club, left in own)

    def _add(self, person: int, parts: list[Part]) -> None:
        here: dict[tuple[int, int], date] = {}
        for part in parts:
            key = (person, part.area, part.day.year)
            self.first_of[key] = min((part.day, part.club_id), self.first_of.get(key, (part.day, part.club_id)))
            if part.club_id == self.club.id:
                own = (part.area, part.day.year)
                here[own] = min(part.day, here.get(own, part.day))
        for part in parts:
            if part.club_id == self.club.id and self.first_of[person, part.area, part.day.year][1] != self.club.id:
                self.named_elsewhere[part.activity_id] = self.named_elsewhere.get(part.activity_id, 0) + 1
        for (area, year), day in here.items():
            if self.first_of[person, area, year][1] != self.club.id:
                self.not_first_here[area, day] = self.not_first_here.get((area, day), 0) + 1

    def members_of_year(self, day: date, area: int) -> tuple[int, int]:
        """How many different persons who were members in the year up to `day` count here, and of how many that may change."""
        since = date(day.year, 1, 1)
        if self.there[0] != day:  # asked for each content in turn
            here = {who.person_id for who in self.club.members if who.joined_on <= day and who.left_on >= since}
            moving = here & self.moving.keys()
            self.there = (day, len(here), moving, {who for who in moving if self._joined_here(who, day, since)})
        _day, number, shared, first_here = self.there
        counted = len(first_here)
        for person in shared if self.first_of else ():
            first = self.first_of.get((person, area, day.year))
            if first is not None and first[0] <= day:  # who was named counts where he was named first
                counted += (first[1] == self.club.id) - (person in first_here)
        return number - len(shared) + counted, len(shared)

    def _joined_here(self, person: int, day: date, since: date) -> bool:
        """Whether, of the clubs in which the person was a member from `since` to `day`, he joined this one first."""
        clubs = [(joined, club) for joined, club, left in self.moving[person] if joined <= day and left >= since]
        return min(clubs)[1] == self.club.id
