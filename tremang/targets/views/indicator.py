"""One indicator: how it is counted, its trend, its communes, and the rows behind its number."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tremang.accounts.looks import looked
from tremang.accounts.models import User
from tremang.accounts.powers import TABLE, Verb, granting, require, roles
from tremang.accounts.problems import refused
from tremang.facts.measures import phases_of
from tremang.indicators.base import Indicator, Unit
from tremang.indicators.registry import indicators
from tremang.kernel import clock
from tremang.kernel.periods import half_of
from tremang.places.models import Kind, Place
from tremang.places.queries import CITY_CODE, city
from tremang.targets.asking import Asked, asked, called
from tremang.targets.drill import BASE, GROUPS, NEAR, SMALL, Drill, drill, first_to_help, keep_names_back
from tremang.targets.parts import UNIT_WORDS, columns_of, names_on, parts_of, record
from tremang.targets.queries import Board, Row, board
from tremang.targets.sensitive import SENSITIVE, hidden_nodes
from tremang.targets.showing import PHASE_LABELS, line
from tremang.targets.trend import chart, monthly
from tremang.ui.links import address
from tremang.ui.tables import Column, Table

OVERVIEW = "overview"


def place_of(request: HttpRequest, today: Any) -> Place:
    """The place of `?place=CODE`; without it the City, or the place of the reader's own duty."""
    code = request.GET.get("place", "")
    if code:
        return get_object_or_404(Place, code=code, kind__in=[Kind.PROVINCE, Kind.COMMUNE, Kind.CLUB])
    own = [role for role in roles(request.user, today) if Verb.SEE_FIGURES in TABLE[role.kind]]
    if not own:
        raise refused(Verb.SEE_FIGURES, city())
    highest = min((role.place for role in own), key=lambda place: len(place.path))
    return city() if highest.kind in (Kind.NATION, Kind.PROVINCE) else highest


@login_required
def indicator_page(request: HttpRequest, code: str) -> HttpResponse:
    """The page; `?list=near|counted|not|out|base` shows the units of a group instead of trend and communes."""
    today = clock.today()
    indicator = indicators().get(code)
    if indicator is None:
        raise Http404
    place, question = place_of(request, today), asked(request, today)
    if _is_over(place, question):
        return redirect(
            address("web:commune", place.code)
        )  # says what has taken its place; a nought would be no answer
    require(request.user, Verb.SEE_FIGURES, place, today)
    phase = known_phase(indicator, question.phase)
    shown = request.GET.get("list", OVERVIEW)
    base = {
        "indicator": indicator, "place": place, "asked": question, "phase": phase, "phase_label": PHASE_LABELS[phase],
        "unit": UNIT_WORDS[indicator.unit], "is_city": place.kind == Kind.PROVINCE, "called": called(place, question),
        "query": question.query(place=place.code if place.code != CITY_CODE else "", phase=phase),
    }  # fmt: skip
    if shown in GROUPS or shown == BASE:
        return _list(request, indicator, place, question, phase, shown, base)
    return _overview(request, indicator, place, question, phase, base)


def _is_over(place: Place, question: Asked) -> bool:
    """Whether the question is about a unit that is no more, by the boundaries asked for."""
    day = question.today if question.boundaries == "now" else question.day
    return place.kind == Kind.COMMUNE and place.is_over(day)


def known_phase(indicator: Indicator, phase: str) -> str:
    """A phase for which the indicator keeps a number: the one asked for, or its first."""
    if not indicator.phased:
        return phase
    own = [one.code for one in phases_of(indicator)]
    return phase if phase in own else "P1"


def _overview(
    request: HttpRequest, indicator: Indicator, place: Place, question: Asked, phase: str, base: dict[str, Any]
) -> HttpResponse:  # fmt: skip
    found = board(place, question.day, today=question.today, boundaries=question.boundaries, trend=question.is_today)
    row = _row(found, indicator, phase)
    if row is None:
        raise Http404
    table = _communes(request, found, indicator, row.phase, question) if place.kind == Kind.PROVINCE else None
    if table is not None and table.download_asked:
        return table.download(indicator.code, str(indicator.title))
    hidden = _hides_needs(request.user, indicator, place, question) and place.kind != Kind.PROVINCE
    context = base | {
        "row": row, "line": line(row), "table": table, "is_hidden": hidden,
        "chart": chart(row, question.day) if not hidden else "", "months": monthly(row, question.day),
        "tabs": [(key, label, None) for key, label in GROUPS.items() if key != SMALL], "shown": OVERVIEW,
        "map_url": address("web:map"),
        "older": found.values.get("older", 0) if indicator.code == "older_joiners" else None,
    }  # fmt: skip
    return render(request, "targets/indicator.html", context)


def _row(found: Board, indicator: Indicator, phase: str) -> Row | None:
    own = [row for row in found.rows if row.indicator.code == indicator.code]
    return next((row for row in own if row.phase == phase), own[0] if own else None)


