"""Households: who lives with whom. A club lends to one of a household at a time, so the secretary keeps them true."""

from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.kernel.events import key, plain, record
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.members import problems
from tremang.members.data import of_club
from tremang.members.models import Household, Person

HOME_VERBS = ("share_home", "leave_home", "undo_home")


def share_home(person: Person, mate: Person, *, club: Club, by: User, today: date) -> Event:
    """`person` lives with `mate` from now on; both are of `club`. Raises Refused and Problem (same_card, same_home)."""
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    of_club(person, club)
    of_club(mate, club)
    if person.pk == mate.pk:
        raise Problem("same_card", problems.SAME_CARD, field="mate")
    with writing(club.pk):
        person.refresh_from_db()
        mate.refresh_from_db()
        if person.household_id is not None and person.household_id == mate.household_id:
            raise Problem("same_home", problems.SAME_HOME, field="mate", name=mate.full_name)
        home = mate.household_id or _new_home()
        return _settle({person: home, mate: home}, "share_home", person, {"mate": mate.full_name}, club, by)


def leave_home(person: Person, *, club: Club, by: User, today: date) -> Event:
    """`person` lives apart from now on. Raises Refused and Problem (no_home)."""
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    of_club(person, club)
    with writing(club.pk):
        person.refresh_from_db()
        if person.household_id is None:
            raise Problem("no_home", problems.NO_HOME)
        return _settle({person: None}, "leave_home", person, {}, club, by)


def undo_home(person: Person, *, club: Club, by: User, today: date) -> None:
    """Take the latest act on where `person` lives back; raises Conflict where something came after it."""
    require(by, Verb.KEEP_MEMBERS, club.place, today)
    of_club(person, club)
    with writing(club.pk):
        acts = Event.objects.filter(chain_id=club.pk, subject=key(person), verb__in=HOME_VERBS)
        act = acts.order_by("-sequence").select_related("content").first()
        if act is None or act.verb == "undo_home":
            raise Conflict("undo_late", problems.UNDO_LATE)
        told = act.content.body
        people = {row.pk: row for row in Person.objects.filter(pk__in=[int(pk) for pk in told["was"]])}
        if any(people[int(pk)].household_id != home for pk, home in told["now"].items()):
            raise Conflict("undo_late", problems.UNDO_LATE)
        _settle({people[int(pk)]: home for pk, home in told["was"].items()}, "undo_home", person, {}, club, by)


def _new_home() -> int:
    home = Household()
    home.save(force_insert=True)
    return home.pk


def _settle(
    where: dict[Person, int | None], verb: str, person: Person, words: dict[str, str], club: Club, by: User
) -> Event:  # fmt: skip
    """Write the households of `where`; the event tells how they were, for the way back."""
    was = {str(one.pk): one.household_id for one in where}
    for one, home in where.items():
        one.household_id = home
        one.save(update_fields=["household"])
    body = {"name": person.full_name, "was": was, "now": {str(one.pk): home for one, home in where.items()}, **words}
    rows = {key(one): plain(one) for one in where}
    return record(club.pk, verb, key(person), by_id=by.pk, body=body, rows=rows)
