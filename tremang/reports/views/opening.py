"""A figure opened: the places below with theirs, or of a club the rows themselves."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, may, require
from tremang.accounts.suppression import BELOW
from tremang.kernel import clock
from tremang.places.models import Kind
from tremang.reports.acting import readable_states
from tremang.reports.asking import asked, code_of, kind_and_place
from tremang.reports.hiding import hidden_nodes
from tremang.reports.lines.base import Line, Unit
from tremang.reports.lines.registry import lines
from tremang.reports.models.kinds import Level
from tremang.reports.opening import Opened, opened
from tremang.reports.periods import period_of
from tremang.reports.showing import is_sensitive, of_line, sees_needs, too_small
from tremang.reports.shown import shown, told, value
from tremang.reports.views.page import Page
from tremang.ui.tables import Column, Table

_ORDER = (Kind.CLUB, Kind.COMMUNE, Kind.PROVINCE)


@login_required
def line_page(request: HttpRequest, kind: str, code: str, period: str, line: str) -> HttpResponseBase:
    """One figure of a report; also of a place below, by the period of the report above it."""
    today = clock.today()
    form, place = kind_and_place(kind, code, today)
    named = period_of(form, period)
    require(request.user, Verb.SEE_FIGURES, place, today)
    chosen = lines().get(line)
    if chosen is None or line not in form.lines:
        raise Http404
    is_own = form.level == place.kind
    if not is_own and _ORDER.index(place.kind) > _ORDER.index(form.level):
        asked(kind, code, period, today)  # raises wrong_level
    page = Page(request, form, place, named, today)
    context = page.context | {
        "line": chosen, "is_own": is_own, "crumb": page.crumbs[-1:] if not is_own else page.crumbs,
        "report_url": page.url("report") if is_own and (page.reads_drafts or _is_open(page)) else "",
    }  # fmt: skip
    if is_sensitive(line) and not sees_needs(page.user, place, today):
        return render(request, "reports/line_hidden.html", context)
    draft = page.draft
    is_small = _guarded(page, chosen) and 0 in _kept_back(page, chosen)
    is_sent = page.report is not None and page.report.is_sent and (page.reads_drafts or _is_open(page))
    as_sent = _as_sent(page, chosen) if is_own and is_sent and form.level != Level.CLUB else ""
    found = opened(draft, chosen, persons=_sees_persons(page, line))
    table = _of_parts(page, chosen, found) if found.parts else _of_rows(page, chosen, found)
    if table.download_asked:
        return table.download(f"{line}-{code_of(place)}-{named.label}", str(chosen.title))
    given = draft.overrides.get(line) if draft.report and (is_sent or page.reads_drafts) else None
    context |= {
        "as_sent": as_sent,
        "mend_url": page.url("override", line) if is_own and page.writes and not chosen.is_share and not is_sent else "",
        "found": found, "table": table, "figure": BELOW if is_small else of_line(chosen, found.figure), "given": given,
        "given_words": of_line(chosen, draft.reported[line]) if given and not is_small else "",
        "keeps_back": bool(_guarded(page, chosen) and found.parts),
        "own": of_line(chosen, found.own) if found.parts and any(found.own) and not chosen.is_share else "",
    }  # fmt: skip
    return render(request, "reports/line.html", context)


def _is_open(page: Page) -> bool:
    """Whether everybody who reads the figures of the place may read its report."""
    return page.report is not None and page.report.state in readable_states(page.place)


def _guarded(page: Page, line: Line) -> bool:
    """Whether a line counts people in a way that is not this reader's duty."""
    return line.sensitive and not page.has_duty


def _kept_back(page: Page, line: Line) -> set[int]:
    """The nodes whose numbers on such a line he is not told, 0 for the City; all below where it is a share."""
    if line.is_share:
        return {part.unit.node for part in page.draft.sheet.parts}
    return hidden_nodes(line, page.period, page.today)


def _as_sent(page: Page, line: Line) -> str:
    """The figure as the report was sent with it."""
    versions = page.kept.versions
    entry = versions[-1].body["figures"].get(line.code) if versions else None
    if entry is None:
        return ""
    is_small = _guarded(page, line) and too_small([told(line)], {line.code: entry})
    return str(BELOW) if is_small else shown(told(line), entry["reported"])


def _sees_persons(page: Page, line: str) -> bool:
    """Names of members by duty; of needs nobody's name stands on a page of reports."""
    return may(page.user, Verb.SEE_PERSONS, page.place, page.today) and not is_sensitive(line)


def _number(line: Line, figure: Any) -> float | int | None:
    found = value(told(line), figure)
    if found is None:
        return None
    return float(found) if line.unit == Unit.PERCENT else int(found)


def _of_parts(page: Page, line: Line, found: Opened) -> Table:
    guarded = _guarded(page, line)
    kept_back = _kept_back(page, line) if guarded else set()
    sent = any(part.is_sent for part in found.parts) and not guarded
    rows = [
        {
            "name": part.unit.name, "url": part.url,
            "now": None if part.unit.node in kept_back else _number(line, part.now),
            "sent": _number(line, part.reported) if part.is_sent else None,
        }
        for part in found.parts
    ]  # fmt: skip
    kind = {Unit.DONG: "money", Unit.PERCENT: "percent"}.get(line.unit, "number")
    head = _("Câu lạc bộ") if page.place.kind == Kind.COMMUNE else _("Xã, phường")
    columns = [Column("name", head, "link", url="url"), Column("now", _("Theo sổ nay"), kind)]
    if sent:
        columns.append(Column("sent", _("Như đã gửi"), kind))
    return Table(page.request, columns, rows, search=("name",) if len(rows) > 20 else (), sort="")


def _of_rows(page: Page, line: Line, found: Opened) -> Table:
    kind = "money" if line.unit == Unit.DONG else "number"
    dated = any(row.day for row in found.rows)
    columns = [Column("words", _("Việc đã ghi"), "link", url="url")]
    if dated:
        columns.insert(1, Column("day", _("Ngày"), "day"))
    if found.adds_up and not line.is_share:
        columns.append(Column("amount", _("Đồng") if kind == "money" else _("Số"), kind))
    rows = [{"day": row.day, "words": row.words, "amount": row.amount, "url": row.url} for row in found.rows]
    empty = _("Trong kỳ chưa có việc nào được ghi vào dòng này.")
    return Table(page.request, columns, rows, search=("words",) if len(rows) > 20 else (), empty=empty)
