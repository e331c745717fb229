"""Hiding small sensitive counts so that nobody can work them out from what is shown beside them.

A count below 5 is hidden, but a zero that another shown number tells already: nobody takes part in what did not take
place. Such a part is shown, hides nothing beside it and hides beside nothing: the rest is decided as if it were not there.
Where a shown total would give a hidden part away by subtraction, one more part is hidden with it. Which one follows from
its position alone, never from its size, so that knowing this rule does not help either. A node whose parts are all hidden
is hidden too. What is hidden in one table stays hidden in every other: decide once, for the whole tree that is published.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LIMIT = 5
BELOW = _("dưới 5")
KEPT_BACK = _("không nêu")


@dataclass
class Cell:
    """A count, the parts that add up to it, and how it may be shown: "" as it is, "small" or "with" (hidden).

    `is_known` says that it is 0 and that everybody can see so from another number; only then may it be set.
    """

    count: int
    parts: list["Cell"] = field(default_factory=list)
    hidden: str = ""
    is_known: bool = False

    @property
    def shown(self) -> int | Promise:
        """The count, or the words that stand in its place."""
        return self.count if not self.hidden else BELOW if self.hidden == "small" else KEPT_BACK

    @property
    def open_parts(self) -> list["Cell"]:
        """The parts that there is something to find out about."""
        return [part for part in self.parts if not part.is_known]


def suppressed(count: int) -> int | Promise:
    """A count that stands alone: itself, or "dưới 5"."""
    return count if count >= LIMIT else BELOW


def protect(tree: Cell) -> Cell:
    """Decide for the whole tree which counts are hidden; returns the same tree."""
    if not tree.is_known:
        _hide_small(tree)
        if tree.open_parts:
            _hide_beside(tree)
    return tree


def _hide_small(cell: Cell) -> None:
    parts = cell.open_parts
    for part in parts:
        _hide_small(part)
    whole = bool(parts) and all(part.hidden for part in parts)
    cell.hidden = "small" if cell.count < LIMIT else "with" if whole else ""


def _hide_beside(cell: Cell) -> None:
    """Below a cell that tells or must not tell its sum, hide one more part where any is hidden."""
    parts = cell.open_parts
    if cell.hidden or any(part.hidden for part in parts):
        beside = _next_shown(parts)
        if beside is not None:
            beside.hidden = "with"
    for part in parts:
        if part.open_parts:
            _hide_beside(part)


def _next_shown(parts: Sequence[Cell]) -> Cell | None:
    """The first part still shown after the first hidden one, going round."""
    start = next((index for index, part in enumerate(parts) if part.hidden), 0)
    turned = [*parts[start:], *parts[:start]]
    return next((part for part in turned if not part.hidden), None)


def table(parts: Sequence[int]) -> tuple[list[int | Promise], int | Promise]:
    """The parts of one table and their total as they may be shown."""
    whole = protect(Cell(sum(parts), [Cell(count) for count in parts]))
    return [part.shown for part in whole.parts], whole.shown
