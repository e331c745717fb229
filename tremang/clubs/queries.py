"""Reads over clubs. `next_meeting_day` is told here too, because other rooms look for it with the reads."""

from datetime import date

from django.db.models import QuerySet

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, reach
from tremang.clubs.days import next_meeting_day
from tremang.clubs.models import Club
from tremang.places.models import Place

__all__ = ["next_meeting_day"]


def clubs_of(commune: Place) -> QuerySet[Club]:
    """All clubs of a commune by the boundaries of now, in Vietnamese order of names."""
    from tremang.places.queries import under

    return Club.objects.filter(under(commune.path, "place__path")).select_related("place").order_by("place__sort")


def visible_clubs(user: User, day: date, verb: Verb = Verb.SEE_FIGURES) -> QuerySet[Club]:
    """The clubs where `user` may do `verb` on `day`."""
    return Club.objects.filter(reach(user, verb, day, "place__path")).select_related("place")
