"""What the book of health forgets of a person: every row of his. How many were measured stays."""

from tremang.areas.health.models import Insurance, Reading, Referral
from tremang.clubs.models import Club
from tremang.kernel.events import key
from tremang.members.models import Person

KEPT = (Reading, Referral, Insurance)


def blank(person: Person) -> set[str]:
    """Delete readings, referrals and insurance of `person` in every club; returns the rows, as events name them."""
    return remove(person)


def remove(person: Person, club: Club | None = None) -> set[str]:
    """The same, in one club where it is given. No event: the caller tells it, and destroys the words of the old ones."""
    keys: set[str] = set()
    for model in KEPT:
        rows = model._default_manager.filter(membership__person=person)
        if club is not None:
            rows = rows.filter(club=club)
        keys |= {key(row) for row in rows}
        rows.delete()
    return keys
