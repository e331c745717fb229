"""Bars of one value: against a target, or of how much is done."""

from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tremang.kernel.format import NBSP, number
from tremang.ui import svg

WIDTH, TOP, HEIGHT = 148.0, 11.0, 11.0


def _anchor(x: float, width: float) -> str:
    """A label under a node near an end hangs from that end."""
    if x > width * 0.72:
        return "end"
    return "start" if x < width * 0.2 else "middle"


def rangebar(
    value: float | None,
    low: float | None = None,
    high: float | None = None,
    scale: float = 100,
    expected: float | None = None,
    label: str | None = None,
    width: float = WIDTH,
    unit: str = "%",
    words: str | None = None,
) -> SafeString:
    """A value on a scale from 0 to `scale`; a node at the least wanted, hatching to the most, a caret at `expected`.

    Without `low` there is no node and the bar says that no level was set. Past the end the fill stops at the end.
    `label` replaces the words under the node; `words` replaces what a screen reader hears.
    """

    def at(amount: float) -> float:
        return max(0.0, min(1.0, amount / scale if scale else 0.0)) * width

    middle = TOP + HEIGHT / 2
    inside = [svg.rect(0, TOP, width, HEIGHT, "bar-back", 2)]
    if low is not None and high is not None and high > low:
        inside += [
            svg.rect(at(low), TOP, at(high) - at(low), HEIGHT, "bar-hatch-back"),
            svg.hatch(at(low), TOP, at(high), TOP + HEIGHT),
        ]
    if value is not None:
        inside.append(svg.rect(0, TOP, at(value), HEIGHT, "bar-fill", 2))
    for node in dict.fromkeys(x for x in (low, high) if x is not None):
        x = min(max(at(node), 1.5), width - 1.5)
        inside.append(svg.line(x, TOP - 4, x, TOP + HEIGHT + 4, "bar-node"))
    if expected is not None:
        x = at(expected)
        inside.append(svg.tag("path", d=f"M{svg.n(x - 5)} 0h10l-5 7z", cls="bar-caret"))
    if label is None:
        label = _level(low, high, unit)
    if low is None:
        x, anchor = 0.0, "start"
    else:
        centre = (at(low) + at(high)) / 2 if high is not None else at(low)
        anchor = _anchor(centre, width)
        x = {"start": 0.0, "middle": centre, "end": width}[anchor]
    if label:
        inside.append(svg.text(label, x, middle + 25, anchor, "bar-label"))
    if words is None:
        words = _("%(value)s, mức phải đạt %(level)s") % {"value": _said(value, unit), "level": label}
        if expected is not None:
            words += _(", lẽ ra đạt %(expected)s") % {"expected": _said(expected, unit)}
    return svg.drawing(
        width, 40.0 if label else 26.0, words, *inside, cls="rangebar" if width == WIDTH else "rangebar wide"
    )


def _said(value: float | None, unit: str) -> str:
    if value is None:
        return _("chưa có số")
    return number(value, None if value == int(value) else 1) + (
        unit if unit == "%" else f"{NBSP}{unit}" if unit else ""
    )


def _level(low: float | None, high: float | None, unit: str) -> str:
    if low is None:
        return _("không đặt mức")
    if high is None or high == low:
        return _said(low, unit)
    return f"{number(low)}–{_said(high, unit)}"


def workbar(done: int, total: int) -> SafeString:
    """How much of a long work is done; the count stands beside it in words."""
    share = done / total if total else 0
    fill = svg.rect(0, 0, 1000 * min(1, share), 12, "bar-fill")
    return svg.drawing(1000, 12, "", svg.rect(0, 0, 1000, 12, "bar-back"), fill, cls="work-bar", stretch=True)


@lru_cache(256)
def sparkline(points: tuple[float | None, ...], words: str = "") -> SafeString:
    """A trend without axes, last point marked. A missing value breaks nothing: the line passes over it."""
    known = [(i, v) for i, v in enumerate(points) if v is not None]
    if not known:
        return svg.drawing(70, 30, words, svg.line(0, 29, 66, 29, "chart-grid"), cls="sparkline")
    low, high = min(v for _i, v in known), max(v for _i, v in known)
    spread = (high - low) or 1
    last = max(1, len(points) - 1)
    line = [(4 + 58 * i / last, 26 - 20 * (v - low) / spread) for i, v in known]
    return svg.drawing(
        70,
        30,
        words,
        svg.line(0, 29, 66, 29, "chart-grid"),
        svg.polyline(line, "chart-line"),
        svg.tag("circle", cx=line[-1][0], cy=line[-1][1], r=3.5, cls="chart-dot"),
        cls="sparkline",
    )
