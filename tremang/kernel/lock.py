"""One writer per club at a time.

SQLite: a file lock around each write transaction. SQLite's own busy wait polls with growing sleeps; a waiting
flock is woken at once, which takes the tail of write times from a second to tens of milliseconds.
PostgreSQL: the club's row is locked first, so writers of different clubs go on side by side.
"""

import fcntl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from tremang.kernel.aside import Aside, Unready, aside, newest

Result = TypeVar("Result")

_held = threading.local()


@contextmanager
def writing(club_id: int | None = None, *, derived: bool = False) -> Iterator[None]:
    """One write transaction; with `club_id` it is the only one of that club. Nested use joins the outer one.

    What is only `derived` from other rows does not wait for the disk. A power cut may take it back, as whole transactions, the
    newest first; what was acknowledged after it has taken it along.
    """
    if (laid := aside()) is not None:
        if club_id not in (None, laid.chain_id):
            raise Unready(f"another chain, {club_id}")
        with laid.or_nothing():
            yield
        return
    depth: int = getattr(_held, "depth", 0)
    _held.depth = depth + 1
    derived = derived and not connection.in_atomic_block  # within a larger transaction more may hang on it
    try:
        if depth or connection.vendor != "sqlite":
            with transaction.atomic():
                if derived and connection.vendor == "postgresql":
                    with connection.cursor() as cursor:
                        cursor.execute("SET LOCAL synchronous_commit TO off")
                if club_id is not None and connection.vendor == "postgresql":
                    club = apps.get_model("places", "Place")
                    list(club.objects.select_for_update(no_key=True).filter(pk=club_id).values_list("pk"))
                yield
            return
        with open(settings.VAR_DIR / "write.lock", "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            with (
                _no_wait_for_the_disk() if derived else nullcontext(),
                transaction.atomic(),
            ):
                yield
    finally:
        _held.depth = depth


@contextmanager
def reading() -> Iterator[None]:
    """Several questions about one state of the database; nothing is written meanwhile.

    SQLite forgets the pages that it holds in memory whenever it finds that another process committed. Within one transaction
    it does not look: what is asked in a row is read once, not twice. PostgreSQL shares its memory and is left as it is.
    """
    connection.ensure_connection()
    engine: Any = connection.connection
    if connection.vendor != "sqlite" or engine.in_transaction or aside() is not None:
        yield
        return
    engine.execute("BEGIN")
    try:
        yield
    finally:
        if engine.in_transaction:
            engine.rollback()


@contextmanager
def _no_wait_for_the_disk() -> Iterator[None]:
    """Around a transaction of SQLite: its pages go into the log, and the next commit that waits for the disk waits for them too."""
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA synchronous").fetchone()[0]
        cursor.execute("PRAGMA synchronous=NORMAL")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA synchronous={int(before)}")


def worked_out_ahead(club_id: int, act: Callable[[], Result]) -> Result:
    """What `act` gives, its rows written in one transaction as the club's only writer. Raises what `act` raises.

    What an act reads, weighs and digests under the lock, all others wait for. So it runs before the lock, and what it
    writes is laid aside. Under the lock that goes in as it is, if the club's chain of events still ends as it did before
    the first look: every act on a club lengthens its chain, so nothing of the club has changed meanwhile. Else it runs
    again, under the lock; likewise where it refused, did what cannot be laid aside (see `Aside.laying`), or where what it
    wrote of a person stands already, because another of his clubs wrote it meanwhile. An act that found that it has
    nothing to write asks for no lock.

    As it may run twice, `act` changes nothing but the database. Within a larger act it runs as that does.
    """
    depth: int = getattr(_held, "depth", 0)
    if depth or aside() is not None:
        with writing(club_id):
            return act()
    tried = _tried(club_id, act)
    if tried is not None and tried[0].is_empty and newest(club_id) == tried[0].seen:
        return tried[1]
    with writing(club_id):
        if tried is None or newest(club_id) != tried[0].seen:
            return act()
        laid, found = tried
        try:
            with transaction.atomic():
                laid.write()
        except IntegrityError:  # of a person of two clubs the other one wrote the same meanwhile, in its own chain
            return act()
        return found


def _tried(club_id: int, act: Callable[[], Result]) -> tuple[Aside, Result] | None:
    """What the act laid aside and what it gave; None where it has to run under the lock."""
    laid = Aside(club_id)
    try:
        with laid.laying():
            return laid, act()
    except Unready:
        if connection.in_atomic_block:  # within a transaction the ORM takes it for a failure of the database
            connection.set_rollback(False)
    except Exception:  # noqa: S110 - whatever it is, the act tells it itself where nothing moves any more
        pass
    return None
