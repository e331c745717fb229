"""Citizen numbers: encrypted where they lie, masked where they are shown, found again by a keyed hash.

The key is FIELD_KEY or VAR_DIR/field.key; without it a copy of the database tells no number.
"""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from tremang.kernel.problems import Problem
from tremang.members import problems

LENGTH = 12
SHOWN = 3


@cache
def _keys(secret: str) -> tuple[Fernet, bytes]:
    """The cipher and the key of the hash, each derived from the one secret."""
    cipher = hashlib.blake2b(secret.encode(), person=b"citizen-cipher", digest_size=32).digest()
    return Fernet(base64.urlsafe_b64encode(cipher)), hashlib.blake2b(secret.encode(), person=b"citizen-index").digest()


def number_of(text: str) -> str:
    """The twelve digits in `text`, "" where it is empty; raises Problem for anything else."""
    digits = "".join(text.split()).replace(".", "").replace("-", "")
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) == LENGTH):
        raise Problem("bad_citizen", problems.BAD_CITIZEN, field="citizen")
    return digits


def sealed(number: str) -> str:
    """The number as it is stored; every call gives another text."""
    return _keys(settings.FIELD_KEY)[0].encrypt(number.encode()).decode() if number else ""


def opened(stored: str) -> str:
    """The number back; "" where there is none or where the key is not the one it was stored with."""
    try:
        return _keys(settings.FIELD_KEY)[0].decrypt(stored.encode()).decode() if stored else ""
    except InvalidToken:
        return ""


def index_of(number: str) -> str:
    """The same text for the same number, telling nothing without the key."""
    return hmac.new(_keys(settings.FIELD_KEY)[1], number.encode(), hashlib.sha256).hexdigest() if number else ""


def masked(stored: str) -> str:
    """What a page shows: the last three digits."""
    number = opened(stored)
    return f"••• ••• ••• {number[-SHOWN:]}" if number else ""
