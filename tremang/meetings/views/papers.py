"""Papers: the minutes of a meeting, in the official layout, and the blank sheet for a roll-call."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, require
from tremang.clubs.addressed import club_or_404
from tremang.clubs.days import lunar_words, next_day
from tremang.clubs.models import Club, ManagingBody
from tremang.kernel import clock
from tremang.kernel.days import read_day
from tremang.kernel.problems import Problem
from tremang.meetings.models import Status
from tremang.meetings.queries import commune_of, names_of, names_on_roll
from tremang.meetings.views.show import area_rows, away_words, meeting_or_404, theme_words
from tremang.places.models import Place

PER_SHEET = 20
CLUB_WORDS = "câu lạc bộ"
FULL_NAME = "câu lạc bộ liên thế hệ tự giúp nhau"
KIND_WORDS = "liên thế hệ"
ELDER = 60


def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of a meeting on A4."""
    meeting = meeting_or_404(pk)
    club, today = meeting.club, clock.today()
    require(request.user, Verb.SEE_PERSONS, club.place, today)
    names = names_of(meeting)
    here = [name for name in names if name.status == Status.PRESENT]
    commune = commune_of(club)
    context = {
        "meeting": meeting, "club": club, "head": heading(club, commune), "areas": area_rows(meeting, list(meeting.lines.all()), True),
        "themes": theme_words(meeting), "away": away_words(names), "women": sum(name.sex == "F" for name in here),
        "older": sum(name.age >= ELDER for name in here), "where": bare_name(commune),
        "lunar": lunar_words(meeting.held_on),
    }  # fmt: skip
    return render(request, "meetings/minutes.html", context)


def sheet(request: HttpRequest, club: int) -> HttpResponse:
    """The blank sheet for the roll-call of a day (`?ngay=25/9/2026`; without it the club's next day)."""
    found = club_or_404(club)
    today = clock.today()
    require(request.user, Verb.SEE_PERSONS, found.place, today)
    try:
        day = read_day(request.GET.get("ngay", ""), today, ahead=True)
    except Problem:
        day = next_day(found.meeting_day, found.meets_by_lunar, today)
    names = names_on_roll(found.pk, day)
    sheets = [names[start : start + PER_SHEET] for start in range(0, len(names), PER_SHEET)] or [[]]
    pages = [
        {"number": number, "first": (number - 1) * PER_SHEET, "names": part} for number, part in enumerate(sheets, 1)
    ]
    context = {"club": found, "commune": commune_of(found), "day": day, "pages": pages, "total": len(pages)}
    return render(request, "meetings/sheet.html", context)


def heading(club: Club, commune: Place | None) -> dict[str, Any]:
    """The names at the upper left of an official paper, in capitals."""
    body = club.get_managing_body_display() if club.managing_body != ManagingBody.OTHER else ""
    above = " ".join(part for part in (body, commune.name if commune else "") if part)
    rest = club.name[len(CLUB_WORDS) :].strip() if club.name.lower().startswith(CLUB_WORDS) else club.name
    if KIND_WORDS in club.name.lower():
        rest = club.name.lower().partition(FULL_NAME)[2].strip() or club.name
    return {
        "above": above.upper(),
        "kind": _("Câu lạc bộ liên thế hệ"),
        "kind_end": _("tự giúp nhau"),
        "name": rest.upper(),
    }


def bare_name(commune: Place | None) -> str:
    """The name of a commune without the word for its kind, as the date line of a paper has it."""
    if commune is None:
        return ""
    return commune.name.removeprefix(commune.unit_type.capitalize()).strip() or commune.name
