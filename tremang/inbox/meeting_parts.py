"""The parts of a meeting by path ("place", "marks.123", "contents.4"), so that two tellings can be laid side by side.

A value is plain JSON: a text, a number, a day, a mark ("absent"), a list of themes, {"note", "counts"} or None.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tremang.inbox import reading
from tremang.inbox.reading import Told, of, parts, wrong
from tremang.kernel.format import day as written
from tremang.meetings.areas import AREA_LABELS, THEME_LABELS, Area, Theme, areas_of, themes_of
from tremang.meetings.counts import COUNTS
from tremang.meetings.data import LIMITS, Done, MeetingData, tidy
from tremang.meetings.hot import roll_ids
from tremang.meetings.models import Meeting, Status
from tremang.members.data import called
from tremang.members.models import Membership

MARKS = {status.name.lower(): status.value for status in Status}
NAMES = {value: name for name, value in MARKS.items()}
THEMES = ("themes", "own_themes")
Changes = dict[str, Any]
# What a phone notes by itself of the money and the readings of the day: `tellsItself` in its core/meeting-more.js.
_MADE = re.compile(
    r"Thu đóng góp của \d+ người|\d+ người trả nợ(, \d+ vay mới)?|\d+ vay mới|Đo (huyết áp|sức khỏe) \d+ người"
)


@dataclass(frozen=True)
class Standing:
    """A meeting as it stands, with those expected on its day."""

    meeting: Meeting
    row: Told  # as events remember it

    @classmethod
    def of(cls, meeting: Meeting) -> "Standing":
        """Three queries."""
        return cls(meeting, Meeting.recorded_rows([meeting.pk])[meeting.pk])

    @property
    def data(self) -> MeetingData:
        """What would be recorded to say the same."""
        meeting, row = self.meeting, self.row
        here = {*roll_ids(meeting.club_id, meeting.held_on)}
        lines = {line[0]: Done(line[1], line[2]) for line in row["lines"]}
        return MeetingData(
            held_on=meeting.held_on, guests=meeting.guests, next_on=meeting.next_on,
            marks={pk: status for pk, status in row["marks"] if status != Status.PRESENT and pk in here},
            done={int(area): lines.get(int(area), Done()) for area in areas_of(meeting.contents)},
            themes=[str(theme) for theme in themes_of(meeting.themes)],
            own_themes=[str(theme) for theme in themes_of(meeting.own_themes)],
            **{name: getattr(meeting, name) for name in LIMITS},
        )  # fmt: skip


def read_value(path: str, value: Any) -> Any:
    """The value of a path, checked for its kind and tidied; raises Problem."""
    head, _dot, tail = path.partition(".")
    if head in LIMITS and not tail:
        return tidy(head, of(value, path, str))
    if path == "guests":
        return of(value, path, int)
    if path == "next_on":
        return reading.day(value, path).isoformat() if value else ""
    if path in THEMES:
        return sorted(set(reading.words({path: value}, path)))
    if head == "marks":
        reading.number(tail, "marks")
        if not isinstance(value, str) or value not in MARKS:
            raise wrong("marks")
        return value
    if head == "contents":
        reading.number(tail, "contents")
        return None if value is None else _content(value)
    raise wrong(path[:40])


def _content(value: Any) -> Told:
    told = parts(value, "contents", {"note", "counts"})
    counts = of(told.get("counts", {}), "contents", dict)
    if any(type(number) is not int for number in counts.values()):
        raise wrong("contents")
    return {"note": " ".join(of(told.get("note", ""), "contents", str).split()), "counts": counts}


def stands(data: MeetingData, path: str) -> Any:
    """What the meeting says at a path."""
    head, _dot, tail = path.partition(".")
    if head == "marks":
        return NAMES[data.marks.get(int(tail), Status.PRESENT.value)]
    if head == "contents":
        line = data.done.get(int(tail))
        return None if line is None else {"note": line.note, "counts": dict(line.counts)}
    if path == "next_on":
        return data.next_on.isoformat() if data.next_on else ""
    if path in THEMES:
        return sorted(getattr(data, path))
    return getattr(data, path)


def meant(note: str) -> str:
    """A note of a content, where a person wrote it; "" for one that a phone made by itself."""
    return "" if _MADE.fullmatch(note) else note


def altered(data: MeetingData, changes: Mapping[str, Any]) -> MeetingData:
    """The meeting with other values at some paths."""
    marks, done, plain = dict(data.marks), dict(data.done), {}
    for path, value in changes.items():
        head, _dot, tail = path.partition(".")
        if head == "marks":
            marks[int(tail)] = MARKS[value]
        elif head == "contents":
            if value is None:
                done.pop(int(tail), None)
            else:
                done[int(tail)] = Done(value["note"], value["counts"])
        elif path == "next_on":
            plain[path] = date.fromisoformat(value) if value else None
        else:
            plain[path] = value
    return replace(data, marks=marks, done=done, **plain)


def label(path: str, club_id: int, on: date) -> str:
    """What a path is about, in words."""
    head, _dot, tail = path.partition(".")
    if head == "marks":
        row = Membership.objects.filter(pk=int(tail), club=club_id).select_related("person").first()
        return _("Điểm danh %(name)s") % {"name": called(row.person, on) if row else _("một thành viên")}
    if head == "contents":
        return _("Nội dung “%(area)s”") % {"area": AREA_LABELS[Area(int(tail))]}
    return {
        "place": _("Nơi sinh hoạt"), "chaired_by": _("Người chủ trì"), "written_by": _("Người ghi"),
        "guest_names": _("Tên khách mời"), "guests": _("Số khách mời"), "decisions": _("Quyết định"),
        "next_plan": _("Kế hoạch tháng tới"), "next_on": _("Ngày buổi tới"), "themes": _("Chủ đề"),
        "own_themes": _("Chủ đề câu lạc bộ tự làm"),
    }[path]  # fmt: skip


def said(path: str, value: Any) -> str:
    """A value of a path in words."""
    head, _dot, tail = path.partition(".")
    if head == "marks":
        return str(Status(MARKS[value]).label)
    if head == "contents":
        return _content_words(int(tail), value)
    if path == "next_on":
        return written(date.fromisoformat(value)) if value else _("chưa ghi")
    if path in THEMES:
        return _themes_words(value) or _("không có")
    return str(value) or _("để trống")


def _content_words(area: int, value: Told | None) -> str:
    if value is None:
        return _("không làm")
    counts = [f"{COUNTS[area][name]}: {number}" for name, number in value["counts"].items() if name in COUNTS[area]]
    return "; ".join([*filter(None, [value["note"]]), *counts]) or _("có làm")


def _themes_words(themes: Iterable[str]) -> str:
    return ", ".join(str(THEME_LABELS[Theme(theme)]).lower() for theme in themes)
