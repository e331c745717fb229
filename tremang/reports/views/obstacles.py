"""Obstacles: raised in a report, answered by the place that owes the answer, passed up, taken back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may, require
from tremang.kernel import clock
from tremang.kernel.events import key
from tremang.kernel.models import Event
from tremang.kernel.problems import Problem, Refused
from tremang.places.models import Kind
from tremang.reports import problems as say
from tremang.reports.actions import begin
from tremang.reports.actions.obstacles import (
    answer_obstacle,
    owing,
    pass_up,
    raise_obstacle,
    raised_here,
    withdraw_obstacle,
)
from tremang.reports.forms import AnswerForm, ObstacleForm, ReasonForm
from tremang.reports.models.obstacles import Obstacle
from tremang.reports.obstacles import origin_of, whereabouts
from tremang.reports.views.page import attempted, for_writer
from tremang.ui.entry import tell
from tremang.ui.entry_page import Done, entry_page
from tremang.ui.links import address
from tremang.ui.said import said


@login_required
def raise_one(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """An obstacle that goes up with the report."""
    page = for_writer(request, kind, code, period)
    form = ObstacleForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> Done:
        report = begin(page.kind, page.place, page.period, by=page.user, today=page.today)
        row = raise_obstacle(page.place, given["text"], by=page.user, today=page.today, report=report)
        words = _("Đã ghi vướng mắc, chờ %(who)s trả lời.") % {"who": row.owner.name}
        return words, reverse("reports:withdraw_obstacle", args=[row.pk]) + "?ngay=1"

    return entry_page(request, "reports/raise.html", form, act, page.url("report"), lambda: page.context)


def _row(pk: int) -> Obstacle:
    rows = Obstacle.objects.select_related("place", "owner", "report", "passed_up_from__place")
    return get_object_or_404(rows, pk=pk)


@login_required
def obstacle(request: HttpRequest, pk: int) -> HttpResponse:
    """One obstacle: what it is, where it is, its answer."""
    row = _row(pk)
    require(request.user, Verb.SEE_FIGURES, row.place, clock.today())
    return _page(request, row)


def _page(request: HttpRequest, row: Obstacle, form: AnswerForm | None = None, status: int = 200) -> HttpResponse:
    today = clock.today()
    end = whereabouts([row])[row.pk]
    here = owing(row)
    is_here = row.withdrawn_on is None and end.pk == row.pk
    answers = is_here and may(request.user, Verb.APPROVE_REPORTS, here, today)
    open_here = is_here and row.answered_on is None
    names = dict(User.objects.filter(pk__in=[row.raised_by_id, end.answered_by_id or 0]).values_list("pk", "full_name"))
    context: dict[str, Any] = {
        "row": row, "end": end, "origin": origin_of(row), "holder": owing(end), "is_late": end.is_late(today),
        "raised_by": names.get(row.raised_by_id, ""), "answered_by": names.get(end.answered_by_id, ""),
        "answers": answers, "unsaved": form.data.get("answer", "") if form is not None and not answers else "",
        "form": form or AnswerForm(initial={"answer": row.answer}),
        "passes": answers and row.answered_on is None and here.kind != Kind.PROVINCE,
        "withdraws": open_here and raised_here(request.user, row, today), "withdrawal": _withdrawal(row),
        "home_url": address("reports:home"),
    }  # fmt: skip
    return render(request, "reports/obstacle.html", context, status=status)


def _withdrawal(row: Obstacle) -> dict[str, str]:
    """Who took it back and why, as the log remembers it."""
    if row.withdrawn_on is None:
        return {}
    acts = Event.objects.filter(subject=key(row), verb="withdraw_obstacle").select_related("content")
    act = acts.order_by("-sequence").first()
    if act is None:
        return {}
    name = User.objects.filter(pk=act.actor_id).values_list("full_name", flat=True).first()
    return {"who": name or "", "why": act.content.body.get("reason", "") if hasattr(act, "content") else ""}


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer it."""
    row = _row(pk)
    require(request.user, Verb.APPROVE_REPORTS, owing(row), clock.today())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, 422)
    try:
        answer_obstacle(row, form.cleaned_data["answer"], by=request.user, today=clock.today())
    except Refused:
        raise
    except Problem as problem:
        tell(form, problem)
        return _page(request, _row(pk), form, problem.status)
    said(request, _("Đã trả lời %(place)s.") % {"place": row.place.name})
    return redirect("reports:obstacle", pk)


@login_required
@require_POST
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass it on to the next level."""
    row = _row(pk)
    require(request.user, Verb.APPROVE_REPORTS, owing(row), clock.today())
    return _done(request, row, lambda: pass_up(row, by=request.user, today=clock.today()), _("Đã chuyển lên cấp trên."))


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back, with the reason; `?ngay=1` undoes what the same person has just raised."""
    row, today = _row(pk), clock.today()
    require(request.user, Verb.WRITE_REPORTS, row.place, today)
    done = _("Đã rút vướng mắc.")
    is_undone = request.GET.get("ngay") and "reason" not in request.POST and row.raised_on == today
    if request.method == "POST" and is_undone and row.raised_by_id == request.user.pk:
        why = _("bấm ghi nhầm, hoàn tác ngay")
        return _done(request, row, lambda: withdraw_obstacle(row, why, by=request.user, today=today), done)
    if not raised_here(request.user, row, today):
        messages.error(request, Problem("not_yours", say.NOT_YOURS, place=row.place.name).sentence)
        return redirect("reports:obstacle", pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> Done:
        withdraw_obstacle(row, given["reason"], by=request.user, today=today)
        return done, ""

    then = reverse("reports:obstacle", args=[row.pk])
    context = {"row": row, "holder": owing(row), "obstacle_url": then, "home_url": address("reports:home")}
    return entry_page(request, "reports/withdraw_obstacle.html", form, act, then, lambda: context)


def _done(request: HttpRequest, row: Obstacle, act: Callable[[], object], words: str) -> HttpResponse:
    if attempted(request, act):
        said(request, words)
    return redirect("reports:obstacle", row.pk)
