"""What lies encrypted in the database, or is found again only by whoever holds the key: settings.FIELD_KEY.

Each use has a key of its own, derived from the one secret under its name (at most 16 bytes).
"""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

CIPHER = 32  # bytes of a key that encrypts


def derived(name: bytes, size: int = CIPHER) -> bytes:
    """The key of `size` bytes for one use."""
    return _derived(settings.FIELD_KEY, name, size)


@cache
def _derived(secret: str, name: bytes, size: int) -> bytes:
    return hashlib.blake2b(secret.encode(), person=name, digest_size=size).digest()


@cache
def _box(key: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(key))


def sealed(text: str, name: bytes) -> str:
    """The text as it is stored, "" for none; every call gives another."""
    return _box(derived(name)).encrypt(text.encode()).decode() if text else ""


def opened(stored: str, name: bytes) -> str:
    """The text back; "" where there is none or where the key is not the one it was stored with."""
    try:
        return _box(derived(name)).decrypt(stored.encode()).decode() if stored else ""
    except InvalidToken:
        return ""


def keyed(text: str, key: bytes) -> str:
    """A digest as hex that only the holder of `key` can form: the same for the same text, telling nothing without it."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
