"""A round of measuring: in one pass down the list, what was understood and what to advise, one reading corrected."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.areas.common.books import Reader
from tremang.areas.common.pages import posted, taken_out, undo_url
from tremang.areas.common.queries import called_on
from tremang.areas.common.rules import may_be_done_on
from tremang.areas.health import problems as say
from tremang.areas.health.actions import Taken, absent, measure
from tremang.areas.health.forms import KEY, KINDS, USUAL, Line, ReadingForm, RoundForm
from tremang.areas.health.models import Reading
from tremang.areas.health.queries import Thresholds, allowed, consented, last_before, readings_on, referred_since
from tremang.areas.health.views.common import (
    context,
    day_asked,
    in_words,
    look,
    people_crumb,
    reader_of_health,
)
from tremang.kernel.days import read_day
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.meetings.queries import names_on_roll
from tremang.members.models import Membership
from tremang.ui.asking import FIELD
from tremang.ui.entry import tell
from tremang.ui.entry_page import entry_page
from tremang.ui.portions import in_parts, part_asked
from tremang.ui.said import said
from tremang.ui.templatetags.ui import upfirst

MOST, MOST_WIDE = 70, 35  # rows on one screen; more would make the page too heavy for an old phone
BOXES = "o"  # the button that asks for the page with other boxes, nothing written
BACK = "lui"  # the button that writes as the other does, and goes to the part before


def round_page(request: HttpRequest, club: int) -> HttpResponse:
    """Everybody of a day with two figures to fill in, last time's beside them. `?them=1` asks for waist and glucose too.

    The button that changes the boxes sends all that was typed, which is shown again and not written.
    """
    reader = reader_of_health(request, club)
    sent = posted(request)
    day = _day_of(request, reader)
    lines = _lines(reader, day)
    is_wide, status, asks_boxes = "them" in request.GET, 200, sent is not None and BOXES in sent
    parts, part, here = _part(request, lines, is_wide)
    others = _others(reader, sent, lines, here, day) if sent is not None else []
    form = RoundForm(
        [*others, *here], sent, today=reader.today, day=day, sure=request.POST.getlist(FIELD),
        wrong_day=lambda: _wrong_day(reader, day),
    )  # fmt: skip
    if asks_boxes:
        form.only_kept()
    elif sent is not None:
        status = 422
        if form.is_valid():
            try:
                return _write(request, reader, form, part, parts)
            except Problem as problem:
                if problem.status == 403:
                    raise
                tell(form, problem)
                status = problem.status
    look(reader, reader.club)
    kinds, before = KINDS if is_wide else USUAL, last_before(reader.club.pk, day)
    rows = [_row(line, form, USUAL, _last(before.get(line.pk))) for line in others]
    rows += [_row(line, form, kinds, _last(before.get(line.pk))) for line in here]
    return render(request, "health/measure.html", {
        **context(reader, _("Đo huyết áp, cân nặng")), "form": form, "day": day, "part": part, "parts": parts,
        "rows": rows, "is_wide": is_wide, "boxes": BOXES,
        "wide_url": f"?ngay={day.isoformat()}&p={_same_part(lines, here, not is_wide)}" + ("" if is_wide else "&them=1"),
        "back": BACK if part > 1 else "",
        "round_url": _round_url(reader, day), "is_begun": any(line.stands for line in lines),
        "understood": [(line.name, line.stands.typed) for line in lines if line.stands and line.stands.typed],
    }, status=status)  # fmt: skip


def _parts(lines: list[Line], is_wide: bool) -> list[list[Line]]:
    return in_parts(lines, MOST_WIDE if is_wide else MOST)


def _part(request: HttpRequest, lines: list[Line], is_wide: bool) -> tuple[int, int, list[Line]]:
    """How many parts there are, which is asked for, and its rows."""
    parts = _parts(lines, is_wide)
    part = part_asked(request, len(parts))
    return len(parts), part, parts[part - 1]


def _same_part(lines: list[Line], here: list[Line], is_wide: bool) -> int:
    """The part that begins nearest to the one shown, on a page with more or fewer boxes."""
    parts = enumerate(_parts(lines, is_wide), 1)
    return next((number for number, rows in parts if here and here[0] in rows), 1)


def _day_of(request: HttpRequest, reader: Reader) -> date:
    """The day that was sent where it is one, else the one of the address."""
    try:
        return min(read_day(request.POST.get("on", "")[:30], reader.today), reader.today)
    except Problem:
        return day_asked(request, reader.today)


def _wrong_day(reader: Reader, day: date) -> str:
    """Why the club can have done nothing on a day; "" where it can. One query."""
    try:
        may_be_done_on(reader.club, day, reader.today, "on")
    except Problem as problem:
        return problem.sentence
    return ""


def _lines(reader: Reader, day: date) -> list[Line]:
    """The roll of a day with what stands for it. Three queries."""
    names = names_on_roll(reader.club.pk, day)
    standing, stands = consented(name.person for name in names), readings_on(reader.club.pk, day)
    return [Line(name.membership, name.Called, stands.get(name.membership), name.person in standing) for name in names]


def _last(row: Reading | None) -> str:
    return _("Lần trước %(day)s: %(figures)s") % {"day": written(row.on), "figures": in_words(row)} if row else ""


def _others(reader: Reader, sent: Any, lines: list[Line], here: list[Line], day: date) -> list[Line]:
    """Rows that were sent and do not stand on this part: none is lost. First those of nobody on the roll."""
    shown = {line.pk for line in here}
    rest = [line for line in lines if line.pk not in shown]
    for line in rest:
        line.fill(sent)
    return [*_strangers(reader, sent, lines, day), *(line for line in rest if line.touched or line.agrees)]


def _strangers(reader: Reader, sent: Any, lines: list[Line], day: date) -> list[Line]:
    """Rows that were sent of people who are not on the roll of that day: each with the reason why."""
    known = {line.pk for line in lines}
    asked = {whole(found[1]) for key in sent if (found := KEY.fullmatch(key)) and sent[key].strip()}
    if not asked - known:
        return []
    rows = Membership.objects.filter(club=reader.club, pk__in=asked - known).select_related("person")
    standing = consented(row.person_id for row in rows)
    return [
        Line(
            row.pk, upfirst(called_on(row, reader.today)), has_agreed=row.person_id in standing,
            problem=absent(row, day),
        )
        for row in rows
    ]  # fmt: skip


def _write(request: HttpRequest, reader: Reader, form: RoundForm, part: int, parts: int) -> HttpResponse:
    """Write the rows that were touched; go on to the next part or back to the one before, or to what was written."""
    day, is_back = form.cleaned_data["on"], part > 1 and BACK in request.POST
    if form.taken or form.agreeing:
        event = measure(reader.club, day, form.taken, form.agreeing, by=request.user, today=reader.today)
        if event is not None:
            words = {"count": len({*form.taken, *form.agreeing}), "day": written(day)}
            said(request, _("Đã ghi %(count)s người, đo ngày %(day)s.") % words, undo_url(event))
    elif part == parts and not is_back and not readings_on(reader.club.pk, day):
        raise Problem("nothing", say.NOTHING)
    if is_back or part < parts:
        more = "&them=1" if "them" in request.GET else ""
        return redirect(f"{request.path}?ngay={day.isoformat()}&p={part - 1 if is_back else part + 1}{more}")
    return redirect(_round_url(reader, day))


def _round_url(reader: Reader, day: date) -> str:
    return f"{reverse('health:round', args=[reader.club.pk])}?ngay={day.isoformat()}"


def _row(line: Line, form: RoundForm, kinds: Any, last: str) -> dict[str, Any]:
    """A row as the page shows it, with what was measured last time."""
    names = [f"{kind.code}-{line.pk}" for kind in KINDS]
    shown = [kind for kind in KINDS if kind in kinds or kind.code in line.touched or line.texts[kind.code].strip()]
    return {
        "id": line.pk, "name": line.name, "last": last, "asks": not line.has_agreed, "agrees": line.agrees,
        "had": line.had, "errors": [error for name in names for error in form.errors.get(name, [])],
        "cells": [
            {"name": f"{kind.code}-{line.pk}", "label": kind.label, "unit": kind.unit, "text": line.texts[kind.code]}
            for kind in shown
        ],
    }  # fmt: skip


def measured(request: HttpRequest, club: int) -> HttpResponse:
    """A day's readings with what each suggests, and how what was written otherwise was understood."""
    reader = reader_of_health(request, club)
    day, thresholds = day_asked(request, reader.today), Thresholds()
    refer_url = reverse("health:referral_add", args=[club])
    rows = allowed(Reading.objects.filter(club=reader.club, on=day)).select_related("membership__person")
    lines, sent = [], referred_since(reader.club.pk, day)
    for row in rows.order_by("membership__person__sort_key", "pk"):
        called = called_on(row.membership, day)
        lines.append({
            "name": upfirst(called), "typed": row.typed, "advice": thresholds.of(row),
            "figures": in_words(row),
            "url": reverse("health:member", args=[club, row.membership_id]),
            "correct_url": reverse("health:reading", args=[club, row.pk]), "is_sent": row.membership_id in sent,
            "refer_url": f"{refer_url}?ai={row.membership_id}&ngay={day.isoformat()}",
        })  # fmt: skip
    look(reader, reader.club)
    return render(request, "health/round.html", {
        **context(reader, _("Đo ngày %(day)s") % {"day": written(day)}), "day": day, "lines": lines,
        "advised": sorted((one for one in lines if one["advice"]), key=lambda one: -one["advice"].level),
        "understood": [(one["name"], one["typed"]) for one in lines if one["typed"]],
        "sources": thresholds.sources(day),
        "go_on": f"{reverse('health:measure', args=[club])}?ngay={day.isoformat()}",
        "paper_url": f"{reverse('health:sheet', args=[club])}?ngay={day.isoformat()}",
    })  # fmt: skip


