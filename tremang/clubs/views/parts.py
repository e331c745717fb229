"""What the pages of clubs share."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from tremang.clubs.actions import LIFE_VERBS
from tremang.clubs.books import latest
from tremang.clubs.models import Club
from tremang.places.models import Place


def the_club(pk: int) -> Club:
    """The club of an address, with its node; 404 where there is none."""
    return get_object_or_404(Club.objects.select_related("place"), pk=pk)


def commune_of(club: Club) -> Place:
    """The commune that holds the club now."""
    return Place.objects.get(code=club.place.commune_code)


def undo_of(club: Club) -> str:
    """The address that takes back the club's newest act; "" where there is none."""
    event = latest(club.pk, LIFE_VERBS)
    return reverse("clubs:undo", args=[club.pk, event.sequence]) if event else ""
