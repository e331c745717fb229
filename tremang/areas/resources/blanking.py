"""What the book forgets of a person whose data is destroyed by law: his name as a sponsor of his clubs; the sums stay."""

from tremang.areas.resources.models import Sponsor
from tremang.kernel.events import key
from tremang.kernel.text import clean
from tremang.members.models import Membership, Person


def blank(person: Person) -> set[str]:
    """Take the name of `person` and what he promised out of the sponsors of his clubs; returns the rows changed.

    Only just his full name is found, capitals aside, as in the books of the funds. Gifts themselves are theirs.
    """
    changed: set[str] = set()
    clubs = Membership.objects.filter(person=person).values("club")
    name = clean(person.full_name).casefold()
    for sponsor in Sponsor.objects.filter(club__in=clubs):
        if clean(sponsor.name).casefold() == name:
            Sponsor.objects.filter(pk=sponsor.pk).update(name=f"… {sponsor.pk}", promise="")
            changed.add(key(sponsor))
    return changed
