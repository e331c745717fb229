"""From what a report's files are written: what was sent, or else the draft of now."""

from dataclasses import replace
from datetime import date
from typing import Any

from tremang.kernel import clock
from tremang.places.models import Place
from tremang.reports.acting import fitting, found
from tremang.reports.draft import Draft
from tremang.reports.freezing import body
from tremang.reports.models.kinds import Level, ReportKind
from tremang.reports.models.written import SENT, Frozen
from tremang.reports.papers import Source
from tremang.reports.periods import Period
from tremang.reports.showing import is_sensitive, less_small, too_small


def ensure_there(kind: ReportKind, place: Place, period: Period, today: date) -> None:
    """Whether there is anything to write: what was sent, whatever became of its place, else what it can draft (`fitting`)."""
    known = found(kind, place, period)
    if known is None or not known.is_sent:
        fitting(kind, place, period, today)


def source_of(kind: ReportKind, place: Place, period: Period, today: date, number: int | None = None) -> Source:
    """The newest version that stands as sent (or the one of that `number`, whatever became of it), else the draft."""
    versions = Frozen.objects.filter(report__kind=kind.code, report__place=place, report__period=period.label)
    versions = versions.filter(report__state__in=SENT) if number is None else versions.filter(number=number)
    version = versions.select_related("report").order_by("-number").first()
    if version is not None:
        return Source.of(version)
    draft = Draft.of(kind, place, period, today)
    return Source({**body(draft), "missing_reason": ""}, clock.now(), is_draft=True, replaced=draft.kept.fallen)


def shown_to(source: Source, *, sees_needs: bool) -> Source:
    """The same without the counts of needs of persons, for readers whose duty it is not (decision 9).

    Of the places below nobody's are in a file: who may see them opens that place's own report. Of the City small numbers
    are in none, nor by how much its sent numbers of such persons changed. `kept_back` counts the lines that are left out: the
    paper says so.
    """
    body = source.body
    every = {line["code"] for line in body["lines"]}
    figures, adjustments, small = body["figures"], body["adjustments"], set()
    if body["kind"]["level"] == Level.CITY:
        figures, small = less_small(body["lines"], figures), too_small(body["lines"], figures)
        adjustments = [entry for entry in adjustments if not is_sensitive(entry["line"])]
    plain = {code for code in every if not is_sensitive(code)}
    own = every - small if sees_needs else plain
    parts = [
        {**part, "figures": _only(part["figures"], plain), "computed": _only(part["computed"], plain)}
        for part in body["parts"]
    ]
    lines = [line for line in body["lines"] if line["code"] in own]
    told = {"lines": lines, "figures": _only(figures, own), "parts": parts, "adjustments": adjustments}
    told["kept_back"] = len(every) - len(lines)
    return replace(source, body={**body, **told})


def _only(figures: dict[str, Any], codes: set[str]) -> dict[str, Any]:
    return {code: figure for code, figure in figures.items() if code in codes}
