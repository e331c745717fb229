"""Boards: what is due from me now; who is late and why."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, holds_any, may, reaches_above_communes
from tremang.accounts.problems import refused_anywhere
from tremang.kernel import clock
from tremang.kernel.format import NBSP, number
from tremang.kernel.format import day as written
from tremang.places.models import Kind
from tremang.reports.acting import above, may_approve, may_write
from tremang.reports.kinds import rules
from tremang.reports.marking import marked
from tremang.reports.models.kinds import Level, ReportKind
from tremang.reports.models.written import State
from tremang.reports.obstacles import raised_by
from tremang.reports.periods import Period
from tremang.reports.queries import Standing, completeness, standings
from tremang.reports.queries.duties import Back, Duty, Waiting, first_page
from tremang.reports.queries.readers import reading_at
from tremang.reports.queries.reasons import Reader, late_url, returned
from tremang.reports.views.kept import kept
from tremang.reports.views.scope import Scope, own_place, recent, scope
from tremang.ui.links import address
from tremang.ui.tables import Column, Table

SHOWN_PERIODS = 6
LOOKS = {"tre": gettext_lazy("Trễ hạn"), "cho": gettext_lazy("Chờ duyệt"), "tat-ca": gettext_lazy("Tất cả")}


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What is due from the reader's own places, and what waits for his approval; the first has the one button."""
    today = clock.today()
    if not holds_any(request.user, Verb.SEE_FIGURES, today):
        raise refused_anywhere(Verb.SEE_FIGURES)
    body = kept(request, "reports/home_body.html", 0, today, lambda: _home(request.user, today), request.user.pk)
    return render(request, "reports/home.html", {"body": body})


def _home(user: User, today: date) -> dict[str, Any]:
    found, approvals, answering = first_page(user, today)
    approves = holds_any(user, Verb.APPROVE_REPORTS, today)
    reads = not found and not approves
    due = [_due(duty, *one, today) for duty in found for one in duty.open_now]
    due += [_back(duty, one, today) for duty in found for one in duty.back]
    waiting = [_waiting(one) for one in approvals]
    for item in (due + waiting)[:1]:
        item["primary"] = bool(item["url"])
    return {
        "answering": [(row, raised_by(row), row.is_late(today)) for row in answering],
        "archives_url": address("reports:archives") if reaches_above_communes(user, Verb.APPROVE_REPORTS, today) else "",
        "reading": reading_at(own_place(user, today, Verb.SEE_FIGURES), rules(), today) if reads else None,
        "kinds_url": address("reports:kinds") if holds_any(user, Verb.SET_TARGETS, today) else "",
        "today": today, "writes": bool(found), "due": due, "waiting": waiting,
        "approves": approves,
        "coming": sorted(
            ((one, duty.place) for duty in found for one in duty.coming), key=lambda pair: pair[0].due_on
        ),
        "earlier": [(one, duty.place) for duty in found for one in duty.earlier],
        "sent": [(kind, period, one, duty.place) for duty in found for kind, period, one in duty.now if one.is_there],
    }  # fmt: skip


def _due(duty: Duty, kind: ReportKind, period: Period, one: Standing, today: date) -> dict[str, Any]:
    """A report that is due, for the waiting list: its due day, what is lacking, and the way to it."""
    words, action, url = [_when(one.due_on, today)], _("Mở báo cáo"), one.url
    if one.closes_on < today:
        words.append(_locked(duty, one.closes_on))
    words += [reason.text for reason in one.reasons if reason.code not in ("not_opened", "silent_since")]
    if one.state == State.RETURNED:
        action = _("Sửa rồi gửi lại")
    elif kind.level == Level.CLUB and one.state != State.SUBMITTED:
        action, url = _("Ghi buổi sinh hoạt"), address("agenda:start", duty.place.pk)
    elif one.state == State.DRAFT:
        action = _("Soạn tiếp và gửi")
    return {
        "what": _("%(title)s, %(period)s") % {"title": kind.title, "period": period.words}, "cause": " ".join(words),
        "url": url, "action": action,
    }  # fmt: skip


