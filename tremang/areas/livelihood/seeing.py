"""Of whom a user may be shown that his home was poor, or what he needs: the club itself, an office by consent."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, granting
from tremang.clubs.models import Club
from tremang.members.models import Consent, Membership, Purpose
from tremang.places.models import Kind


def agreed(purpose: str, person: str) -> Exists:
    """The condition that the person under the column `person` has a standing consent."""
    return Exists(Consent.objects.filter(person=OuterRef(person), purpose=purpose, withdrawn_on__isnull=True))


def shown_onward(user: User, club: Club, today: date, person: str) -> Q:
    """The condition on rows of a club that whoever holds the duty may be shown them: the club all, an office by consent."""
    role = granting(user, Verb.SEE_SENSITIVE, club.place, today)
    if role is None:
        return Q(pk__in=[])
    return Q() if role.place.kind == Kind.CLUB else Q(agreed(Purpose.ONWARD, person))


def sees(user: User, club: Club, today: date) -> Callable[[Any], bool]:
    """Which households that left poverty a user may see and write: those of members who agreed to it. One query."""
    rows = Membership.objects.filter(
        shown_onward(user, club, today, "person"), agreed(Purpose.VULNERABLE, "person"), club=club
    )
    members = set(rows.values_list("pk", flat=True))
    return lambda row: row.membership_id in members
