"""The exported files read by plain Python, and the days and ages that the plan's words need."""

import csv
from calendar import monthrange
from collections import defaultdict
from datetime import date
from functools import cached_property
from pathlib import Path

FAR = date(9999, 12, 31)


def day_of(text: str, empty: date | None = None) -> date | None:
    """A day of a file; `empty` where nothing stands."""
    return date.fromisoformat(text) if text else empty


def back(day: date, months: int) -> date:
    """The same day `months` earlier, or the last of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def within_months(day: date, asked: date, months: int) -> bool:
    """Whether `day` lies in the `months` months up to and including `asked`."""
    return back(asked, months) < day <= asked


def month_number(day: date) -> int:
    """Months since year 0."""
    return day.year * 12 + day.month


def complete_months(asked: date) -> int:
    """The number of the last month that has ended on or before `asked`."""
    ended = asked.day == monthrange(asked.year, asked.month)[1]
    return month_number(asked) - (0 if ended else 1)


def age_at(born: str, day: date) -> int:
    """Age on `day`; with a year only, the difference of years."""
    if len(born) == 4:
        return day.year - int(born)
    birth = date.fromisoformat(born)
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


class Files:
    """The exported files, read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rows(self, name: str) -> list[dict[str, str]]:
        """All rows of one file."""
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def clubs(self) -> dict[str, dict]:
        """Club → its row."""
        return {row["id"]: row for row in self.rows("clubs")}

    @cached_property
    def states(self) -> dict[str, list]:
        """Club → (from, to, state)."""
        return self.periods("club_states", "club_id", "state")

    @cached_property
    def born(self) -> dict[str, tuple[str, str]]:
        """Person → sex and birth."""
        return {row["id"]: (row["sex"], row["born"]) for row in self.rows("persons")}

    @cached_property
    def memberships(self) -> list[tuple[str, str, date, date]]:
        """Club, person, first and last day."""
        return [
            (row["club_id"], row["person_id"], day_of(row["joined_on"]), day_of(row["left_on"], FAR))
            for row in self.rows("memberships")
        ]

    @cached_property
    def meetings(self) -> dict[str, list]:
        """Club → (day, contents, themes, own themes)."""
        found = defaultdict(list)
        for row in self.rows("meetings"):
            sets = (set(row[name].split()) for name in ("contents", "themes", "own_themes"))
            found[row["club_id"]].append((day_of(row["held_on"]), *sets))
        return found

    @cached_property
    def activities(self) -> dict[str, list]:
        """Club → (day, content, themes, own themes) of what its books hold."""
        found = defaultdict(list)
        for row in self.rows("activities"):
            sets = (set(row[name].split()) for name in ("area", "themes", "own_themes"))
            found[row["club_id"]].append((day_of(row["day"]), *sets))
        return found

    @cached_property
    def assessments(self) -> dict[str, list]:
        """Club → (day, result), in the order of days."""
        return self.dated("assessments", "club_id", "assessed_on", "result")

    @cached_property
    def balances(self) -> dict[str, list]:
        """Club → (day, whole đồng of the income fund after each row), in the order of days."""
        found = defaultdict(list)
        held = ("cash", "bank", "loans")
        for row in sorted(self.rows("transfers"), key=lambda row: (row["day"], int(row["sequence"]))):
            if row["fund"] == "income":
                rows = found[row["club_id"]]
                change = int(row["amount"]) * ((row["debit"] in held) - (row["credit"] in held))
                rows.append((day_of(row["day"]), (rows[-1][1] if rows else 0) + change))
        return dict(found)

    @cached_property
    def spans(self) -> dict[str, list]:
        """Kind and code of a place → (from, to, commune)."""
        found = defaultdict(list)
        for row in self.rows("spans"):
            found[row["kind"], row["code"]].append((day_of(row["from"]), day_of(row["to"], FAR), row["commune_code"]))
        return found

    def periods(self, name: str, owner: str, what: str) -> dict[str, list]:
        """Owner → (from, to, value)."""
        found = defaultdict(list)
        for row in self.rows(name):
            found[row[owner]].append((day_of(row["from"]), day_of(row["to"], FAR), row[what]))
        return found

    def dated(self, name: str, owner: str, day: str, what: str) -> dict[str, list]:
        """Owner → (day, value), in the order of days."""
        found = defaultdict(list)
        for row in self.rows(name):
            found[row[owner]].append((day_of(row[day]), row[what]))
        return {key: sorted(rows) for key, rows in found.items()}
