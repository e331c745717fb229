"""From what a report's files are written: what was sent, or else the draft of now."""

from dataclasses import replace
from datetime import date
from typing import Any

from tremang.kernel import clock
from tremang.places.models import Place
from tremang.reports.draft import Draft
from tremang.reports.freezing import body
from tremang.reports.models.kinds import ReportKind
from tremang.reports.models.written import SENT, Frozen
from tremang.reports.papers import Source
from tremang.reports.periods import Period
from tremang.reports.showing import is_sensitive


def source_of(kind: ReportKind, place: Place, period: Period, today: date, number: int | None = None) -> Source:
    """The newest version that stands as sent (or the one of that `number`, whatever became of it), else the draft."""
    versions = Frozen.objects.filter(report__kind=kind.code, report__place=place, report__period=period.label)
    versions = versions.filter(report__state__in=SENT) if number is None else versions.filter(number=number)
    version = versions.select_related("report").order_by("-number").first()
    if version is not None:
        return Source.of(version)
    return Source({**body(Draft.of(kind, place, period, today)), "missing_reason": ""}, clock.now(), is_draft=True)


def shown_to(source: Source, *, sees_needs: bool) -> Source:
    """The same without the counts of needs of persons, for readers whose duty it is not (decision 9).

    Of the places below nobody's are in a file: who may see them opens that place's own report.
    """
    body = source.body
    codes = {line["code"] for line in body["lines"] if not is_sensitive(line["code"])}

    def only(figures: dict[str, Any]) -> dict[str, Any]:
        return {code: figure for code, figure in figures.items() if code in codes}

    parts = [{**part, "figures": only(part["figures"]), "computed": only(part["computed"])} for part in body["parts"]]
    if sees_needs:
        return replace(source, body={**body, "parts": parts})
    lines = [line for line in body["lines"] if line["code"] in codes]
    return replace(source, body={**body, "lines": lines, "figures": only(body["figures"]), "parts": parts})
