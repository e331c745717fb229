"""Writing rows so that every one of them can be vouched for and put back: a journal of before and after."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db import IntegrityError
from django.db.models import Model, QuerySet

from tremang.kernel.events import canonical, key, mark_stale, plain, record
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.kernel.rows import insert, update
from tremang.places.problems import CHANGED_SINCE

PLACE = "places.place"
Step = list[Any]  # [model label, id, row before or None, row after]


class Journal:
    """Saves rows, and remembers of each what it was before the first touch and after the last."""

    def __init__(self) -> None:
        self.before: dict[str, dict[str, Any] | None] = {}
        self.touched: dict[str, Model] = {}

    def create(self, row: Model) -> None:
        """Insert `row`."""
        insert([row])
        self.before[key(row)] = None
        self.touched[key(row)] = row

    def update(self, row: Model, **values: Any) -> None:
        """Set `values` on `row` and save them."""
        self.before.setdefault(key(row), plain(row))
        for name, value in values.items():
            setattr(row, name, value)
        update(row, values)
        self.touched[key(row)] = row

    def rows(self, *models: type[Model]) -> dict[str, dict[str, Any]]:
        """The rows touched, as they stand now, by name; of `models` alone where any are named."""
        return {name: plain(row) for name, row in self.touched.items() if not models or isinstance(row, models)}

    def record(
        self, chain_id: int, verb: str, subject: Model, words: dict[str, Any], since: date, *, by_id: int,
        stale: Iterable[int] = (),
    ) -> Event:  # fmt: skip
        """Append the event of these rows to a chain and mark what must be worked out again from `since` on.

        The body keeps what the rows were before, so that the act can be taken back. `stale` names the nodes if they
        are not the chain's own.
        """
        was = {name: before for name, before in self.before.items() if before is not None}
        nodes = list(stale) or [chain_id]
        body = {**words, "since": since, "was": was, "stale": nodes}
        event = record(chain_id, verb, key(subject), by_id=by_id, body=body, rows=self.rows())
        mark_stale(nodes, since, self.touched)
        return event

    def steps(self) -> list[Step]:
        """Everything touched, in order, as plain text and numbers: to be kept for `take_back`."""
        return [[row._meta.label_lower, row.pk, _kept(self.before[name]), _kept(plain(row))] for name, row in
                self.touched.items()]  # fmt: skip


def _kept(row: dict[str, Any] | None) -> str | None:
    return None if row is None else canonical(row)


def alone_in(journal: Iterable[Step]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The unit that a rename or a move was about, before and after: it was touched before all that is below it."""
    for label, _pk, before, after in journal:
        if label == PLACE and before:
            return json.loads(before), json.loads(after)
    return None


def take_back(steps: list[Step]) -> dict[str, dict[str, Any] | None]:
    """Put every row of `steps` back as it was, the last touched first; returns what was put back by name.

    Raises `Problem` (changed_since) where a row was changed meanwhile or something else has come to hang on a row
    that would go.
    """
    made: dict[str, set[int]] = {}
    for label, pk, before, _after in steps:
        if before is None:
            made.setdefault(label, set()).add(pk)
    found = {}
    for label, pk, before, after in reversed(steps):
        model = apps.get_model(label)
        row = model._default_manager.filter(pk=pk).first()
        if row is None or canonical(plain(row)) != after:
            raise Problem("changed_since", CHANGED_SINCE)
        if before is None:
            if _hangs_on(row, made):
                raise Problem("changed_since", CHANGED_SINCE)
            found[key(row)] = None
            if not any(rows.exists() for rows in _pointing_at(row)):
                row.delete()  # at once: the row whose place it took could not come back beside it
        else:
            try:
                _restore(row, before)
            except IntegrityError as error:  # something new stands where the row stood
                raise Problem("changed_since", CHANGED_SINCE) from error
            found[key(row)] = plain(row)
    for label, pk, before, _after in reversed(steps):
        if before is None:
            apps.get_model(label)._default_manager.filter(pk=pk).delete()
    return found


def _restore(row: Model, before: str) -> None:
    values = json.loads(before)
    for field in row._meta.concrete_fields:
        if not field.primary_key:
            setattr(row, field.attname, field.to_python(values[field.attname]))
    row.save()


def _hangs_on(row: Model, made: dict[str, set[int]]) -> bool:
    """Whether a row outside the journal points at `row`, which the journal had made."""
    return any(rows.exclude(pk__in=made.get(rows.model._meta.label_lower, ())).exists() for rows in _pointing_at(row))


def _pointing_at(row: Model) -> Iterable[QuerySet[Any]]:
    for relation in row._meta.related_objects:
        yield relation.related_model._default_manager.filter(**{relation.field.name: row})