def _back(duty: Duty, one: Back, today: date) -> dict[str, Any]:
    """An earlier report that came back: why, and until when it can be sent again."""
    words = [_when(one.light.due_on, today), returned(one.light.url, one.why).text]
    if one.closes_on < today:
        words.append(_locked(duty, one.closes_on))
    else:
        words.append(_("Gửi lại được đến hết ngày %(day)s.") % {"day": written(one.closes_on)})
    title = {"title": one.light.kind.title, "period": one.light.period.words}
    return {
        "what": _("%(title)s, %(period)s") % title, "cause": " ".join(words), "url": one.light.url,
        "action": _("Sửa rồi gửi lại"),
    }  # fmt: skip


def _locked(duty: Duty, closes_on: date) -> str:
    words = {"day": written(closes_on + timedelta(days=1)), "who": above(duty.place).name}
    return _("Đã khóa nhận báo cáo từ ngày %(day)s, muốn gửi cần %(who)s cho gửi muộn.") % words


def _when(due_on: date, today: date) -> str:
    words = {"day": written(due_on), "count": number(abs((due_on - today).days))}
    if due_on == today:
        return _("Hạn hôm nay, ngày %(day)s.") % words
    if due_on > today:
        return _("Hạn ngày %(day)s, còn %(count)s ngày.") % words
    return _("Hạn ngày %(day)s, đã quá %(count)s ngày.") % words


def _waiting(one: Waiting) -> dict[str, Any]:
    words = {"place": one.report.place.name, "title": one.kind.title, "period": one.period.words}
    cause = _("Gửi ngày %(day)s, hạn ngày %(due)s.") % {
        "day": written(one.report.submitted_on), "due": written(one.report.due_on),
    }  # fmt: skip
    if one.report.lacking:
        cause += " " + _("Gửi khi còn thiếu %(count)s báo cáo.") % {"count": one.report.lacking}
    return {
        "what": _("%(place)s: %(title)s, %(period)s") % words,
        "cause": cause,
        "url": one.url,
        "action": _("Xem và duyệt"),
    }


@login_required
def late(request: HttpRequest) -> HttpResponse:
    """Who is late with a report and why, each with the next step; of the City's clubs their number in each commune."""
    today = clock.today()
    asked = scope(request, today)
    look = request.GET.get("xem", "")
    look = look if look in LOOKS else "tre"
    by_commune = asked.place.kind == Kind.PROVINCE and asked.kind.level == Level.CLUB
    listed = _by_commune if by_commune else _by_place
    reader = _reader(request.user, asked, today)
    if request.GET.get("download") == "xlsx":
        return listed(request, asked, look, today)[0].download("bao-cao-tre-han", _title(asked))

    def context() -> dict[str, Any]:
        table, counts = listed(request, asked, look, today)
        return {
            "asked": asked, "table": table, "today": today, "counts": counts, "by_commune": by_commune,
            "title": _title(asked), "look": look, "periods": recent(asked.kind, today, SHOWN_PERIODS),
            "looks": [(code, label, counts[code]) for code, label in LOOKS.items() if not by_commune or code != "cho"],
        }  # fmt: skip

    text = kept(request, "reports/late_body.html", asked.place.pk, today, context, *map(int, reader))
    return render(request, "reports/late.html", {"asked": asked, "body": text})


def _reader(user: User, asked: Scope, today: date) -> Reader:
    """What the user may do with the reports of a board: those of its place itself, or of the places below."""
    keeps_users = may(user, Verb.KEEP_USERS, asked.place, today)
    if asked.kind.level == asked.place.kind:
        return Reader(may_approve(user, asked.place, today), may_write(user, asked.place, today), keeps_users)
    return Reader(may(user, Verb.APPROVE_REPORTS, asked.place, today), False, keeps_users)


def _title(asked: Scope) -> str:
    return _("%(title)s, %(period)s") % {"title": asked.kind.title, "period": asked.period.words}


def mark(one: Standing) -> tuple[str, str]:
    """Shape and words of where a report stands."""
    return marked(
        one.state, is_there=one.is_there, complete=one.complete, on_time=one.on_time, is_late=one.is_late,
    )  # fmt: skip


