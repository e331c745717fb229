"""What the pages of clubs share."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from tremang.clubs.actions import CLOSING_VERBS, LIFE_VERBS
from tremang.clubs.books import latest, undoable
from tremang.clubs.models import Club
from tremang.places.models import Kind, Place


def the_club(pk: int) -> Club:
    """The club of an address, with its node and those above it; 404 where there is none."""
    return get_object_or_404(Club.objects.select_related("place__parent__parent"), pk=pk)


def commune_of(club: Club) -> Place:
    """The commune that holds the club now."""
    above = club.place.parent
    return above if above.kind == Kind.COMMUNE else above.parent


def undo_of(club: Club) -> str:
    """The address that takes back the club's newest act; "" where there is none, or it is too old."""
    event = latest(club.pk, LIFE_VERBS)
    if event is None or not undoable(event):
        return ""
    # The closing of a club is taken back with its members, in their room.
    return reverse(
        "members:undo_close" if event.verb in CLOSING_VERBS else "clubs:undo", args=[club.pk, event.sequence]
    )
