"""Who was helped in hardship: the club itself sees all, an office by the consent to be shown onward, and its own lines."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, When

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, granting
from tremang.clubs.models import Club
from tremang.members.models import Consent, Membership, Purpose
from tremang.places.models import Kind


def sees(user: User, club: Club, today: date) -> Callable[[Any], bool]:
    """Whose help a user may see and write. Outsiders stay within the club. At most one query."""
    role = granting(user, Verb.SEE_SENSITIVE, club.place, today)
    if role is None:
        return lambda row: False
    if role.place.kind == Kind.CLUB:
        return lambda row: True
    agreed = Consent.objects.filter(purpose=Purpose.ONWARD, withdrawn_on__isnull=True).values("person")
    members = set(Membership.objects.filter(person__in=agreed, club=club).values_list("pk", flat=True))
    return lambda row: row.membership_id in members or row.by_id == user.pk


def told_onward() -> Case:
    """The person as a file may name him beyond the club: who agreed to be shown onward; of others the line stays without him."""
    agreed = Consent.objects.filter(
        person=OuterRef("membership__person"), purpose=Purpose.ONWARD, withdrawn_on__isnull=True
    )
    return Case(When(Exists(agreed), then=F("membership__person")))
