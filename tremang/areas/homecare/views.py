"""The pages of the book besides its registers: a week's visits in one pass, whom nobody visits, who could, the volunteers."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.areas.common import actions as records
from tremang.areas.common.books import Reader
from tremang.areas.common.pages import Outcome, posted, undo_url, write_rows
from tremang.areas.common.queries import called_on
from tremang.areas.common.reading import crumbs_of, look, may_keep, reader_of
from tremang.areas.homecare import problems as say
from tremang.areas.homecare.actions import Line, record_care_visits
from tremang.areas.homecare.book import BOOK, PAIRS, TRAININGS, VISITS, first_up
from tremang.areas.homecare.cares import Care, cares_words, monday_of, values_of, weekdays_words
from tremang.areas.homecare.forms import REPORT_LIMIT, AssignForm
from tremang.areas.homecare.models import Cared, CarePair, CareTraining, Why
from tremang.areas.homecare.queries import (
    WeekDay,
    all_loads,
    called,
    candidates,
    cared_for,
    pair_of,
    pairs,
    trained,
    volunteers,
    week,
    wish_of,
)
from tremang.areas.homecare.seeing import shown
from tremang.areas.homecare.suggesting import ranked
from tremang.kernel.format import day as written
from tremang.kernel.text import clean
from tremang.members.models import Sex
from tremang.ui.entry_page import entry_page
from tremang.ui.tables import Column, Table


@dataclass
class Row:
    """A planned visit on the page of a week, with what was typed beside it."""

    of: WeekDay
    key: str
    who: str
    volunteer: str
    told: str
    url: str
    came: bool = False
    done: tuple[int, ...] = ()
    report: str = ""
    why: str = ""
    error: str = ""
    error_id: str = ""

    @property
    def is_touched(self) -> bool:
        """Whether more than the tick was used: then it is shown again."""
        return bool(self.report or self.why or self.error)


def week_asked(request: HttpRequest, today: date) -> date:
    """The Monday of the week that `?tuan=2026-09-21` asks for; this week for anything else, at most eight weeks ahead."""
    try:
        asked = date.fromisoformat(request.GET.get("tuan", ""))
    except ValueError:
        return monday_of(today)
    return monday_of(asked) if date(2000, 1, 1) <= asked <= today + timedelta(weeks=8) else monday_of(today)


def week_page(request: HttpRequest, club: int) -> HttpResponse:
    """The planned visits of a week as rows: those made are ticked, and all of them written in one act."""
    reader = reader_of(request, club, Verb.SEE_CARE)
    keeps = may_keep(reader, VISITS)
    monday = week_asked(request, reader.today)
    look(reader, VISITS)
    rows = [_row(one, reader, keeps) for one in week(reader.club, reader.user, reader.today, monday)]
    outcome = Outcome()
    if request.method == "POST":
        reader_of(request, club, Verb.KEEP_BOOKS)
        lines, outcome = _typed(request, rows, reader.today), Outcome(status=422)
        if not any(row.error for row in rows):
            answer = write_rows(
                request, lambda: record_care_visits(reader.club, lines, by=reader.user, today=reader.today),
                _("Đã ghi %(n)s lần thăm.") % {"n": len(lines)},
                _("Những lần thăm này đã ghi rồi, không ghi thêm lần nữa."),
                f"{reverse('homecare:week', args=[club])}?tuan={monday.isoformat()}",
            )  # fmt: skip
            if isinstance(answer, HttpResponse):
                return answer
            outcome = answer
    this = monday_of(reader.today)
    before, after = monday - timedelta(days=7), monday + timedelta(days=7)
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "keeps": keeps, "monday": monday,
        "sunday": monday + timedelta(days=6), "before": before.isoformat(), "after": after.isoformat(),
        "has_after": after <= this + timedelta(weeks=4), "is_now": monday == this, "problem": outcome.problem,
        "days": [
            {"day": day, "is_to_come": day > reader.today, "rows": list(of_day)}
            for day, of_day in groupby(rows, key=lambda row: row.of.plan.day)
        ],
        "wrong": [row for row in rows if row.error], "cares": Care.choices, "whys": Why.choices, "limit": REPORT_LIMIT,
        "can_write": keeps and any(row.of.is_open and row.of.plan.day <= reader.today for row in rows),
        "add_url": reverse("homecare:care_visit_add", args=[club]), "plan_url": reverse("homecare:plan", args=[club]),
        "paper_url": f"{reverse('homecare:week_paper', args=[club])}?tuan={monday.isoformat()}",
    }  # fmt: skip
    return render(request, "homecare/week.html", context, status=outcome.status)


def _row(one: WeekDay, reader: Reader, keeps: bool) -> Row:
    pair, visit = one.pair, one.visit
    told, url = "", ""
    if visit is not None:
        told = _("Không đến được: %(why)s") % {"why": visit.get_why_display().lower()} if visit.why else _("Đã đến")
        if visit.report:
            told = _("%(told)s. Cần báo: %(report)s") % {"told": told, "report": visit.report}
        url = reverse("homecare:care_visit_correct", args=[reader.club.pk, visit.pk]) if keeps else ""
    elif one.by_other:
        told = _("Người khác đã đến thay")
    return Row(
        one, f"{pair.pk}-{one.plan.day:%Y%m%d}", called(pair.cared, reader.today), called_on(pair.volunteer, reader.today),
        told, url, done=tuple(values_of(pair.cared.needs)),
    )  # fmt: skip


def _typed(request: HttpRequest, rows: list[Row], today: date) -> list[Line]:
    """Read what was sent into the rows, with what is wrong; the lines of those that say something."""
    lines = []
    known = {str(value) for value in Care.values}
    for row in rows:
        if not row.of.is_open or row.of.plan.day > today:
            continue
        row.came = f"den-{row.key}" in request.POST
        row.done = tuple(int(value) for value in request.POST.getlist(f"viec-{row.key}") if value in known)
        row.report, why = clean(request.POST.get(f"bao-{row.key}", "")), request.POST.get(f"vi-{row.key}", "")
        row.why = why if why in Why.values else ""
        if row.came and row.why:
            row.error, row.error_id = say.CAME_OR_NOT, f"vi-{row.key}"
        elif row.report and not (row.came or row.why):
            row.error, row.error_id = say.REPORT_ALONE, f"den-{row.key}"
        elif len(row.report) > REPORT_LIMIT:
            row.error, row.error_id = say.TOO_LONG, f"bao-{row.key}"
        if row.error:
            row.error = _(row.error) % {"limit": REPORT_LIMIT}
        elif row.came or row.why:
            done = sum(set(row.done)) if row.came else 0
            lines.append(Line(row.of.pair.pk, row.of.plan.day, done, row.report, row.why))
    return lines


def plan(request: HttpRequest, club: int) -> HttpResponse:
    """Everybody cared for, with who visits on which days: whom nobody visits stands first."""
    reader = reader_of(request, club, Verb.SEE_CARE)
    look(reader, PAIRS)
    keeps = may_keep(reader, PAIRS)
    visiting: dict[int, list[CarePair]] = {}
    for pair in pairs(reader.club, reader.user, reader.today, reader.today):
        until = pair_of(pair).until
        if until is None or until >= reader.today:
            visiting.setdefault(pair.cared_id, []).append(pair)
    rows = [
        {
            "who": called(cared, reader.today), "needs": cares_words(cared.needs),
            "visitors": [
                {
                    "words": _("%(who)s: %(days)s") % {
                        "who": called_on(pair.volunteer, reader.today), "days": weekdays_words(pair.weekdays)
                    },
                    "url": reverse("homecare:care_pair_correct", args=[club, pair.pk]) if keeps else "",
                }
                for pair in visiting.get(cared.pk, [])
            ],
            "assign_url": reverse("homecare:assign", args=[club, cared.pk]) if keeps else "",
            "correct_url": reverse("homecare:cared_correct", args=[club, cared.pk]) if keeps else "",
        }
        for cared in cared_for(reader.club, reader.user, reader.today)
    ]  # fmt: skip
    rows.sort(key=lambda row: bool(row["visitors"]))
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "rows": rows, "keeps": keeps,
        "without": sum(not row["visitors"] for row in rows), "add_url": reverse("homecare:cared_add", args=[club]),
        "month_url": reverse("homecare:month_paper", args=[club]), "register_url": reverse("homecare:register_paper", args=[club]),
    }  # fmt: skip
    return render(request, "homecare/plan.html", context)


def assign(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Choose who visits somebody: the volunteers in the order of the suggestion, each with the reasons."""
    reader = reader_of(request, club, Verb.KEEP_BOOKS, Verb.SEE_CARE)
    rows = Cared.objects.filter(shown(reader.user, reader.club, reader.today), club=club, pk=pk)
    cared = rows.select_related("membership__person__household", "membership__group").first()
    if cared is None:
        raise Http404
    look(reader, PAIRS)
    suggestions = ranked(wish_of(cared), candidates(cared, reader.today))
    offered = [
        (
            str(one.volunteer.id),
            _("%(who)s (%(reasons)s)") % {"who": first_up(one.volunteer.name), "reasons": ", ".join(one.reasons)},
        )
        for one in suggestions
    ]
    form = AssignForm(
        posted(request), club=reader.club, today=reader.today, user=reader.user,
        offered=offered,
    )  # fmt: skip

    def act(data: dict[str, Any]) -> tuple[str, str]:
        _pair, event = records.add(
            PAIRS, reader.club, {"cared_id": cared.pk, **form.values()}, by=reader.user, today=reader.today
        )
        return _("Đã phân công người đi thăm."), undo_url(event) if event else ""

    then = reverse("homecare:plan", args=[club])
    who = called(cared, reader.today)
    wishes = [cares_words(cared.needs)]
    if cared.prefers_sex:
        wishes.append(_("muốn người đến thăm là %(sex)s") % {"sex": Sex(cared.prefers_sex).label.lower()})
    return entry_page(
        request, "homecare/assign.html", form, act, then,
        lambda: {
            "title": _("Ai đến thăm %(who)s") % {"who": who}, "summary": _("Cần giúp: %(needs)s.") % {"needs": "; ".join(wishes)},
            "button": _("Phân công đi thăm"), "crumbs": [*crumbs_of(reader.club, BOOK), (_("Phân công người đi thăm"), then)],
            "back_url": then, "is_empty": not offered, "groups_url": reverse("members:groups", args=[club]),
        },
    )  # fmt: skip


