"""Small drawing helpers. Drawings are plain SVG text, coloured by classes alone: the site allows no inline style.

Lengths are in units of which 18 make one rem, so a drawing grows with the reader's text.
"""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


def n(value: float) -> str:
    """A coordinate, one decimal at most."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if value else "0"


def tag(name: str, *inside: str, **attributes: object) -> str:
    """<name …>inside</name>; `cls` is class, _ in a name is -; None leaves an attribute out. `inside` is already safe."""
    shown = []
    for key, value in attributes.items():
        if value is None:
            continue
        key = "class" if key == "cls" else key.strip("_").replace("_", "-")
        shown.append(f' {key}="{n(value) if isinstance(value, float) else escape(value)}"')
    head = f"<{name}{''.join(shown)}"
    return f"{head}>{''.join(inside)}</{name}>" if inside else f"{head}/>"


def text(words: object, x: float, y: float, anchor: str = "start", cls: str | None = None) -> str:
    """Words at a point."""
    return tag("text", str(escape(words)), x=float(x), y=float(y), text_anchor=anchor, cls=cls)


def line(x1: float, y1: float, x2: float, y2: float, cls: str) -> str:
    """A straight line."""
    return tag("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), cls=cls)


def rect(x: float, y: float, width: float, height: float, cls: str | None = None, rx: float | None = None) -> str:
    """A box, never of negative width or height."""
    return tag("rect", x=float(x), y=float(y), width=float(max(0, width)), height=float(max(0, height)), rx=rx, cls=cls)


def polyline(points: Iterable[tuple[float, float]], cls: str) -> str:
    """A line through points."""
    return tag("polyline", points=" ".join(f"{n(x)},{n(y)}" for x, y in points), cls=cls)


def hatch(x0: float, y0: float, x1: float, y1: float, step: float = 6) -> str:
    """Slanting lines clipped to a box: drawn out, because a pattern would need an id unique in the page."""
    height, parts, start = y1 - y0, [], x0 - (y1 - y0)
    while start < x1:
        left, right = max(start, x0), min(start + height, x1)
        if right > left:
            parts.append(f"M{n(left)} {n(y1 - (left - start))}L{n(right)} {n(y1 - (right - start))}")
        start += step
    return tag("path", d="".join(parts), cls="bar-hatch")


def drawing(
    width: float, height: float, label: str, *inside: str, cls: str, own_file: bool = False, stretch: bool = False
) -> SafeString:
    """The <svg>. `label` is the message in words; an empty one hides the drawing from a screen reader.

    `own_file` for a drawing served at its own address; `stretch` lets a bar without words fill any width.
    """
    named = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    space = {"xmlns": "http://www.w3.org/2000/svg"} if own_file else {}
    if stretch:
        space["preserveAspectRatio"] = "none"
    return mark_safe(  # every text above went through escape()
        tag("svg", *inside, viewBox=f"0 0 {n(width)} {n(height)}", cls=cls, **space, **named)
    )
