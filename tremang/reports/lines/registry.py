"""All lines, found by listing this folder: adding a section is copying a sibling file."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

from tremang.reports.lines.base import Line, Section

NOT_SECTIONS = {"__init__", "base", "registry"}


@cache
def sections() -> tuple[Section, ...]:
    """All sections in their order."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in NOT_SECTIONS)
    found = [import_module(f"{__package__}.{name}").SECTION for name in names]
    return tuple(sorted(found, key=lambda section: section.number))


@cache
def lines() -> dict[str, Line]:
    """Code → line."""
    return {line.code: line for section in sections() for line in section.lines}


@cache
def sensitive() -> frozenset[str]:
    """The codes of the lines that count people by what only those may know whose duty it is."""
    return frozenset(code for code, line in lines().items() if line.sensitive)


@cache
def section_of(code: str) -> Section:
    """The section of a line."""
    return next(section for section in sections() if any(line.code == code for line in section.lines))


def chosen(codes: Iterable[str]) -> list[tuple[Section, list[Line]]]:
    """The sections with those of their lines whose codes are given; a code that no longer exists is left out."""
    wanted = set(codes)
    found = [(section, [line for line in section.lines if line.code in wanted]) for section in sections()]
    return [(section, kept) for section, kept in found if kept]
