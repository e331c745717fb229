"""What an act writes, laid aside before the lock is taken (see `lock.worked_out_ahead`)."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

End = tuple[int, str] | None  # the sequence and the hash of the last event of a chain

_NEWEST = "SELECT sequence, hash FROM kernel_event WHERE chain_id = %s ORDER BY sequence DESC LIMIT 1"
_now = threading.local()


class Unready(Exception):
    """The act does something that cannot be laid aside."""


class Aside:
    """What an act on the chain `chain_id` writes, and how that chain ends: as it was `seen`, and with the act's events."""

    def __init__(self, chain_id: int) -> None:
        self.chain_id = chain_id
        self.seen = self.end = newest(chain_id)
        self._statements: list[Callable[[], None]] = []
        self._tables: set[str] = set()

    def lay(self, table: str, run: Callable[[], None]) -> None:
        """Put a statement on a table aside."""
        self._statements.append(run)
        self._tables.add(table)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was laid aside."""
        return not self._statements

    @contextmanager
    def or_nothing(self) -> Iterator[None]:
        """What fails within the block leaves nothing here, as it would leave nothing in the database."""
        count, end = len(self._statements), self.end
        try:
            yield
        except BaseException:
            del self._statements[count:]
            self.end = end
            raise

    def write(self) -> None:
        """Run what was laid aside, in its order."""
        for run in self._statements:
            run()

    @contextmanager
    def laying(self) -> Iterator[None]:
        """Lay aside all that `rows` and `events` are given to write. Raises Unready at any other statement but a read,
        and at a read of a table for which something lies here.
        """
        _now.aside = self
        try:
            with connection.execute_wrapper(self._watch):
                yield
        finally:
            _now.aside = None

    def _watch(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().startswith("SELECT") or any(table in sql for table in self._tables):
            raise Unready(sql[:60])
        return execute(sql, params, many, context)


def aside() -> Aside | None:
    """Where what is written now is to be laid; None where it is to be written at once."""
    return getattr(_now, "aside", None)


def write(table: str, run: Callable[[], None]) -> None:
    """Run a statement that writes to a table, or lay it aside."""
    laid = aside()
    if laid is None:
        run()
    else:
        laid.lay(table, run)


def newest(chain_id: int) -> End:
    """How a chain ends in the database; None where it has not begun."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [chain_id])
        return cursor.fetchone()
