"""How a row of the board reads: its figure, its bar, and the pace in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.indicators.base import Unit
from tremang.kernel.format import NBSP, number, percent
from tremang.kernel.format import day as written
from tremang.targets.queries import Board, Row
from tremang.targets.verdict import Verdict

UNITS: dict[Unit, str | Promise] = {
    Unit.CLUB: gettext_lazy("CLB"),
    Unit.PERSON: gettext_lazy("người"),
    Unit.HAMLET: gettext_lazy("thôn, tổ"),
    Unit.COMMUNE: gettext_lazy("xã, phường"),
    Unit.OFFICIAL: gettext_lazy("người"),
    Unit.PEOPLE: gettext_lazy("người"),
}
PHASE_LABELS: dict[str, str | Promise] = {
    "P1": gettext_lazy("2026–2030"),
    "P2": gettext_lazy("2031–2035"),
    "ALL": gettext_lazy("Cả kỳ"),
}
NEED = (
    Verdict.BEHIND, Verdict.UNDECLARED, Verdict.ON_PACE, Verdict.ABOVE_RANGE, Verdict.MET, Verdict.NO_NUMBER,
)  # fmt: skip
MILLION = 1_000_000
WELL = (Verdict.MET, Verdict.ON_PACE, Verdict.ABOVE_RANGE)
ATTENTION = (Verdict.BEHIND, Verdict.UNDECLARED)


@dataclass(frozen=True)
class Line:
    """A row of the board as it is read."""

    row: Row
    figure: str
    under: str
    value: float | None
    scale: float
    expected: float | None
    label: str
    unit: str
    pace: str
    trend_words: str
    url: str = ""

    @property
    def number(self) -> int:
        """The indicator's place in the plan."""
        return self.row.indicator.number

    @property
    def has_bar(self) -> bool:
        """Whether there is a length to draw: a share, or a count that was given a level."""
        return self.row.indicator.percent or self.row.aim.min is not None

    @property
    def needs_care(self) -> bool:
        """Whether the row is behind, or waits for a declaration."""
        return self.row.verdict in ATTENTION


def line(row: Row, url: str = "") -> Line:
    """The row in words and lengths."""
    is_percent = row.indicator.percent
    unit = str(UNITS[row.indicator.unit])
    value = float(row.value) if row.value is not None else None
    least = row.aim.min
    scale = 100.0 if is_percent else float(max(least or 0, row.numerator, 1))
    return Line(
        row=row,
        figure=figure(row),
        under=_under(row),
        value=value,
        scale=scale,
        expected=float(row.expected) if row.expected is not None else None,
        label="" if least is None or is_percent else f"{number(least)} {unit}",
        unit="%" if is_percent else unit,
        pace=_pace(row, unit),
        trend_words=_trend(row),
        url=url,
    )


def figure(row: Row) -> str:
    """The value as written: 39, or 71,9%; a dash where there is none."""
    return percent(row.shown, 1) if row.indicator.percent else number(row.shown)


def _under(row: Row) -> str:
    if row.denominator is None:
        return (_("từ %(day)s") % {"day": written(row.aim.from_on)}).replace(" ", NBSP)
    if not row.denominator:
        return _("chưa có số")
    if row.denominator >= MILLION:
        top, bottom = (number(Decimal(count) / MILLION, 2) for count in (row.numerator, row.denominator))
        return (_("%(top)s / %(bottom)s triệu") % {"top": top, "bottom": bottom}).replace(" ", NBSP)
    return f"{number(row.numerator)} / {number(row.denominator)}".replace(" ", NBSP)


def _pace(row: Row, unit: str) -> str:
    if row.aim.min is None:
        return "–"
    if row.verdict == Verdict.UNDECLARED:
        return _("chờ khai báo")
    if row.verdict == Verdict.ABOVE_RANGE and row.shown is not None and row.aim.max is not None:
        return _("cao hơn %(points)s điểm %%") % {"points": number(Decimal(row.shown) - row.aim.max, 1)}
    if row.verdict == Verdict.MET:
        return _("giữ nguyên")
    if row.pace is None:
        return "–"
    lacking, monthly = row.pace
    if monthly < Decimal("0.1"):
        return _("còn %(lacking)s %(unit)s nữa") % {"lacking": number(lacking), "unit": unit}
    count = number(monthly, 0) if monthly >= 100 else number(monthly, 1)
    return _("%(count)s %(unit)s mỗi tháng") % {"count": count, "unit": unit}


def _trend(row: Row) -> str:
    known = [point for point in row.trend if point is not None]
    if len(known) < 2:
        return _("chưa đủ số để vẽ")
    show = percent if row.indicator.percent else number
    first, last = known[0], known[-1]
    words = _("giữ nguyên") if first == last else _("tăng") if last > first else _("giảm")
    return _("24 tháng qua %(words)s, từ %(first)s đến %(last)s") % {
        "words": words, "first": show(first), "last": show(last),
    }  # fmt: skip


def rows_of(board: Board, phase: str) -> list[Row]:
    """The rows of a phase, and for indicators that the plan sets once for all its years, that row."""
    own = board.of_phase(phase)
    told = {row.indicator.code for row in own}
    phased = {row.indicator.code for row in board.rows if row.phase != "ALL"}
    rows = own + [
        row
        for row in board.rows
        if row.phase == "ALL" and row.indicator.code not in told and row.indicator.code not in phased
    ]
    return sorted(rows, key=lambda row: row.indicator.number)


def by_need(lines: Sequence[Line]) -> list[Line]:
    """Rows that need care first, then in the order of the plan."""
    return sorted(lines, key=lambda line: (not line.needs_care, NEED.index(line.row.verdict), line.number))


def summary(rows: Sequence[Row]) -> str:
    """One sentence: how many go well, how many are behind, how many wait."""
    well = sum(row.verdict in WELL and row.is_due for row in rows)
    behind = sum(row.verdict == Verdict.BEHIND for row in rows)
    waiting = sum(row.verdict == Verdict.UNDECLARED for row in rows)
    free = sum(row.verdict == Verdict.NO_NUMBER for row in rows)
    later = sum(not row.is_due for row in rows)
    if later == len(rows):
        return _("Chưa chỉ tiêu nào đến kỳ.")
    parts = [_("%(count)s chỉ tiêu đạt hoặc đúng nhịp") % {"count": well}]
    if behind:
        parts.append(_("%(count)s chậm nhịp") % {"count": behind})
    if waiting:
        parts.append(_("%(count)s chờ khai báo") % {"count": waiting})
    if later:
        parts.append(_("%(count)s chưa đến kỳ") % {"count": later})
    if free:
        parts.append(_("%(count)s chỉ theo dõi") % {"count": free})
    return ", ".join(parts) + "."


def record(line: Line) -> dict[str, Any]:
    """The row for a list or a sheet."""
    row = line.row
    return {
        "number": line.number, "title": str(row.indicator.title), "phase": str(PHASE_LABELS[row.phase]),
        "numerator": row.numerator, "denominator": row.denominator,
        "value": float(row.shown) if row.shown is not None else None, "min": row.aim.min, "max": row.aim.max,
        "expected": round(line.expected, 1) if line.expected is not None else None, "pace": line.pace,
        "verdict": row.words, "left_out": len(row.left_out),
    }  # fmt: skip
