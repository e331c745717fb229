"""Which feedback a user may see: the club all, an office only what it wrote itself."""

from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb
from tremang.areas.common.books import See
from tremang.areas.common.seeing import is_of_club
from tremang.clubs.models import Club


def sees_complaints(user: User, club: Club, today: date) -> See:
    """Feedback stays within the club; what is for the commune is carried up as a matter of its own."""
    within = is_of_club(user, Verb.SEE_COMPLAINTS, club, today)
    return lambda row: within is not None and (within or row.by_id == user.pk)
