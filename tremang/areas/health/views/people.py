"""Members and what was measured of them: the list, one member over time, what is erased after a consent is withdrawn."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tremang.areas.common.queries import called_on
from tremang.areas.common.reading import look as look_at
from tremang.areas.health import figures
from tremang.areas.health.actions import erase
from tremang.areas.health.blanking import KEPT
from tremang.areas.health.book import INSURANCES, insurance_columns
from tremang.areas.health.forms import KINDS
from tremang.areas.health.models import Reading
from tremang.areas.health.queries import Thresholds, consented, expiring, last_before, readings_of
from tremang.areas.health.views.common import context, look, member_of, people_crumb, reader_of_health
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.meetings.queries import names_on_roll
from tremang.ui.charts import line_chart
from tremang.ui.links import address
from tremang.ui.said import said
from tremang.ui.tables import Column, Table

FEWEST = 3  # points below which a chart tells less than the table
MOST_POINTS = 24
ROOM = 0.4  # of the width of a narrow chart: what the words of two days beside one another take
TOMORROW = 1


def people(request: HttpRequest, club: int) -> HttpResponseBase:
    """Everybody with his newest reading. It is not to be downloaded."""
    reader = reader_of_health(request, club)
    names = names_on_roll(club, reader.today)
    newest = last_before(club, date.fromordinal(reader.today.toordinal() + TOMORROW))
    standing, thresholds = consented(name.person for name in names), Thresholds()
    rows = []
    for name in names:
        row = newest.get(name.membership)
        advice = thresholds.of(row) if row else None
        rows.append({
            "name": name.Called, "url": reverse("health:member", args=[club, name.membership]),
            "state": "" if name.person in standing else _("Chưa đồng ý ghi chỉ số"), "day": row.on if row else None,
            "bp": KINDS[0].text(row), "kg": KINDS[1].text(row), "advice": advice.words if advice else "",
        })  # fmt: skip
    columns = [
        Column("name", _("Thành viên"), "link", url="url", small="state", sortable=False),
        Column("bp", _("Huyết áp"), small="advice", sortable=False), Column("kg", _("Cân nặng (kg)"), sortable=False),
        Column("day", _("Đo ngày"), "day"),
    ]  # fmt: skip
    look(reader, reader.club)
    table = Table(request, columns, rows, search=("name",), downloadable=False, empty=_("Chưa có thành viên nào."))
    shown = {
        **context(reader, _("Chỉ số của thành viên")), "table": table, "measured": len(newest),
        "measure_url": reverse("health:measure", args=[club]),
    }  # fmt: skip
    return render(request, "health/people.html", shown)


def member(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """One member over time: two charts, the advice of the newest reading, every reading, and the card to print."""
    reader = reader_of_health(request, club)
    row = member_of(reader, pk)
    readings, thresholds = readings_of(row.person, reader.club), Thresholds()
    has_agreed = bool(consented([row.person_id]))
    lines = [
        {
            "on": one.on, "figures": [kind.text(one) for kind in KINDS], "typed": one.typed,
            "advice": thresholds.of(one), "url": reverse("health:reading", args=[club, one.pk]),
        }
        for one in reversed(readings)
    ]  # fmt: skip
    look(reader, row.person)
    return render(request, "health/member.html", {
        **context(reader, called_on(row, reader.today), people_crumb(reader)), "name": called_on(row, reader.today),
        "lines": lines, "heads": [f"{kind.label} ({kind.unit})" if kind.unit else kind.label for kind in KINDS],
        "charts": [chart for chart in (_pressure(readings), _weight(readings)) if chart], "has_agreed": has_agreed,
        "advice": lines[0]["advice"] if lines else None, "sources": thresholds.sources(reader.today),
        "card_url": reverse("health:card", args=[club, pk]), "consent_url": address("members:consent", row.person_id),
        "erase_url": reverse("health:erase", args=[club, pk]) if not has_agreed and _holds(reader.club, row) else "",
        "measure_url": reverse("health:measure", args=[club]),
    })  # fmt: skip


def _holds(club: Any, row: Any) -> bool:
    """Whether something is kept of a member of which nothing may be shown. One query."""
    kept = [Exists(model._default_manager.filter(club=club, membership__person=OuterRef("person"))) for model in KEPT]
    return type(row)._default_manager.filter(kept[0] | kept[1] | kept[2], pk=row.pk).exists()


def _pressure(readings: list[Reading]) -> tuple[str, SafeString] | None:
    rows = [row for row in readings if row.systolic is not None][-MOST_POINTS:]
    if len(rows) < FEWEST:
        return None
    last = rows[-1]
    title = _("Huyết áp lần gần nhất %(figures)s, ngày %(day)s") % {
        "figures": figures.pressure(last.systolic, last.diastolic), "day": written(last.on),
    }  # fmt: skip
    above = [(float(row.on.toordinal()), float(row.systolic or 0)) for row in rows]
    below = [(float(row.on.toordinal()), float(row.diastolic or 0)) for row in rows]
    return title, line_chart(
        title,
        above,
        _ticks(rows),
        unit="",
        last_label=str(last.systolic),
        second=below,
        second_label=str(last.diastolic),
    )


def _weight(readings: list[Reading]) -> tuple[str, SafeString] | None:
    rows = [row for row in readings if row.weight is not None][-MOST_POINTS:]
    if len(rows) < FEWEST:
        return None
    first, last = rows[0], rows[-1]
    words = {"kg": figures.kilos(last.weight), "was": figures.kilos(first.weight), "day": written(first.on)}
    title = _("Cân nặng %(kg)s kg, ngày %(day)s là %(was)s kg") % words
    points = [(float(row.on.toordinal()), (row.weight or 0) / 1000) for row in rows]
    return title, line_chart(title, points, _ticks(rows), unit=" kg", last_label=figures.kilos(last.weight))


def _ticks(rows: list[Reading]) -> list[tuple[float, str]]:
    """The first, the middle and the last day, as month and year; the middle one only where its words have room."""
    days = [row.on.toordinal() for row in rows]
    words = [f"{row.on.month}/{row.on.year}" for row in rows]
    middle = min(range(len(rows)), key=lambda at: abs(2 * days[at] - days[0] - days[-1]))
    room = (days[-1] - days[0]) * ROOM
    has_room = room < days[middle] - days[0] and room < days[-1] - days[middle]
    chosen = [0, middle, -1] if has_room and words[middle] not in (words[0], words[-1]) else [0, -1]
    return [(float(days[at]), words[at]) for at in chosen]


def forget(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """What is destroyed for good where the consent was withdrawn: the page says what follows, then it is done."""
    reader = reader_of_health(request, club)
    row = member_of(reader, pk)
    then = reverse("health:member", args=[club, pk])
    problem, status = None, 200
    if request.method == "POST":
        try:
            erase(row.person, reader.club, by=request.user, today=reader.today)
        except Problem as refusal:
            if refusal.status == 403:
                raise
            problem, status = refusal.sentence, refusal.status
        else:
            said(request, _("Đã xóa hẳn thông tin sức khỏe của %(name)s.") % {"name": called_on(row, reader.today)})
            return redirect(then)
    shown = {
        **context(reader, _("Xóa hẳn thông tin sức khỏe"), people_crumb(reader)), "back_url": then, "problem": problem,
        "name": called_on(row, reader.today),
    }  # fmt: skip
    return render(request, "health/erase.html", shown, status=status)


def expiring_cards(request: HttpRequest, club: int) -> HttpResponseBase:
    """Health insurance cards that have run out, or will within 60 days."""
    reader = reader_of_health(request, club)
    look_at(reader, INSURANCES)
    url = reverse("health:insurance", args=[club])
    rows = [
        INSURANCES.cells(row) | {"url": reverse("health:insurance_correct", args=[club, row.pk])}
        for row in expiring(club, reader.today).select_related("membership__person")
    ]
    columns = insurance_columns()
    columns[0] = Column("who", columns[0].label, "link", url="url", small="state")
    table = Table(request, columns, rows, downloadable=False, empty=_("Không có thẻ nào hết hạn trong 60 ngày tới."))
    shown = {**context(reader, _("Thẻ bảo hiểm y tế sắp hết hạn")), "table": table, "all_url": url}
    return render(request, "health/expiring.html", shown)
