"""Maps as SVG text: a grid of tiles where the number stands in the tile, and outlines.

Both only draw. Where a map is kept and at which address it is served is for the page to decide.
Classes run from 0 (empty, outlined) to 3; "undeclared" (no data) is dashed; "none" is a place outside the question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from tremang.ui import svg

PITCH, SIZE = 34.0, 31.0
TOP = "_top"  # a picture of its own lies inside a page: its links open in that page
Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Tile:
    """A place at a column and row (north up). `said` is its sentence: "Xã Yên Bài: 3 câu lạc bộ, 0 đạt chuẩn."."""

    code: str
    name: str
    col: int
    row: int
    label: str
    said: str
    level: int | str
    url: str = ""


@dataclass(frozen=True)
class Outline:
    """A place by its rings of (longitude, latitude) in degrees."""

    name: str
    rings: Sequence[Ring]
    said: str
    level: int | str
    url: str = ""


def tile_map(title: str, tiles: Sequence[Tile], chosen: str = "", own_file: bool = False) -> SafeString:
    """A square a place, the number in it; each opens its page. Keys: Tab everywhere, arrows with ui/js/tile-map.js."""
    left, top = min((t.col for t in tiles), default=0), min((t.row for t in tiles), default=0)
    width = (max((t.col for t in tiles), default=0) - left + 1) * PITCH
    height = (max((t.row for t in tiles), default=0) - top + 1) * PITCH
    target = TOP if own_file else None
    drawn = [
        _tile(t, (t.col - left) * PITCH + 1.5, (t.row - top) * PITCH + 1.5, t.code == chosen, target) for t in tiles
    ]
    return _map(width, height, title, drawn, "map", own_file)


def _tile(tile: Tile, x: float, y: float, chosen: bool, target: str | None) -> str:
    inside = (
        svg.tag("title", str(escape(tile.said)))
        + svg.rect(x, y, SIZE, SIZE, rx=3)
        + svg.rect(x + 2, y + 2, SIZE - 4, SIZE - 4, "ring", 2)
        + svg.text(tile.label, x + SIZE / 2, y + SIZE / 2 + 5.5)
    )
    attributes = {
        "cls": f"tile tile-{tile.level}{' chosen' if chosen else ''}",
        "aria_label": tile.said,
        "data_col": tile.col,
        "data_row": tile.row,
    }
    if tile.url:
        return svg.tag("a", inside, href=tile.url, target=target, **attributes)
    return svg.tag("g", inside, role="img", **attributes)


def outline_map(
    title: str, places: Sequence[Outline], source: str, width: float = 640, own_file: bool = False
) -> SafeString:
    """Places by their outlines, north up, with the source of the outlines named beneath.

    A degree of longitude is shortened by the cosine of the middle latitude: right to a few metres over one city.
    """
    points = [point for place in places for ring in place.rings for point in ring]
    if not points:
        return _map(width, 40, title, [svg.text(source, 0, 24)], "map outline", own_file)
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    shrink = cos(radians((south + north) / 2))
    scale = width / (((east - west) * shrink) or 1)

    def road(ring: Ring) -> str:
        return (
            "M" + "L".join(f"{svg.n((x - west) * shrink * scale)} {svg.n((north - y) * scale)}" for x, y in ring) + "Z"
        )

    drawn = []
    for place in places:
        shape = svg.tag(
            "path",
            svg.tag("title", str(escape(place.said))),
            d="".join(road(ring) for ring in place.rings),
            cls=f"shape shape-{place.level}",
            fill_rule="evenodd",
        )
        target = TOP if own_file else None
        drawn.append(svg.tag("a", shape, href=place.url, aria_label=place.said, target=target) if place.url else shape)
    height = (north - south) * scale
    drawn.append(svg.text(source, 0, height + 26, cls="chart-source"))
    return _map(width, height + 36, title, drawn, "map outline", own_file)


def _map(width: float, height: float, title: str, drawn: Sequence[str], cls: str, own_file: bool) -> SafeString:
    """A group, not an image: what is inside can be reached by keyboard and heard one by one."""
    space = {"xmlns": "http://www.w3.org/2000/svg"} if own_file else {}
    view = f"0 0 {svg.n(width)} {svg.n(height)}"
    return mark_safe(svg.tag("svg", *drawn, viewBox=view, cls=cls, role="group", aria_label=title, **space))
