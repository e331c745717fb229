"""The map of communes by any indicator, with its table; the picture has an address of its own."""

import hashlib
import json
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may, require
from tremang.facts.measures import Values
from tremang.indicators.base import Indicator
from tremang.indicators.registry import indicators
from tremang.kernel import clock
from tremang.kernel.periods import half_of
from tremang.places.models import Place
from tremang.places.queries import city
from tremang.targets.asking import Asked, asked
from tremang.targets.models import Target
from tremang.targets.parts import PlacePart, bounds, columns_of, described, legend, names_on, parts_of, record
from tremang.targets.queries import measures, targets_on
from tremang.targets.sensitive import SENSITIVE, hidden_nodes
from tremang.targets.showing import PHASE_LABELS
from tremang.ui.stylesheet import stylesheet
from tremang.ui.tables import Table
from tremang.web.maps import picture

FIRST = "communes_with_standard_clubs"
FORMS = ("tiles", "outlines")
KEEP = 3600


class Drawn(NamedTuple):
    """Every commune's part, the classes of the map, the phase, and the measures behind them."""

    parts: list[PlacePart]
    classes: tuple[int, int, int]
    phase: str
    communes: dict[int, Values]


def asked_indicator(request: HttpRequest) -> Indicator:
    """The indicator of `?code=`; an unknown one is a page that does not exist."""
    found = indicators().get(request.GET.get("code", FIRST))
    if found is None:
        raise Http404
    return found


def phase_of(indicator: Indicator, targets: list[Target], phase: str) -> str:
    """The phase asked for where the plan has a target of the indicator in it, else the first it has."""
    own = [target.phase for target in targets if target.code == indicator.code]
    return phase if phase in own or not own else own[0]


def parts(
    user: User, place: Place, indicator: Indicator, question: Asked, targets: list[Target]
) -> Drawn:  # fmt: skip
    """What the map and its table show."""
    communes, _values = measures(place, question.day, today=question.today, boundaries=question.boundaries)
    phase = phase_of(indicator, targets, question.phase)
    hidden: set[int] = set()
    if indicator.code in SENSITIVE and not may(user, Verb.SEE_SENSITIVE, place, question.today):
        hidden = hidden_nodes(indicator.code, phase, half_of(question.today)) if question.is_today else set(communes)
    names = names_on(list(communes), question.day, question.boundaries)
    found = parts_of(indicator, phase, communes, names, hidden)
    target = next((one for one in targets if one.code == indicator.code and one.phase == phase), None)
    return Drawn(found, bounds(indicator, target, found), phase, communes)


@login_required
def map_page(request: HttpRequest) -> HttpResponse:
    """The map with the table of the same places beside it."""
    today = clock.today()
    place = city()
    require(request.user, Verb.SEE_FIGURES, place, today)
    question, indicator = asked(request, today), asked_indicator(request)
    found, classes, phase, communes = parts(request.user, place, indicator, question, targets_on(question.day))
    form = "outlines" if request.GET.get("form") == "outlines" else "tiles"
    table = _table(request, indicator, found, communes, question)
    if table.download_asked:
        return table.download("ban-do", str(indicator.title))
    query = question.query(code=indicator.code, phase=phase)
    context = {
        "asked": question, "indicator": indicator, "phase": phase, "phase_label": PHASE_LABELS[phase], "table": table,
        "legend": legend(indicator, classes, found), "form": form, "query": query,
        "described": described(indicator, question.day, found),
        "forms": [
            ("tiles", _("Ô vuông"), question.query(code=indicator.code, phase=phase)),
            ("outlines", _("Đường bao"), question.query(code=indicator.code, phase=phase, form="outlines")),
        ],
        "picture_query": question.query(code=indicator.code, phase=phase, form=form if form != "tiles" else ""),
        "choices": [(one.code, f"{one.number}. {one.short}") for one in indicators().values()],
        "phases": list(PHASE_LABELS.items()),
    }  # fmt: skip
    return render(request, "web/map.html", context)


def _table(
    request: HttpRequest, indicator: Indicator, found: list[PlacePart], communes: dict[int, Values], question: Asked
) -> Table:  # fmt: skip
    rows = [record(entry, communes[entry.node], reverse("web:commune", args=[entry.code])) for entry in found]
    return Table(request, columns_of(indicator, question), rows, search=("name", "code"), sort="figure", page_size=20)


@login_required
def map_picture(request: HttpRequest) -> HttpResponse:
    """The picture alone. The same figures give the same tag, so a browser that has it gets no second copy."""
    today = clock.today()
    place = city()
    require(request.user, Verb.SEE_FIGURES, place, today)
    question, indicator = asked(request, today), asked_indicator(request)
    found, classes, _phase, _communes = parts(request.user, place, indicator, question, targets_on(question.day))
    form = request.GET.get("form") if request.GET.get("form") in FORMS else "tiles"
    style = reverse("ui:css", args=[stylesheet()[0]])
    drawn_from = [indicator.code, form, style, classes, [(entry.code, entry.said) for entry in found]]
    tag = hashlib.sha256(json.dumps(drawn_from, ensure_ascii=False, default=str).encode()).hexdigest()[:24]
    if f'"{tag}"' in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    else:
        drawing = cache.get(f"map:{tag}")
        if drawing is None:
            drawing = f'<?xml-stylesheet type="text/css" href="{style}"?>\n' + picture(
                str(indicator.short), found, classes, str(form)
            )
            cache.set(f"map:{tag}", drawing, KEEP)
        response = HttpResponse(drawing, content_type="image/svg+xml; charset=utf-8")
    response["ETag"] = f'"{tag}"'
    response["Cache-Control"] = "private, no-cache"
    return response
