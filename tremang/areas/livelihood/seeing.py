"""Of whom a user may be shown that his home was poor, or what he needs: the club itself, an office by consent."""

from datetime import date

from django.db.models import Q

from tremang.accounts.models import User
from tremang.accounts.powers import Verb
from tremang.areas.common.books import See
from tremang.areas.common.seeing import agreed, is_of_club
from tremang.clubs.models import Club
from tremang.members.models import Membership, Purpose


def shown_onward(user: User, club: Club, today: date, person: str) -> Q:
    """The condition on rows of a club that whoever holds the duty may be shown them: the club all, an office by consent."""
    return shown_to(is_of_club(user, Verb.SEE_SENSITIVE, club, today), person)


def shown_to(within: bool | None, person: str) -> Q:
    """The same for one whose duty is `within` the club or above it; None: nowhere."""
    if within is None:
        return Q(pk__in=[])
    return Q() if within else Q(agreed(Purpose.ONWARD, person))


def sees(user: User, club: Club, today: date) -> See:
    """Which households that left poverty a user may see and write: those of members who agreed to it. One query."""
    rows = Membership.objects.filter(
        shown_onward(user, club, today, "person"), agreed(Purpose.VULNERABLE, "person"), club=club
    )
    members = set(rows.values_list("pk", flat=True))
    return lambda row: row.membership_id in members
