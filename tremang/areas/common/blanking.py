"""What the common ground of the books forgets of a person whose data is destroyed by law: his name in words of activities."""

from tremang.areas.common.models import Activity
from tremang.kernel.events import key
from tremang.members.models import Membership, Person

GONE = "…"


def blank(person: Person) -> set[str]:
    """Take the full name of `person` out of what his clubs wrote of their activities; returns the rows changed."""
    changed: set[str] = set()
    clubs = list(Membership.objects.filter(person=person).values_list("club", flat=True))
    for column in ("what", "note"):
        for row in Activity.objects.filter(club__in=clubs, **{f"{column}__contains": person.full_name}):
            text = getattr(row, column).replace(person.full_name, GONE)
            Activity.objects.filter(pk=row.pk).update(**{column: text})
            changed.add(key(row))
    return changed
