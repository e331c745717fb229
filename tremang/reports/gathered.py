"""Several questions to the database as one statement, so that a page that draws on many tables asks a few times, not forty.

Each question is a plain queryset; its rows come back as that queryset would give them. In the statement it is a common
table, gathered into one text of JSON; a row of many texts is all that travels. Meant for questions with few rows: where
the rows are thousands, or wide, a statement of their own is as fast.
"""

import json
from collections.abc import Callable, Generator, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BooleanField, DateField, DateTimeField, JSONField, QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators

MOST_VALUES = 10_000  # beyond it a further statement is begun: engines limit the number of parameters
Rounds = Generator[Sequence[QuerySet[Any, Any]], list[list[Any]], Any]


def gathered(*questions: QuerySet[Any, Any]) -> list[list[Any]]:
    """The rows of each queryset (of models, or of `values_list`), in their order. One query, unless they name thousands."""
    found: list[list[Any]] = [[] for _question in questions]
    asked: list[tuple[int, QuerySet[Any, Any], Any]] = []
    tables: list[tuple[str, str, str]] = []
    values: list[Any] = []
    for number, question in enumerate(questions):
        if len(values) > MOST_VALUES:
            _ask(asked, tables, values, found)
            asked, tables, values = [], [], []
        compiler = question.query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:  # it can have no rows, whatever is on record
            continue
        names = ", ".join(f"c{place}" for place in range(compiler.col_count or 0))
        tables.append((f"q{number}", names, sql))
        values += params
        asked.append((number, question, compiler))
    _ask(asked, tables, values, found)
    return found


def _ask(
    asked: list[tuple[int, QuerySet[Any, Any], Any]], tables: list[tuple[str, str, str]], values: list[Any],
    found: list[list[Any]],
) -> None:  # fmt: skip
    if not asked:
        return
    with connection.cursor() as cursor:
        cursor.execute(_statement(tables), values)
        texts = cursor.fetchone()
    for (number, question, compiler), text in zip(asked, texts, strict=True):
        lines = json.loads(text) if isinstance(text, str) else text
        found[number] = _rows(question, compiler, lines or [])


def _statement(tables: Sequence[tuple[str, str, str]]) -> str:
    many, one = (
        ("json_agg", "json_build_array") if connection.vendor == "postgresql" else ("json_group_array", "json_array")
    )
    heads = ", ".join(f"{name}({columns}) AS ({sql})" for name, columns, sql in tables)
    picked = ", ".join(f"(SELECT {many}({one}({columns})) FROM {name})" for name, columns, _sql in tables)  # noqa: S608 - own names
    return f"WITH {heads} SELECT {picked}"


def _rows(question: QuerySet[Any, Any], compiler: Any, lines: list[list[Any]]) -> list[Any]:
    """The lines as the queryset would give them."""
    columns = [expression for expression, _sql, _alias in compiler.select[: compiler.col_count]]
    for place, column in enumerate(columns):
        reading = _reading(column.output_field)
        if reading is not None:
            for line in lines:
                if line[place] is not None:
                    line[place] = reading(line[place])
    shape = question._iterable_class
    if shape is FlatValuesListIterable:
        return [line[0] for line in lines]
    if shape is ValuesListIterable:
        return [tuple(line) for line in lines]
    if shape is not ModelIterable:
        raise TypeError(f"rows of {shape.__name__} are not gathered")
    info = compiler.klass_info
    names = [columns[place].target.attname for place in info["select_fields"]]
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    related = get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS)
    found = []
    for line in lines:
        row = info["model"].from_db(DEFAULT_DB_ALIAS, names, line[first:last])
        for one in related:
            one.populate(line, row)
        found.append(row)
    return found


def _reading(field: Any) -> Callable[[Any], Any] | None:
    """What makes of a value in JSON the value of a field; None where they are the same."""
    if isinstance(field, DateTimeField):
        return _moment
    if isinstance(field, DateField):
        return date.fromisoformat
    if isinstance(field, BooleanField):
        return bool
    return _opened if isinstance(field, JSONField) else None


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)  # SQLite keeps moments in UTC and does not say so


def _opened(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except json.JSONDecodeError:  # a text that was taken out of a JSON value comes bare
        return value


def in_rounds(*works: Rounds) -> list[Any]:
    """What each of `works` returns. A work yields questions and is given their rows; those of all works go together.

    So what is worked out for one kind of report is worked out for ten by as many statements: one for each round.
    """
    whole = together(*works)
    try:
        questions = next(whole)
        while True:
            questions = whole.send(gathered(*questions))
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]


def together(*works: Rounds) -> Rounds:
    """Several works as one, round by round; returns what each of them returns."""
    found: list[Any] = [None] * len(works)
    answers: dict[int, list[list[Any]] | None] = dict.fromkeys(range(len(works)))
    while answers:
        asked: dict[int, Sequence[QuerySet[Any, Any]]] = {}
        for number, rows in answers.items():
            try:
                asked[number] = next(works[number]) if rows is None else works[number].send(rows)
            except StopIteration as end:
                found[number] = end.value
        if not asked:
            break
        told = iter((yield [question for questions in asked.values() for question in questions]))
        answers = {number: [next(told) for _question in questions] for number, questions in asked.items()}
    return found


def plain(*questions: QuerySet[Any, Any]) -> Rounds:
    """The rows of some questions, as a work of one round."""
    return (yield questions)
