"""What the book forgets of a person whose data is destroyed by law: how he was helped; that somebody was stays."""

from tremang.areas.selfhelp.models import Find, Help
from tremang.kernel.events import key
from tremang.members.models import Membership, Person

GONE = "…"


def blank(person: Person) -> set[str]:
    """Take the words about help to `person` out; returns the rows changed, as events name them.

    Where others speak of him in his clubs, his full name goes out of their words.
    """
    helps = Help.objects.filter(membership__person=person)
    changed = {key(row) for row in helps}
    helps.update(what=GONE)
    clubs = list(Membership.objects.filter(person=person).values_list("club", flat=True))
    for model, columns in ((Help, ("about", "what")), (Find, ("what", "outcome"))):
        for column in columns:
            for row in model._default_manager.filter(club__in=clubs, **{f"{column}__contains": person.full_name}):
                text = getattr(row, column).replace(person.full_name, GONE)
                model._default_manager.filter(pk=row.pk).update(**{column: text})
                changed.add(key(row))
    return changed
