"""Whose sensitive records a user may see: the club itself, an office by the person's consent, and what it wrote itself."""

from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Q, When

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


def taken_back(purpose: str, person: str) -> Q:
    """The condition that the person under the column `person` once agreed, and no longer does."""
    once = Consent.objects.filter(person=OuterRef(person), purpose=purpose, withdrawn_on__isnull=False)
    return Q(Exists(once)) & ~Q(agreed(purpose, person))


def agreed_onward(person: str) -> Q:
    """The condition that his circumstances may be told beyond the club: he agreed to both, to have them written and shown."""
    return Q(agreed(Purpose.VULNERABLE, person)) & Q(agreed(Purpose.ONWARD, person))


def sees_helped(user: User, club: Club, today: date, verb: Verb = Verb.SEE_SENSITIVE) -> See:
    """Whose help (rows with `membership_id`, `by_id`) a user may see and write by the duty `verb`. Two queries at most.

    Somebody in need is helped first and asked afterwards, so within the club whoever is not asked yet is written down too.
    An office is shown whoever agreed to it, and what it wrote itself; outsiders stay in the club. Who took his consent
    back is shown to nobody, as in the sibling books.
    """
    within = is_of_club(user, verb, club, today)
    if within is None:
        return lambda row: False
    rows = Membership.objects.filter(club=club)
    closed = set(rows.filter(taken_back(Purpose.VULNERABLE, "person")).values_list("pk", flat=True))
    if within:
        return lambda row: row.membership_id not in closed
    members = set(rows.filter(agreed_onward("person")).values_list("pk", flat=True))
    return lambda row: row.membership_id in members or (row.by_id == user.pk and row.membership_id not in closed)


def told_onward() -> Case:
    """The person as a file may name him beyond the club: who agreed to that; of others the line stays without him."""
    return Case(When(agreed_onward("membership__person"), then=F("membership__person")))
