"""Reads over clubs and the places they serve."""

from datetime import date

from django.db.models import QuerySet

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, reach
from tremang.clubs.days import next_meeting_day
from tremang.clubs.models import Club
from tremang.places.models import Kind, Place
from tremang.places.queries import under

__all__ = ["clubs_of", "continuable", "hamlets_of", "next_meeting_day", "visible_clubs"]


def clubs_of(commune: Place) -> QuerySet[Club]:
    """All clubs of a commune by the boundaries of now, in Vietnamese order of names."""
    return Club.objects.filter(under(commune.path, "place__path")).select_related("place").order_by("place__sort")


def visible_clubs(user: User, day: date, verb: Verb = Verb.SEE_FIGURES) -> QuerySet[Club]:
    """The clubs where `user` may do `verb` on `day`."""
    return Club.objects.filter(reach(user, verb, day, "place__path")).select_related("place")


def hamlets_of(commune: Place) -> list[Place]:
    """The hamlets of a commune that are there now, in Vietnamese order."""
    return list(Place.objects.filter(parent=commune, kind=Kind.HAMLET, valid_to__isnull=True).order_by("sort"))


def continuable(club: Club) -> list[Club]:
    """The clubs of the same commune that `club` may continue: those that were launched once."""
    commune = Place.objects.get(code=club.place.commune_code)
    return list(clubs_of(commune).filter(launched_on__isnull=False).exclude(pk=club.pk))
