"""Everything that can be measured, as CSV files: UTF-8, one header line, rows in a fixed order, flat memory."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.db import connection, transaction

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.exchange.tables import Tables
from tremang.kernel.events import key, record
from tremang.kernel.lock import writing
from tremang.places.queries import city


def export_sensitive(folder: Path, *, by: User, today: date) -> dict[str, int]:
    """The same with the sensitive files of the books. Each time is an event in the City's chain, written beforehand.

    Raises Refused where `by` may not take such files away, OSError where the folder cannot be written.
    """
    place = city()
    require(by, Verb.EXPORT_SENSITIVE, place, today)
    names = sorted(Tables(sensitive=True).of_books().keys() - Tables().of_books().keys())
    folder.mkdir(parents=True, exist_ok=True)
    with writing(place.pk):
        record(place.pk, "export_sensitive", key(place), by_id=by.pk, body={"files": names, "on": today})
    return export(folder, sensitive=True)


def export(folder: Path, *, sensitive: bool = False) -> dict[str, int]:
    """Write all files into `folder` (made if missing); returns name → rows. All files show one and the same moment.

    Sensitive files of the books only by `export_sensitive`. Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with snapshot():
        return {name: _write(folder / f"{name}.csv", *file) for name, file in Tables(sensitive).files().items()}


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
