"""The trend of a row: the line chart to the end of the phase, and its table."""

from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tremang.kernel.format import number
from tremang.kernel.periods import month_first, month_of
from tremang.targets.queries import TREND_MONTHS, Row
from tremang.targets.showing import figure
from tremang.ui.charts import Band, line_chart


def _x(month: int) -> float:
    """A month's end on the axis of years."""
    return (month + 1) / 12


def monthly(row: Row, day: date) -> list[tuple[str, Decimal | None]]:
    """Month ends of the last 24 months and the values, oldest first."""
    first = month_of(day) - TREND_MONTHS
    found = []
    for index, value in enumerate(row.trend):
        month = month_first(first + index)
        found.append((f"{month.month}/{month.year}", value))
    return found


def chart(row: Row, day: date) -> SafeString | str:
    """The line over 24 months with what is to be reached; empty without two values."""
    first = month_of(day) - TREND_MONTHS
    points = [(_x(first + index), float(value)) for index, value in enumerate(row.trend) if value is not None]
    if row.shown is not None:
        points.append((day.year + (day.timetuple().tm_yday - 1) / 365, float(row.shown)))
    if len(points) < 2:
        return ""
    aim = row.aim
    start, end = float(aim.from_on.year), float(aim.to_on.year + 1)
    years = range(int(points[0][0]), aim.to_on.year + 2)
    step = 1 if len(years) <= 8 else 2
    band, path = None, None
    percent_ = row.indicator.percent
    unit = "%" if percent_ else ""
    if aim.min is not None:
        level = f"{aim.min}–{aim.max}%" if aim.max else f"{number(aim.min)}{unit}"
        if aim.max is not None:
            band = Band(aim.min, aim.max, start, end, _("%(level)s\nphải đạt") % {"level": level})
        path = ((start, float(row.eve)), (end, float(aim.min)))
    title = _("%(name)s: %(figure)s, %(verdict)s") % {
        "name": row.indicator.short, "figure": figure(row), "verdict": row.words.lower(),
    }  # fmt: skip
    return line_chart(
        title, points, [(float(year), str(year)) for year in list(years)[::step]], band, path,
        [_("đường đều"), _("đến mức %(level)s") % {"level": number(aim.min)}] if path else [],
        _("%(figure)s nay") % {"figure": figure(row)}, unit,
    )  # fmt: skip
