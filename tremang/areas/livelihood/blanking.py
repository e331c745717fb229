"""What the book forgets of a person whose data is destroyed by law: words about him and his home; the counts stay."""

from django.db.models import Q

from tremang.areas.common.models import Activity
from tremang.areas.livelihood.models import MentorMonth, MentorPair, PovertyExit
from tremang.kernel.events import key
from tremang.members.models import Person

GONE = "…"


def blank(person: Person) -> set[str]:
    """Take the words about `person` out of pairs, their months and what these count as, and of his home; the rows changed."""
    changed: set[str] = set()
    exits = PovertyExit.objects.filter(membership__person=person)
    pairs = MentorPair.objects.filter(Q(membership__person=person) | Q(volunteer__person=person))
    months = MentorMonth.objects.filter(pair__in=pairs)
    activities = Activity.objects.filter(Q(mentorpair__in=pairs) | Q(mentormonth__in=months))
    for rows in (exits, pairs, months, activities):
        changed |= {key(row) for row in rows}
    Activity.objects.filter(pk__in=[row.pk for row in activities]).update(what=GONE)
    months.update(what=GONE, result="")
    pairs.update(about=GONE)
    exits.update(note="")
    return changed
