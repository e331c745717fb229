"""Which places a report is expected of, and what stands for a club's month without anybody pressing a button."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from tremang.clubs.models import State as ClubState
from tremang.clubs.models import StateRow
from tremang.meetings.models import Meeting
from tremang.places.models import Kind, Place, Succession
from tremang.places.queries import under
from tremang.reports.gathered import Rounds
from tremang.reports.kinds import feeding
from tremang.reports.models.kinds import Level, ReportKind
from tremang.reports.periods import Period, is_before_records, owed_between


class Expected(NamedTuple):
    """A place of which a report is expected; `commune` is the code of the commune in which it lies now."""

    node: int
    code: str  # the official code of a commune or the City, a club's number
    name: str
    commune: str


def expecting(kind: ReportKind, periods: Sequence[Period], place: Place | None = None) -> Rounds:
    """Of whom the report is expected in each period, within `place`, in Vietnamese order of names. One round.

    Clubs that were active on the period's last day, communes that are there now and were then (or stand where another
    stood), and the City. Of a period of which no report is owed (`is_before_records`), of nobody.
    """
    found: list[list[Expected]] = [[] for _period in periods]
    asked = [
        (period, there) for period, there in zip(periods, found, strict=True) if not is_before_records(kind, period)
    ]
    if kind.level == Level.CLUB:
        rows = StateRow.objects.filter(state=ClubState.ACTIVE, from_on__lte=max(one.to_on for one in periods))
        if place is not None:
            rows = rows.filter(under(place.path, "club__place__path"))
        columns = ("club", "club__name", "club__place__path", "from_on", "to_on")
        [active] = yield [rows.order_by("club__place__sort", "club").values_list(*columns)]
        for pk, name, path, from_on, to_on in active:
            one = Expected(pk, str(pk), name, path.split(".", 3)[2])
            for period, there in asked:
                if from_on <= period.to_on and (to_on is None or period.to_on <= to_on):
                    there.append(one)
        return found
    wanted = Kind.COMMUNE if kind.level == Level.COMMUNE else Kind.PROVINCE
    places = Place.objects.filter(kind=wanted, valid_to__isnull=True).order_by("sort")
    if place is not None:
        places = places.filter(under(place.path))
    there_now, heirs = yield [
        places.values_list("pk", "code", "name", "valid_from"), Succession.objects.values_list("successor", flat=True)
    ]  # fmt: skip
    for pk, code, name, valid_from in there_now:
        one = Expected(pk, code, name, code if wanted == Kind.COMMUNE else "")
        for period, there in asked:
            if valid_from <= period.to_on or pk in heirs:
                there.append(one)
    return found


def periods_below(below: ReportKind, period: Period) -> list[Period]:
    """The periods of a kind below whose reports go into one of `period`: those that end in it, where one is owed."""
    return owed_between(below, period.from_on, period.to_on)


def kinds_below(kind: ReportKind, period: Period) -> list[tuple[ReportKind, list[Period]]]:
    """The kinds that go into `kind`, each with its periods."""
    return [(below, periods_below(below, period)) for below in feeding(kind, period.to_on)]


def writing_down(periods: Collection[Period], clubs: Q) -> Rounds:
    """Club and month → the day on which its first meeting of that month was written down. One round.

    `clubs` is a condition over the columns of a meeting. The day of writing is kept through later corrections.
    """
    found: dict[tuple[int, str], date] = {}
    if not periods:
        return found
    first, last = min(one.from_on for one in periods), max(one.to_on for one in periods)
    meetings = Meeting.objects.filter(clubs, held_on__gte=first, held_on__lte=last).order_by()
    [rows] = yield [meetings.values_list("club", "held_on", "recorded_at")]
    for club, held_on, at in rows:
        day = timezone.localtime(at).date()
        for label in _labels(periods, held_on):
            known = found.get((club, label))
            if known is None or day < known:
                found[club, label] = day
    return found


def meeting_in(periods: Collection[Period], clubs: Q) -> Rounds:
    """The clubs and months with a meeting on record; `clubs` as above. One round."""
    first, last = min(one.from_on for one in periods), max(one.to_on for one in periods)
    meetings = Meeting.objects.filter(clubs, held_on__gte=first, held_on__lte=last).order_by()
    [rows] = yield [meetings.values_list("club", "held_on")]
    return {(club, label) for club, held_on in rows for label in _labels(periods, held_on)}


def _labels(periods: Iterable[Period], day: date) -> list[str]:
    return [one.label for one in periods if one.from_on <= day <= one.to_on]
