"""Whom of those helped, and which feedback, a user may see: the club all; an office its own lines, and persons by consent."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, When

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, granting
from tremang.clubs.models import Club
from tremang.members.models import Consent, Membership, Purpose
from tremang.places.models import Kind

See = Callable[[Any], bool]


def sees_persons(user: User, club: Club, today: date) -> See:
    """Who was helped or referred. Outsiders stay within the club. At most one query."""
    role = granting(user, Verb.SEE_SENSITIVE, club.place, today)
    if role is None:
        return lambda row: False
    if role.place.kind == Kind.CLUB:
        return lambda row: True
    agreed = Consent.objects.filter(purpose=Purpose.ONWARD, withdrawn_on__isnull=True).values("person")
    members = set(Membership.objects.filter(Q(person__in=agreed), club=club).values_list("pk", flat=True))
    return lambda row: row.membership_id in members or row.by_id == user.pk


def sees_complaints(user: User, club: Club, today: date) -> See:
    """Feedback stays within the club; what is for the commune is carried up as a matter of its own."""
    role = granting(user, Verb.SEE_COMPLAINTS, club.place, today)
    if role is None:
        return lambda row: False
    return lambda row: role.place.kind == Kind.CLUB or row.by_id == user.pk


def told_onward() -> Case:
    """The person as a file may name him beyond the club: who agreed to be shown onward; of others the line stays without him."""
    agreed = Consent.objects.filter(
        person=OuterRef("membership__person"), purpose=Purpose.ONWARD, withdrawn_on__isnull=True
    )
    return Case(When(Exists(agreed), then=F("membership__person")))
