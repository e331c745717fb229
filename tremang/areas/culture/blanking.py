"""What the book of culture forgets of a person whose data is destroyed by law: words; the visits stay as numbers."""

from tremang.areas.culture.models import LongevityWish, SocialVisit
from tremang.kernel.events import key
from tremang.members.models import Person


def blank(person: Person) -> set[str]:
    """Take the words out of visits and wishes to `person`; returns the rows changed, as events name them."""
    changed: set[str] = set()
    for visit in SocialVisit.objects.filter(membership__person=person).exclude(note=""):
        SocialVisit.objects.filter(pk=visit.pk).update(note="")
        changed.add(key(visit))
    for wish in LongevityWish.objects.filter(membership__person=person).exclude(gift=""):
        LongevityWish.objects.filter(pk=wish.pk).update(gift="")
        changed.add(key(wish))
    return changed
