"""The calendar of completeness: who had each period's report, and whether in time; as a page and as Excel."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tremang.kernel import clock
from tremang.kernel.text import whole
from tremang.places.models import Kind
from tremang.reports.boxes.phrases import small
from tremang.reports.marking import marked
from tremang.reports.models.kinds import Level, Rhythm
from tremang.reports.models.written import SENT, State
from tremang.reports.periods import Period, periods_between
from tremang.reports.queries import completeness
from tremang.reports.queries.completeness import Column as Months
from tremang.reports.queries.completeness import of_each_club
from tremang.reports.queries.reasons import late_url
from tremang.reports.views.kept import kept
from tremang.reports.views.scope import Scope, recent, scope
from tremang.ui.links import address
from tremang.ui.tables import Column, Table

SHOWN, MOST = 6, 60
ROWS = 36  # of seven columns each: what an old phone takes (60 kB)
RANKS = {"behind": 0, "undeclared": 1, "on_pace": 2, "met": 3}
NONE = ("no_number", "–", 9.0)


@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """Places × periods of one kind: six periods on the page, up to sixty in the file (`?so=`)."""
    today = clock.today()
    asked = scope(request, today)
    kinds = [kind for kind in asked.kinds if kind.level != Level.CITY]
    asked = asked._replace(kinds=kinds, kind=asked.kind if asked.kind in kinds else kinds[0])
    count = min(max(whole(request.GET.get("so", ""), SHOWN), 1), MOST)
    periods = recent(asked.kind, _shown_from(asked, request, today), count)[::-1]
    title = _("%(title)s, %(place)s") % {"title": asked.kind.title, "place": asked.place.name}
    if request.GET.get("download") == "xlsx":
        return _in_words(request, _table(request, asked, periods, today)).download("lich-bao-cao", title)

    def context() -> dict[str, Any]:
        return {
            "asked": asked, "table": _table(request, asked, periods, today), "title": title, "today": today,
            "periods": periods, "most": MOST, "by_club": _is_by_club(asked), "older": periods[0].label,
            "is_newest": periods[-1] == recent(asked.kind, today, 1)[0],
            "unit": {Rhythm.MONTH: _("tháng"), Rhythm.QUARTER: _("quý")}.get(Rhythm(asked.kind.rhythm), _("kỳ")),
        }  # fmt: skip

    text = kept(request, "reports/calendar_body.html", asked.place.pk, today, context)
    return render(request, "reports/calendar.html", {"asked": asked, "body": text})


def _is_by_club(asked: Scope) -> bool:
    return asked.kind.level == Level.CLUB and asked.place.kind != Kind.PROVINCE


def _table(request: HttpRequest, asked: Scope, periods: list[Period], today: date) -> Table:
    by_club = _is_by_club(asked)
    rows = _clubs(asked, periods, today) if by_club else _communes(asked, periods, today)
    columns = [
        Column("name", _("Câu lạc bộ") if by_club else _("Xã, phường"), "link", url="url", order="order"),
        *(Column(period.label, _head(period), "verdict", words=f"{period.label}-words", order=f"{period.label}-order")
          for period in periods),
    ]  # fmt: skip
    none = _("Kỳ này chưa có nơi nào phải báo cáo.")
    return Table(request, columns, rows, search=("name",), sort="name", empty=none, page_size=ROWS)


def _shown_from(asked: Scope, request: HttpRequest, today: date) -> date:
    """The day after the newest period shown: `?truoc=` names the oldest period of the page before."""
    label = request.GET.get("truoc", "")
    older = [one for one in periods_between(asked.kind, date(today.year - 11, 1, 1), today) if one.label == label]
    return min(older[0].to_on, today) if older else today


def _head(period: Period) -> str:
    words = period.words
    return words[:1].upper() + words[1:]


def _in_words(request: HttpRequest, table: Table) -> Table:
    """The same rows with words in the cells, for the file."""
    rows = [row | {column.key: row[column.words] for column in table.columns if column.words} for row in table.rows]
    return Table(request, [Column(one.key, one.label) for one in table.columns], rows, search=("name",))


def _communes(asked: Scope, periods: list[Period], today: date) -> list[dict[str, Any]]:
    within = asked.place if asked.place.kind == Kind.COMMUNE else None
    matrix = completeness(periods[0].to_on, periods[-1].to_on, [asked.kind.code], within)
    of_clubs = asked.kind.level == Level.CLUB
    rows = []
    for at, (code, name, _sort) in enumerate(matrix.communes):
        row: dict[str, Any] = {"name": name, "order": at, "url": _url(asked, code)}
        for column in matrix.columns:
            _put(row, column.period, *(_shares(column, at, today) if of_clubs else _single(column, at, today)))
        if any(column.expected[at] for column in matrix.columns):
            rows.append(row)
    return rows


def _url(asked: Scope, code: str) -> str:
    if asked.kind.level == Level.CLUB:
        return f"{address('reports:calendar')}?noi={code}&loai={asked.kind.code}"
    return late_url(code, asked.kind.code, asked.period.label)


def _clubs(asked: Scope, periods: list[Period], today: date) -> list[dict[str, Any]]:
    rows = []
    for order, club in enumerate(of_each_club(asked.kind, periods, asked.place)):
        row: dict[str, Any] = {"name": club.name, "order": order, "url": address("web:club", club.node)}
        for number, period in enumerate(periods):
            masks = (club.expected, club.complete, club.on_time, club.returned)
            expected, complete, on_time, returned = (bool(bits >> number & 1) for bits in masks)
            state = State.RETURNED if returned else State.DUE
            _put(row, period, *(_told(
                state, is_there=complete, complete=complete, on_time=on_time, is_late=not complete and club.dues[number] < today,
            ) if expected else NONE))  # fmt: skip
        rows.append(row)
    return rows


def _put(row: dict[str, Any], period: Period, shape: str, words: str, order: float) -> None:
    row[period.label], row[f"{period.label}-words"], row[f"{period.label}-order"] = shape, words, order


def _single(column: Months, at: int, today: date) -> tuple[str, str, float]:
    if not column.expected[at]:
        return NONE
    state = State(column.states[at] or State.DUE)
    return _told(
        state, is_there=state in SENT, complete=bool(column.complete[at]), on_time=bool(column.on_time[at]),
        is_late=state not in SENT and column.due_on < today,
    )  # fmt: skip


def _told(state: State, **flags: bool) -> tuple[str, str, float]:
    """Shape, words and rank of one report, in the words of the other boards."""
    shape, words = marked(state, **flags)
    return shape, small(words), RANKS[shape]


def _shares(column: Months, at: int, today: date) -> tuple[str, str, float]:
    """Shape, words and rank of the months of a commune's clubs."""
    expected, complete, on_time = column.expected[at], column.complete[at], column.on_time[at]
    if not expected:
        return NONE
    words = {"complete": complete, "expected": expected, "late": complete - on_time}
    said = _("%(complete)s/%(expected)s CLB") % words
    if complete > on_time:
        said = _("%(complete)s/%(expected)s CLB, %(late)s muộn") % words
    if complete < expected:
        return ("behind" if column.due_on < today else "undeclared"), said, complete / expected
    return ("on_pace" if complete > on_time else "met"), said, 1 + on_time / expected
