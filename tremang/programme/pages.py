"""What the pages of the duties have in common: the commune asked for, where one is, and the address of undo."""

from collections.abc import Iterable
from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may, require
from tremang.clubs.models import Club
from tremang.kernel.models import Event
from tremang.kernel.sentences import told
from tremang.places.models import Kind, Place
from tremang.programme.undoing import POWERS, latest
from tremang.ui.links import address

Crumbs = list[tuple[str, str]]


def commune_of(code: str, user: User, verb: Verb, today: date, *, city_too: bool = False) -> Place:
    """The commune (or the City) with that code, where `user` may do `verb`; raises Http404 or `Refused`."""
    kinds = [Kind.COMMUNE, Kind.PROVINCE] if city_too else [Kind.COMMUNE]
    place = Place.objects.filter(code=code, kind__in=kinds).first()
    if place is None:
        raise Http404
    require(user, verb, place, today)
    return place


def club_of(pk: int, user: User, verb: Verb, today: date) -> Club:
    """The club with that id, where `user` may do `verb`; raises Http404 or `Refused`."""
    club = Club.objects.select_related("place").filter(pk=pk).first()
    if club is None:
        raise Http404
    require(user, verb, club.place, today)
    return club


def crumbs_of(place: Place) -> Crumbs:
    """Where a page about `place` stands."""
    if place.kind == Kind.COMMUNE:  # its officers have no power over the City's page
        found = (place.name, address("web:commune", place.code))
    else:
        found = (_("Thành phố Hà Nội"), address("web:city"))
    return [found] if found[1] else []


def crumbs_of_club(club: Club) -> Crumbs:
    """Where a page about `club` stands."""
    commune = Place.objects.get(code=club.place.commune_code)
    url = address("web:club", club.pk)
    return [*crumbs_of(commune), *([(club.name, url)] if url else [])]


def undo_url(event: Event) -> str:
    """The address that takes an act back."""
    return reverse("places:undo", args=[event.pk])


def way_back(place: Place, verbs: Iterable[str], user: User, today: date) -> dict[str, str]:
    """For a page: the address that takes back the newest act among `verbs`, and what that was; empty where `user` may not."""
    event = latest(place.pk, verbs)
    if event is None or not may(user, POWERS[event.verb], place, today):
        return {"undo": "", "undo_what": ""}
    return {"undo": undo_url(event), "undo_what": told(event.verb, event.content.body)}
