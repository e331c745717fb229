"""Destroying what identifies a person, when the law asks (Luật 91/2025/QH15, art. 14).

What is left says that somebody of this sex and year of birth belonged to the club: the numbers of members stay
true, and nobody can tell who it was. What he had declared of himself counts no longer, not in the past either. The words
and salts of the events about the person are destroyed; the chain stays whole, because it is made over digests. The act
itself vouches anew for every row that those events vouched for.
"""

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.utils.translation import gettext_noop

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.kernel import clock
from tremang.kernel.events import key, mark_stale, record, recorded
from tremang.kernel.lock import writing
from tremang.kernel.models import Erasure, Event, EventContent
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean
from tremang.members.models import Consent, Membership, Person, PersonMerger, Support, Vulnerability
from tremang.places.queries import city

NAMELESS = "Người đã xóa tên"
NO_BASIS = gettext_noop("Chưa ghi căn cứ để xóa. Mời ghi số, ngày của đơn hoặc quyết định.")
ALREADY = gettext_noop("Thông tin của người này đã được xóa từ trước.")


def erase_person(person: Person, *, legal_basis: str, by: User, today: date) -> int:
    """Destroy what identifies `person` and the words of all events about him; returns how many events that were.

    Raises Refused unless `by` may erase in every club of the person, Problem without a basis or the second time.
    """
    legal_basis = clean(legal_basis)[:200]
    clubs = {row.club for row in Membership.objects.filter(person=person).select_related("club__place")}
    for place in [club.place for club in clubs] or [city()]:
        require(by, Verb.ERASE, place, today)
    if not legal_basis:
        raise Problem("no_basis", NO_BASIS, field="legal_basis")
    with writing():
        if Erasure.objects.filter(subject=key(person)).exists():
            raise Problem("already_erased", ALREADY)
        chains = sorted({club.pk for club in clubs} | _chains_of(person))
        keys, name = _keys_of(person), person.full_name
        for blank in _elsewhere("blank"):
            keys |= blank(person)
        _blank(person)
        destroyed = 0
        for chain in chains:
            with writing(chain):
                destroyed += _destroy(chain, keys, name, person, legal_basis, by)
        _erasure(key(person), legal_basis, by)
        _mark_clubs_of(person)  # hardships went, and an age is now the difference of years
    cache.clear()  # pages kept on disk may still show the name
    return destroyed


def _chains_of(person: Person) -> set[int]:
    """Chains besides those of his clubs in which something is said of the person himself."""
    found = set(Event.objects.filter(subject=key(person)).values_list("chain_id", flat=True))
    return found.union(*(chains(person) for chains in _elsewhere("chains")))


def _keys_of(person: Person) -> set[str]:
    """Every row that is about this person, as events name it."""
    relations = [r for r in Person._meta.related_objects if r.related_model._meta.app_label == "members"]
    keys = {key(person)}
    for relation in relations:
        rows = relation.related_model._default_manager.filter(**{relation.field.name: person})
        keys |= {key(row) for row in rows}
    return keys


def _elsewhere(what: str) -> Iterator[Callable[..., Any]]:
    """What rooms above this one do about a person, in their `blanking.py`.

    `blank(person)` gives the rows it changed; `forget(person, rooms)`, where there is one, destroys what was told of him for
    the books of `rooms`; `chains(person)`, where there is one, tells further clubs that know him.
    """
    for config in apps.get_app_configs():
        name = f"{config.name}.blanking"
        if config.name.startswith("tremang.") and find_spec(name):
            module = import_module(name)
            if hasattr(module, what):
                yield getattr(module, what)


def _blank(person: Person) -> None:
    """Leave sex, year of birth and the days of membership; take everything else away."""
    person.rename(NAMELESS)
    person.nickname = person.title = person.phone = person.citizen_number = person.citizen_index = ""
    person.born_on, person.household = None, None
    person.version += 1
    person.save()
    Vulnerability.objects.filter(person=person).delete()
    Consent.objects.filter(person=person).update(given_by="")
    Support.objects.filter(person=person).update(note="")
    PersonMerger.objects.filter(kept=person).update(snapshot={})


