"""Reading and writing rows where every millisecond is spent while others wait for the lock.

The ORM builds its statement anew each time, which costs more than the database needs to run it. Here the statement of a
model is built once; each value is still prepared, or read, by its own field.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    Field,
    IntegerField,
    Model,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    SmallIntegerField,
    TextField,
)
from django.db.models.base import ModelState
from django.db.models.expressions import RawSQL

from tremang.kernel.aside import write

NONE = type(None)
PLAIN: dict[type, type] = {
    **dict.fromkeys(
        (BigIntegerField, IntegerField, PositiveIntegerField, PositiveSmallIntegerField, SmallIntegerField), int
    ),
    **dict.fromkeys((CharField, TextField), str),
    BooleanField: bool,
    DateField: date,
}
Row = TypeVar("Row", bound=Model)
BLOCKS = (32, 8, 1)  # rows that one statement inserts


class Column(NamedTuple):
    """A field, and the types whose values go into its column as they are (days aside, see `_prepared`)."""

    field: "Field[Any, Any]"
    name: str
    plain: frozenset[type]


class Reading(NamedTuple):
    """How a model is read: its columns as SQL, their names, and what changes the value at which place."""

    columns: str
    names: list[str]
    changes: list[tuple[int, Any, list[Any]]]


def insert(rows: Sequence[Model]) -> None:
    """Insert `rows`, all of one model, with ids already given. Raises IntegrityError as `save` would."""
    if not rows:
        return
    model = type(rows[0])
    names, columns = _inserting(model)
    _insert(model, names, list(zip(*(_prepared(column, rows, is_new=True) for column in columns), strict=True)))
    alias = connection.alias
    for row in rows:
        row._state.adding, row._state.db = False, alias


def insert_values(model: type[Model], names: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Insert rows told as plain values of the fields `names`, which the database takes as they are."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    if values:
        _insert(model, tuple(field.column for field in fields), values)


def update(row: Model, names: Iterable[str]) -> None:
    """Save the fields `names` of `row`. Raises as `save` with `update_fields` would."""
    sql, columns = _updating(type(row), tuple(names))
    values = [*(_prepared(column, [row], is_new=False)[0] for column in columns), row.pk]

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            if cursor.rowcount != 1:
                raise DatabaseError(f"{type(row).__name__} {row.pk} is not there to be updated")

    write(row._meta.db_table, run)


def delete(row: Model) -> None:
    """Remove one row. What points at it is the caller's: the engine refuses at the end where something does."""
    delete_where(type(row), f"{connection.ops.quote_name(str(row._meta.pk.column))} = %s", [row.pk])


def delete_where(model: type[Model], where: str, values: Sequence[Any]) -> None:
    """Remove the rows of `model` for which the SQL `where` holds, its marks filled by `values`; as `delete`."""
    sql = f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)} WHERE {where}"  # noqa: S608 - own names

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    write(model._meta.db_table, run)


def read(model: type[Row], where: str, values: Sequence[Any]) -> list[Row]:
    """The rows of `model` for which the SQL `where` holds, its marks filled by `values`."""
    table = connection.ops.quote_name(model._meta.db_table)
    return [row for (row,) in read_joined((model,), f"{table} WHERE {where}", values)]


def read_with(
    model: type[Row], more: Mapping[str, RawSQL], where: str, values: Sequence[Any]
) -> list[Row]:  # fmt: skip
    """As `read`, each row with what the expressions `more` say of it under their names: `annotate` without its working out."""
    part, table = _reading(model), connection.ops.quote_name(model._meta.db_table)
    told = ", ".join([part.columns, *(one.sql for one in more.values())])
    asked = [value for one in more.values() for value in one.params]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {told} FROM {table} WHERE {where}", [*asked, *values])  # noqa: S608 - own names only
        lines = cursor.fetchall()
    found, end = [], len(part.names)
    for line in lines:
        row = _read_row(model, part, list(line[:end]))
        row.__dict__.update(zip(more, line[end:], strict=True))
        found.append(row)
    return found


