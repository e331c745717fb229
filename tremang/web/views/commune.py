"""A commune: its clubs, what is due, its part of each target, and its hamlets without a club."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import TABLE, Verb, may, require, roles
from tremang.facts.actions import catch_up
from tremang.inbox.queries import clubs_waiting
from tremang.kernel import clock
from tremang.kernel.format import number
from tremang.kernel.rows import read_with
from tremang.places.models import Kind, Place, Succession
from tremang.reports.queries.duties import states_column
from tremang.targets.asking import Asked, asked, called, phase_on
from tremang.targets.queries import Board, board
from tremang.targets.sensitive import SENSITIVE
from tremang.targets.showing import Line, by_need, line, rows_of
from tremang.ui.links import address
from tremang.web.clubs_of import bare_hamlets, club_rows, club_table
from tremang.web.due import due
from tremang.web.kept import body, stamp

SHOWN_HAMLETS = 8
SHOWN_LINES = 6
VERBS = (
    Verb.SEE_PERSONS, Verb.SEE_SENSITIVE, Verb.SEE_COMPLAINTS, Verb.KEEP_CLUB, Verb.KEEP_COMMUNE, Verb.KEEP_USERS,
    Verb.WRITE_REPORTS,
)  # fmt: skip


@login_required
def commune(request: HttpRequest, code: str) -> HttpResponse:
    """The commune's page; the old code of a closed one leads to those that took it over."""
    today = clock.today()
    place = _place(code, today)
    if place.is_over(today):
        return _closed(request, place)
    require(request.user, Verb.SEE_FIGURES, place, today)
    if request.GET.get("download") == "xlsx":
        catch_up(place, today)
        table = club_table(request, club_rows(place, today))
        return table.download("cau-lac-bo", _("Câu lạc bộ của %(place)s") % {"place": place.name})
    user = request.user
    powers = {verb: may(user, verb, place, today) for verb in VERBS}
    sees_city = _sees_city(request, today)
    place.waiting = (
        clubs_waiting(place.path) if powers[Verb.SEE_PERSONS] and (place.has_choices or place.has_held) else []
    )
    question = asked(request, today)
    text = body(
        request, "web/commune_body.html", stamp(place, today, of_plan=True),
        [
            place.pk, place.name, powers, request.GET.get("sort"), request.GET.get("p"), question.query(),
            [(club.pk, club.name) for club in place.waiting],
        ],
        lambda: _context(request, place, powers, question),
    )  # fmt: skip
    return render(request, "web/commune.html", {"body": text, "place": place, "sees_city": sees_city})


def _place(code: str, today: date) -> Any:
    """The commune of a code with what `_declared` says of it; Http404 where there is none.

    Plain SQL: the page is asked for more often than any other.
    """
    found = read_with(Place, _declared(today), "code = %s AND kind = %s", [code, Kind.COMMUNE.value])
    if not found:
        raise Http404
    return found[0]


@lru_cache(4)
def _declared(today: date) -> dict[str, RawSQL]:
    """What only the commune knows, and whether it has told; whether clubs wait for its answer; where its reports stand."""
    asked = {
        "has_count": ("places_hamletcount d WHERE d.commune_id = places_place.id AND d.holds_to IS NULL", []),
        "has_people": (
            "places_population d WHERE d.commune_id = places_place.id AND d.holds_to IS NULL AND d.year = %s",
            [today.year],
        ),
        "has_officials": ("training_official d WHERE d.place_id = places_place.id AND d.to_on IS NULL", []),
        "has_reach": (
            "communication_reachdeclaration d WHERE d.commune_id = places_place.id AND d.holds_to IS NULL AND d.year = %s",
            [today.year],
        ),
        "has_matters": (
            "places_place p JOIN rights_matter m ON m.club_id = p.id WHERE p.path > places_place.path || '.' "
            "AND p.path < places_place.path || '/' AND m.answered_on IS NULL",
            [],
        ),
        "has_choices": (
            "places_place p JOIN inbox_choice c ON c.club_id = p.id LEFT JOIN inbox_settled s ON s.choice_id = c.id "
            "WHERE p.path > places_place.path || '.' AND p.path < places_place.path || '/' AND s.id IS NULL",
            [],
        ),
        "has_held": (
            "places_place p JOIN inbox_outcome o ON o.club_id = p.id AND o.state IN ('held', 'refused') "
            "WHERE p.path > places_place.path || '.' AND p.path < places_place.path || '/' AND NOT EXISTS "
            "(SELECT 1 FROM inbox_outcome n WHERE n.submission_id = o.submission_id AND n.id > o.id)",
            [],
        ),
    }
    return {
        name: RawSQL(f"EXISTS (SELECT 1 FROM {rows})", params, BooleanField())  # noqa: S608, S611 - no input in it
        for name, (rows, params) in asked.items()
    } | {"report_states": states_column(today)}


