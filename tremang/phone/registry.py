"""The parts of a phone: found by listing the folder, given by the powers of whoever holds it, each with its hash."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tremang.accounts.powers import Verb
from tremang.kernel.events import canonical
from tremang.phone.holder import Body, Holder

FOLDER = Path(__file__).parent / "parts"
HASH = 16  # hex digits


@dataclass(frozen=True)
class Part:
    """One kind of part. `bodies` gives each of its bodies under its name; `needs` are the powers that all are asked.

    `look` is what the list of looks calls it where it is sensitive; it is then written by the power `by`.
    """

    bodies: Callable[[Holder], Iterator[tuple[str, Body]]]
    needs: tuple[Verb, ...] = ()
    look: str = ""
    by: Verb | None = None


class Filled(NamedTuple):
    """A part ready to travel: its canonical text, the hash of it, and the kind that it is of."""

    part: Part
    hash: str
    text: str


@cache
def kinds() -> dict[str, Part]:
    """The kinds by the name of their file."""
    names = sorted(file.stem for file in FOLDER.glob("*.py") if file.stem != "__init__")
    return {name: import_module(f"tremang.phone.parts.{name}").PART for name in names}


def digest(text: str) -> str:
    """The hash by which phone and server compare a part."""
    return hashlib.sha256(text.encode()).hexdigest()[:HASH]


def filled(holder: Holder) -> dict[str, Filled]:
    """Every part that the holder may have, by name."""
    found = {}
    for part in kinds().values():
        if holder.powers.issuperset(part.needs):
            for name, body in part.bodies(holder):
                text = canonical(body)
                found[name] = Filled(part, digest(text), text)
    return found
