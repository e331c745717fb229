"""What somebody asks for is held by others for longer than one can wait: a sentence, and when to come back.

SQLite: another process keeps the file to itself, an import or a tool of the operator. PostgreSQL: a lock
is not given in time, or two writers wait for each other.
"""

import random

from django.db import OperationalError
from django.utils.translation import gettext_noop

from tremang.kernel.problems import Problem

DATABASE_BUSY = gettext_noop(
    "Máy đang bận một việc lớn nên lần này chưa làm được. Mời chờ khoảng một phút rồi làm lại."
)
SOONEST, LATEST = 2, 10  # seconds after which to come back, spread so that nobody comes together
_SQLITE, _PRIMARY = {5, 6}, 0xFF  # SQLITE_BUSY and SQLITE_LOCKED; the low byte is the code that the others refine
_POSTGRES = {"40001", "40P01", "55P03", "57014"}  # cannot be put in order, deadlock, lock not given, out of time


class Busy(Problem):
    """One has to come back later (HTTP 503)."""

    status = 503


def is_busy(error: BaseException | None) -> bool:
    """Whether the database refused because others hold it; false for a database that is damaged, full or not there."""
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    return getattr(cause, "sqlite_errorcode", 0) & _PRIMARY in _SQLITE or getattr(cause, "sqlstate", "") in _POSTGRES


def retry_after() -> int:
    """Seconds after which whoever was sent away may come back."""
    return random.randint(SOONEST, LATEST)
