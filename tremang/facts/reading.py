"""Rows of whole tables as plain tuples, many times faster than by the ORM.

Bringing a commune's facts up to the day takes some thirty small reads while its page waits; building them by the ORM
took most of that time. Both engines hand days and truth values over as Python's own. Only columns that a model really
has can be read, so a renamed field is an error at the first read.
"""

import json
from collections.abc import Collection, Sequence, Sized
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

Row = tuple[Any, ...]
Id = TypeVar("Id", int, str, int | str)
PARSED = 400  # facts whose measures a process remembers: those of all communes, and of the City over some years
MANY = 400  # more clubs than this are read without naming them: engines limit the number of parameters
Where = tuple[str, Sequence[str | int]]


def read(
    model: type[Model], columns: str, ids: Collection[int | str] | None, *, by: str = "club", where: Where = ("", ()),
    order: str = "",
) -> list[Row]:  # fmt: skip
    """The rows of `model` whose `by` is among `ids` (all rows where it is None), each as a tuple of `columns`.

    `columns` are names of fields between blanks, `person__sex` reaching one step over a foreign key. `where` is SQL
    over the model's own columns with the values of its `%s`; the caller writes it, it never holds what was typed.
    """
    if ids is not None and not ids:
        return []
    select = _select(model, columns)
    conditions, values = ([where[0]] if where[0] else []), list(where[1])
    if ids is not None:
        named = padded(ids)
        conditions.append(f"t.{_column(model, by)} IN ({blanks(named)})")
        values += named
    sql = (
        select + (f" WHERE {' AND '.join(conditions)}" if conditions else "") + (f" ORDER BY {order}" if order else "")
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[Row] = cursor.fetchall()
    return rows


@lru_cache(PARSED)
def measures_of(told: str) -> dict[str, int]:
    """Measures as the table of facts holds them, as text. Several readers share what is given: nobody changes it."""
    found: dict[str, int] = json.loads(told)
    return found


def padded(ids: Collection[Id]) -> list[Id]:
    """`ids` with the last one repeated up to the next power of two, for an `IN`.

    An engine keeps the statements that it has seen. Numbers of clubs and persons differ from look to look; so few of them remain
    that it knows nearly all. None stays none.
    """
    listed = list(ids)
    if listed:
        listed += listed[-1:] * ((1 << (len(listed) - 1).bit_length()) - len(listed))
    return listed


def blanks(ids: Sized) -> str:
    """As many `%s` as there are ids."""
    return ", ".join(["%s"] * len(ids))


def _column(model: type[Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return connection.ops.quote_name(field.column)


@lru_cache(maxsize=64)
def _select(model: type[Model], columns: str) -> str:
    """The statement up to its conditions."""
    names, joins = [], {}
    for name in columns.split():
        table = "t"
        field: Any = model._meta.get_field(name.partition("__")[0])
        if "__" in name:
            other = field.related_model
            table = field.name
            key = connection.ops.quote_name(other._meta.pk.column)
            joins[table] = f" JOIN {other._meta.db_table} {table} ON {table}.{key} = t.{_column(model, table)}"
            field = other._meta.get_field(name.partition("__")[2])
        names.append(f"{table}.{connection.ops.quote_name(field.column)}")
    return f"SELECT {', '.join(names)} FROM {model._meta.db_table} t{''.join(joins.values())}"  # noqa: S608 - names of own models