def reading(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """One reading that stands, to be corrected."""
    reader, row = _reading(request, club, pk)
    form = ReadingForm(posted(request), row=row)
    then = _round_url(reader, row.on)
    look(reader, row.membership.person)

    def act(data: dict[str, Any]) -> tuple[str, str]:
        event = measure(reader.club, row.on, {row.membership_id: form.taken()}, by=request.user, today=reader.today)
        return (_("Đã sửa."), undo_url(event)) if event else (_("Không có gì thay đổi."), "")

    return entry_page(
        request, "areas/entry.html", form, act, then,
        lambda: {
            "title": _("Sửa chỉ số ngày %(day)s") % {"day": written(row.on)}, "button": _("Ghi lại"), "back_url": then,
            "crumbs": context(reader, "", people_crumb(reader))["crumbs"], "summary": upfirst(called_on(row.membership, row.on)),
            "drop_url": reverse("health:drop_reading", args=[club, pk]),
        },
    )  # fmt: skip


@require_POST
def drop(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Remove a reading that was written by mistake."""
    reader, row = _reading(request, club, pk)
    event = measure(reader.club, row.on, {row.membership_id: Taken()}, by=request.user, today=reader.today)
    return taken_out(request, event, _round_url(reader, row.on))


def _reading(request: HttpRequest, club: int, pk: int) -> tuple[Reader, Reading]:
    reader = reader_of_health(request, club)
    row = allowed(Reading.objects.filter(club=club, pk=pk)).select_related("membership__person").first()
    if row is None:
        raise Http404
    return reader, row
