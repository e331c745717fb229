"""Who of those visited a user may be shown: that somebody was ill stays in the club, but for his consent."""

from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb
from tremang.areas.common.books import See
from tremang.areas.common.seeing import sees_helped
from tremang.areas.culture.models import Occasion
from tremang.clubs.models import Club


def sees_visits(user: User, club: Club, today: date) -> See:
    """Which visits a user may see and write: those in illness as whoever is helped, the others all. At most one query."""
    sees = sees_helped(user, club, today, Verb.SEE_CARE)
    return lambda row: row.occasion != Occasion.SICK or sees(row)
