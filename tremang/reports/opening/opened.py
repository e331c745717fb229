"""A figure opened down to its rows."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import gettext as _

from tremang.indicators.registry import indicators
from tremang.places.models import Kind
from tremang.reports.draft import Draft
from tremang.reports.figures import Figure, Unit, minus, plus
from tremang.reports.lines.base import Line, Span
from tremang.reports.lines.base import Unit as ReportUnit
from tremang.reports.opening.base import Row
from tremang.reports.opening.circumstances import staff_courses
from tremang.reports.opening.rows import rows_of
from tremang.targets.drill import drill
from tremang.ui.links import address

OF_OFFICES = "staff_courses"  # a commune's own list, not its clubs'


class Below(NamedTuple):
    """A place below with its figure as the records give it now and as it was sent; `url` opens it further."""

    unit: Unit
    now: Figure
    reported: Figure
    is_sent: bool
    url: str


@dataclass(frozen=True)
class Opened:
    """`figure` is what the records give, `own` what the place alone brings, `rows` those of a club.

    Where `adds_up` is false the rows are what the figure is worked out from, but each is not one of it; `note` says how.
    """

    figure: Figure
    own: Figure
    parts: list[Below] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    adds_up: bool = True
    note: str = ""


def opened(draft: Draft, line: Line, *, persons: bool) -> Opened:
    """What lies behind `line` of the report; `persons`: whether the reader may see names. The facts are up to the day."""
    figure = draft.sheet.computed[line.code]
    if draft.place.kind == Kind.CLUB:
        return _of_club(draft, line, figure, persons)
    if line.top == OF_OFFICES and draft.place.kind == Kind.COMMUNE:
        rows = staff_courses(draft.place, draft.period.from_on, min(draft.period.to_on, draft.today))
        return Opened(figure, figure, rows=rows)
    below = [
        Below(
            part.unit, part.computed[line.code], part.reported[line.code], part.is_sent,
            address("reports:line", draft.kind.code, part.unit.code, draft.period.label, line.code),
        )
        for part in draft.sheet.parts
    ]  # fmt: skip
    own = minus(figure, plus(part.now for part in below)) if below else figure
    return Opened(figure, own, below, note=_note(line))


def _note(line: Line) -> str:
    """How the figure of a place comes about out of those of the places below."""
    if line.once:
        return _("Mỗi người chỉ tính một lần, ở câu lạc bộ vào trước.")
    if line.is_share:
        return _("Tính trên tổng số của toàn địa bàn, không phải bình quân của các nơi dưới.")
    return _("Cộng từ các nơi dưới; ai dự nhiều lần tính nhiều lượt.") if line.unit == ReportUnit.TIME else _(
        "Cộng từ các nơi dưới."
    )  # fmt: skip


def _of_club(draft: Draft, line: Line, figure: Figure, persons: bool) -> Opened:
    end = min(draft.period.to_on, draft.today)
    if line.indicator:
        found = drill(
            indicators()[line.indicator], line.phase, draft.place, end, "now", persons=persons, today=draft.today
        )
        rows = [
            Row(None, f"{row['name']}: {row['why']}" if row["why"] else row["name"], 0, row["url"])
            for row in found.rows
        ]
        return Opened(figure, figure, rows=rows, adds_up=False, note=_("Quy tắc của chỉ tiêu xét từng dòng dưới đây."))
    first = draft.period.from_on if line.span != Span.YEAR else end.replace(month=1, day=1)
    rows = rows_of(line.top, draft.place, first, end, persons=persons)
    if line.top.startswith("persons_"):
        note = _("Người có tên tính một lần trong năm; số không có tên chỉ lấy lần đông nhất trong năm.")
        return Opened(figure, figure, rows=rows, adds_up=False, note=note)
    return Opened(figure, figure, rows=rows)
