"""Work that only reads, spread over the cores of the machine; what comes of it is written by the one who asked."""

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import connection, connections

Work = TypeVar("Work")
Result = TypeVar("Result")
Spread = Callable[[Callable[[Work], Result], Iterable[Work]], Iterator[Result]]
MOST = 4


@contextmanager
def hands(pieces: int) -> Iterator[Spread]:
    """What works like `map`, in as many processes as there are cores, at most four: results come in the order of the work.

    The processes begin here, before anything is locked, and none of them has a connection of the asker's: SQLite's must
    not be carried over. Each sees what is committed when it looks. So inside a transaction, for fewer than two `pieces`
    of work, on one core, and where processes cannot be divided, the asker does it all.
    """
    count = min(pieces, MOST, len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1)
    if count < 2 or connection.in_atomic_block:
        yield map
        return
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(count) as pool:
        yield pool.imap
