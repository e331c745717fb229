"""All cautions, found by listing this folder: adding a cause is copying a sibling file."""

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

from tremang.reports.cautions import lettering, pictures
from tremang.reports.cautions.base import Caution
from tremang.reports.draft import Draft

NOT_CAUSES = {"__init__", "base", "registry"}


@cache
def causes() -> tuple[Callable[[Draft], Iterable[Caution]], ...]:
    """The functions that look for cautions, by the names of their files."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in NOT_CAUSES)
    return tuple(import_module(f"{__package__}.{name}").found for name in names)


def cautions(draft: Draft) -> list[Caution]:
    """What is to be mended or explained in a report before it is sent; of one draft looked for once."""
    return draft.once(_looked_for)


def _looked_for(draft: Draft) -> list[Caution]:
    asked = [caution for found in causes() for caution in found(draft)]
    return [*asked, *lettering.of_explanations(draft, asked), *pictures.of_explanations(draft, asked)]