def _hides_needs(user: User, indicator: Indicator, place: Place, question: Asked) -> bool:
    return indicator.code in SENSITIVE and granting(user, Verb.SEE_SENSITIVE, place, question.today) is None


def _communes(request: HttpRequest, found: Board, indicator: Indicator, phase: str, question: Asked) -> Table:
    names = names_on(list(found.communes), question.day, question.boundaries)
    hidden: set[int] = set()
    if _hides_needs(request.user, indicator, found.place, question):
        here = question.is_today
        hidden = hidden_nodes(indicator.code, phase, half_of(question.today)) if here else set(found.communes)
    rows = [
        record(part, found.communes[part.node], question.query(place=part.code, phase=phase))
        for part in parts_of(indicator, phase, found.communes, names, hidden)
    ]
    return Table(request, columns_of(indicator, question), rows, search=("name",), sort="figure", page_size=20)


def _list(
    request: HttpRequest, indicator: Indicator, place: Place, question: Asked, phase: str, shown: str,
    base: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    user, today = request.user, question.today
    persons = _sees_units(user, indicator, place, question)
    found = drill(indicator, phase, place, question.day, question.boundaries, persons=persons, today=today)
    if persons and indicator.code in SENSITIVE:
        role = require(user, Verb.SEE_SENSITIVE, place, today)
        looked(user, place, indicator.code, role)
        if role.place.kind != Kind.CLUB:
            keep_names_back(found)
    if _hides_needs(user, indicator, place, question):
        _hide(found, indicator, phase, place, question)
    groups = [(key, label, found.count(key)) for key, label in GROUPS.items()]
    if request.GET.get("download") == "xlsx":
        rows = [row | {"group": str(GROUPS[row["group"]])} for row in found.rows]
        return _table(request, indicator, rows, found.by_club, grouped=True).download(
            indicator.code, str(indicator.title)
        )
    if shown == NEAR:
        shown = first_to_help(found)
    rows = [row for row in found.rows if (row["base"] if shown == BASE else row["group"] == shown)]
    if shown == BASE:
        rows = [row | {"group": str(GROUPS[row["group"]])} for row in rows]
    context = base | {
        "drill": found, "tabs": groups, "shown": shown, "by_club": found.by_club, "listed": len(rows),
        "table": _table(request, indicator, rows, found.by_club, grouped=shown == BASE), "all_rows": len(found.rows),
    }  # fmt: skip
    return render(request, "targets/units.html", context)


def _sees_units(user: User, indicator: Indicator, place: Place, question: Asked) -> bool:
    """Whether the reader may see the units one by one: persons only for who has that duty at the place."""
    today = question.today
    if indicator.unit == Unit.PERSON:
        verbs = [Verb.SEE_PERSONS] + [Verb.SEE_SENSITIVE] * (indicator.code in SENSITIVE)
        return all(granting(user, verb, place, today) for verb in verbs)
    if indicator.unit == Unit.OFFICIAL:
        return granting(user, Verb.KEEP_TRAINING, place, today) is not None
    return True


def _hide(found: Drill, indicator: Indicator, phase: str, place: Place, question: Asked) -> None:
    """Take the small counts of needs out of a list by clubs; on another day than today all of them."""
    hidden = hidden_nodes(indicator.code, phase, half_of(question.today)) if question.is_today else None
    for row in found.rows:
        if hidden is None or row["node"] in hidden:
            row.update(why=_("dưới 5, nên giấu"), group=SMALL, gap=0.0)
    if hidden is None or (place.pk if place.kind != Kind.PROVINCE else 0) in hidden:
        found.numerator = found.denominator = 0


def _table(
    request: HttpRequest, indicator: Indicator, rows: list[dict[str, Any]], by_club: bool, grouped: bool = False
) -> Table:  # fmt: skip
    heads = {
        Unit.CLUB: _("Câu lạc bộ"), Unit.PERSON: _("Câu lạc bộ") if by_club else _("Thành viên"),
        Unit.HAMLET: _("Thôn, tổ dân phố"), Unit.COMMUNE: _("Xã, phường"),
        Unit.OFFICIAL: _("Xã, phường") if by_club else _("Cán bộ"), Unit.PEOPLE: _("Xã, phường"),
    }  # fmt: skip
    columns = [Column("name", heads[indicator.unit], "link", url="url", order="key")]
    if any(row["where"] for row in rows):
        lists_persons = indicator.unit == Unit.PERSON and not by_club
        columns.append(Column("where", _("Câu lạc bộ") if lists_persons else _("Xã, phường")))
    if any(row["why"] for row in rows):
        columns.append(Column("why", _("Được tính") if by_club else _("Vì sao"), order="gap"))
    if grouped:
        columns.append(Column("group", _("Nhóm")))
    return Table(request, columns, rows, search=("name", "where", "why"), sort="why", downloadable=False)