def _context(request: HttpRequest, place: Place, powers: dict[Verb, bool], question: Asked) -> dict[str, Any]:
    """Figures and targets of the day and the boundaries asked for; clubs and what waits are those of today."""
    today = question.today
    rows = club_rows(place, today)
    found = board(place, question.day, today=today, boundaries=question.boundaries, fresh=True)
    phase = phase_on(question.day)
    told = by_need(_lines(found, replace(question, phase=phase), sees_needs=powers[Verb.SEE_SENSITIVE]))
    bare = bare_hamlets(place, today)
    return {
        "asked": question, "called": called(place, question), "back_url": address("web:commune", place.code),
        "place": place, "summary": _summary(found.values), "table": club_table(request, rows),
        "due": due(place, rows, today, powers), "lines": told[:SHOWN_LINES], "more_lines": told[SHOWN_LINES:],
        "phase": phase, "bare": bare[:SHOWN_HAMLETS], "bare_count": len(bare), "is_counted": place.has_count,
        "hamlets_url": address("places:hamlets", place.code), "history_url": address("places:history", place.code),
        "found_url": address("clubs:found", place.code) if powers[Verb.KEEP_CLUB] else "",
        "sheet_url": f"{reverse('exchange:members')}?noi={place.code}" if powers[Verb.SEE_PERSONS] else "",
        "declare": _declare(place, powers) if powers[Verb.KEEP_COMMUNE] else [],
    }  # fmt: skip


def _lines(found: Board, question: Asked, *, sees_needs: bool) -> list[Line]:
    """The rows of the running phase; counts of needs only for who has that duty."""
    return [
        line(
            row,
            reverse("targets:indicator", args=[row.indicator.code])
            + question.query(place=found.place.code, phase=row.phase),
        )
        for row in rows_of(found, question.phase)
        if sees_needs or row.indicator.code not in SENSITIVE
    ]


def _sees_city(request: HttpRequest, today: date) -> bool:
    """Whether the reader's duty reaches above the commune; told from his roles, without asking the database again."""
    return any(
        Verb.SEE_FIGURES in TABLE[role.kind] and role.place.kind in (Kind.NATION, Kind.PROVINCE)
        for role in roles(request.user, today)
    )


def _summary(values: dict[str, int]) -> str:
    words = _("%(clubs)s câu lạc bộ, %(members)s thành viên.") % {
        "clubs": number(values.get("clubs", 0)), "members": number(values.get("members", 0)),
    }  # fmt: skip
    if total := values.get("hamlet_coverage.d", 0):
        words += " " + _("%(covered)s trong %(total)s thôn, tổ dân phố có câu lạc bộ.") % {
            "covered": number(values.get("hamlet_coverage.n", 0)), "total": number(total),
        }  # fmt: skip
    return words


def _declare(place: Place, powers: dict[Verb, bool]) -> list[tuple[str, str]]:
    """Where the commune enters what only it knows."""
    pages = [
        ("places:hamlets", _("Thôn, tổ dân phố")), ("places:declare", _("Số dân, người cao tuổi")),
        ("training:officials", _("Cán bộ tham gia Kế hoạch")), ("training:boards", _("Tập huấn Ban Chủ nhiệm")),
        ("communication:reach", _("Người được tuyên truyền")), ("areas:given", _("Việc đã hỗ trợ câu lạc bộ")),
    ]  # fmt: skip
    if powers[Verb.SEE_COMPLAINTS]:
        pages.append(("rights:commune", _("Việc câu lạc bộ đưa lên")))
    return [(url, words) for name, words in pages if (url := address(name, place.code))]


def _closed(request: HttpRequest, place: Place) -> HttpResponse:
    """The code of a unit that is no more: what took its place, by which decree and when."""
    heirs = [
        (step.successor, step.change)
        for step in Succession.objects.filter(predecessor=place).select_related("successor", "change")
    ]
    return render(request, "web/commune_closed.html", {"place": place, "heirs": heirs})
