"""Secrets of phones: made here, digested, and encrypted where they must be given back.

The key is FIELD_KEY or VAR_DIR/field.key, as for citizen numbers, under a name of its own.
"""

import hashlib
import secrets

from tremang.kernel import sealing

CODE_DIGITS = 8
RESCUE, CODE = b"device-rescue", b"device-code"


def sealed(text: str) -> str:
    """The text as it is stored; every call gives another."""
    return sealing.sealed(text, RESCUE)


def opened(stored: str) -> str:
    """The text back; "" where there is none or where the key is not the one it was stored with."""
    return sealing.opened(stored, RESCUE)


def digest(text: str) -> str:
    """SHA-256 as hex: of a token or secret too long to be guessed."""
    return hashlib.sha256(text.encode()).hexdigest()


def keyed(text: str) -> str:
    """A digest that only FIELD_KEY can form: of eight digits, which a plain one would give away."""
    return sealing.keyed(text, sealing.derived(CODE))


def new_token() -> str:
    """The token of a card: 160 bits, short enough for a picture with large squares."""
    return secrets.token_urlsafe(20)


def new_rescue() -> str:
    """32 bytes as base64url without padding."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Eight digits."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