def _destroy(chain: int, keys: set[str], name: str, person: Person, legal_basis: str, by: User) -> int:
    """Destroy the words of the chain's events about the person; vouch anew for the rows they vouched for."""
    events = list(Event.objects.filter(chain_id=chain, content__isnull=False).select_related("content"))
    keys = keys | _once_about(events, keys)
    about = [
        event
        for event in events
        if event.subject in keys or keys & event.digests.keys() or name in _texts(event.content.body)
    ]
    return _forget(chain, about, "person_erased", person, legal_basis, by)


def _once_about(events: list[Event], keys: set[str]) -> set[str]:
    """Rows of the rooms that forget persons which only events still tell of him: dropped since, or given to somebody else.

    An event keeps such a row as it was. It is about him where it points at one of the rows `keys`, or at one found here.
    """
    rooms = {config.label for config in apps.get_app_configs() if find_spec(f"{config.name}.blanking")} | {"members"}
    rows = [
        (name, {value for column, value in row.items() if column.endswith("_id") and column != "by_id"})
        for event in events
        for name, row in _rows_before(event.content.body).items()
        if name.partition(".")[0] in rooms and isinstance(row, dict)
    ]
    found: set[str] = set()
    known = {int(name.rpartition(":")[2]) for name in keys}
    while more := {name for name, points in rows if name not in found and points & known}:
        found |= more
        known |= {int(name.rpartition(":")[2]) for name in more}
    return found


def _rows_before(body: dict[str, Any]) -> dict[str, Any]:
    """The rows that an event tells of as they were; other acts say other things by the same word."""
    was = body.get("was")
    return was if isinstance(was, dict) else {}


def forget_rows(chain: int, keys: set[str], verb: str, person: Person, *, legal_basis: str, by: User) -> int:
    """Destroy the words of the chain's events about rows of `person` that an act has removed for good; how many events.

    Call it inside `writing(chain)`, powers asked. `verb` is the act, `keys` the rows as events name them. What events
    tell of rows of the same rooms that were dropped before goes as well.
    """
    events = list(Event.objects.filter(chain_id=chain, content__isnull=False).select_related("content"))
    rooms = {name.partition(".")[0] for name in keys}
    his = {key(row) for row in Membership.objects.filter(person=person)}
    keys = keys | {name for name in _once_about(events, his) if name.partition(".")[0] in rooms}
    about = [event for event in events if keys & event.digests.keys()]
    for forget in _elsewhere("forget"):
        forget(person, rooms)
    _mark_clubs_of(person)
    return _forget(chain, about, verb, person, legal_basis, by)


def _mark_clubs_of(person: Person) -> None:
    """Anything that clubs count of him may have changed since he joined."""
    for club, joined_on in Membership.objects.filter(person=person).values_list("club", "joined_on"):
        mark_stale([club], since=joined_on)


def _forget(chain: int, about: list[Event], verb: str, person: Person, legal_basis: str, by: User) -> int:
    EventContent.objects.filter(event__in=about).delete()
    for event in about:
        _erasure(key(event), legal_basis, by)
    rows = {key(person): recorded("members.person", [person.pk])[person.pk]}
    touched: dict[str, set[int]] = {}
    for event in about:
        for row in event.digests:
            label, _, number = row.partition(":")
            touched.setdefault(label, set()).add(int(number))
    for label, numbers in touched.items():
        found = recorded(apps.get_model(label)._meta.label_lower, numbers)
        rows |= {f"{label}:{number}": found.get(number) for number in numbers}
    record(chain, verb, key(person), by_id=by.pk, body={"legal_basis": legal_basis}, rows=rows)
    return len(about)


def _texts(body: object) -> str:
    """All words of a body, however deep, in one text."""
    if isinstance(body, dict):
        return "\n".join(map(_texts, body.values()))
    if isinstance(body, list):
        return "\n".join(map(_texts, body))
    return str(body)


def _erasure(subject: str, legal_basis: str, by: User) -> None:
    Erasure(subject=subject, at=clock.now(), actor_id=by.pk, legal_basis=legal_basis).save(force_insert=True)
