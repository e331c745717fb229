"""Secrets of phones: made here, digested, and encrypted where they must be given back.

The key is FIELD_KEY or VAR_DIR/field.key, as for citizen numbers, under a name of its own.
"""

import base64
import hashlib
import hmac
import secrets
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

CODE_DIGITS = 8


@cache
def _box(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(secret, b"device-rescue")))


@cache
def _derived(secret: str, name: bytes) -> bytes:
    return hashlib.blake2b(secret.encode(), person=name, digest_size=32).digest()


def sealed(text: str) -> str:
    """The text as it is stored; every call gives another."""
    return _box(settings.FIELD_KEY).encrypt(text.encode()).decode()


def opened(stored: str) -> str:
    """The text back; "" where there is none or where the key is not the one it was stored with."""
    try:
        return _box(settings.FIELD_KEY).decrypt(stored.encode()).decode() if stored else ""
    except InvalidToken:
        return ""


def digest(text: str) -> str:
    """SHA-256 as hex: of a token or secret too long to be guessed."""
    return hashlib.sha256(text.encode()).hexdigest()


def keyed(text: str) -> str:
    """A digest that only FIELD_KEY can form: of eight digits, which a plain one would give away."""
    return hmac.new(_derived(settings.FIELD_KEY, b"device-code"), text.encode(), hashlib.sha256).hexdigest()


def new_token() -> str:
    """The token of a card: 160 bits, short enough for a picture with large squares."""
    return secrets.token_urlsafe(20)


def new_rescue() -> str:
    """32 bytes as base64url without padding."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Eight digits."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
