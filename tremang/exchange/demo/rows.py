"""Rows into tables by the fastest way each engine has, in batches, so that memory stays flat.

The ORM costs 12 times as much as `executemany` and 23 times as much as COPY (measured on 10.8 million marks).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Field, Model

from tremang.facts.models import KeptEve
from tremang.kernel.lock import writing
from tremang.kernel.models import Stale

Converter = Callable[[Any], Any]
LAST = {"funds.transfer": 1, "funds.monthclosing": 2}  # triggers look whether slips are there and months still open


def _identity(value: Any) -> Any:
    return value


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


@cache
def _is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _moment(value: datetime | None) -> str | None:
    if value is None:
        return None
    return value.astimezone(UTC).isoformat(" ").removesuffix("+00:00") if _is_sqlite() else value.isoformat()


_json = json.JSONEncoder(ensure_ascii=False).encode


def _converter(field: Field) -> Converter:
    kind = getattr(field, "target_field", field).get_internal_type()
    return {"DateField": _day, "DateTimeField": _moment, "TimeField": _day, "JSONField": _json}.get(kind, _identity)


class Columns:
    """The columns of a model and how its rows become plain values for the engine."""

    def __init__(self, model: type[Model]) -> None:
        fields = [field for field in model._meta.concrete_fields if field.column]
        self.table = model._meta.db_table
        self.names = [field.column for field in fields]
        self.attributes = [field.attname for field in fields]
        self.values = attrgetter(*self.attributes)
        converters = [(index, _converter(field)) for index, field in enumerate(fields)]
        self.converters = [(index, convert) for index, convert in converters if convert is not _identity]

    def plain(self, row: Model) -> Sequence[Any]:
        """The values of `row` in the order of the columns."""
        values = list(self.values(row))
        for index, convert in self.converters:
            values[index] = convert(values[index])
        return values


class Sink:
    """Collects rows and writes them table by table at `flush`. Order does not matter: keys are checked at the end.

    Only tables with triggers wait for those that they look at (`LAST`).
    """

    def __init__(self) -> None:
        self.columns: dict[type[Model], Columns] = {}
        self.waiting: dict[type[Model], list[Sequence[Any]]] = {}

    def add(self, *rows: Model) -> None:
        """Take saved-to-be model objects as they stand now."""
        for row in rows:
            model = type(row)
            columns = self.columns.get(model)
            if columns is None:
                columns = self.columns[model] = Columns(model)
            self.waiting.setdefault(model, []).append(columns.plain(row))

    def add_values(self, model: type[Model], values: Mapping[str, Any]) -> None:
        """Take one row as attribute → value, every column named: for the many, without an object for each."""
        columns = self.columns.get(model)
        if columns is None:
            columns = self.columns[model] = Columns(model)
        row = [values[name] for name in columns.attributes]
        for index, convert in columns.converters:
            row[index] = convert(row[index])
        self.waiting.setdefault(model, []).append(row)

    def add_plain(self, model: type[Model], rows: Iterable[Sequence[Any]]) -> None:
        """Take rows that already are whole numbers and texts in the order of the table's columns."""
        if model not in self.columns:
            self.columns[model] = Columns(model)
        self.waiting.setdefault(model, []).extend(rows)

    def flush(self) -> None:
        """Write everything that waits, in one transaction."""
        with writing(), connection.cursor() as cursor:
            for model in sorted(self.waiting, key=lambda model: LAST.get(model._meta.label_lower, 0)):
                columns, rows = self.columns[model], self.waiting[model]
                names = ", ".join(connection.ops.quote_name(name) for name in columns.names)
                if connection.vendor == "postgresql":
                    with cursor.copy(f"COPY {columns.table} ({names}) FROM STDIN") as copy:
                        for part in _lines(rows):
                            copy.write(part)
                else:
                    marks = ", ".join(["%s"] * len(columns.names))
                    cursor.executemany(f"INSERT INTO {columns.table} ({names}) VALUES ({marks})", rows)  # noqa: S608
        self.waiting.clear()


def _text(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, str):
        return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return str(value)


def _lines(rows: list[Sequence[Any]], part: int = 20_000) -> Iterator[str]:
    for start in range(0, len(rows), part):
        yield "".join("\t".join(map(_text, row)) + "\n" for row in rows[start : start + part])


@contextmanager
def bare() -> Iterator[None]:
    """Without indexes and the ledger's triggers, where they may be away: they cost twice as much as the rest of the insert.

    On SQLite outside a transaction; elsewhere `unchecked` is enough, and `LAST` holds.
    """
    if connection.in_atomic_block or connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL "
            "AND (type = 'index' OR type = 'trigger' AND tbl_name = 'funds_transfer')"
        )
        away = cursor.fetchall()
        for kind, name, _sql in away:
            cursor.execute(f"DROP {kind} {connection.ops.quote_name(name)}")
    try:
        yield
    finally:
        with transaction.atomic(), connection.cursor() as cursor:
            for _kind, _name, sql in away:
                cursor.execute(sql)


@contextmanager
def unchecked() -> Iterator[None]:
    """On this connection without key checks row by row, where the engine lets us: what is loaded is made whole by its maker."""
    if connection.in_atomic_block:
        yield  # keys are checked at the end of the transaction that is already open
        return
    if connection.vendor == "sqlite":
        with connection.constraint_checks_disabled(), connection.cursor() as cursor:
            synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
            cursor.execute("PRAGMA synchronous=OFF")  # a load that was cut off is begun again on an empty file
            try:
                yield
            finally:
                cursor.execute(f"PRAGMA synchronous={int(synchronous)}")
        return
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute("SET session_replication_role = replica")
            free = True
        except DatabaseError:
            free = False  # only a superuser may; the checks then cost about as much as the load
        try:
            yield
        finally:
            if free:
                cursor.execute("SET session_replication_role = DEFAULT")


def analyze() -> None:
    """Let the engine look at its tables: without it a query may take thousands of times as long.

    Not at what looks and acts leave for the next look. It is hardly begun here, and SQLite never counts again by itself: it would
    read all of it ever after rather than find a few clubs in it.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "sqlite":
            cursor.execute(
                "DELETE FROM sqlite_stat1 WHERE tbl IN (%s, %s)", [KeptEve._meta.db_table, Stale._meta.db_table]
            )
            cursor.execute("ANALYZE sqlite_master")  # makes the engine read anew what it knows of them
            if not connection.in_atomic_block:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
