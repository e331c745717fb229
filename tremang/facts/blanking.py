"""What facts do about a person whose data are destroyed by law."""

from collections.abc import Collection

from tremang.facts.models import KeptEve
from tremang.members.models import Membership, Person


def blank(person: Person) -> set[str]:
    """Throw away what is kept of the people of his clubs: it would still tell his day of birth. No event knows such a row."""
    KeptEve.objects.filter(club__in=Membership.objects.filter(person=person).values("club")).update(people=None)
    return set()


def forget(person: Person, rooms: Collection[str]) -> None:
    """The same where rows of his in some `rooms` are destroyed: a card of insurance is kept with the people."""
    blank(person)