def _by_place(request: HttpRequest, asked: Scope, look: str, today: date) -> tuple[Table, dict[str, int]]:
    found = standings(asked.kind, asked.period, today, asked.place)
    groups = {
        "tre": [one for one in found if one.is_late or one.state == State.RETURNED],
        "cho": [one for one in found if one.state == State.SUBMITTED],
        "tat-ca": found,
    }
    is_club = asked.kind.level == Level.CLUB
    reader = _reader(request.user, asked, today)
    opens = reader.approves or reader.writes
    rows = []
    for order, one in enumerate(groups[look]):
        shape, words = mark(one)
        step = one.next_step(reader, today)
        rows.append(
            {
                "name": one.place.name, "order": order, "code": one.place.code,
                "url": address("web:club", one.place.node) if is_club else one.url if opens or one.is_open else "",
                "mark": shape, "mark_words": words,
                "due_on": one.due_on, "submitted_on": one.submitted_on,
                "why": " ".join(reason.told_to(reader) for reason in one.reasons), "step": step.words, "step_url": step.url,
            }
        )  # fmt: skip
    columns = [
        Column("name", _("Câu lạc bộ") if is_club else _("Nơi báo cáo"), "link", url="url", order="order"),
        Column("why", _("Vì sao"), sortable=False),
        Column("step", _("Việc tiếp theo").replace(" ", NBSP), "link", url="step_url", sortable=False),
        Column("due_on", _("Hạn"), "day"),
        Column("submitted_on", _("Ngày ghi") if is_club else _("Ngày gửi"), "day"),
        Column("mark", _("Tình trạng"), "verdict", words="mark_words", sortable=False),
    ]
    table = Table(
        request, columns, rows, search=("name", "code"), sort="name", empty=_("Không có nơi nào trong nhóm này."),
    )  # fmt: skip
    return table, {code: len(group) for code, group in groups.items()}


def _by_commune(request: HttpRequest, asked: Scope, look: str, today: date) -> tuple[Table, dict[str, int]]:
    matrix = completeness(asked.period.to_on, asked.period.to_on, [asked.kind.code])
    column = next(one for one in matrix.columns if one.period == asked.period)
    is_over = column.due_on < today
    rows = []
    for order, (code, name, _sort) in enumerate(matrix.communes):
        expected, complete = column.expected[order], column.complete[order]
        if expected:
            lacking = expected - complete
            shape = ("behind" if is_over else "undeclared") if lacking else "met"
            words = _("Đủ") if not lacking else _("Trễ hạn") if is_over else _("Chưa đến hạn")
            step = _("Xem từng câu lạc bộ") if lacking else ""
            rows.append(
                {
                    "name": name, "order": order, "code": code, "url": address("web:commune", code), "expected": expected,
                    "complete": complete, "on_time": column.on_time[order], "lacking": lacking, "step": step,
                    "step_url": late_url(code, asked.kind.code, asked.period.label) if lacking else "", "mark": shape,
                    "mark_words": words,
                }
            )  # fmt: skip
    groups = {"tre": [row for row in rows if row["lacking"] and is_over], "tat-ca": rows}
    columns = [
        Column("name", _("Xã, phường"), "link", url="url", order="order"),
        Column("lacking", _("CLB chưa có"), "number"),
        Column("complete", _("CLB đã có"), "number"),
        Column("on_time", _("Đúng hạn"), "number"),
        Column("expected", _("CLB đang hoạt động"), "number"),
        Column("step", _("Việc tiếp theo"), "link", url="step_url", sortable=False),
        Column("mark", _("Tình trạng"), "verdict", words="mark_words", sortable=False),
    ]
    chosen = groups.get(look, groups["tre"])
    table = Table(
        request, columns, chosen, search=("name", "code"), sort="-lacking",
        empty=_("Xã, phường nào cũng đã đủ.") if is_over else _("Kỳ này chưa đến hạn nên chưa có nơi nào trễ."),
    )  # fmt: skip
    return table, {code: len(group) for code, group in groups.items()}
