"""Papers of the book on A4: a volunteer's week, the sheet for the month ahead with its names, the register of those cared for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.areas.common.books import Reader
from tremang.areas.common.queries import called_on
from tremang.areas.common.reading import look, month_words, reader_of
from tremang.areas.homecare.book import CAREDS, PAIRS
from tremang.areas.homecare.cares import cares_words, weekdays_words
from tremang.areas.homecare.models import CarePair
from tremang.areas.homecare.queries import called, cared_for, pair_of, pairs
from tremang.areas.homecare.schedule import Planned, planned
from tremang.areas.homecare.views import week_asked
from tremang.kernel.periods import month_first, month_last, month_of
from tremang.kernel.text import whole
from tremang.meetings.queries import commune_of
from tremang.ui.portions import in_parts

PER_WEEK, PER_MONTH, PER_REGISTER = 12, 10, 12
THIS = "nay"  # the month that runs, in an address
EMPTY_LINES = 3  # for visits that nobody planned


@dataclass(frozen=True)
class Sheet:
    """One sheet: its head, and the lines on it, `before` of the same list on sheets before it."""

    head: str
    rows: Sequence[Any]
    before: int = 0


def _planned(reader: Reader, since: date, until: date) -> list[tuple[Planned, CarePair]]:
    rows = {row.pk: row for row in pairs(reader.club, reader.user, reader.today, since)}
    return [(plan, rows[plan.pair.id]) for plan in planned(map(pair_of, rows.values()), since, until)]


def _page(
    request: HttpRequest, reader: Reader, template: str, title: str, sheets: list[Sheet], **more: Any
) -> HttpResponse:
    context = {
        "club": reader.club, "commune": commune_of(reader.club), "title": title, "sheets": sheets, "total": len(sheets),
        "back_url": reverse("homecare:home", args=[reader.club.pk]), **more,
    }  # fmt: skip
    return render(request, template, context)


def week_paper(request: HttpRequest, club: int) -> HttpResponse:
    """A volunteer's week: her people and days, with space to tick and to note; `?tnv=` one of them, else a sheet for each."""
    reader = reader_of(request, club, Verb.SEE_CARE)
    look(reader, PAIRS)
    monday = week_asked(request, reader.today)
    asked = whole(request.GET.get("tnv", ""))
    found = _planned(reader, monday, monday + timedelta(days=6))
    found.sort(key=lambda one: (one[1].volunteer.person.sort_key, one[1].volunteer_id, one[0].day))
    sheets, people = [], {}
    for pk, rows in groupby(found, key=lambda one: one[1].volunteer_id):
        lines = [
            {
                "day": plan.day, "weekday": weekdays_words(1 << plan.day.weekday()),
                "who": called(pair.cared, reader.today), "needs": cares_words(pair.cared.needs),
                "volunteer": called_on(pair.volunteer, reader.today),
            }
            for plan, pair in rows
        ]  # fmt: skip
        people[pk] = lines[0]["volunteer"]
        if asked in (0, pk):
            sheets += _sheets(lines, PER_WEEK, people[pk])
    return _page(
        request, reader, "homecare/week_paper.html", _("Tờ đi thăm trong tuần"), sheets, monday=monday,
        sunday=monday + timedelta(days=6), empty=range(EMPTY_LINES), asked=asked,
        people=[(pk, who, f"?tuan={monday.isoformat()}&tnv={pk}") for pk, who in people.items()],
    )  # fmt: skip


def month_paper(request: HttpRequest, club: int) -> HttpResponse:
    """The sheet for the month ahead, or with `?thang=nay` for this one: each person cared for with the volunteer, and a box for
    each day planned.
    """
    reader = reader_of(request, club, Verb.SEE_CARE)
    look(reader, PAIRS)
    month = month_of(reader.today) + (request.GET.get("thang") != THIS)
    found = _planned(reader, month_first(month), month_last(month))
    found.sort(key=lambda one: one[1].cared.membership.person.sort_key if one[1].cared.membership else "\uffff")
    days: dict[int, dict[str, Any]] = {}
    for plan, pair in found:
        line = days.setdefault(pair.pk, {
            "who": called(pair.cared, reader.today), "volunteer": called_on(pair.volunteer, reader.today),
            "weekdays": weekdays_words(pair.weekdays), "days": [],
        })  # fmt: skip
        line["days"].append(plan.day.day)
    return _page(
        request, reader, "homecare/month_paper.html", _("Sổ đi thăm tại nhà"), _sheets(list(days.values()), PER_MONTH, ""),
        month_words=month_words(month), empty=range(EMPTY_LINES), is_ahead=month > month_of(reader.today), this=THIS,
    )  # fmt: skip


def register_paper(request: HttpRequest, club: int) -> HttpResponse:
    """The register as it stands today: who is cared for since when, what each needs, who visits on which days."""
    reader = reader_of(request, club, Verb.SEE_CARE)
    look(reader, CAREDS)
    visitors: dict[int, list[str]] = {}
    for pair in pairs(reader.club, reader.user, reader.today, reader.today):
        until = pair_of(pair).until
        if until is None or until >= reader.today:
            words = _("%(who)s: %(days)s") % {
                "who": called_on(pair.volunteer, reader.today), "days": weekdays_words(pair.weekdays),
            }  # fmt: skip
            visitors.setdefault(pair.cared_id, []).append(words)
    lines = [
        {
            "who": called(cared, reader.today), "needs": cares_words(cared.needs), "since": cared.from_on,
            "visitors": visitors.get(cared.pk, []),
        }
        for cared in cared_for(reader.club, reader.user, reader.today)
    ]  # fmt: skip
    return _page(
        request, reader, "homecare/register_paper.html", str(CAREDS.title), _sheets(lines, PER_REGISTER, ""),
        today=reader.today,
    )  # fmt: skip


def _sheets(lines: list[Any], size: int, head: str) -> list[Sheet]:
    parts = in_parts(lines, size)
    return [Sheet(head, part, sum(map(len, parts[:number]))) for number, part in enumerate(parts)]
