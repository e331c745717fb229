"""Inserting rows where every millisecond is spent while others wait for the lock.

`save` builds its statement anew each time, which costs more than the database needs to run it. Here the statement of a
model is built once; each value is still prepared by its own field.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


def insert(rows: Sequence[Model]) -> None:
    """Insert `rows`, all of one model, with ids already given. Raises IntegrityError as `save` would."""
    if not rows:
        return
    sql, fields = _statement(type(rows[0]))
    values = [[field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(sql, values[0])
        else:
            cursor.executemany(sql, values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@lru_cache(maxsize=256)
def _statement(model: type[Model]) -> "tuple[str, list[Field[Any, Any]]]":
    fields: list[Any] = [field for field in model._meta.local_concrete_fields if field.column is not None]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})", fields  # noqa: S608 - own names
