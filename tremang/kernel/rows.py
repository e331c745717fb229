"""Reading and writing rows where every millisecond is spent while others wait for the lock.

The ORM builds its statement anew each time, which costs more than the database needs to run it. Here the statement of a
model is built once; each value is still prepared, or read, by its own field.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from django.db import DatabaseError, connection
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


class Column(NamedTuple):
    """A field, and the types whose values go into its column as they are (days aside, see `_prepared`)."""

    field: "Field[Any, Any]"
    name: str
    plain: frozenset[type]


def insert(rows: Sequence[Model]) -> None:
    """Insert `rows`, all of one model, with ids already given. Raises IntegrityError as `save` would."""
    if not rows:
        return
    sql, columns = _inserting(type(rows[0]))
    values = list(zip(*(_prepared(column, rows, is_new=True) for column in columns), strict=True))
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(sql, values[0])
        else:
            cursor.executemany(sql, values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def update(row: Model, names: Iterable[str]) -> None:
    """Save the fields `names` of `row`. Raises as `save` with `update_fields` would."""
    sql, columns = _updating(type(row), tuple(names))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(_prepared(column, [row], is_new=False)[0] for column in columns), row.pk])
        if cursor.rowcount != 1:
            raise DatabaseError(f"{type(row).__name__} {row.pk} is not there to be updated")


def delete(row: Model) -> None:
    """Remove one row. What points at it is the caller's: the engine refuses at the end where something does."""
    quote = connection.ops.quote_name
    sql = f"DELETE FROM {quote(row._meta.db_table)} WHERE {quote(str(row._meta.pk.column))} = %s"  # noqa: S608 - own names
    with connection.cursor() as cursor:
        cursor.execute(sql, [row.pk])


def read(model: type[Row], where: str, values: Sequence[Any]) -> list[Row]:
    """The rows of `model` for which the SQL `where` holds, its marks filled by `values`."""
    sql, names, changes = _reading(model)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} WHERE {where}", values)
        found = [list(row) for row in cursor.fetchall()]
    for place, expression, converters in changes:
        for row in found:
            for convert in converters:
                row[place] = convert(row[place], expression, connection)
    return [model.from_db(connection.alias, names, row) for row in found]


def read_ids(model: type[Row], ids: Iterable[int | None]) -> dict[int, Row]:
    """The rows of `model` with these ids, by id; None is the id of nothing. No query where there is nothing to read."""
    wanted = sorted({pk for pk in ids if pk is not None})
    if not wanted:
        return {}
    return {row.pk: row for row in read(model, f"{model._meta.pk.column} IN ({marks(wanted)})", wanted)}


def marks(values: Sequence[Any]) -> str:
    """As many marks for SQL as there are values."""
    return ", ".join(["%s"] * len(values))


def _prepared(column: Column, rows: Sequence[Model], *, is_new: bool) -> list[Any]:
    """The values of a column for the database; those that are already what it takes need no preparing."""
    field, name, plain = column
    values = [row.__dict__.get(name, column) for row in rows]  # a field that was not loaded goes the long way
    if {type(value) for value in values} <= plain:
        if date in plain:
            days = connection.ops.adapt_datefield_value
            return [value and days(value) for value in values]
        return values
    return [field.get_db_prep_save(field.pre_save(row, is_new), connection) for row in rows]


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
def _inserting(model: type[Model]) -> tuple[str, list[Column]]:
    fields, quote = _fields(model), connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks(fields)})"  # noqa: S608 - own names
    return sql, [_column(field) for field in fields]


@lru_cache(maxsize=256)
def _updating(model: type[Model], names: tuple[str, ...]) -> tuple[str, list[Column]]:
    quote = connection.ops.quote_name
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    sets = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    key = quote(str(model._meta.pk.column))
    sql = f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE {key} = %s"  # noqa: S608 - own names
    return sql, [_column(field) for field in fields]


@lru_cache(maxsize=256)
def _reading(model: type[Model]) -> tuple[str, list[str], list[tuple[int, Any, list[Any]]]]:
    """The statement without its condition, the names of its columns, and what changes which of them."""
    fields, quote = _fields(model), connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = [field.get_col(model._meta.db_table) for field in fields]
    converters = [connection.ops.get_db_converters(col) + col.get_db_converters(connection) for col in columns]
    changes = [(n, columns[n], found) for n, found in enumerate(converters) if found]
    sql = f"SELECT {', '.join(quote(field.column) for field in fields)} FROM {table}"  # noqa: S608 - own names
    return sql, [field.attname for field in fields], changes
