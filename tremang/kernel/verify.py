"""Checking the chains of events against themselves and against the rows they vouch for.

One pass over all events in the order of their chains. A row is compared with its latest digest: rows of one club as
soon as the club's chain is read, rows that several chains may touch (a person in two clubs) at the end. Rows are read
in batches, so that a million roll-call marks take seconds, and memory holds what the shared rows need.

A room may have more to see to: its `checks.py` holds CHECKS, each of which takes the chain asked for (or None) and
yields findings, and WORDS, the sentence of each code with a place for {row}.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Model

from tremang.kernel.events import GENESIS, digest, link, recorded, vouches
from tremang.kernel.models import Erasure, Event

BATCH = 400
# Rows of which the product keeps none any more; their events still stand in the chains.
RETIRED = ("funds.declaredbalance:",)
# Rows that exist only because an act made them: one without an event was put in from outside.
VOUCHED = ("members.membership", "meetings.meeting", "funds.voucher")


class Last(NamedTuple):
    """The latest event that speaks of a row."""

    at: datetime
    event_id: int
    chain_id: int
    sequence: int
    digest: str
    salt: str | None


@dataclass(frozen=True)
class Finding:
    """Something changed or missing: in which chain, at which event, which row ("" for the event itself), and what."""

    chain_id: int
    sequence: int
    row: str
    code: str


@dataclass
class Report:
    """What was looked at, what was found, and what was destroyed by law and therefore cannot be compared."""

    events: int = 0
    rows: int = 0
    erased: int = 0
    findings: list[Finding] = field(default_factory=list)


@cache
def belongs_to_a_club(label: str) -> bool:
    """Whether rows of model `label` are of one club and so of one chain."""
    return any(field.name == "club" for field in apps.get_model(label)._meta.local_fields)


@cache
def _rooms() -> list[ModuleType]:
    names = [f"{config.name}.checks" for config in apps.get_app_configs() if config.name.startswith("tremang.")]
    return [import_module(name) for name in names if find_spec(name)]


def words() -> dict[str, str]:
    """Code → sentence, of all rooms that check something of their own."""
    return {code: str(said) for room in _rooms() for code, said in room.WORDS.items()}


def verify(chain_id: int | None = None) -> Report:
    """Check all chains, or the one of `chain_id` with the rows that belong to it alone."""
    report = _Pass(chain_id).run()
    checks: list[Callable[[int | None], Iterator[Finding]]] = [check for room in _rooms() for check in room.CHECKS]
    for check in checks:
        report.findings += check(chain_id)
    report.findings.sort(key=lambda found: (found.chain_id, found.sequence, found.row))
    return report


class _Pass:
    def __init__(self, chain_id: int | None) -> None:
        self.chain_id = chain_id
        self.report = Report()
        self.shared: dict[str, Last] = {}
        self.waiting: dict[str, dict[int, Last]] = defaultdict(dict)
        self.vouched: dict[str, set[int]] = {label: set() for label in VOUCHED}
        self.erased = set(Erasure.objects.values_list("subject", flat=True))

    def run(self) -> Report:
        for chain in self._chains():
            self._compare_chain(chain)
        if self.chain_id is None:
            self._queue(self.shared)
        for label in list(self.waiting):
            self._flush(label)
        for label in VOUCHED:
            self._unvouched(label)
        return self.report

    def _chains(self) -> Iterator[dict[str, Last]]:
        """Read the events chain by chain; yields the latest word on each row of the chain."""
        events = Event.objects.order_by("chain_id", "sequence").select_related("content")
        if self.chain_id is not None:
            events = events.filter(chain_id=self.chain_id)
        latest: dict[str, Last] = {}
        chain, sequence, previous = None, 0, GENESIS
        for event in events.iterator(chunk_size=2000):
            if event.chain_id != chain:
                yield latest
                latest = {}
                chain, sequence, previous = event.chain_id, 0, GENESIS
            self.report.events += 1
            salt = self._check_event(event, sequence + 1, previous)
            sequence, previous = event.sequence, event.hash
            for key, told in event.digests.items():
                latest[key] = Last(event.at, event.pk, event.chain_id, event.sequence, told, salt)
        yield latest

    def _check_event(self, event: Event, expected: int, previous: str) -> str | None:
        """Check one event's place, link and content; returns its salt, or None where its content is gone."""
        if event.sequence != expected:
            self._found(event, "", "gap")
        elif event.previous_hash != previous:
            self._found(event, "", "broken_link")
        if link(event) != event.hash:
            self._found(event, "", "event_changed")
        content = getattr(event, "content", None)
        if content is None:
            if f"kernel.event:{event.pk}" in self.erased:
                self.report.erased += 1
            else:
                self._found(event, "", "content_missing")
            return None
        if digest(content.salt, content.body) != event.content_digest:
            self._found(event, "", "content_changed")
        return content.salt

    def _found(self, event: Event | Last, row: str, code: str) -> None:
        self.report.findings.append(Finding(event.chain_id, event.sequence, row, code))

    def _compare_chain(self, latest: dict[str, Last]) -> None:
        own: dict[str, Last] = {}
        for key, last in latest.items():
            if key.startswith(RETIRED):
                continue
            if belongs_to_a_club(key.partition(":")[0]):
                own[key] = last
            else:
                known = self.shared.get(key)
                if known is None or (last.at, last.event_id) > (known.at, known.event_id):
                    self.shared[key] = last
        self._queue(own)

    def _queue(self, rows: dict[str, Last]) -> None:
        for key, last in rows.items():
            label, _, number = key.partition(":")
            if label in self.vouched:
                self.vouched[label].add(int(number))
            self.waiting[label][int(number)] = last
            if len(self.waiting[label]) >= BATCH:
                self._flush(label)

    def _flush(self, label: str) -> None:
        batch = self.waiting.pop(label, {})
        found = recorded(label, batch)
        for number, last in batch.items():
            self.report.rows += 1
            row = f"{label}:{number}"
            if last.salt is None:
                continue
            if code := self._difference(apps.get_model(label), last, found.get(number)):
                self._found(last, row, code)

    @staticmethod
    def _difference(model: type[Model], last: Last, row: dict[str, Any] | None) -> str:
        if not last.digest:
            return "row_came_back" if row is not None else ""
        if row is None:
            return "row_missing"
        return "" if vouches(last.digest, last.salt or "", model, row) else "row_changed"

    def _unvouched(self, label: str) -> None:
        """Rows that no event speaks of."""
        model: type[Model] = apps.get_model(label)
        rows = model._default_manager.order_by("pk").values_list("pk", "club_id")
        if self.chain_id is not None:
            rows = rows.filter(club_id=self.chain_id)
        for number, club_id in rows.iterator(chunk_size=5000):
            if number not in self.vouched[label]:
                self.report.findings.append(Finding(club_id, 0, f"{label}:{number}", "row_unknown"))
