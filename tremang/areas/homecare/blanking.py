"""What the book forgets of a person whose data is destroyed by law: needs and words; that somebody was visited stays."""

from tremang.areas.homecare.models import Cared, CareVisit
from tremang.kernel.events import key
from tremang.members.models import Membership, Person

GONE = "…"


def blank(person: Person) -> set[str]:
    """Take needs, wishes and words about `person` out of the book; returns the rows changed, as events name them.

    Of visits to others in his clubs, his full name goes out of what was to be reported.
    """
    changed: set[str] = set()
    mine = Cared.objects.filter(membership__person=person)
    for cared in mine:
        Cared.objects.filter(pk=cared.pk).update(needs=0, prefers_sex="")
        changed.add(key(cared))
    changed |= {key(visit) for visit in CareVisit.objects.filter(cared__in=mine)}
    CareVisit.objects.filter(cared__in=mine).update(done=0, report="")
    clubs = Membership.objects.filter(person=person).values("club")
    for visit in CareVisit.objects.filter(club__in=clubs, report__contains=person.full_name):
        CareVisit.objects.filter(pk=visit.pk).update(report=visit.report.replace(person.full_name, GONE))
        changed.add(key(visit))
    return changed
