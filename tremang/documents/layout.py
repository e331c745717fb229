"""The layout that the decree prescribes, as data with an effective-from day; both writers and the checker read it."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
WORD_FONT = "Times New Roman"
PDF_FONT = "Liberation Serif"  # the same widths as Times New Roman, and free: it may stand inside the file
POINTS_A_MM = 72 / 25.4


@dataclass(frozen=True)
class Face:
    """A kind of text: size in points, weight, slant, alignment, room before and after in points."""

    size: float
    bold: bool = False
    italic: bool = False
    align: Literal["left", "center", "right", "both"] = "left"
    caps: bool = False
    before: float = 0
    after: float = 0
    first_line: float = 0  # mm


# Names of the faces, with the safe value of each range (Phụ lục I, Mục II and Mục IV).
_FACES = {
    "Draft": Face(12, italic=True, after=6),
    "Country": Face(13, bold=True, align="center", caps=True),
    "Motto": Face(14, bold=True, align="center"),
    "Parent": Face(13, align="center", caps=True),
    "Issuer": Face(13, bold=True, align="center", caps=True),
    "Number": Face(13, align="center"),
    "LetterSubject": Face(13, align="center", before=6),
    "PlaceDate": Face(14, italic=True, align="center"),
    "TypeName": Face(14, bold=True, align="center", caps=True, before=12),
    "Subject": Face(14, bold=True, align="center"),
    "To": Face(14, before=6, after=6, first_line=12.7),
    "Ground": Face(14, italic=True, align="both", after=6, first_line=12.7),
    "Body": Face(14, align="both", after=6, first_line=12.7),
    "Heading1": Face(14, bold=True, align="both", caps=True, before=6, after=6, first_line=12.7),
    "Heading2": Face(14, bold=True, align="both", after=6, first_line=12.7),
    "Heading3": Face(14, align="both", after=6, first_line=12.7),
    "Caption": Face(13, bold=True, align="center", before=6, after=3),
    "Note": Face(12, align="both", before=3, after=6),
    "Authority": Face(14, bold=True, align="center", caps=True),
    "Position": Face(14, bold=True, align="center", caps=True),
    "Name": Face(14, bold=True, align="center"),
    "CopiesLabel": Face(12, bold=True, italic=True),
    "Copies": Face(11),
    "AppendixLabel": Face(14, bold=True, align="center"),
    "AppendixTitle": Face(14, bold=True, align="center", caps=True),
    "AppendixNote": Face(14, italic=True, align="center", after=6),
    "PageNumber": Face(14, align="center"),
    "Cell": Face(13),
    "CellNumber": Face(13, align="right"),
    "CellHead": Face(13, bold=True, align="center"),
    "CellTotal": Face(13, bold=True),
    "CellTotalNumber": Face(13, bold=True, align="right"),
}
_SMALL = {f"{name}Small": Face(11, face.bold, align=face.align) for name, face in _FACES.items() if "Cell" in name}


@dataclass(frozen=True)
class Layout:
    """One state of the rules. Lengths in mm."""

    since: date
    basis: str
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    header: float = 10  # from the edge to the page number
    left_head: float = 66  # width of the issuing body's column; quốc hiệu has the rest
    rule: float = 0.4  # share of a text's length that the rule beneath it takes: ⅓ to ½
    signing: float = 28  # room for signature and seal
    wide_table: int = 9  # from so many columns on, a table is set small
    country: str = "Cộng hòa xã hội chủ nghĩa Việt Nam"
    motto: str = "Độc lập - Tự do - Hạnh phúc"
    faces: dict[str, Face] = field(default_factory=lambda: {**_FACES, **_SMALL})

    def width(self, landscape: bool = False) -> float:
        """Width of the text in mm."""
        return (297 if landscape else 210) - self.left - self.right


LAYOUTS = (Layout(since=date(2020, 3, 5), basis="Nghị định 30/2020/NĐ-CP, Phụ lục I"),)


def layout(day: date) -> Layout:
    """The layout in force on `day`; for days before the first one known, that one."""
    return next((known for known in reversed(LAYOUTS) if known.since <= day), LAYOUTS[0])


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        str(FONTS / f"LiberationSerif-{'Bold' if bold else 'Regular'}.ttf"), 1000, layout_engine=ImageFont.Layout.BASIC
    )


@cache
def advances() -> dict[str, float]:
    """Width in ems of the letters that tables are full of, in the wider face (bold)."""
    vietnamese = "".join(map(chr, (*range(0x20, 0x250), *range(0x1EA0, 0x1EFA), 0x2013)))
    return {letter: max(_font(True).getlength(letter), _font(False).getlength(letter)) / 1000 for letter in vietnamese}


@lru_cache(maxsize=512)
def length(text: str, face: Face) -> float:
    """How long `text` is when set on one line, in mm."""
    return _font(face.bold).getlength(text) * face.size / 1000 / POINTS_A_MM


def rule(text: str, face: Face, room: float, share: float) -> float:
    """Length in mm of the rule under `text` that has `room` mm: `share` of the line, at most of the whole room."""
    return round(min(length(text, face), room) * share, 1)
