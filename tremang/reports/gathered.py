"""Several questions to the database as one statement, so that a page that draws on many tables asks a few times, not forty.

Each question is a plain queryset; its rows come back as that queryset would give them. In the statement it is a common
table, gathered into one text of JSON; a row of many texts is all that travels. Meant for questions with few rows: where
the rows are thousands, or wide, a statement of their own is as fast.
"""

import json
from collections.abc import Callable, Generator, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    ForeignKey,
    IntegerField,
    JSONField,
    QuerySet,
    TextField,
)
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators

MOST_VALUES = 10_000  # beyond it a further statement is begun: engines limit the number of parameters
Rounds = Generator[Sequence[QuerySet[Any, Any]], list[list[Any]], Any]
Reading = Callable[[Any], Any] | None


class Asked(NamedTuple):
    """A question with its place among all, what compiles it, and for each column what makes of JSON the field's value."""

    number: int
    question: QuerySet[Any, Any]
    compiler: Any
    readings: list[Reading]


def gathered(*questions: QuerySet[Any, Any]) -> list[list[Any]]:
    """The rows of each queryset (of models, or of `values_list`), in their order. One query, unless they name thousands.

    Raises TypeError for rows and columns that JSON would not give back as they are.
    """
    found: list[list[Any]] = [[] for _question in questions]
    asked: list[Asked] = []
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
        asked.append(Asked(number, question, compiler, _readings(question, compiler)))
    _ask(asked, tables, values, found)
    return found


def _ask(
    asked: list[Asked], tables: list[tuple[str, str, str]], values: list[Any], found: list[list[Any]]
) -> None:  # fmt: skip
    if not asked:
        return
    with connection.cursor() as cursor:
        cursor.execute(_statement(tables), values)
        texts = cursor.fetchone()
    for one, text in zip(asked, texts, strict=True):
        lines = json.loads(text) if isinstance(text, str) else text
        found[one.number] = _rows(one, lines or [])


def _statement(tables: Sequence[tuple[str, str, str]]) -> str:
    many, one = (
        ("json_agg", "json_build_array") if connection.vendor == "postgresql" else ("json_group_array", "json_array")
    )
    heads = ", ".join(f"{name}({columns}) AS ({sql})" for name, columns, sql in tables)
    picked = ", ".join(f"(SELECT {many}({one}({columns})) FROM {name})" for name, columns, _sql in tables)  # noqa: S608 - own names
    return f"WITH {heads} SELECT {picked}"


def _readings(question: QuerySet[Any, Any], compiler: Any) -> list[Reading]:
    """What reads each column of a question. Raises TypeError where its rows are not gathered."""
    shape = question._iterable_class
    if shape not in (ModelIterable, ValuesListIterable, FlatValuesListIterable):
        raise TypeError(f"rows of {shape.__name__} are not gathered")
    if question._prefetch_related_lookups or shape is ModelIterable and question.query.annotation_select:
        raise TypeError("models with annotations or prefetched rows are not gathered")
    return [_reading(expression.output_field) for expression, _sql, _alias in compiler.select[: compiler.col_count]]


def _rows(asked: Asked, lines: list[list[Any]]) -> list[Any]:
    """The lines as the queryset would give them."""
    _number, question, compiler, readings = asked
    for place, reading in enumerate(readings):
        if reading is not None:
            for line in lines:
                if line[place] is not None:
                    line[place] = reading(line[place])
    if question._iterable_class is FlatValuesListIterable:
        return [line[0] for line in lines]
    if question._iterable_class is ValuesListIterable:
        return [tuple(line) for line in lines]
    info = compiler.klass_info
    names = [compiler.select[place][0].target.attname for place in info["select_fields"]]
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    related = get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS)
    found = []
    for line in lines:
        row = info["model"].from_db(DEFAULT_DB_ALIAS, names, line[first:last])
        for one in related:
            one.populate(line, row)
        found.append(row)
    return found


def _reading(field: Any) -> Reading:
    """What makes of a value in JSON the value of a field; None where they are the same.

    Raises TypeError for fields of which it isn't known: a sum would come back as a float, a time of day as text.
    """
    if isinstance(field, ForeignKey):
        return _reading(field.target_field)
    if isinstance(field, JSONField) and field.decoder is None:
        return None if connection.vendor == "postgresql" else _opened  # there it is JSON within JSON, opened already
    if not hasattr(field, "from_db_value"):
        for kind, reading in READINGS.items():
            if isinstance(field, kind):
                return reading
    raise TypeError(f"values of {type(field).__name__} are not gathered")


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)  # SQLite keeps moments in UTC and does not say so


READINGS: dict[type, Reading] = {
    DateTimeField: _moment, DateField: date.fromisoformat, BooleanField: bool,  # a moment's field is a day's, too
    CharField: None, TextField: None, IntegerField: None,
}  # fmt: skip


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
