"""Taking one recorded act back, as long as the rows it left are still as it left them.

An act that can be taken back keeps in its event's body, under `was`, the rows it changed as they had been; rows that it
made are the others that the event vouches for.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext_noop

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.books import UNDO_DAYS
from tremang.kernel import clock
from tremang.kernel.events import mark_stale as mark
from tremang.kernel.events import plain, record, recorded, vouches
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.kernel.sentences import told
from tremang.places.models import Place
from tremang.places.problems import CHANGED_SINCE
from tremang.places.queries import main_heirs

UNDO = "take_back"
OF = "of"  # of an undoing: the sequence of what it took back
NOT_THIS = gettext_noop("Việc này không hoàn tác được. Mời ghi lại cho đúng ở trang của nó.")
POWERS = {
    "add_hamlets": Verb.KEEP_COMMUNE, "rename_hamlet": Verb.KEEP_COMMUNE, "close_hamlet": Verb.KEEP_COMMUNE,
    "count_hamlets": Verb.KEEP_COMMUNE, "declare_population": Verb.KEEP_COMMUNE, "describe_commune": Verb.KEEP_COMMUNE,
    "declare_reach": Verb.KEEP_COMMUNE, "list_official": Verb.KEEP_COMMUNE, "end_official": Verb.KEEP_COMMUNE,
    "complete_course": Verb.KEEP_TRAINING, "train_board": Verb.KEEP_TRAINING, "assess_club": Verb.ASSESS,
    "set_dues": Verb.KEEP_MONEY, "exempt_dues": Verb.KEEP_MONEY,
    "end_exemption": Verb.KEEP_MONEY, "set_regulation": Verb.KEEP_MONEY, "set_bank_account": Verb.KEEP_MONEY,
}  # fmt: skip
CHUNK = 400


def undo(event: Event, *, by: User, today: date) -> Event:
    """Put every row of `event` back as it was before. Raises `Problem` (changed_since, not_this) or `Refused`."""
    verb = POWERS.get(event.verb)
    if verb is None:
        raise Problem("not_this", NOT_THIS)
    place = Place.objects.get(pk=event.chain_id)
    require(by, verb, place, today)
    with writing(place.pk):
        content = getattr(event, "content", None)
        if content is None or "since" not in content.body:
            raise Problem("not_this", NOT_THIS)
        was: Mapping[str, Any] = content.body.get("was", {})
        made = _unchanged(event, content.salt, was)
        rows: dict[str, Any] = {name: _restored(name, values) for name, values in was.items()}
        _remove(made)
        rows |= {f"{label}:{pk}": None for label, ids in made.items() for pk in ids}
        words = {"what": told(event.verb, content.body), OF: event.sequence}
        done = record(place.pk, UNDO, event.subject, by_id=by.pk, body=words, rows=rows)
        stale, heirs = content.body.get("stale") or [place.pk], main_heirs()
        # What was listed in a unit closed since stands with the one that took over its lists.
        mark({*stale, *(heirs[node] for node in stale if node in heirs)}, date.fromisoformat(content.body["since"]))
    return done


def latest(chain_id: int, verbs: Iterable[str]) -> Event | None:
    """The chain's newest act among `verbs` that stands and is not older than 30 days; without the digests of its rows.

    Where the words of an undoing are gone, or are older than the word `OF`, it may have been of any act before it: none
    of them is given then.
    """
    since = clock.now() - timedelta(days=UNDO_DAYS)
    acts = Event.objects.filter(chain_id=chain_id, verb__in=[*verbs, UNDO], at__gte=since)
    undone: set[int] = set()
    # The digests of a long list weigh a megabyte, on every page that offers the way back.
    for event in acts.select_related("content").defer("digests").order_by("-sequence").iterator():
        body: Mapping[str, Any] = event.content.body if hasattr(event, "content") else {}
        if event.verb == UNDO:
            if OF not in body:
                return None
            undone.add(body[OF])
        elif event.sequence not in undone:
            return event if "since" in body else None
    return None


def _unchanged(event: Event, salt: str, was: Mapping[str, Any]) -> dict[str, list[int]]:
    """The rows that the event made, by model; refuses where a row is no longer as the event left it."""
    by_label: dict[str, list[int]] = {}
    for name in event.digests:
        label, _, number = name.partition(":")
        by_label.setdefault(label, []).append(int(number))
    for label, ids in by_label.items():
        for chunk in _chunks(ids):
            found = recorded(label, chunk)
            for pk in chunk:
                vouched = event.digests[f"{label}:{pk}"]
                if pk not in found or not vouches(vouched, salt, apps.get_model(label), found[pk]):
                    raise Problem("changed_since", CHANGED_SINCE)
    return {label: made for label, ids in by_label.items() if (made := [p for p in ids if f"{label}:{p}" not in was])}


def _remove(made: Mapping[str, list[int]]) -> None:
    gone = {label: set(ids) for label, ids in made.items()}
    models = {label: apps.get_model(label) for label in made}
    for label, ids in made.items():
        for relation in models[label]._meta.related_objects:
            other = relation.related_model
            for chunk in _chunks(ids):
                hanging = other._default_manager.filter(**{f"{relation.field.name}__in": chunk}).values_list(
                    "pk", flat=True
                )
                if set(hanging) - gone.get(other._meta.label_lower, set()):
                    raise Problem("changed_since", CHANGED_SINCE)
    ordered = sorted(
        made, key=lambda label: sum(_points_at(models[label], models[other]) for other in made), reverse=True
    )
    for label in ordered:
        for chunk in _chunks(made[label]):
            models[label]._default_manager.filter(pk__in=chunk).delete()


def _points_at(model: type[Model], other: type[Model]) -> bool:
    return model is not other and any(field.related_model is other for field in model._meta.concrete_fields)


def _restored(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    label, _, number = name.partition(":")
    row = apps.get_model(label)._default_manager.get(pk=int(number))
    for field in row._meta.concrete_fields:
        if not field.primary_key and field.attname in values:  # a column of later keeps its first value
            setattr(row, field.attname, field.to_python(values[field.attname]))
    row.save()
    return plain(row)


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