def team(request: HttpRequest, club: int) -> HttpResponseBase:
    """The volunteers, what they learned, and how often each goes out in a week. Nothing of whom they visit."""
    reader = reader_of(request, club, Verb.SEE_PERSONS)
    found = volunteers(club, reader.today)
    load, learned = all_loads(club, reader.today), trained([row.pk for row in found])
    rows = [
        {
            "who": first_up(called_on(row, reader.today)), "order": row.person.sort_key,
            "group": row.group.name if row.group else "", "trained": _trained_words(learned.get(row.pk)),
            "trained_on": learned[row.pk].on.isoformat() if row.pk in learned else "", "load": load.get(row.pk, 0),
        }
        for row in found
    ]  # fmt: skip
    columns = [
        Column("who", _("Họ và tên"), small="group", order="order"), Column("trained", _("Tập huấn"), order="trained_on"),
        Column("load", _("Lần đi thăm mỗi tuần"), "number"),
    ]  # fmt: skip
    table = Table(request, columns, rows, empty=_("Chưa có ai trong đội chăm sóc tại nhà."))
    if table.download_asked:
        return table.download(
            "tinh-nguyen-vien", _("Tình nguyện viên chăm sóc tại nhà, %(club)s") % {"club": reader.club.name}
        )
    context = {
        "club": reader.club, "crumbs": crumbs_of(reader.club, BOOK), "table": table, "count": len(found),
        "untrained": sum(row.pk not in learned for row in found), "keeps": may_keep(reader, TRAININGS),
        "add_url": reverse("homecare:care_training_add", args=[club]), "groups_url": reverse("members:groups", args=[club]),
    }  # fmt: skip
    return render(request, "homecare/team.html", context)


def _trained_words(row: CareTraining | None) -> str:
    if row is None:
        return _("Chưa được tập huấn")
    return _("%(day)s, %(giver)s") % {"day": written(row.on), "giver": row.giver}
