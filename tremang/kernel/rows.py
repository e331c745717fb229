"""Inserting rows where every millisecond is spent while others wait for the lock.

`save` builds its statement anew each time, which costs more than the database needs to run it. Here the statement of a
model is built once; each value is still prepared by its own field.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import (
    BigIntegerField,
    CharField,
    Field,
    IntegerField,
    Model,
    PositiveIntegerField,
    PositiveSmallIntegerField,
    SmallIntegerField,
    TextField,
)

WHOLE = (BigIntegerField, IntegerField, PositiveIntegerField, PositiveSmallIntegerField, SmallIntegerField)
TEXT = (CharField, TextField)


def insert(rows: Sequence[Model]) -> None:
    """Insert `rows`, all of one model, with ids already given. Raises IntegrityError as `save` would."""
    if not rows:
        return
    sql, fields = _statement(type(rows[0]))
    values = [[_prepared(field, plain, row) for field, plain in fields] for row in rows]
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(sql, values[0])
        else:
            cursor.executemany(sql, values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _prepared(field: "Field[Any, Any]", plain: type | None, row: Model) -> Any:
    """The value for the database; one that is already what the column takes (`plain`) needs no preparing."""
    value = row.__dict__.get(field.attname) if plain is not None else None
    if value is not None and type(value) is plain:
        return value
    return field.get_db_prep_save(field.pre_save(row, True), connection)


def _plain(field: "Field[Any, Any]") -> type | None:
    """The type whose values go into the column as they are; None for fields that change what they are given."""
    kind = getattr(field, "target_field", field)
    if type(kind) in WHOLE:
        return int
    return str if type(kind) in TEXT else None


@lru_cache(maxsize=256)
def _statement(model: type[Model]) -> "tuple[str, list[tuple[Field[Any, Any], type | None]]]":
    fields: list[Any] = [field for field in model._meta.local_concrete_fields if field.column is not None]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 - own names
    return sql, [(field, _plain(field)) for field in fields]
