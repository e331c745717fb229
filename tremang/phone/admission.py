"""How many phones are answered at once, all processes together; whoever comes beyond that is told when to come back.

A sync may wait for the write lock, and few requests are answered at a time (see `kernel.serve`): phones alone could keep
all of these waiting behind one long write, an import or a backup, and no page would open. So they may fill all places but
one. A place is a file lock: it is free again when its process ends, however it ends.

Where places change hands, a phone waits for one, the longest waiting first: it costs a few hundredths of a second, and
the cores have work meanwhile. Where none has changed hands for a while, something holds them all, and the phone is
told so at once.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tremang.kernel.busy import Busy
from tremang.kernel.serve import THREADS, WORKERS
from tremang.phone import problems as say

PLACES = max(1, WORKERS * THREADS - 1)
STUCK = 0.4  # seconds: a place is free again after a few hundredths where nothing is wrong
LONGEST = 2.0  # seconds that a phone waits, come what may
PAUSE = 0.002


@contextmanager
def admitted() -> Iterator[None]:
    """Hold one of the places within the block; raises Busy where there is none to be had."""
    held = _place()
    if held is None:
        raise Busy("busy", say.BUSY)
    try:
        yield
    finally:
        os.close(held)


def _place() -> int | None:
    """The open file of a place taken; None where there is none to be had."""
    until = time.monotonic() + LONGEST
    turn = _opened("turn")
    try:
        fcntl.flock(turn, fcntl.LOCK_EX)  # whoever gave his place back does not overtake the one who waits
        while (file := _free()) is None and not _is_stuck() and time.monotonic() < until:
            time.sleep(PAUSE)
        return file
    finally:
        os.close(turn)


def _free() -> int | None:
    """The open file of a place that was free, now taken."""
    for number in range(PLACES):
        file = _opened(number)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
        else:
            os.utime(file)  # since when it is held
            return file
    return None


def _is_stuck() -> bool:
    """Whether every place has been held for a while."""
    return time.time() - max(_path(number).stat().st_mtime for number in range(PLACES)) > STUCK


def _opened(name: object) -> int:
    return os.open(_path(name), os.O_RDWR | os.O_CREAT, 0o600)


def _path(name: object) -> Path:
    return Path(settings.VAR_DIR, f"phone-{name}.lock")
