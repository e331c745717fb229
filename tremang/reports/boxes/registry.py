"""All boxes, found by listing this folder: adding one is copying a sibling file."""

from functools import cache
from importlib import import_module
from pathlib import Path

from tremang.reports.boxes.base import Box

NOT_BOXES = {"__init__", "base", "registry", "phrases", "changed", "targeted"}


@cache
def boxes() -> dict[str, Box]:
    """Code → box, in their order."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in NOT_BOXES)
    found = [import_module(f"{__package__}.{name}").BOX for name in names]
    return {box.code: box for box in sorted(found, key=lambda box: box.number)}
