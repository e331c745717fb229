"""The City's board of targets."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, may, require
from tremang.advice.queries import silent_clubs
from tremang.areas.common.sensitive import nearing
from tremang.indicators.registry import indicators
from tremang.kernel import clock
from tremang.kernel.format import number
from tremang.places.models import Place
from tremang.places.queries import city
from tremang.targets.asking import Asked, asked
from tremang.targets.parts import bounds, classed, legend
from tremang.targets.queries import Board, board
from tremang.targets.showing import PHASE_LABELS, Line, by_need, line, record, rows_of, summary
from tremang.ui.tables import Column, Table
from tremang.ui.templatetags.ui import upfirst
from tremang.web.kept import body, stamp

MAP_OF = "communes_with_standard_clubs"
SHOWN_SILENT = 3


@login_required
def city_board(request: HttpRequest) -> HttpResponse:
    """The board, the map, and the clubs nobody has heard of for two months."""
    today = clock.today()
    place = city()
    require(request.user, Verb.SEE_FIGURES, place, today)
    question = asked(request, today)
    in_plan_order = request.GET.get("order") == "plan"
    mark = stamp(place, today, of_plan=True)
    if request.GET.get("download") == "xlsx":
        found = _board(place, question)
        lines = _lines(found, question)
        return _sheet(request, lines, question).download("bang-chi-tieu", _("Bảng chỉ tiêu của Thành phố"))
    keeps_users = may(request.user, Verb.KEEP_USERS, place, today)
    text = body(
        request, "web/city_body.html", mark, [question, in_plan_order, keeps_users],
        lambda: _context(place, question, in_plan_order, keeps_users),
    )  # fmt: skip
    sets = may(request.user, Verb.SET_TARGETS, place, today)
    runs = may(request.user, Verb.SEE_EVENTS, place, today)
    context = {"body": text, "place": place, "sets_targets": sets, "sensitive": nearing(today) if runs else None}
    context["gives_support"] = may(request.user, Verb.GIVE_SUPPORT, place, today)
    return render(request, "web/city.html", context)


def _board(place: Place, question: Asked) -> Board:
    return board(
        place, question.day, today=question.today, boundaries=question.boundaries, trend=question.is_today, fresh=True
    )


def _lines(found: Board, question: Asked) -> list[Line]:
    return [
        line(row, reverse("targets:indicator", args=[row.indicator.code]) + question.query(phase=row.phase))
        for row in rows_of(found, question.phase)
    ]


def _context(place: Place, question: Asked, in_plan_order: bool, keeps_users: bool) -> dict[str, Any]:
    found = _board(place, question)
    lines = _lines(found, question)
    silent = silent_clubs(place, question.today) if question.is_today else []
    indicator, phase = indicators()[MAP_OF], "P2" if question.phase == "P2" else "P1"
    parts = [classed(indicator, phase, values) for node, values in found.communes.items() if node in found.codes]
    return {
        "asked": question, "place": place, "summary": summary([entry.row for entry in lines]), "facts": _facts(found),
        "lines": lines if in_plan_order else by_need(lines), "in_plan_order": in_plan_order,
        "care": sum(entry.needs_care for entry in lines),
        "phases": [(code, label, question.query(phase=code)) for code, label in PHASE_LABELS.items()],
        "notes": _notes(found, lines),
        "silent": [(club, *club.next_step(keeps_users=keeps_users)) for club in silent[:SHOWN_SILENT]],
        "silent_count": len(silent),
        "map_of": indicator, "map_query": question.query(code=MAP_OF, phase=phase),
        "legend": legend(indicator, bounds(indicator, None, parts), parts),
    }  # fmt: skip


def _facts(found: Board) -> list[str]:
    """The line of figures beneath the head."""
    values = found.values
    words = [
        (values.get("communes", 0), _("xã, phường")), (values.get("clubs", 0), _("câu lạc bộ")),
        (values.get("members", 0), _("thành viên")), (values.get("clubs_paused", 0), _("câu lạc bộ tạm dừng")),
    ]  # fmt: skip
    return [f"{number(count)} {word}" for count, word in words if count]


def _notes(found: Board, lines: list[Line]) -> list[tuple[int, str, str]]:
    """What is left out of which row: (number of the row, sentence, address of the list)."""
    return [
        (
            entry.number,
            _("%(count)s xã, phường chưa khai báo, để ngoài") % {"count": len(entry.row.left_out)},
            entry.url,
        )
        for entry in lines
        if entry.row.left_out
    ]


def _sheet(request: HttpRequest, lines: list[Line], asked: Asked) -> Table:
    columns = [
        Column("number", _("Số"), "number"), Column("title", _("Chỉ tiêu của Kế hoạch")), Column("phase", _("Giai đoạn")),
        Column("numerator", _("Tử số"), "number"), Column("denominator", _("Mẫu số"), "number"),
        Column("value", asked.value_head), Column("min", _("Mức phải đạt"), "number"), Column("max", _("Đến mức"), "number"),
        Column("expected", upfirst(asked.expected_head)), Column("pace", asked.pace_head), Column("verdict", _("Nhận định")),
        Column("left_out", _("Xã, phường để ngoài"), "number"),
    ]  # fmt: skip
    return Table(request, columns, [record(entry) for entry in lines], sort="number")
