"""What a secretary says of a meeting, before it becomes rows; and the checks that need no table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tremang.kernel.format import day as written
from tremang.kernel.periods import add_months
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.meetings import problems
from tremang.meetings.areas import THEME_BITS, area_bits, theme_bits
from tremang.meetings.counts import COUNTS, MOST
from tremang.meetings.models import Status

MOST_GUESTS = 999
LIMITS = {
    "place": 120, "chaired_by": 120, "written_by": 120, "guest_names": 300, "decisions": 4_000, "next_plan": 4_000,
}  # fmt: skip
NOTE_LIMIT = 300
LINES = ("decisions", "next_plan")  # texts of several lines


@dataclass(frozen=True)
class Done:
    """What was done under one content: one line and its counts, both optional."""

    note: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class MeetingData:
    """A meeting as told.

    `marks` names, by membership, those who were not simply present; everyone else on the roll came.
    `done` holds the contents that were done, by number. Own themes count among the themes.
    """

    held_on: date
    place: str = ""
    chaired_by: str = ""
    written_by: str = ""
    marks: Mapping[int, int] = field(default_factory=dict)
    guests: int = 0
    guest_names: str = ""
    done: Mapping[int, Done] = field(default_factory=dict)
    themes: Collection[str] = ()
    own_themes: Collection[str] = ()
    decisions: str = ""
    next_plan: str = ""
    next_on: date | None = None


def checked(data: MeetingData, today: date) -> dict[str, Any]:
    """The columns of a meeting as `data` tells it; raises the problem of the first field that cannot be so."""
    if data.held_on > today:
        raise Problem("in_future", problems.IN_FUTURE, field="held_on", day=written(data.held_on))
    if not 0 <= data.guests <= MOST_GUESTS:
        raise Problem("too_many_guests", problems.TOO_MANY_GUESTS, field="guests", most=MOST_GUESTS)
    if data.next_on is not None:
        if data.next_on <= data.held_on:
            raise Problem("next_not_after", problems.NEXT_NOT_AFTER, field="next_on", day=written(data.held_on))
        if data.next_on > add_months(data.held_on, 12):
            raise Problem("next_too_far", problems.NEXT_TOO_FAR, field="next_on", day=written(data.next_on))
    if any(status not in Status.values for status in data.marks.values()):
        raise Problem("unknown_mark", problems.UNKNOWN_MARK, field="marks")
    if not {*data.themes, *data.own_themes} <= {*THEME_BITS}:
        raise Problem("unknown_theme", problems.UNKNOWN_THEME, field="themes")
    for area, line in data.done.items():
        check_line(area, line)
    texts = {name: tidy(name, getattr(data, name)) for name in LIMITS}
    return texts | {
        "held_on": data.held_on, "guests": data.guests, "next_on": data.next_on, "contents": area_bits(data.done),
        "themes": theme_bits([*data.themes, *data.own_themes]), "own_themes": theme_bits(data.own_themes),
    }  # fmt: skip


def check_line(area: int, line: Done) -> None:
    """Raise the problem of a content that is none, of a line too long, of a count that cannot be."""
    if area not in COUNTS:
        raise Problem("unknown_area", problems.UNKNOWN_AREA, field="areas")
    short(f"note_{area}", clean(line.note), NOTE_LIMIT)
    for name, count in line.counts.items():
        if name not in COUNTS[area] or not 0 <= count <= MOST:
            raise Problem("bad_count", problems.BAD_COUNT, field=f"count_{area}_{name}", most=MOST)


def tidy(name: str, text: str) -> str:
    """A text of the meeting without stray white space; raises when it is longer than its column."""
    if name in LINES:
        found = "\n".join(line for part in text.splitlines() if (line := clean(part)))
    else:
        found = clean(text)
    return short(name, found, LIMITS[name])


def short(name: str, text: str, limit: int) -> str:
    """`text`, unless it is longer than `limit` characters."""
    if len(text) > limit:
        raise Problem("too_long", problems.TOO_LONG, field=name, length=len(text), limit=limit)
    return text
