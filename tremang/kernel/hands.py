"""Work spread over the cores of the machine: each piece reads, or writes what is its own."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, connections

Work = TypeVar("Work")
Result = TypeVar("Result")
MOST = 4

_act: Callable[[Any], Any]


@contextmanager
def hands(
    pieces: int, act: Callable[[Work], Result]
) -> Iterator[Callable[[Iterable[Work]], Iterator[Result]]]:  # fmt: skip
    """What does `act` with each work, in as many processes as there are cores, at most four: results in the order of the work.

    The processes begin here, before anything is locked, with all that `act` knows; only works and results are sent. None
    of them has a connection of the asker's: SQLite's must not be carried over. Each sees what is committed when it looks,
    and what it changes in memory stays with it. So inside a transaction, for fewer than two `pieces` of work, on one core,
    and where processes cannot be divided, the asker does it all.
    """
    count = min(pieces, MOST, len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1)
    if count < 2 or connection.in_atomic_block:
        yield lambda works: map(act, works)
        return
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(count, _take, (act,)) as pool:
        yield lambda works: pool.imap(_do, works)


def _take(act: Callable[[Any], Any]) -> None:
    global _act
    _act = act
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the asker, who ends them


def _do(work: Any) -> Any:
    return _act(work)
