"""Twelve months at a glance: who came, and which of the 8 contents were done. Plain values for ui's grid."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.utils.translation import gettext as _

from tremang.kernel.periods import Month, month_first, month_of
from tremang.meetings.areas import AREA_LABELS, Area
from tremang.meetings.models import Attendance, Meeting, Status
from tremang.meetings.queries import Name, held_between, share

CODES = {
    Status.PRESENT: "present", Status.REPRESENTED: "represented", Status.EXCUSED: "excused", Status.ABSENT: "absent",
}  # fmt: skip
CAME = (Status.PRESENT, Status.REPRESENTED)
CARE = 2  # meetings missed in a row from which on somebody should ask after the member


@dataclass
class Year:
    """The meetings of twelve months by month; of several in one month the last stands in the grid."""

    months: list[Month]
    meetings: list[Meeting]
    by_month: dict[Month, Meeting] = field(default_factory=dict)

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The head of the grid; months without a meeting are shaded."""
        return [
            {"year": month // 12, "month": month % 12 + 1, "pause": month not in self.by_month} for month in self.months
        ]


def year_of(club_id: int, today: date) -> Year:
    """The twelve months up to this one if the club has met in it, else up to the last one. One query."""
    this = month_of(today)
    rows: list[Meeting] = held_between(club_id, month_first(this - 12), today)
    last = this if any(month_of(row.held_on) == this for row in rows) else this - 1
    months = list(range(last - 11, last + 1))
    held = [row for row in rows if months[0] <= month_of(row.held_on) <= last]
    return Year(months, held, {month_of(row.held_on): row for row in held})


def marks_of(year: Year) -> dict[int, dict[int, int]]:
    """Membership → meeting → mark. One query."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = Attendance.objects.filter(meeting__in=[row.pk for row in year.meetings])
    for membership, meeting, status in rows.values_list("membership_id", "meeting_id", "status"):
        found[membership][meeting] = status
    return found


def missed_in_a_row(year: Year, marks: dict[int, int]) -> int:
    """How many of the latest meetings at which the member was expected he neither came to nor sent somebody."""
    count = 0
    for meeting in reversed(year.meetings):
        status = marks.get(meeting.pk)
        if status is None:
            continue
        if status in CAME:
            break
        count += 1
    return count


def in_need_first(year: Year, names: Sequence[Name], marks: dict[int, dict[int, int]]) -> list[tuple[Name, int]]:
    """The names with the meetings missed in a row; those to ask after on top, then as the roll has them."""
    missed = [(name, missed_in_a_row(year, marks.get(name.membership, {}))) for name in names]
    return sorted(missed, key=lambda pair: -pair[1] if pair[1] >= CARE else 0)


def attendance_grid(
    year: Year, rows: Iterable[tuple[Name, int]], marks: dict[int, dict[int, int]], urls: dict[int, str]
) -> dict[str, Any]:
    """Who came in which month; without `rows` only the sums."""
    persons = [_person(year, name, missed, marks.get(name.membership, {}), urls) for name, missed in rows]
    return {
        "title": _("Có mặt 12 tháng"), "hint": _("Người nên hỏi thăm ở trên") if persons else "", "months": year.columns,
        "total_label": _("Đến"), "pause_label": _("tháng không sinh hoạt"),
        "rows": persons,
        "foot": {
            "label": _("Cả câu lạc bộ có mặt"),
            "cells": [year.by_month[month].present if month in year.by_month else None for month in year.months],
            "total": _total(year),
        },
    }  # fmt: skip


def _total(year: Year) -> str:
    found = share(sum(row.present for row in year.meetings), sum(row.expected for row in year.meetings))
    return "" if found is None else f"{found}%"


def _person(year: Year, name: Name, missed: int, marks: dict[int, int], urls: dict[int, str]) -> dict[str, Any]:
    cells = []
    for month in year.months:
        meeting = year.by_month.get(month)
        cells.append("" if meeting is None else CODES.get(marks.get(meeting.pk, 0), "none"))
    came = sum(status == Status.PRESENT for status in marks.values())
    late = missed >= CARE
    group = f", {name.group[:1].lower()}{name.group[1:]}" if name.group else ""
    note = _("Vắng %(count)s buổi liền") % {"count": missed} if late else _("%(age)s tuổi") % {"age": name.age} + group
    return {
        "label": name.Called, "url": urls.get(name.membership, ""), "note": note, "late": late, "cells": cells,
        "total": f"{came}/{len(marks)}",
    }  # fmt: skip


def contents_grid(
    year: Year, books: Mapping[Month, int] | None = None, urls: Mapping[int, str] | None = None
) -> dict[str, Any]:
    """Which of the 8 contents were done in which month, at meetings or by the club's books (contents as bits by month).

    `urls` is where the name of a content opens. A month in which only the books hold something is the last one too.
    """
    books, urls = books or {}, urls or {}
    last = max([year.months[-1], *books])
    months = range(last - 11, last + 1)
    done: dict[Month, int] = {month: bits for month, bits in books.items() if month in months and bits}
    for meeting in year.meetings:
        if (month := month_of(meeting.held_on)) in months:
            done[month] = done.get(month, 0) | meeting.contents
    rows = []
    for area in Area:
        bit = 1 << (area - 1)
        cells = ["" if month not in done else "done" if done[month] & bit else "not_done" for month in months]
        rows.append(
            {
                "label": f"{int(area)}. {AREA_LABELS[area]}", "url": urls.get(area, ""), "note": "", "late": False,
                "cells": cells, "total": f"{cells.count('done')}/{len(done)}",
            }
        )  # fmt: skip
    covered = reduce(or_, done.values(), 0)
    return {
        "title": _("8 nội dung 12 tháng"), "hint": "", "total_label": _("Tháng"), "rows": rows,
        "months": [{"year": m // 12, "month": m % 12 + 1, "pause": m not in done} for m in months],
        "foot": {
            "label": _("Số nội dung trong tháng"), "total": f"{covered.bit_count()}/8",
            "cells": [done[month].bit_count() if month in done else None for month in months],
        },
        "pause_label": _("tháng chưa ghi gì"),
    }  # fmt: skip


def lacking_words(year: Year, books: Mapping[Month, int] | None = None) -> str:
    """Which contents this month's meeting should have: those that the last three meetings, and the books since, lacked."""
    recent = year.meetings[-3:]
    if not recent:
        return ""
    done = reduce(or_, (row.contents for row in recent))
    since = month_of(recent[0].held_on)
    done |= reduce(or_, (bits for month, bits in (books or {}).items() if month >= since), 0)
    lacking = [str(AREA_LABELS[area]).lower() for area in Area if not done >> (area - 1) & 1]
    return _("Buổi tới nên có: %(what)s.") % {"what": "; ".join(lacking)} if lacking else ""
