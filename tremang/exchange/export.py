"""Everything that can be measured, as CSV files: UTF-8, one header line, rows in a fixed order, flat memory."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from tremang.exchange.tables import Tables


def export(folder: Path) -> dict[str, int]:
    """Write all files into `folder` (made if missing); returns name → rows. All files show one and the same moment.

    Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with snapshot():
        return {name: _write(folder / f"{name}.csv", *file) for name, file in Tables().files().items()}


def _write(path: Path, header: str, rows) -> int:
    unfinished = path.with_suffix(".csv.part")
    count = 0
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{header}\n")
        writer = csv.writer(file, lineterminator="\n")
        for row in rows():
            writer.writerow(row)
            count += 1
    unfinished.replace(path)
    return count


@contextmanager
def snapshot() -> Iterator[None]:
    """Reads within the block see one moment and hold nobody up who writes."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # Django's own begin would take the lock for writing
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
