"""Ids made by the application, before the INSERT.

63 bits: 41 bits of milliseconds since 2024-01-01 UTC, 22 bits that start at random and grow within one
millisecond. Two provinces' databases can be merged, and a distributed engine never hands back another row's id.
"""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

EPOCH_MS = 1_704_067_200_000
LOW_BITS = 22


class _Maker:
    """Hands out ids that grow strictly within this process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.last = 0

    def __call__(self) -> int:
        with self.lock:
            stamp = time.time_ns() // 1_000_000 - EPOCH_MS
            if stamp > self.last >> LOW_BITS:
                self.last = (stamp << LOW_BITS) | secrets.randbits(LOW_BITS - 1)
            else:
                self.last += 1
            return self.last


_maker = _Maker()
_seeded: "SeededIds | None" = None


class SeededIds:
    """Ids from a seed and a chosen moment: the demo's rows are the same wherever they are made."""

    def __init__(self, seed: int | str, at_ms: int) -> None:
        self.random = Random(seed)
        self.last = (at_ms - EPOCH_MS) << LOW_BITS

    def __call__(self) -> int:
        self.last += 1 + self.random.getrandbits(8)
        return self.last


def new_id() -> int:
    """A new 63-bit id, greater than every id this process made before."""
    return _seeded() if _seeded is not None else _maker()


def new_salt() -> str:
    """32 hex digits that nobody can guess; within `seeded_ids` they follow from the seed."""
    return secrets.token_hex(16) if _seeded is None else f"{_seeded.random.getrandbits(128):032x}"


@contextmanager
def seeded_ids(seed: int | str, at_ms: int) -> Iterator[SeededIds]:
    """Within the block every new id follows from `seed` and `at_ms` (milliseconds since 1970)."""
    global _seeded
    before, _seeded = _seeded, SeededIds(seed, at_ms)
    try:
        yield _seeded
    finally:
        _seeded = before
