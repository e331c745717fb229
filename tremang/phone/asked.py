"""The body of the phone's call, read with care: whatever it is, the answer is a sentence."""

import json
import re
from dataclasses import dataclass
from typing import Any

from tremang.kernel.middleware import TOO_LARGE, TooLarge
from tremang.kernel.problems import Problem
from tremang.phone import problems as say

MOST_TEXTS, MOST_BYTES = 50, 500_000
LARGEST = 2_000_000  # bytes of a whole call: the texts once more escaped, and the hashes of what the phone holds
STAMP = "stamp"
_NAME, _HASH = re.compile(r"[a-z][a-z0-9-]{0,39}"), re.compile(r"[0-9a-f]{1,64}")


@dataclass(frozen=True)
class Asked:
    """What a phone sends, and what it holds: part → hash; None where it fetches nothing."""

    send: list[str]
    have: dict[str, str] | None
    app: int = 0


def read(length: int, body: bytes) -> Asked:
    """The call in `body`; raises Problem where it cannot be read or is beyond its limits."""
    if max(length, len(body)) > LARGEST:
        raise TooLarge("too_large", TOO_LARGE, megabytes=LARGEST // 10**6)
    try:
        told = json.loads(body.decode())
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Problem("unread", say.UNREAD)
    return Asked(_send(told.get("send", [])), _have(told.get("have")), _app(told.get("app")))


def _send(told: Any) -> list[str]:
    if not isinstance(told, list) or not all(isinstance(text, str) for text in told):
        raise Problem("unread", say.UNREAD, field="send")
    if len(told) > MOST_TEXTS:
        raise Problem("too_many", say.TOO_MANY, field="send", count=len(told), most=MOST_TEXTS)
    size = sum(len(text.encode(errors="surrogatepass")) for text in told)
    if size > MOST_BYTES:
        raise Problem("too_long", say.TOO_LONG, field="send", kilobytes=size // 1000, most=MOST_BYTES // 1000)
    return told


def _have(told: Any) -> dict[str, str] | None:
    """Only what can be a part of ours: anything else is as if the phone did not hold it."""
    if told is None:
        return None
    if not isinstance(told, dict):
        raise Problem("unread", say.UNREAD, field="have")
    return {
        name: value
        for name, value in told.items()
        if _NAME.fullmatch(name) and isinstance(value, str) and _HASH.fullmatch(value)
    }


def _app(told: Any) -> int:
    return told if isinstance(told, int) and not isinstance(told, bool) and 0 <= told < 2**31 else 0
