"""The plan's 14 indicators a second time: from the exported files and the words of the plan alone.

Nothing of the product is imported here. Whoever doubts a number of the board can run this over `tremang export`.
"""

import csv
from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from tremang.exchange.tests.reading import FAR, Files, age_at, complete_months, day_of, month_number, within_months

CITY = "01"


class Board:
    """The City on one day, by the boundaries of then or of now."""

    def __init__(self, files: Files, day: date, boundaries: str) -> None:
        self.files = files
        self.day = day
        self.then = boundaries == "then"

    def stands_in(self, kind: str, code: str, now: str) -> str:
        """The commune of a club or hamlet; empty where it stood nowhere on the day."""
        if not self.then:
            return now
        return next((commune for since, to, commune in self.files.spans[kind, code] if since <= self.day <= to), "")

    @cached_property
    def communes(self) -> set[str]:
        """The communes of the City."""
        found = set()
        for row in self.files.rows("communes"):
            spans = self.files.spans["commune", row["code"]]
            if any(since <= self.day <= to for since, to, _commune in spans) if self.then else not row["valid_to"]:
                found.add(row["code"])
        return found

    @cached_property
    def clubs(self) -> dict[str, str]:
        """Club → commune, of all clubs on the map that day."""
        places = {club: self.stands_in("club", club, row["commune_code"]) for club, row in self.files.clubs.items()}
        return {club: commune for club, commune in places.items() if commune in self.communes}

    def state(self, club: str) -> str:
        """The club's stage on the day."""
        return next((s for since, to, s in self.files.states[club] if since <= self.day <= to), "")

    @cached_property
    def active(self) -> list[str]:
        """The clubs active on the day."""
        return [club for club in self.clubs if self.state(club) == "active"]

    def is_standard(self, club: str) -> bool:
        """Latest assessment of the last 12 months says meets or good."""
        rows = self.files.assessments.get(club, [])
        recent = [result for on, result in rows if within_months(on, self.day, 12)]
        return bool(recent) and recent[-1] in ("meets", "good")

    # -- the 14 rows of the plan: (numerator, denominator or None, communes left out) --

    def founded(self, first: date, last: date) -> set[str]:
        """Clubs that count under new_clubs in the phase."""
        rows = ((club, day_of(self.files.clubs[club]["founded_on"])) for club in self.clubs)
        return {
            club for club, on in rows
            if on and first <= on <= min(last, self.day) and self.files.clubs[club]["refounding"] == "0"
        }  # fmt: skip

    def new_clubs(self, first: date, last: date, least: int | None):
        """I.2.1 and I.2.3, third line."""
        return len(self.founded(first, last)), None, set()

    def quality_kept(self, first: date, last: date, least: int | None):
        """I.2.2."""
        launched = [club for club in self.clubs if self.state(club) in ("active", "paused")]
        return sum(map(self.is_standard, launched)), len(launched), set()

    def staff_trained(self, first: date, last: date, least: int | None):
        """I.2.3, first line."""
        trained = {
            row["official_id"] for row in self.files.rows("courses")
            if row["official_id"] and first <= day_of(row["completed_on"]) <= min(last, self.day)
        }  # fmt: skip
        column = "listed_by" if self.then else "commune_code"
        listed = [
            (row["id"], row[column]) for row in self.files.rows("officials")
            if day_of(row["from"]) <= self.day <= day_of(row["to"], FAR) and row[column] in self.communes | {CITY}
        ]  # fmt: skip
        silent = self.communes - {commune for _id, commune in listed}
        return sum(official in trained for official, _commune in listed), len(listed), silent

    def people_reached(self, first: date, last: date, least: int | None):
        """I.2.3, second line."""
        people, reached = {}, {}
        for code, year, number in self.declared("population"):
            if year <= self.day.year:
                people[code] = max(people.get(code, (0, 0)), (year, number))
        for code, year, number in self.declared("reach"):
            if first.year <= year <= min(last.year, self.day.year):
                reached[code] = max(reached.get(code, 0), number)
        both = [code for code in self.communes if code in people and code in reached]
        counted = sum(min(reached[code], people[code][1]) for code in both)
        return counted, sum(people[code][1] for code in both), self.communes - set(both)

    def declared(self, name: str) -> list[tuple[str, int, int]]:
        """Commune, year and number of what communes said for their land within the boundaries asked for."""
        if not self.then:
            column = {"population": "people", "reach": "reached"}[name]
            return [(row["commune_code"], int(row["year"]), int(row[column])) for row in self.files.rows(name)]
        return [(row["commune_code"], int(row["year"]), int(row["number"])) for row in self.statements(name)]

    def statements(self, kind: str) -> list[dict[str, str]]:
        """What communes had said for their land within the boundaries of then."""
        return [
            row for row in self.files.rows("statements")
            if row["kind"] == kind and day_of(row["holds_from"], date.min) <= self.day <= day_of(row["holds_to"], FAR)
        ]  # fmt: skip

    def joiners(self, first: date, last: date) -> set[str]:
        """Persons aged 60 or more who joined a new club in the phase."""
        new = self.founded(first, last)
        return {
            person for club, person, on, _left in self.files.memberships
            if club in new and first <= on <= min(last, self.day) and age_at(self.files.born[person][1], on) >= 60
        }  # fmt: skip

    def older_joiners(self, first: date, last: date, least: int | None):
        """I.2.3, third line."""
        return len(self.joiners(first, last)), None, set()

    def older_women_share(self, first: date, last: date, least: int | None):
        """I.2.3, third line, the share."""
        joiners = self.joiners(first, last)
        return sum(self.files.born[person][0] == "F" for person in joiners), len(joiners), set()

    def communes_with_standard_clubs(self, first: date, last: date, least: int | None):
        """I.2.3, fourth line: at least 1 club, in the second phase 4."""
        found = defaultdict(int)
        for club in self.active:
            found[self.clubs[club]] += self.is_standard(club)
        needed = 1 if first.year < 2031 else 4
        return sum(found[code] >= needed for code in self.communes), len(self.communes), set()

    def hamlet_coverage(self, first: date, last: date, least: int | None):
        """I.2.3, fifth line."""
        counted = {row["code"] for row in self.files.rows("communes") if row["counted_on"]}
        if self.then:
            counted = {row["commune_code"] for row in self.statements("hamlets")}
        counted &= self.communes
        there = {
            row["code"] for row in self.files.rows("hamlets")
            if day_of(row["valid_from"]) <= self.day <= day_of(row["valid_to"], FAR)
            and self.stands_in("hamlet", row["code"], row["commune_code"]) in counted
        }  # fmt: skip
        active = set(self.active)
        covered = {self.files.clubs[club]["hamlet_code"] for club in active}
        covered |= {
            row["hamlet_code"] for row in self.files.rows("club_hamlets")
            if row["club_id"] in active and day_of(row["from"]) <= self.day <= day_of(row["to"], FAR)
        }  # fmt: skip
        return len(there & covered), len(there), self.communes - counted

    def _themed(self, which: int) -> tuple[int, int, set[str]]:
        done = sum(
            any(
                row[which] and within_months(row[0], self.day, 12)
                for row in (*self.files.meetings[club], *self.files.activities[club])
            )
            for club in self.active
        )  # fmt: skip
        return done, len(self.active), set()

    def areas_integrated(self, first: date, last: date, least: int | None):
        """I.2.3, fifth line, second half."""
        return self._themed(2)

    def digital_green_jobs(self, first: date, last: date, least: int | None):
        """I.2.3.a, sixth line, second half."""
        return self._themed(3)

    def full_and_monthly(self, first: date, last: date, least: int | None):
        """I.2.3.a, sixth line."""
        newest = complete_months(self.day)
        numerator = denominator = 0
        for club in self.active:
            launched = month_number(day_of(self.files.clubs[club]["launched_on"]))
            months = range(max(newest - 11, launched + 1), newest + 1)
            if newest - launched < 3:
                continue
            denominator += 1
            rows = [row for row in self.files.meetings[club] if month_number(row[0]) in months]
            met = {month_number(row[0]) for row in rows}
            written = [row for row in self.files.activities[club] if month_number(row[0]) in months]
            covered = set().union(*(row[1] for row in (*rows, *written)))
            numerator += met == set(months) and len(covered) == 8
        return numerator, denominator, set()

    def boards_trained(self, first: date, last: date, least: int | None):
        """I.2.3.a, seventh line."""
        initial, recent = set(), set()
        for row in self.files.rows("courses"):
            on = day_of(row["completed_on"])
            if row["person_id"] and on <= self.day:
                if row["kind"] == "initial":
                    initial.add(row["person_id"])
                if within_months(on, self.day, 12):
                    recent.add(row["person_id"])
        serving = defaultdict(set)
        for row in self.files.rows("board_members"):
            if day_of(row["from"]) <= self.day <= day_of(row["to"], FAR):
                serving[row["club_id"]].add(row["person_id"])
        trained = sum(bool(serving[club]) and serving[club] <= initial & recent for club in self.active)
        return trained, len(self.active), set()

    def fund_over_50m(self, first: date, last: date, least: int | None):
        """I.2.3.a, eighth line."""
        rich = 0
        for club in self.active:
            rows = self.files.balances.get(club, [])
            latest = bisect_right([on for on, _total in rows], self.day)
            rich += latest > 0 and rows[latest - 1][1] >= 50_000_000
        return rich, len(self.active), set()

    def needs_supported(self, first: date, last: date, least: int | None):
        """I.2.3.a, last line."""
        active = set(self.active)
        running = {
            person for club, person, on, left in self.files.memberships if club in active and on <= self.day <= left
        }  # fmt: skip
        needing = {
            row["person_id"] for row in self.files.rows("needs")
            if within_months(day_of(row["declared_on"]), self.day, 24)
            and not (row["withdrawn_on"] and day_of(row["withdrawn_on"]) <= self.day)
        } & running  # fmt: skip
        income = {
            row["id"] for row in self.files.rows("activities")
            if row["area"] == "1" and within_months(day_of(row["day"]), self.day, 12)
        }  # fmt: skip
        helped = {row["person_id"] for row in self.files.rows("participants") if row["activity_id"] in income} | {
            row["person_id"] for row in self.files.rows("supports") if within_months(day_of(row["on"]), self.day, 12)
        } | {
            row["person_id"] for row in self.files.rows("transfers")
            if row["kind"] == "payout" and within_months(day_of(row["day"]), self.day, 12)
        }  # fmt: skip
        return len(needing & helped), len(needing), set()


