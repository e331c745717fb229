"""What the inbox forgets of a person whose data is destroyed by law: the texts that speak of him, and words about him.

That something was sent, when and what became of it stays; its fingerprint tells nothing.
"""

from collections.abc import Collection

from django.db.models import Q

from tremang.inbox.models import Choice, Outcome, SubmissionText
from tremang.inbox.work import NEW, kinds
from tremang.kernel.events import key
from tremang.members.models import Membership, Person

GONE = "…"


def blank(person: Person) -> set[str]:
    """Destroy the texts that name him or one of his memberships, and the words of choices and outcomes that do."""
    clubs = set(Membership.objects.filter(person=person).values_list("club", flat=True))
    named = Q(text__contains=person.full_name) | _telling_of(person)
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
    SubmissionText.objects.filter(_telling_of(person), submission__kind__in=codes).delete()


def _telling_of(person: Person) -> Q:
    """The condition that a text names one of his memberships: by its id, or by the submission that brought it."""
    ids = [str(pk) for pk in Membership.objects.filter(person=person).values_list("pk", flat=True)]
    brought = Outcome.objects.filter(submission__kind="joined", result__membership__in=ids)
    told = Q(pk__in=[])
    for word in [
        *(f'"{pk}"' for pk in ids),
        *(f"{NEW}{uid}" for uid in brought.values_list("submission__uid", flat=True)),
    ]:
        told |= Q(text__contains=word)
    return told
