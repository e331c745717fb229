"""Charts drawn on the server. One message a chart, said in its title; the table stands under it on the page.

Axes start at 0. Lines are labelled at their end; there is no legend box. See design, section 7.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from tremang.kernel.format import number
from tremang.ui import svg

Point = tuple[float, float]


@dataclass(frozen=True)
class Band:
    """A range to be reached: from `low` to `high` between two places of the x axis, with its words."""

    low: float
    high: float
    start: float
    end: float
    label: str = ""


WIDE, NARROW = 600.0, 295.0
HEIGHT, UNDER = 244.0, 28.0  # of a drawing, and of a line of words under it
DIGIT = 9.5  # width of a figure at the axis


@dataclass(frozen=True)
class Frame:
    """The drawing field: maps values to places."""

    x0: float
    x1: float
    top: float
    right: float
    left: float = 50
    upper: float = 26
    lower: float = 214

    def x(self, value: float) -> float:
        """Place of an x value."""
        return self.left + (value - self.x0) / ((self.x1 - self.x0) or 1) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Place of a y value."""
        return self.lower - value / (self.top or 1) * (self.lower - self.upper)


def nice_top(highest: float) -> tuple[float, float]:
    """(end of the axis, step): four or five round steps that hold `highest`."""
    if highest < 1e-9:  # nothing to draw, and nothing to divide by
        return 1.0, 1.0
    size = 1.0
    while size * 10 <= highest:
        size *= 10
    while size > highest:
        size /= 10
    for times in (0.2, 0.25, 0.5, 1, 2, 2.5):
        step = times * size
        if step * 5 >= highest:
            break
    count = -(-highest // step)
    return step * count, step


def _axes(frame: Frame, width: float, step: float, unit: str, ticks: Sequence[tuple[float, str]]) -> list[str]:
    parts, value = [], 0.0
    while value <= frame.top * 1.001:
        y = frame.y(value)
        parts.append(svg.line(frame.left, y, frame.right, y, "chart-grid" if value else "chart-axis"))
        last = value + step > frame.top * 1.001
        parts.append(svg.text(number(round(value, 6)) + (unit if last else ""), frame.left - 8, y + 5, "end"))
        value += step
    for x, label in ticks:
        parts.append(svg.line(frame.x(x), frame.lower, frame.x(x), frame.lower + 5, "chart-axis"))
        at_edge = frame.x(x) + 2 * DIGIT > width
        parts.append(
            svg.text(label, width if at_edge else frame.x(x), frame.lower + 22, "end" if at_edge else "middle")
        )
    return parts


def line_chart(
    title: str,
    points: Sequence[Point],
    ticks: Sequence[tuple[float, str]] = (),
    band: Band | None = None,
    path: tuple[Point, Point] | None = None,
    path_label: Sequence[str] = (),
    last_label: str = "",
    unit: str = "%",
    top: float | None = None,
    own_file: bool = False,
    second: Sequence[Point] = (),
    second_label: str = "",
) -> SafeString:
    """A value over time (x is any rising number), the range to reach hatched, the straight path to it dotted.

    `title` is the message in words and the text alternative. `last_label` stands at the last point, `path_label`
    (one line of words each) at the end of the path. On a page a narrow drawing comes with the wide one, so that
    words keep their size on a phone; only one of them is ever shown. There the words of the path stand under the
    years, where no other words are. `second` is a lower value at the same places, a line of its own with its label.
    """
    places = [x for x, _y in points] + [x for x, _label in ticks] + [p[0] for p in path or ()]
    heights = [y for _x, y in points] + [p[1] for p in path or ()] + [0.0]
    if band:
        places += [band.start, band.end]
        heights.append(band.high)
    end, step = nice_top(max(heights) if top is None else top)
    reach = min(places, default=0), max(places, default=1), end
    left = max(50.0, 12 + DIGIT * len(number(end)))
    drawings = []
    for width in (WIDE,) if own_file else (WIDE, NARROW):
        narrow = width == NARROW
        frame = Frame(*reach, right=width - 130 if (band or path) and not narrow else width - 10, left=left)
        parts = _axes(frame, width, step, unit, ticks[:: 2 if narrow and len(ticks) > 4 else 1])
        parts += _band(frame, band, narrow) if band else []
        parts += _path(frame, path, path_label, narrow, _foot(frame, band)) if path else []
        parts += _line(frame, points, last_label) if points else []
        parts += _line(frame, second, second_label) if second else []
        cls = "chart narrow" if narrow else "chart wide"
        height = HEIGHT + UNDER * bool(narrow and path and path_label)
        drawings.append(svg.drawing(width, height, title, *parts, cls="chart" if own_file else cls, own_file=own_file))
    return mark_safe("".join(drawings))


def _band(frame: Frame, band: Band, narrow: bool) -> list[str]:
    box = (frame.x(band.start), frame.y(band.high), frame.x(band.end), frame.y(band.low))
    parts = [svg.rect(box[0], box[1], box[2] - box[0], box[3] - box[1], "bar-hatch-back"), svg.hatch(*box, step=9)]
    lines = band.label.split("\n") if band.label else []
    if narrow:
        return [*parts, svg.text(" ".join(lines), frame.right, box[1] - 7, "end", "strong")]
    words = [
        svg.text(line, frame.right + 10, box[1] + 12 + 21 * i, cls=None if i else "strong")
        for i, line in enumerate(lines)
    ]
    return parts + words


def _foot(frame: Frame, band: Band | None) -> float:
    """Where the words of the band end, right of the field."""
    return frame.y(band.high) + 12 + 21 * len(band.label.split("\n")) if band and band.label else 0.0


def _path(
    frame: Frame, path: tuple[Point, Point], label: Sequence[str], narrow: bool, free_from: float
) -> list[str]:  # fmt: skip
    parts = [svg.polyline([(frame.x(x), frame.y(y)) for x, y in path], "chart-path")]
    if narrow and label:
        y = HEIGHT + UNDER - 10
        sample = svg.polyline([(0, y - 5), (34, y - 5)], "chart-path")
        return [*parts, sample, svg.text(" ".join(label), 42, y)]
    start = max(frame.y(path[1][1]) + 16, free_from)
    return parts + [svg.text(line, frame.right + 10, start + 21 * i) for i, line in enumerate(label)]


def _line(frame: Frame, points: Sequence[Point], last_label: str) -> list[str]:
    drawn = [(frame.x(x), frame.y(y)) for x, y in points]
    x, y = drawn[-1]
    parts = [svg.polyline(drawn, "chart-line"), svg.tag("circle", cx=x, cy=y, r=5.5, cls="chart-dot")]
    if last_label:
        near_end = x > frame.right - 90
        height = y + 27 if y + 27 < frame.lower - 4 else y - 14
        parts.append(svg.text(last_label, x if near_end else x + 6, height, "end" if near_end else "start", "strong"))
    return parts


def bar_chart(
    title: str, bars: Sequence[tuple[str, float]], unit: str = "", mark: str = "", own_file: bool = False
) -> SafeString:
    """Lying bars, one a line: name, bar from 0, the number at its end. `mark` names the one the title speaks of."""
    highest = max((value for _name, value in bars), default=0) or 1
    drawings = []
    for total, left, space, pitch, drop in ((WIDE, 220, 290, 34, 0), (NARROW, 0, 210, 56, 24))[: 1 if own_file else 2]:
        parts = []
        for i, (name, value) in enumerate(bars):
            y, width = float(pitch * i), space * value / highest
            parts += [
                svg.text(name, 0, y + 20, cls="strong" if name == mark else None),
                svg.rect(
                    left, y + drop + 5, width, 20, "chart-bar" if not mark or name == mark else "chart-bar other", 2
                ),
                svg.text(number(value) + unit, left + width + 8, y + drop + 20, cls="strong"),
            ]
        cls = "chart" if own_file else "chart narrow" if total == NARROW else "chart wide"
        drawings.append(svg.drawing(total, max(1, len(bars)) * pitch, title, *parts, cls=cls, own_file=own_file))
    return mark_safe("".join(drawings))
