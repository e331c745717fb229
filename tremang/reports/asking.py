"""Which report an address or a command names: kind, place and period. A strange word is a sentence, never a failure."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.places.models import Kind, Place
from tremang.reports import problems as say
from tremang.reports.gathered import in_rounds, plain
from tremang.reports.kinds import reading
from tremang.reports.models.kinds import Level, ReportKind
from tremang.reports.periods import Period, period_of

REPORTING = (Kind.CLUB, Kind.COMMUNE, Kind.PROVINCE)


class Asked(NamedTuple):
    """A report that somebody asks for, whether it has been begun or not."""

    kind: ReportKind
    place: Place
    period: Period


def place_of(code: str) -> Place:
    """The City ("01"), a commune by its official code, a club by its number. Raises Problem no_place."""
    return _of_code(_places(code), code)


def _places(code: str) -> QuerySet[Place]:
    named = Q(code=code) | Q(pk=whole(code), kind=Kind.CLUB)
    return Place.objects.filter(named, kind__in=REPORTING).select_related("parent__parent")


def _of_code(rows: Iterable[Place], code: str) -> Place:
    place = min(rows, key=lambda one: one.code != code, default=None)
    if place is None:
        raise Problem("no_place", say.NO_PLACE, field="place", named=code)
    return place


def kind_and_place(kind: str, code: str, today: date) -> tuple[ReportKind, Place]:
    """The kind as it holds today, and the place. One query; raises Problem: no_kind, no_place."""
    known, places = in_rounds(reading(), plain(_places(code)))
    return known.named(kind, today), _of_code(places[0], code)


def code_of(place: Place) -> str:
    """How addresses and commands name a place."""
    return str(place.pk) if place.kind == Kind.CLUB else place.code


def asked(kind: str, code: str, period: str, today: date) -> Asked:
    """The report named by its kind, place and period, by the form of the kind that holds on the period's last day.

    Raises Problem: no_kind, no_place, bad_period, wrong_level.
    """
    known, [places] = in_rounds(reading(), plain(_places(code)))
    form = known.form(kind, today)
    named = period_of(form, period)
    form = known.named(kind, min(named.to_on, today))
    place = _of_code(places, code)
    if form.level != place.kind:
        level = Level(form.level).label
        raise Problem("wrong_level", say.WRONG_LEVEL, field="place", kind=form.title, level=level, place=place.name)
    return Asked(form, place, period_of(form, period))
