"""Papers of the book of health: a member's card, and the sheet of a round, blank with names or filled."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.areas.common.queries import called_on
from tremang.areas.health.forms import KINDS, USUAL
from tremang.areas.health.queries import Thresholds, readings_of, readings_on
from tremang.areas.health.views.common import day_asked, look, member_of, reader_of_health
from tremang.kernel.format import day as written
from tremang.meetings.queries import commune_of, names_on_roll
from tremang.ui.portions import in_parts

FILLED, LINES = 10, 18  # readings that a card shows, and all its lines
PER_SHEET = 20


def card(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """The health card: the newest readings and lines for the months to come."""
    reader = reader_of_health(request, club)
    row = member_of(reader, pk)
    thresholds = Thresholds()
    readings = readings_of(row.person, reader.club)[-FILLED:]
    lines = []
    for one in readings:
        advice = thresholds.of(one)
        lines.append([written(one.on), *(kind.text(one) for kind in KINDS), advice.words if advice else ""])
    lines += [[""] * 6] * (LINES - len(lines))
    look(reader, row.person)
    return render(request, "health/card.html", {
        "club": reader.club, "commune": commune_of(reader.club), "name": called_on(row, reader.today),
        "born": row.person.born_year, "group": row.group, "lines": lines, "today": reader.today,
        "heads": [f"{kind.label} ({kind.unit})" if kind.unit else str(kind.label) for kind in KINDS],
        "back_url": reverse("health:member", args=[club, pk]),
    })  # fmt: skip


def sheet(request: HttpRequest, club: int) -> HttpResponse:
    """The list of a round: blank with everybody's name, or with `?ngay=` filled with that day."""
    reader = reader_of_health(request, club)
    is_blank = "ngay" not in request.GET
    day = day_asked(request, reader.today)
    names = names_on_roll(club, day)
    if is_blank:
        rows = [[name.Called, "", "", ""] for name in names]
        back, other = reverse("health:home", args=[club]), f"{request.path}?ngay={day.isoformat()}"
    else:
        found, thresholds = readings_on(club, day), Thresholds()
        rows = []
        for name in names:
            one = found.get(name.membership)
            if one is not None:
                advice = thresholds.of(one)
                rows.append([name.Called, *(kind.text(one) for kind in USUAL), advice.words if advice else ""])
        back, other = f"{reverse('health:round', args=[club])}?ngay={day.isoformat()}", request.path
        look(reader, reader.club)
    pages = in_parts(rows, PER_SHEET)
    return render(request, "areas/paper.html", {
        "club": reader.club, "commune": commune_of(reader.club), "title": _("Đo huyết áp, cân nặng"),
        "heads": [_("Họ và tên"), _("Huyết áp"), _("Cân nặng (kg)"), _("Ghi thêm")],
        "pages": [(number, part, sum(map(len, pages[: number - 1]))) for number, part in enumerate(pages, 1)],
        "total": len(pages), "is_blank": is_blank, "is_named": True, "month_words": _("Ngày %(day)s") % {"day": written(day)},
        "back_url": back, "other_url": other,
    })  # fmt: skip
