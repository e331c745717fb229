"""Whom of those cared for a user may be shown: the power, the person's consent to the book, and for offices that to be shown onward."""

from datetime import date
from typing import Any

from django.db.models import Q

from tremang.accounts.models import User
from tremang.accounts.powers import Verb
from tremang.areas.common.books import See
from tremang.areas.common.seeing import agreed, is_of_club
from tremang.areas.homecare.models import Cared
from tremang.clubs.models import Club
from tremang.members.models import Membership, Purpose


def shown(user: User, club: Club, today: date, prefix: str = "") -> Q:
    """The condition on people cared for (`prefix` leads to one) that the user may be shown. Outsiders stay in the club."""
    return shown_to(is_of_club(user, Verb.SEE_CARE, club, today), prefix)


def shown_to(within: bool | None, prefix: str = "") -> Q:
    """The same for one whose duty is `within` the club or above it; None: nowhere."""
    if within is None:
        return Q(pk__in=[])
    person = f"{prefix}membership__person"
    members = Q(**{f"{prefix}membership__isnull": False}) & agreed(Purpose.CARE, person)
    if within:
        return members | Q(**{f"{prefix}membership__isnull": True})
    return members & agreed(Purpose.ONWARD, person)


def sees(user: User, club: Club, today: date) -> See:
    """The same for rows at hand, saved or not: people cared for, and what hangs on one (`cared`). At most one query."""
    within = is_of_club(user, Verb.SEE_CARE, club, today)
    if within is None:
        return lambda row: False
    rows = Membership.objects.filter(agreed(Purpose.CARE, "person"), club=club)
    if not within:
        rows = rows.filter(agreed(Purpose.ONWARD, "person"))
    members = set(rows.values_list("pk", flat=True))

    def seen(row: Any) -> bool:
        try:
            cared = row if isinstance(row, Cared) else row.cared
        except Cared.DoesNotExist:
            return False
        return bool(within) if cared.membership_id is None else cared.membership_id in members

    return seen


def all_agreed(prefix: str = "") -> Q:
    """The condition on people cared for whose data may leave the club as a file: outsiders, and members who agreed to both."""
    person = f"{prefix}membership__person"
    return Q(**{f"{prefix}membership__isnull": True}) | agreed(Purpose.CARE, person) & agreed(Purpose.ONWARD, person)
