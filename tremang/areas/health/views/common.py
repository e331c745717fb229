"""What the pages of the book of health share."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.looks import looked
from tremang.accounts.powers import Verb, require
from tremang.areas.common.books import Reader
from tremang.areas.common.reading import crumbs_of, day_given, reader_of
from tremang.areas.health.book import BOOK
from tremang.areas.health.forms import KINDS, Kind
from tremang.clubs.models import Club
from tremang.members.models import Membership, Person

LOOK = "health"


def reader_of_health(request: HttpRequest, club: int) -> Reader:
    """The club of an address and its reader; Refused unless the health of its members is his duty."""
    return reader_of(request, club, Verb.SEE_HEALTH)


def look(reader: Reader, subject: Club | Person) -> None:
    """Write down that the reader saw readings: of one person, or of the whole club."""
    looked(reader.user, subject, LOOK, require(reader.user, Verb.SEE_HEALTH, reader.club.place, reader.today))


def day_asked(request: HttpRequest, today: date) -> date:
    """The day that `?ngay=` asks for; today for anything else, or for a day to come."""
    return day_given(request, today) or today


def member_of(reader: Reader, pk: int) -> Membership:
    """A membership of the club; 404 where there is none."""
    row = Membership.objects.filter(club=reader.club, pk=pk).select_related("person", "group").first()
    if row is None:
        raise Http404
    return row


def context(reader: Reader, here: str, *more: tuple[str, str]) -> dict[str, Any]:
    """What every page shows around its own."""
    return {"club": reader.club, "reader": reader, "here": here, "crumbs": crumbs_of(reader.club, BOOK, *more)}


def people_crumb(reader: Reader) -> tuple[str, str]:
    """The way to the list of members."""
    return _("Chỉ số của thành viên"), reverse("health:people", args=[reader.club.pk])


def with_unit(kind: Kind, row: Any) -> str:
    """A figure as it is read aloud: 120/80, 52,5 kg; "" where it was not measured."""
    text = kind.text(row)
    return f"{text}\u00a0{kind.unit}" if text and kind.unit else text


def in_words(row: Any) -> str:
    """All figures of a reading in one line."""
    return ", ".join(filter(None, (with_unit(kind, row) for kind in KINDS)))
