"""What the inbox forgets of a person whose data is destroyed by law: the texts that speak of him, and words about him.

That something was sent, when and what became of it stays; its fingerprint tells nothing.
"""

from collections.abc import Collection

from django.db.models import Q

from tremang.inbox.models import Choice, Outcome, SubmissionText
from tremang.inbox.work import kinds
from tremang.kernel.events import key
from tremang.members.models import Membership, Person

GONE = "…"


def blank(person: Person) -> set[str]:
    """Destroy the texts that name him or one of his memberships, and the words of choices and outcomes that do."""
    rows = list(Membership.objects.filter(person=person).values_list("pk", "club"))
    clubs = {club for _pk, club in rows}
    named = Q(text__contains=person.full_name)
    for pk, _club in rows:
        named |= Q(text__contains=f'"{pk}"')
    texts = SubmissionText.objects.filter(named, submission__club__in=clubs)
    submissions = list(texts.values_list("submission", flat=True))
    texts.delete()
    told = Q(submission__in=submissions) | Q(sentence__contains=person.full_name)
    Outcome.objects.filter(told, club__in=clubs).exclude(sentence="").update(sentence="")
    his = Q(submission__in=submissions) | Q(what__contains=person.full_name) | Q(about=key(person))
    for choice in Choice.objects.filter(his, club__in=clubs):
        sides = {side: getattr(choice, side) | {"words": GONE, "value": ""} for side in ("first", "second")}
        Choice.objects.filter(pk=choice.pk).update(what=GONE, **sides)
    return set()


def forget(person: Person, rooms: Collection[str]) -> None:
    """Destroy the texts that told of him for books of `rooms`, which have forgotten him; of others in the same text as well."""
    codes = [kind.code for kind in kinds().values() if kind.room in rooms]
    for pk in Membership.objects.filter(person=person).values_list("pk", flat=True):
        SubmissionText.objects.filter(submission__kind__in=codes, text__contains=f'"{pk}"').delete()
