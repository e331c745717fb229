"""Citizen numbers: encrypted where they lie, masked where they are shown, found again by a keyed hash.

The key is FIELD_KEY or VAR_DIR/field.key; without it a copy of the database tells no number.
"""

from tremang.kernel import sealing
from tremang.kernel.problems import Problem
from tremang.members import problems

LENGTH = 12
SHOWN = 3
CIPHER, INDEX = b"citizen-cipher", b"citizen-index"
INDEX_BYTES = 64


def number_of(text: str) -> str:
    """The twelve digits in `text`, "" where it is empty; raises Problem for anything else."""
    digits = "".join(text.split()).replace(".", "").replace("-", "")
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) == LENGTH):
        raise Problem("bad_citizen", problems.BAD_CITIZEN, field="citizen")
    return digits


def sealed(number: str) -> str:
    """The number as it is stored; every call gives another text."""
    return sealing.sealed(number, CIPHER)


def opened(stored: str) -> str:
    """The number back; "" where there is none or where the key is not the one it was stored with."""
    return sealing.opened(stored, CIPHER)


def index_of(number: str) -> str:
    """The same text for the same number, telling nothing without the key."""
    return sealing.keyed(number, sealing.derived(INDEX, INDEX_BYTES)) if number else ""


def masked(stored: str) -> str:
    """What a page shows: the last three digits."""
    number = opened(stored)
    return f"••• ••• ••• {number[-SHOWN:]}" if number else ""
