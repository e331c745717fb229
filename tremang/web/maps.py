"""The map of communes as a picture: tiles or outlines, coloured by an indicator."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.kernel.format import number
from tremang.places.outlines import outlines
from tremang.places.tiles import tiles as grid
from tremang.targets.parts import PlacePart, level
from tremang.ui.maps import Outline, Tile, outline_map, tile_map

PER_LINE = 11


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
    drawn_tiles = [
        Tile(entry.code, entry.name, *where[entry.code], _label(entry), entry.said, level(entry, classes), _page(entry))
        for entry in sorted(parts, key=lambda entry: where[entry.code][::-1])
    ]
    return tile_map(title, drawn_tiles, own_file=True)


def _page(entry: PlacePart) -> str:
    return reverse("web:commune", args=[entry.code])


def _label(entry: PlacePart) -> str:
    """The number in the tile, whole, so that it fits; a dash where there is none to show. Who declared nothing is dashed round."""
    return "" if entry.part.left_out else number(entry.shown, 0)
