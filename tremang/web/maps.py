"""The map of communes as a picture: tiles or outlines, coloured by an indicator."""

import csv
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tremang import places
from tremang.kernel.format import number
from tremang.targets.parts import PlacePart, level
from tremang.ui.maps import Outline, Tile, outline_map, tile_map

DATA = Path(places.__file__).parent / "data"
PER_LINE = 11


@cache
def grid() -> dict[str, tuple[int, int]]:
    """Commune code → column and row of its tile, north up."""
    with (DATA / "hanoi_tilegrid.csv").open(encoding="utf-8") as file:
        return {row["code"]: (int(row["col"]), int(row["row"])) for row in csv.DictReader(file)}


@cache
def outlines() -> dict[str, list[list[tuple[float, float]]]]:
    """Commune code → its rings of (longitude, latitude)."""
    with (DATA / "hanoi_communes_simplified.geojson").open(encoding="utf-8") as file:
        features = json.load(file)["features"]
    return {feature["properties"]["code"]: _rings(feature["geometry"]) for feature in features}


def _rings(geometry: dict[str, Any]) -> list[list[tuple[float, float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(point[0], point[1]) for point in ring] for polygon in polygons for ring in polygon]


def seats(codes: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Where the tile of each commune stands; one that is newer than the grid stands in a line of its own beneath."""
    known = grid()
    used = [known[code] for code in codes if code in known]
    bottom = max((row for _col, row in used), default=-2) + 2
    placed = {code: known[code] for code in codes if code in known}
    for index, code in enumerate(sorted(code for code in codes if code not in known)):
        placed[code] = (index % PER_LINE, bottom + index // PER_LINE)
    return placed


def picture(title: str, parts: Sequence[PlacePart], classes: tuple[int, int, int], form: str) -> str:
    """The drawing as a file of its own; `form` is "tiles" or "outlines". Each place opens its page."""
    if form == "outlines":
        shapes = outlines()
        drawn = [
            Outline(entry.name, shapes[entry.code], entry.said, level(entry, classes), _page(entry))
            for entry in parts
            if entry.code in shapes
        ]
        source = _("Ranh giới: dữ liệu mở, đã giản lược; không có giá trị pháp lý.")
        return outline_map(title, drawn, source, own_file=True)
    where = seats([entry.code for entry in parts])
    tiles = [
        Tile(entry.code, entry.name, *where[entry.code], _label(entry), entry.said, level(entry, classes), _page(entry))
        for entry in sorted(parts, key=lambda entry: where[entry.code][::-1])
    ]
    return tile_map(title, tiles, own_file=True)


def _page(entry: PlacePart) -> str:
    return reverse("web:commune", args=[entry.code])


def _label(entry: PlacePart) -> str:
    """The number in the tile: whole, so that it fits."""
    return "" if entry.shown is None else number(entry.shown, 0)