def read_joined(models: Sequence[type[Model]], source: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows of several models by one statement, a tuple for each line of it.

    `source` is the SQL from FROM on; in it each table bears its own name, and no line lacks one of the rows.
    """
    parts = [_reading(model) for model in models]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(part.columns for part in parts)} FROM {source}", values)  # noqa: S608 - own names
        lines = cursor.fetchall()
    found, start = [], 0
    for model, part in zip(models, parts, strict=True):
        end = start + len(part.names)
        found.append([_read_row(model, part, list(line[start:end])) for line in lines])
        start = end
    return list(zip(*found, strict=True))


def _read_row(model: type[Row], part: "Reading", values: list[Any]) -> Row:
    for place, expression, converters in part.changes:
        for convert in converters:
            values[place] = convert(values[place], expression, connection)
    row = made(model, dict(zip(part.names, values, strict=True)))
    row._state.adding, row._state.db = False, connection.alias
    return row


def made(model: type[Row], values: Mapping[str, Any], **known: Model) -> Row:
    """A row of `model` with `values` in all its columns. A tenth of what `Model.__init__` takes: no defaults, no signals.

    `known` are rows that it points at, by the name of their field.
    """
    row = model.__new__(model)
    row.__dict__.update(values)
    row._state = ModelState()
    if known:
        row._state.fields_cache = known
    return row


def read_ids(model: type[Row], ids: Iterable[int | None]) -> dict[int, Row]:
    """The rows of `model` with these ids, by id; None is the id of nothing. No query where there is nothing to read."""
    wanted = sorted({pk for pk in ids if pk is not None})
    if not wanted:
        return {}
    return {row.pk: row for row in read(model, f"{model._meta.pk.column} IN ({marks(wanted)})", wanted)}


def marks(values: Sequence[Any]) -> str:
    """As many marks for SQL as there are values."""
    return ", ".join(["%s"] * len(values))


def _insert(model: type[Model], names: tuple[str, ...], values: Sequence[Sequence[Any]]) -> None:
    """Insert rows of prepared values: most of them many at a time, as each statement works its checks out anew."""
    sets: list[tuple[int, list[Sequence[Any]]]] = []
    done = 0
    for size in BLOCKS:
        end = len(values) - (len(values) - done) % size
        sets.append((size, [list(chain.from_iterable(values[at : at + size])) for at in range(done, end, size)]))
        done = end

    def run() -> None:
        with connection.cursor() as cursor:
            for size, blocks in sets:
                if len(blocks) == 1:
                    cursor.execute(_statement(model, names, size), blocks[0])
                elif blocks:
                    cursor.executemany(_statement(model, names, size), blocks)

    write(model._meta.db_table, run)


@lru_cache(maxsize=512)
def _statement(model: type[Model], names: tuple[str, ...], count: int) -> str:
    quote = connection.ops.quote_name
    row = f"({marks(names)})"
    columns = ", ".join(map(quote, names))
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {', '.join([row] * count)}"  # noqa: S608 - own names


def _prepared(column: Column, rows: Sequence[Model], *, is_new: bool) -> list[Any]:
    """The values of a column for the database; those that are already what it takes need no preparing."""
    field, name, plain = column
    values = [row.__dict__.get(name, column) for row in rows]  # a field that was not loaded goes the long way
    if {type(value) for value in values} <= plain:
        if date in plain:
            days = connection.ops.adapt_datefield_value
            return [value and days(value) for value in values]
        return values
    engine = connections[DEFAULT_DB_ALIAS]  # the stand-in for it costs more at each look than a field does
    return [field.get_db_prep_save(field.pre_save(row, is_new), engine) for row in rows]


def _column(field: "Field[Any, Any]") -> Column:
    """A column; fields that change what they are given take nothing as it is."""
    at: Any = field
    while at.is_relation:
        at = at.target_field
    kind = PLAIN.get(type(at))
    is_plain = kind is not None and not getattr(field, "auto_now", False) and not getattr(field, "auto_now_add", False)
    return Column(field, field.attname, frozenset((kind, NONE)) if kind is not None and is_plain else frozenset())


def _fields(model: type[Model]) -> "list[Any]":
    return [field for field in model._meta.local_concrete_fields if field.column is not None]


@lru_cache(maxsize=256)
def _inserting(model: type[Model]) -> tuple[tuple[str, ...], list[Column]]:
    fields = _fields(model)
    return tuple(field.column for field in fields), [_column(field) for field in fields]


@lru_cache(maxsize=256)
def _updating(model: type[Model], names: tuple[str, ...]) -> tuple[str, list[Column]]:
    quote = connection.ops.quote_name
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    sets = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    key = quote(str(model._meta.pk.column))
    sql = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {key} = %s"  # noqa: S608 - own names
    return sql, [_column(field) for field in fields]


@lru_cache(maxsize=256)
def _reading(model: type[Model]) -> Reading:
    fields, quote = _fields(model), connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = [field.get_col(model._meta.db_table) for field in fields]
    converters = [connection.ops.get_db_converters(col) + col.get_db_converters(connection) for col in columns]
    changes = [(n, columns[n], found) for n, found in enumerate(converters) if found]
    told = ", ".join(f"{table}.{quote(field.column)}" for field in fields)
    return Reading(told, [field.attname for field in fields], changes)
