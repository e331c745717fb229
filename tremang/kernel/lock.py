"""One writer per club at a time.

SQLite: a file lock around each write transaction. SQLite's own busy wait polls with growing sleeps; a waiting
flock is woken at once, which takes the tail of write times from a second to tens of milliseconds.
PostgreSQL: the club's row is locked first, so writers of different clubs go on side by side.
"""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

_held = threading.local()


@contextmanager
def writing(club_id: int | None = None) -> Iterator[None]:
    """One write transaction; with `club_id` it is the only one of that club. Nested use joins the outer one."""
    if getattr(_held, "depth", 0) or connection.vendor != "sqlite":
        with transaction.atomic():
            if club_id is not None and connection.vendor == "postgresql":
                club = apps.get_model("places", "Place")
                list(club.objects.select_for_update(no_key=True).filter(pk=club_id).values_list("pk"))
            yield
        return
    with open(settings.VAR_DIR / "write.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _held.depth = 1
        try:
            with transaction.atomic():
                yield
        finally:
            _held.depth = 0
