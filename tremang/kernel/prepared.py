"""Questions that the ORM puts into SQL once and that are then asked again and again.

To build a statement takes the ORM ten times as long as the database takes to answer it, and a page asks ten. The words of a
question stay where they are, in the ORM; only the values differ from one time to the next.
"""

import threading
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

checking = False  # the suite builds every question anew each time it is asked, and compares


class Question:
    """What `build` asks, as a list.

    `build` gives a queryset for values given in their order (whole numbers, days, texts), which it hands on as they are:
    what is worked out of one has to be a value of its own. What changes the words is given by name. Raises TypeError for
    other values, and for one that the statement does not hold.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"]) -> None:
        self.build = build
        self.__doc__ = build.__doc__
        self._local = threading.local()

    def __call__(self, *values: Any, **words: Any) -> list[Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        statements: dict[Any, _Statement] = self._local.__dict__
        key = str(words)
        found = statements.get(key)
        if found is None or found.connection is not connection:
            found = statements[key] = _Statement(connection, self.build, values, words)
        if checking:
            found.check(self.build(*values, **words), values)
        return found.ask(values)


class _Statement:
    """A question as SQL for one connection, with the places into which values go."""

    def __init__(
        self, connection: BaseDatabaseWrapper, build: Callable[..., "QuerySet[Any, Any]"], values: Any, words: Any
    ) -> None:
        self.connection = connection
        marks = [_mark(number, value) for number, value in enumerate(values)]
        rows: Any = build(*marks, **words)
        if rows._prefetch_related_lookups:
            raise TypeError("a question is one statement")
        self.rows, self.compiler = rows, rows.query.get_compiler(connection=connection)
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql = ""
            return
        known = [form for mark in marks for form in self._forms(mark)]
        self.params = list(params)
        self.places = [
            (place, known.index(param))
            for place, param in enumerate(params)
            if type(param) is not bool and param in known
        ]
        if {form // 2 for _place, form in self.places} != set(range(len(marks))):
            raise TypeError(f"a value is not in {self.sql}")
        converters = self.compiler.get_converters(
            [column for column, *_rest in self.compiler.select[: self.compiler.col_count]]
        )
        self.compiler.get_converters = lambda _columns: converters
        rows.query.get_compiler = lambda *_args, **_named: self.compiler

    def _forms(self, value: Any) -> tuple[Any, Any]:
        """A value as the ORM hands it to the engine, and as plain SQL does."""
        if isinstance(value, date):
            return self.connection.ops.adapt_datefield_value(value), value.isoformat()
        return value, value

    def _filled(self, values: Any) -> tuple[Any, ...]:
        known = [form for value in values for form in self._forms(value)]
        params = self.params.copy()
        for place, form in self.places:
            params[place] = known[form]
        return tuple(params)

    def ask(self, values: Any) -> list[Any]:
        """The rows."""
        if not self.sql:
            return []
        said = self.sql, self._filled(values)
        self.compiler.as_sql = lambda *_args, **_named: said
        return list(self.rows._iterable_class(self.rows))

    def check(self, rows: "QuerySet[Any, Any]", values: Any) -> None:
        """Raises AssertionError where `rows`, built anew for these values, ask something else."""
        try:
            sql, params = rows.query.get_compiler(connection=self.connection).as_sql()
        except EmptyResultSet:
            sql, params = "", ()
        if (sql, tuple(params)) != (self.sql, self._filled(values) if self.sql else ()):
            raise AssertionError(f"{self.sql} {self._filled(values)} is not {sql} {params}")


def _mark(number: int, value: Any) -> Any:
    """A value that no other question holds, of the kind of `value`."""
    if isinstance(value, str):
        return f"\x02{number}"
    if isinstance(value, bool | datetime) or not isinstance(value, int | date):
        raise TypeError(f"{value!r} is neither a whole number nor a day nor a text")
    return date(1, 1, number + 1) if isinstance(value, date) else -(2**62) - number
