"""What the City decides for all books, from a day on. Nothing that was in force is ever edited but for its last day."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.areas.common import problems as say
from tremang.areas.common.decided import Decided
from tremang.clubs.books import take_back
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.places.journal import Journal
from tremang.places.queries import city

DECIDED = ("decide", "decide_end")
ONE_DAY = timedelta(days=1)


def decide(
    table: Decided, values: Mapping[str, Any], from_on: date, old: Any = None, *, by: User, today: date
) -> Event:  # fmt: skip
    """A row holds from a day on: in the place of `old`, which ends the day before, or about something new.

    Raises Refused; Problem for a day before today or not after `old` began, values as they are, or a row that cannot be;
    Conflict where `old` has ended or gone meanwhile.
    """
    root = city()
    require(by, Verb.SET_TARGETS, root, today)
    _not_past(from_on, today, "from_on")
    with writing(root.pk):
        journal, row = Journal(), table.model(from_on=from_on, **values)
        if old is not None:
            current = _current(table, old)
            if from_on <= current.from_on:
                raise Problem("not_after", say.NOT_AFTER, field="from_on", day=written(current.from_on))
            for field in table.model._meta.concrete_fields:
                if field.name not in (*values, "id", "from_on", "to_on"):
                    setattr(row, field.attname, getattr(current, field.attname))
            _sound(table, row)
            if not table.has_levels or all(getattr(row, name) == getattr(current, name) for name in values):
                raise Problem("nothing_new", say.NOTHING_NEW)
            journal.update(current, to_on=from_on - ONE_DAY)
        elif not table.is_open:
            raise Problem("nothing_added", say.NOTHING_ADDED)
        _sound(table, row)
        journal.create(row)
        return journal.record(root.pk, "decide", row, _words(table, row, from_on), from_on, by_id=by.pk)


def decide_end(table: Decided, old: Any, to_on: date, *, by: User, today: date) -> Event:
    """A row holds until a day and nothing follows it. Raises as `decide`."""
    root = city()
    require(by, Verb.SET_TARGETS, root, today)
    _not_past(to_on, today, "to_on")
    with writing(root.pk):
        current = _current(table, old)
        if not table.is_open:
            raise Problem("must_go_on", say.MUST_GO_ON)
        if to_on < current.from_on:
            raise Problem("not_after", say.NOT_AFTER, field="to_on", day=written(current.from_on))
        journal = Journal()
        journal.update(current, to_on=to_on)
        return journal.record(root.pk, "decide_end", current, _words(table, current, to_on), to_on, by_id=by.pk)


def undo_decided(event_pk: int, *, by: User, today: date) -> None:
    """Take a decision back on the day it was made, or while it is still to come. Raises Problem, Conflict."""
    root = city()
    require(by, Verb.SET_TARGETS, root, today)
    with writing(root.pk):
        rows = Event.objects.filter(pk=event_pk, chain_id=root.pk, verb__in=DECIDED).select_related("content")
        event = rows.first()
        if event is None or date.fromisoformat(event.content.body["since"]) < today:
            raise Problem("late_decision", say.LATE_DECISION)
        take_back(event, by=by)


def _not_past(day: date, today: date, field: str) -> None:
    if day < today:
        raise Problem("too_early", say.TOO_EARLY, field=field, day=written(today))


def _current(table: Decided, old: Any) -> Any:
    current = table.model.objects.filter(pk=old.pk).first()
    if current is None or current.to_on is not None:
        raise Conflict("ends_already", say.ENDS_ALREADY)
    return current


def _sound(table: Decided, row: Any) -> None:
    """Raise Problem where the database would refuse the row; its values then are of the types of the columns."""
    try:
        row.full_clean(exclude=["id"])
    except ValidationError as error:
        raise Problem("not_sound", say.NOT_SOUND) from error
    table.check(row)


def _words(table: Decided, row: Any, day: date) -> dict[str, Any]:
    return {"table": str(table.title), "what": table.words(row), "value": table.value(row), "day": day}
