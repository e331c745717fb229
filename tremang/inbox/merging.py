"""Two tellings of one meeting laid side by side: what gives way, what is the same, what somebody must choose.

A mark that nobody touched (present, and nobody said so) gives way; so does an empty text, a content not done, a note or a
count not told, unless a correction took out what stood there; so does a note that a phone made by itself. Two values that
somebody gave are never weighed: they become a choice, with who said each and when.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tremang.inbox import meeting_parts as part
from tremang.inbox.models import DONE, Choice, Outcome, State, Submission
from tremang.inbox.reading import Told
from tremang.inbox.work import Work, body_of, when, who
from tremang.kernel.events import key
from tremang.kernel.format import day as written
from tremang.meetings.areas import areas_of
from tremang.meetings.models import Meeting
from tremang.meetings.versions import name_of, versions

MEETINGS = ("meeting", "meeting_fix")
TEXTS = ("guests", "next_on", *part.LIMITS)


@dataclass
class Merged:
    """What laying side by side gave: the meeting as it stands, the values to write, and the choices."""

    standing: part.Standing
    changes: part.Changes = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)


def laid_side_by_side(work: Work, meeting: Meeting, told: Mapping[str, Any]) -> Merged:
    """Path by path what another submission says of a meeting that stands. Reads; writes nothing."""
    found = Merged(part.Standing.of(meeting))
    data, by_whom = found.standing.data, Touched(meeting, found.standing.row)
    for path, value in told.items():
        now = part.stands(data, path)
        if now == value:
            continue
        if path in part.THEMES:
            if more := sorted({*now, *value}) if {*value} - {*now} else None:
                found.changes[path] = more
        elif path.startswith("contents."):
            _content(work, found, by_whom, path, now, value)
        elif _gives_way(path, now, by_whom):
            found.changes[path] = value
        elif value or path.startswith("marks."):
            found.choices.append(chosen_between(work, found.standing, by_whom, path, now, value))
    return found


def _gives_way(path: str, now: Any, by_whom: "Touched") -> bool:
    """Whether nobody meant what stands there."""
    if path.startswith("marks."):
        return now == "present" and not by_whom.touched(path)
    return not now and not by_whom.took_out(path)


def _content(work: Work, found: Merged, by_whom: "Touched", path: str, now: Told | None, value: Told) -> None:
    if now is None:
        if by_whom.took_out(path):
            found.choices.append(chosen_between(work, found.standing, by_whom, path, now, value))
        else:
            found.changes[path] = value
        return
    both = {**value["counts"], **now["counts"]}
    one, other = part.meant(now["note"]), part.meant(value["note"])
    made = now["note"] or value["note"]
    merged = {"note": one or other or made, "counts": both}
    if merged != now:
        found.changes[path] = merged
    wanted = {"note": other or one or made, "counts": {**now["counts"], **value["counts"]}}
    if wanted != merged:
        found.choices.append(chosen_between(work, found.standing, by_whom, path, merged, wanted))


def chosen_between(work: Work, standing: part.Standing, by_whom: "Touched", path: str, now: Any, value: Any) -> Choice:
    """The choice between what a meeting says at a path and what a submission says there."""
    meeting = standing.meeting
    name, at = by_whom.says(path)
    first = {"value": now, "words": part.said(path, now), "who": name, "at": at}
    what = f"{part.label(path, meeting.club_id, meeting.held_on)}, {written(meeting.held_on)}"
    return work.choice(path, key(meeting), what, first, value, part.said(path, value))


class Touched:
    """Who said what of a meeting: its versions, and the submissions that came to stand in it."""

    def __init__(self, meeting: Meeting, row: Told) -> None:
        self._first = (name_of(meeting.recorded_by_id), meeting.recorded_at.isoformat())
        self._by: dict[str, tuple[str, str]] = {}
        self._out: dict[str, tuple[str, str]] = {}
        self._versions(meeting, row)
        self._submissions(meeting)

    def touched(self, path: str) -> bool:
        """Whether somebody said it, and it did not just come of itself."""
        return path in self._by

    def took_out(self, path: str) -> bool:
        """Whether a correction took out what stood there, and nothing came since."""
        return path in self._out

    def says(self, path: str) -> tuple[str, str]:
        """Who said it last, and when."""
        return self._out.get(path) or self._by.get(path, self._first)

    def _versions(self, meeting: Meeting, row: Told) -> None:
        acts = list(reversed(versions(meeting, row)))
        for before, after in pairwise(acts):
            if before.row is None or after.row is None:
                continue
            said = after.name, after.at.isoformat()
            old, new = dict(map(tuple, before.row["marks"])), dict(map(tuple, after.row["marks"]))
            for pk in old.keys() & new.keys():
                if old[pk] != new[pk]:
                    self._by[f"marks.{pk}"] = said
            for name in TEXTS:
                if str(before.row.get(name)) != str(after.row.get(name)):
                    self._by[name] = said
            filled = _filled(after.row)
            for path in _filled(before.row) - filled if after.verb == "correct_meeting" else ():
                self._out[path] = said
            for path in filled & self._out.keys():
                del self._out[path]

    def _submissions(self, meeting: Meeting) -> None:
        for submission, told in told_of(meeting):
            said = who(submission), when(submission)
            for path in told:
                self._by[path] = said


def _filled(row: Told) -> set[str]:
    """The texts and contents of which a meeting says something."""
    return {name for name in TEXTS if row.get(name)} | {f"contents.{area.value}" for area in areas_of(row["contents"])}


def told_of(meeting: Meeting) -> list[tuple[Submission, list[str]]]:
    """The submissions that stand in a meeting, in their order, each with the paths that it told of.

    Also those that told nothing new: what somebody said stays said where another one had said it before, or it came of itself.
    """
    said = (*DONE, State.NOTHING)
    rows = Outcome.objects.filter(subject=key(meeting), state__in=said, submission__kind__in=MEETINGS)
    rows = rows.select_related("submission__user", "submission__kept").order_by("pk")
    return [(row.submission, _paths(row.submission)) for row in rows]


def _paths(submission: Submission) -> list[str]:
    body = body_of(submission)
    if submission.kind == "meeting_fix":
        return list(body.get("changes", {}))
    nested = [f"{name}.{pk}" for name in ("marks", "contents") for pk in body.get(name) or {}]
    return [*nested, *(name for name in body if name not in ("marks", "contents", "held_on"))]
