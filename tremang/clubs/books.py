"""Rows of one club, watched while an act changes them: what changed is told to the event, and can be taken back.

An act opens a `Book` over the models it may change, writes as it likes, and closes the book by `note`. The event then
knows every row that changed, what it was before, and what it is now. `take_back` puts the rows of an event back,
unless one of them was changed since.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db import IntegrityError
from django.db.models import Model
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.clubs import problems as say
from tremang.kernel import clock
from tremang.kernel.events import key, mark_stale, plain, record, vouches
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.sentences import told

Row = dict[str, Any]
Rows = dict[str, Row]
UNDO_DAYS = 30
UNDO = "undo_club_act"
OF = "verb"  # of an undoing: what it took back


class Book:
    """The rows of a club in some models, as they were when the book was opened."""

    def __init__(self, club_id: int, *models: type[Model]) -> None:
        self.club_id = club_id
        self.models = models
        self.before = self._read()

    @classmethod
    def of_new(cls, club_id: int, *models: type[Model]) -> "Book":
        """The book of a club that was not there before: all its rows are new."""
        book = cls(club_id)
        book.models = models
        return book

    def _read(self) -> Rows:
        found: Rows = {}
        for model in self.models:
            for row in model._default_manager.filter(**{owner(model): self.club_id}):
                found[key(row)] = plain(row)
        return found

    def note(self, verb: str, subject: str, words: Row, *, since: date, by: User) -> Event | None:
        """Record what changed since the book was opened; nothing and None where nothing did."""
        after = self._read()
        names = [name for name in {**self.before, **after} if self.before.get(name) != after.get(name)]
        if not names:
            return None
        was = {name: self.before[name] for name in names if name in self.before}
        body = {**words, "since": since, "was": was}
        rows = {name: after.get(name) for name in names}
        event = record(self.club_id, verb, subject, by_id=by.pk, body=body, rows=rows)
        mark_stale([self.club_id], since, rows)
        return event


def owner(model: type[Model]) -> str:
    """The column by which rows of `model` belong to a club's node."""
    label = model._meta.label_lower
    return "pk" if label == "places.place" else "place_id" if label in ("places.span", "clubs.club") else "club_id"


def latest(club_id: int, verbs: Iterable[str]) -> Event | None:
    """The club's newest act among `verbs`; None where that was taken back already.

    Taking back an act of another room does not count. Where the words of an undoing are gone, or are older than the
    word `OF`, it may have been of this room: then there is nothing to take back.
    """
    mine = {*verbs}
    acts = Event.objects.filter(chain_id=club_id, verb__in=[*mine, UNDO]).select_related("content")
    for event in acts.order_by("-sequence").iterator():
        if event.verb != UNDO:
            return event
        undone = event.content.body.get(OF) if hasattr(event, "content") else None
        if undone is None or undone in mine:
            return None
    return None


def undoable(event: Event) -> bool:
    """Whether an act may still be taken back: it tells what stood before, and is not older than 30 days."""
    return hasattr(event, "content") and "was" in event.content.body and not _late(event)


def take_back(event: Event, *, by: User) -> None:
    """Put every row of `event` back as it was. Call it inside `writing(event.chain_id)`, powers asked.

    Raises Problem after 30 days or where the event tells nothing, Conflict where a row was changed since or something
    else has come to hang on a row that would go.
    """
    if _late(event):
        raise Problem("undo_late", say.UNDO_LATE, days=UNDO_DAYS)
    if not undoable(event):
        raise Problem("nothing_to_undo", say.NOTHING_TO_UNDO)
    body, salt = event.content.body, event.content.salt
    now: dict[str, Model | None] = {name: _row(name) for name in event.digests}
    for name, row in now.items():
        vouched = event.digests[name]
        if vouched != "" if row is None else not vouches(vouched, salt, type(row), plain(row)):
            raise Conflict("changed_since", say.CHANGED_SINCE)
    was: Rows = body["was"]
    gone = [row for name, row in now.items() if row is not None and name not in was]
    if any(_hangs_on(row, {key(other) for other in gone}) for row in gone):
        raise Conflict("changed_since", say.CHANGED_SINCE)
    try:
        # In this order no day is taken twice on the way: what goes, what changes, what comes back.
        for row in sorted(gone, key=lambda row: -_rank(key(row))):
            row.delete()
        for name in sorted(was, key=lambda name: (now[name] is None, _rank(name))):
            _write(name, was[name], is_new=now[name] is None)
    except (ProtectedError, IntegrityError) as error:
        raise Conflict("changed_since", say.CHANGED_SINCE) from error
    words = {"act": told(event.verb, body).removeprefix(_("đã") + " "), OF: event.verb, "since": body["since"]}
    rows = {name: was.get(name) for name in event.digests}
    record(event.chain_id, UNDO, event.subject, by_id=by.pk, body=words, rows=rows)
    mark_stale([event.chain_id], date.fromisoformat(body["since"]), rows)


ORDER = ("places.place", "places.span", "clubs.club")


def _rank(name: str) -> int:
    """Rows are written from the place down, and removed the other way."""
    label = name.partition(":")[0]
    return ORDER.index(label) if label in ORDER else len(ORDER) + _depth(label)


@cache
def _depth(label: str) -> int:
    """How many rows must be there before one of `label`: the longest way along its foreign keys, within its own folk."""
    fields = apps.get_model(label)._meta.fields
    depends = {f.related_model._meta.label_lower for f in fields if f.is_relation and f.related_model}
    return 1 + max((_depth(other) for other in depends - {label, *ORDER}), default=0)


def _row(name: str) -> Model | None:
    label, _colon, pk = name.partition(":")
    return apps.get_model(label)._default_manager.filter(pk=int(pk)).first()


def _write(name: str, told_row: Row, *, is_new: bool) -> None:
    model = apps.get_model(name.partition(":")[0])
    fields = model._meta.concrete_fields
    told_fields = [field for field in fields if field.attname in told_row]  # a column of later takes its first value
    row = model(**{field.attname: field.to_python(told_row[field.attname]) for field in told_fields})
    row.save(force_insert=is_new, force_update=not is_new)


def _hangs_on(row: Model, going: set[str]) -> bool:
    """Whether a row that does not go with it points at `row`."""
    for relation in row._meta.related_objects:
        pointing = relation.related_model._default_manager.filter(**{relation.field.name: row})
        if any(key(other) not in going for other in pointing[: len(going) + 1]):
            return True
    return False


def _late(event: Event) -> bool:
    return clock.now() - event.at > timedelta(days=UNDO_DAYS)
