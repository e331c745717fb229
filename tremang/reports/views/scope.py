"""Where a board looks: the place, kind and period that an address names, within the reader's powers."""

from datetime import date
from typing import NamedTuple

from django.http import HttpRequest

from tremang.accounts.models import User
from tremang.accounts.powers import TABLE, Verb, require, roles
from tremang.accounts.problems import refused_anywhere
from tremang.kernel.problems import Problem
from tremang.places.models import Kind, Place
from tremang.places.queries import city
from tremang.reports.asking import REPORTING, code_of, place_of
from tremang.reports.kinds import kinds_on
from tremang.reports.models.kinds import Level, ReportKind
from tremang.reports.periods import Period, last_over, period_of, periods_between, previous

BELOW = {
    Kind.PROVINCE: (Level.COMMUNE, Level.CLUB, Level.CITY), Kind.COMMUNE: (Level.CLUB, Level.COMMUNE), Kind.CLUB: (Level.CLUB,),
}  # fmt: skip


class Scope(NamedTuple):
    """A place, a kind of report and a period; `kinds` are those that can be chosen there, the nearest below first."""

    place: Place
    kind: ReportKind
    period: Period
    kinds: list[ReportKind]

    @property
    def code(self) -> str:
        """How addresses name the place."""
        return code_of(self.place)


def own_place(user: User, today: date, verb: Verb) -> Place:
    """The widest place where the reader holds `verb`; of the nation the City. Raises Refused where there is none."""
    held = [role for role in roles(user, today) if verb in TABLE[role.kind]]
    if not held:
        raise refused_anywhere(verb)
    place = min(held, key=lambda role: (role.place.path.count("."), role.place.sort)).place
    if place.kind == Kind.NATION:
        return city()
    return place


def place_asked(request: HttpRequest, today: date, verb: Verb = Verb.SEE_FIGURES) -> Place:
    """The place of `?noi=`, or the reader's own. Raises Problem no_place, Refused."""
    code = request.GET.get("noi", "").strip()
    if not code:
        return own_place(request.user, today, verb)
    place = place_of(code)
    require(request.user, verb, place, today)
    return place


def scope(request: HttpRequest, today: date) -> Scope:
    """What `?noi=`, `?loai=` and `?ky=` ask for. A kind or period that is none falls back to the first: nothing fails."""
    place = place_asked(request, today)
    levels = BELOW[Kind(place.kind)] if place.kind in REPORTING else ()
    kinds = [kind for level in levels for kind in kinds_on(today) if kind.level == level and _has_period(kind, today)]
    kind = next((one for one in kinds if one.code == request.GET.get("loai")), kinds[0])
    return Scope(place, kind, _period(kind, request.GET.get("ky", ""), today), kinds)


def _has_period(kind: ReportKind, today: date) -> bool:
    """Whether a period of the kind is over: reviews come with the ends of the plan's phases."""
    last = last_over(kind, today)
    return bool(periods_between(kind, last.to_on, last.to_on))


def _period(kind: ReportKind, label: str, today: date) -> Period:
    try:
        period = period_of(kind, label)
    except Problem:
        return last_over(kind, today)
    return period if period.from_on <= today else last_over(kind, today)


def recent(kind: ReportKind, today: date, count: int) -> list[Period]:
    """The newest periods of the kind that are over, the newest first."""
    found = [last_over(kind, today)]
    while len(found) < count:
        found.append(previous(kind, found[-1]))
    return found
