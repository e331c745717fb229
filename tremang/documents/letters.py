"""Which letters the bundled fonts have: typst puts an empty box, or another font, where one is missing, and says nothing."""

import struct
from functools import cache
from pathlib import Path

from tremang.documents.layout import FONTS

MISSING = "□"


def _covered(file: Path) -> set[int]:
    """The code points of the font's character map (cmap format 4: everything up to U+FFFF)."""
    font = file.read_bytes()
    tables = struct.unpack(">H", font[4:6])[0]
    records = (struct.unpack(">4sIII", font[12 + 16 * index : 28 + 16 * index]) for index in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    count = struct.unpack(">H", font[start + 2 : start + 4])[0]
    found: set[int] = set()
    for index in range(count):
        at = start + struct.unpack(">HHI", font[start + 4 + 8 * index : start + 12 + 8 * index])[2]
        kind, _, _, twice = struct.unpack(">HHHH", font[at : at + 8])
        if kind == 4:
            ends = struct.unpack(f">{twice // 2}H", font[at + 14 : at + 14 + twice])
            starts = struct.unpack(f">{twice // 2}H", font[at + 16 + twice : at + 16 + 2 * twice])
            for first, last in zip(starts, ends, strict=True):
                found.update(range(first, last + 1))
    return found - {0xFFFF}


@cache
def letters() -> frozenset[str]:
    """The letters that every face of the bundled font has."""
    faces = [_covered(file) for file in FONTS.glob("*.ttf")]
    return frozenset(map(chr, set.intersection(*faces)))


def shown(text: str) -> str:
    """`text` with a visible box where the font has no letter: better seen to be missing than left out."""
    missing = set(text) - letters()
    return text.translate(dict.fromkeys(map(ord, missing), MISSING)) if missing else text
