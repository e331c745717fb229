"""What the book forgets of a person whose data is destroyed by law: every word about him; that somebody was helped stays."""

from typing import Any

from tremang.areas.rights.models import Complaint, LegalReferral, LegalStage, Matter, RightsHelp
from tremang.kernel.events import key
from tremang.members.models import Membership, Person

GONE = "…"
WORDS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (RightsHelp, ("about", "what")), (LegalReferral, ("about", "note")), (LegalStage, ("note",)), (Complaint, ("text", "answer")),
    (Matter, ("text", "answer")),
)  # fmt: skip


def blank(person: Person) -> set[str]:
    """Take the words about `person` out of help, legal aid, feedback and matters; returns the rows changed, as events name them.

    Where others speak of him in his clubs, his full name goes out of their words.
    """
    changed: set[str] = set()
    own = (
        (RightsHelp.objects.filter(membership__person=person), {"what": GONE}),
        (LegalReferral.objects.filter(membership__person=person), {"note": ""}),
        (LegalStage.objects.filter(referral__membership__person=person), {"note": ""}),
        (Complaint.objects.filter(membership__person=person), {"text": GONE, "answer": ""}),
        (Matter.objects.filter(complaint__membership__person=person), {"text": GONE, "answer": ""}),
    )
    for rows, words in own:
        changed |= {key(row) for row in rows}
        rows.update(**words)
    clubs = list(Membership.objects.filter(person=person).values_list("club", flat=True))
    for model, columns in WORDS:
        for column in columns:
            for row in model.objects.filter(club__in=clubs, **{f"{column}__contains": person.full_name}):
                text = getattr(row, column).replace(person.full_name, GONE)
                model.objects.filter(pk=row.pk).update(**{column: text})
                changed.add(key(row))
    return changed
