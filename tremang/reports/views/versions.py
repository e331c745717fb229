"""A report as it was sent, beside the records of now: where they differ, and what was written since."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from tremang.reports.actions.issuing import FOLDER
from tremang.reports.adjustments import Difference
from tremang.reports.models.papers import IssuedBefore
from tremang.reports.periods import previous
from tremang.reports.showing import changed, of_line
from tremang.reports.shown import told
from tremang.reports.since import Told, told_since
from tremang.reports.views.page import Page
from tremang.reports.views.reading import as_sent

SHOWN = 5  # acts of one place under one line
TOLD = 12  # places and acts under all lines together


@login_required
def version(request: HttpRequest, kind: str, code: str, period: str, number: int) -> HttpResponse:
    """One version exactly as it was sent, and each line that the records now give otherwise; with `?dong=` only that line.

    Under the first lines stands where they differ and what was written since; the page of one line says it of the others.
    """
    page = Page.asked(request, kind, code, period)
    row = page.version(number)
    shown = as_sent(page, row)
    differing: Sequence[Difference] = shown["differing"]
    only = [one for one in differing if one.line.code == request.GET.get("dong")]
    differing = only or differing
    nodes = {unit.node for one in differing for unit, _then, _now in one.parts} or (
        {page.place.pk} if differing else set()
    )
    since = told_since(row, page.period, nodes, page.user, page.today) if nodes else {}
    issue = page.kept.issues.get(row.pk)
    rows = [_beside(page, one, since) for one in differing]
    seen = 0
    for one in rows:
        seen += one["weight"]
        one["is_far"] = seen > TOLD and not only
    context = page.context | shown | {
        "row": row, "rows": rows, "only": only, "previous": previous(page.kind, page.period),
        "version_url": page.url("version", row.number),
        "sender": page.kept.names.get(row.by_id, ""),
        "before": [_noted(page, number, one) for one in reversed(page.kept.before) if issue and one.issue_id == issue.pk],
        "correct_url": page.url("correct_issue", number) if issue and page.writes else "",
        "issue": issue, "pdf_url": page.url("signed", row.number) if issue and issue.file else "",
        "is_newest": row is page.kept.versions[-1], "stands": page.kept.stands(row), "state": page.report.state,
        "add_url": page.url("add_signed", number) if issue and not issue.file and page.writes else "",
    }  # fmt: skip
    return render(request, "reports/version.html", context)


def _noted(page: Page, number: int, one: IssuedBefore) -> tuple[IssuedBefore, str]:
    """What the clerk's record said before, and where its signed paper is ("" where there was none)."""
    return one, page.url("signed_before", number, one.pk) if one.file else ""


def _beside(page: Page, one: Difference, since: dict[int, list[Told]]) -> dict[str, Any]:
    line = told(one.line)

    def moved(node: int) -> list[Told]:
        return [told for told in since.get(node, []) if told.moves(one.line, page.period)][:SHOWN]

    parts = [
        {
            "name": unit.name, "sent": of_line(one.line, then), "now": of_line(one.line, now),
            "change": changed(line, then, now), "told": moved(unit.node),
        }
        for unit, then, now in one.parts
    ]  # fmt: skip
    own = [] if parts else moved(page.place.pk)
    return {
        "title": one.line.title, "sent": of_line(one.line, one.sent), "now": of_line(one.line, one.now),
        "change": changed(line, one.sent, one.now), "parts": parts, "code": one.line.code,
        "told": own, "url": page.url("line", one.line.code), "weight": len(own) + sum(1 + len(part["told"]) for part in parts),
    }  # fmt: skip


@login_required
def signed(request: HttpRequest, kind: str, code: str, period: str, number: int) -> HttpResponseBase:
    """The signed PDF of a version, as the clerk gave it."""
    page = Page.asked(request, kind, code, period)
    issue = page.kept.issues.get(page.version(number).pk)
    return _paper(page, number, issue.file if issue else "")


@login_required
def signed_before(request: HttpRequest, kind: str, code: str, period: str, number: int, pk: int) -> HttpResponseBase:
    """The PDF that was on record before the clerk put it right."""
    page = Page.asked(request, kind, code, period)
    issue = page.kept.issues.get(page.version(number).pk)
    before = next((one for one in page.kept.before if one.pk == pk and issue and one.issue_id == issue.pk), None)
    return _paper(page, number, before.file if before else "")


def _paper(page: Page, number: int, file: str) -> FileResponse:
    path = settings.VAR_DIR / FOLDER / file
    if not file or not path.exists():
        raise Http404
    name = f"{page.kind.code}-{page.args[1]}-{page.period.label}-ban-{number}.pdf"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
