"""Whose sensitive records a user may see: the club itself, an office by the person's consent, and what it wrote itself."""

from datetime import date

from django.db.models import Case, Exists, F, OuterRef, When

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, granting
from tremang.areas.common.books import See
from tremang.clubs.models import Club
from tremang.members.models import Consent, Membership, Purpose
from tremang.places.models import Kind


def is_of_club(user: User, verb: Verb, club: Club, today: date) -> bool | None:
    """Whether it is a duty within the club by which the user holds `verb` there; None where he does not hold it."""
    role = granting(user, verb, club.place, today)
    return None if role is None else role.place.kind == Kind.CLUB


def agreed(purpose: str, person: str) -> Exists:
    """The condition that the person under the column `person` has a standing consent."""
    return Exists(Consent.objects.filter(person=OuterRef(person), purpose=purpose, withdrawn_on__isnull=True))


def sees_helped(user: User, club: Club, today: date, verb: Verb = Verb.SEE_SENSITIVE) -> See:
    """Whose help (rows with `membership_id`, `by_id`) a user may see and write by the duty `verb`. At most one query.

    Outsiders stay in the club.
    """
    within = is_of_club(user, verb, club, today)
    if within is None:
        return lambda row: False
    if within:
        return lambda row: True
    members = set(Membership.objects.filter(agreed(Purpose.ONWARD, "person"), club=club).values_list("pk", flat=True))
    return lambda row: row.membership_id in members or row.by_id == user.pk


def told_onward() -> Case:
    """The person as a file may name him beyond the club: who agreed to be shown onward; of others the line stays without him."""
    return Case(When(agreed(Purpose.ONWARD, "membership__person"), then=F("membership__person")))