def value_of(numerator: int, denominator: int | None) -> Fraction | None:
    """The count, or the exact percentage; None without a denominator."""
    if denominator is None:
        return Fraction(numerator)
    return Fraction(100 * numerator, denominator) if denominator else None


def written(value: Fraction, denominator: int | None) -> float:
    """As the board writes it: a count, or one decimal, half up."""
    if denominator is None:
        return int(value)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def verdict(value: Fraction | None, eve: Fraction, target: dict, day: date, left_out: set[str]) -> str:
    """The verdict's word, by the fixed interface."""
    if value is None:
        return "undeclared" if left_out else "no_number"
    if not target["min"]:
        return "no_number"
    least, first, last = int(target["min"]), day_of(target["from"]), day_of(target["to"])
    if target["max"] and value > int(target["max"]):
        return "above_range"
    if value >= least:
        return "met"
    start = first - timedelta(days=1)
    line = eve + (least - eve) * Fraction((min(day, last) - start).days, (last - start).days)
    return "on_pace" if value >= line and day < last else "behind"


def board(folder: Path, plan: Path, day: date, boundaries: str) -> list[dict]:
    """All rows of the City's board on `day`, as `tremang targets --json` gives them."""
    files = Files(folder)
    with plan.open(encoding="utf-8", newline="") as file:
        targets = list(csv.DictReader(file))
    found = []
    for target in targets:
        first, last = day_of(target["from"]), day_of(target["to"])
        least = int(target["min"]) if target["min"] else None

        def ask(on: date, target=target, first=first, last=last, least=least):
            return getattr(Board(files, on, boundaries), target["code"])(first, last, least)

        numerator, denominator, left_out = ask(min(day, last))
        value = value_of(numerator, denominator)
        eve = Fraction(0)
        if denominator is not None and day >= first:
            eve = value_of(*ask(first - timedelta(days=1))[:2]) or Fraction(0)
        found.append(
            {
                "code": target["code"], "phase": target["phase"], "numerator": numerator, "denominator": denominator,
                "value": None if value is None else written(value, denominator),
                "min": least, "max": int(target["max"]) if target["max"] else None,
                "verdict": verdict(value, eve, target, day, left_out) if day >= first else None,
                "left_out": sorted(left_out),
            }
        )  # fmt: skip
    return found
