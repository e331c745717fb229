"""What whoever writes and approves no report can read: what the place has sent, and how many below it have."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count

from tremang.places.models import Kind, Place
from tremang.reports.acting import readable_states
from tremang.reports.asking import code_of
from tremang.reports.kinds import Rules
from tremang.reports.models.kinds import Level, ReportKind
from tremang.reports.models.written import SENT, Report
from tremang.reports.periods import Period, last_over, period_of
from tremang.reports.queries.reasons import late_url, report_url

NEWEST = 12


class Readable(NamedTuple):
    """A report that was sent."""

    report: Report
    kind: ReportKind
    period: Period
    url: str


class Below(NamedTuple):
    """How many places below have sent their report of a kind for the period that was over last."""

    kind: ReportKind
    period: Period
    count: int
    url: str


class Reading(NamedTuple):
    """What there is to read at a place."""

    place: Place
    sent: list[Readable]
    below: list[Below]


def reading_at(place: Place, known: Rules, today: date) -> Reading:
    """The newest reports of the place that every reader may read, and what came from below. Two queries."""
    rows = Report.objects.filter(place=place, state__in=readable_states(place)).order_by("-to_on", "kind")[:NEWEST]
    sent = []
    for row in rows:
        kind = known.named(row.kind, row.to_on)
        sent.append(Readable(row, kind, period_of(kind, row.period), report_url(row.kind, code_of(place), row.period)))
    return Reading(place, sent, list(_below(place, known, today)) if place.kind == Kind.PROVINCE else [])


def _below(place: Place, known: Rules, today: date) -> Iterable[Below]:
    newest = [(kind, last_over(kind, today)) for kind in known.on(today) if kind.level == Level.COMMUNE]
    rows = Report.objects.filter(
        kind__in=[kind.code for kind, _period in newest], period__in=[period.label for _kind, period in newest],
        state__in=SENT,
    )  # fmt: skip
    counts = {(kind, label): count for kind, label, count in rows.values_list("kind", "period").annotate(Count("pk"))}
    for kind, period in newest:
        if count := counts.get((kind.code, period.label), 0):
            yield Below(kind, period, count, f"{late_url(code_of(place), kind.code, period.label)}&xem=tat-ca")
