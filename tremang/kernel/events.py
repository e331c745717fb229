"""Writing and checking the chain of events.

Each event carries the hash of its chain's previous one. The chain is made over salted digests, so the personal
content can be destroyed later without breaking it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Model

from tremang.kernel import clock
from tremang.kernel.aside import aside, newest
from tremang.kernel.ids import new_id, new_salt
from tremang.kernel.models import Event, EventContent, Stale
from tremang.kernel.periods import half_of
from tremang.kernel.rows import insert, made

GENESIS = "0" * 64


def canonical(value: Any) -> str:
    """One text for one value: sorted keys, no white space, days as ISO, moments in UTC."""
    return _encode(value)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):  # 0.5 and 0.5000 are one number, whichever engine hands it over
        return format(value.normalize(), "f")
    raise TypeError(f"{type(value).__name__} has no place in an event")


_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain).encode


def digest(salt: str, value: Any) -> str:
    """Salted SHA-256 of a value, as 64 hex digits."""
    return _digest(salt, canonical(value))


def _digest(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}|{text}".encode()).hexdigest()


def vouches(told: str, salt: str, model: type[Model], row: Mapping[str, Any]) -> bool:
    """Whether `told` is the digest of `row`.

    A model that got columns after its first release names them in LATER, in the order in which they came. An event from
    before one tells of the row without it and those after it; it still vouches for a row in which they hold the values
    they were added with.
    """
    if digest(salt, row) == told:
        return True
    fields = {field.name: field for field in model._meta.concrete_fields}
    known = dict(row)
    for name in reversed(getattr(model, "LATER", ())):
        if known.pop(fields[name].attname) != fields[name].get_default():
            return False
        if digest(salt, known) == told:
            return True
    return False


def link(event: Event) -> str:
    """The hash that `event` must carry."""
    parts = (
        event.previous_hash, event.chain_id, event.sequence, int(event.at.timestamp() * 1_000_000), event.actor_id,
        event.verb, event.subject, canonical(event.digests), event.content_digest,
    )  # fmt: skip
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()


def build(
    chain_id: int, sequence: int, previous_hash: str, at: datetime, actor_id: int, verb: str, subject: str,
    body: Mapping[str, Any], rows: Mapping[str, Any], salt: str,
) -> tuple[Event, EventContent]:  # fmt: skip
    """An event and its content, not yet saved. `rows` maps "model:id" to the row as plain values, or None if removed."""
    said = canonical(body)
    values = {
        "id": new_id(), "chain_id": chain_id, "sequence": sequence, "previous_hash": previous_hash, "at": at,
        "actor_id": actor_id, "verb": verb, "subject": subject, "content_digest": _digest(salt, said),
        "digests": {key: "" if row is None else digest(salt, row) for key, row in rows.items()},
    }  # fmt: skip
    event = made(Event, values)
    event.hash = link(event)
    return event, made(EventContent, {"event_id": event.id, "salt": salt, "body": json.loads(said)})


def record(
    chain_id: int, verb: str, subject: str, *, by_id: int, body: Mapping[str, Any] | None = None,
    rows: Mapping[str, Any] | None = None,
) -> Event:  # fmt: skip
    """Append an event to the chain of `chain_id`. Call it inside `writing(chain_id)`.

    `subject` is "model:id" of what it is about; `body` the words for the reader; `rows` see `build`.
    """
    laid = aside()
    sequence, previous = (newest(chain_id) if laid is None else laid.end) or (0, GENESIS)
    event, content = build(
        chain_id,
        sequence + 1,
        previous,
        clock.now(),
        by_id,
        verb,
        subject,
        body or {},
        rows or {},
        new_salt(),
    )
    insert([event])
    insert([content])
    if laid is not None:
        laid.end = event.sequence, event.hash
    return event


def mark_stale(nodes: Iterable[int], since: date, rows: Iterable[str] = ()) -> None:
    """The facts of `nodes` from the half-month of `since` on are to be worked out again at the next look.

    `rows` are the names of all rows that the act touched, as its event has them: what is kept of rows of other models still
    holds. Without them any row may have been touched.
    """
    half, touched = half_of(since), models_of(rows)
    insert([Stale(node_id=node, half=half, touched=touched) for node in set(nodes)])


def models_of(rows: Iterable[str]) -> str:
    """The models of rows that are named as events name them, between blanks."""
    return " ".join(sorted({name.partition(":")[0] for name in rows}))


def plain(row: Model) -> dict[str, Any]:
    """A row as plain values by column, the form in which events remember it."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def key(row: Model) -> str:
    """How events name a row: "meetings.meeting:123"."""
    return f"{row._meta.label_lower}:{row.pk}"


def recorded(label: str, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The rows of model `label` as events remember them, by id.

    A model whose event also covers rows beneath it (a meeting and its roll-call) gives `recorded_rows(ids)` itself.
    """
    model = apps.get_model(label)
    own = getattr(model, "recorded_rows", None)
    if own is not None:
        return own(ids)
    return {row.pk: plain(row) for row in model._default_manager.filter(pk__in=list(ids))}
