"""Correcting a person's card."""

from datetime import date
from typing import Any

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.kernel.events import key, mark_stale, plain, record
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.members import problems
from tremang.members.data import PersonData, apply, of_club
from tremang.members.models import Membership, Person

# What an event keeps of the card before it was changed; the citizen number is kept as it lies, encrypted.
KEPT = (
    "full_name", "nickname", "title", "sex", "born_year", "born_on", "phone", "citizen_number", "citizen_index",
    "is_association_member",
)  # fmt: skip


def edit_person(person: Person, data: PersonData, version: int, *, club: Club, by: User, today: date) -> Person:
    """Write the card anew, for a duty in `club`; the same again changes nothing.

    Raises Conflict where somebody changed it since `version`.
    """
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    of_club(person, club)
    with writing(club.pk):
        current = _current(person, version)
        before = _kept(current)
        apply(data, current, today)
        if not data.citizen and data.citizen is not None:
            current.citizen_number = current.citizen_index = ""
        if _kept(current) | {"citizen_number": ""} == before | {"citizen_number": ""}:
            return current
        _save(current, "edit_person", before, club, by)
    return current


def undo_edit(person: Person, version: int, *, club: Club, by: User, today: date) -> Person:
    """Give the card back the words it had before its latest change."""
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    of_club(person, club)
    with writing(club.pk):
        current = _current(person, version)
        event = Event.objects.filter(subject=key(person)).order_by("-at", "-pk").select_related("content").first()
        if event is None or event.verb != "edit_person" or not hasattr(event, "content"):
            raise Problem("undo_late", problems.UNDO_LATE)
        before = _kept(current)
        for name, value in event.content.body["before"].items():
            setattr(current, name, date.fromisoformat(value) if name == "born_on" and value else value)
        current.rename(current.full_name)
        _save(current, "undo_edit", before, club, by)
    return current


def _current(person: Person, version: int) -> Person:
    current = Person.objects.get(pk=person.pk)
    if current.version != version:
        event = Event.objects.filter(subject=key(person)).order_by("-at", "-pk").first()
        names = dict(User.objects.filter(pk=event.actor_id).values_list("pk", "full_name")) if event else {}
        raise Conflict("card_changed", problems.CHANGED, name=names.get(event.actor_id, "") if event else "")
    return current


def _kept(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in KEPT}


def _save(person: Person, verb: str, before: dict[str, Any], club: Club, by: User) -> None:
    person.version += 1
    person.save(update_fields=[*KEPT, "name_fold", "sort_key", "version"])
    body = {"name": person.full_name, "before": before}
    record(club.pk, verb, key(person), by_id=by.pk, body=body, rows={key(person): plain(person)})
    clubs = dict(Membership.objects.filter(person=person).order_by("-joined_on").values_list("club", "joined_on"))
    for other, joined_on in clubs.items():
        mark_stale([other], since=joined_on)
