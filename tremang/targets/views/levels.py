"""The City's own words on targets: the levels in force, and the shares of communes."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb, require
from tremang.indicators.registry import indicators
from tremang.kernel import clock
from tremang.kernel.models import Event, EventContent
from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.places.queries import city, communes
from tremang.targets.actions import YEARS, set_shares, set_target, undo_target
from tremang.targets.forms import LevelForm, share_amounts
from tremang.targets.models import Target
from tremang.targets.queries import shared_total, shares_of, targets_on
from tremang.targets.showing import PHASE_LABELS
from tremang.ui.said import said

SHARED = ("new_clubs", "older_joiners")


@login_required
def levels(request: HttpRequest) -> HttpResponse:
    """All targets with the levels in force, each with its form."""
    today = clock.today()
    require(request.user, Verb.SET_TARGETS, city(), today)
    rows = [
        {
            "target": row, "indicator": indicators()[row.code], "phase": PHASE_LABELS[row.phase],
            "url": reverse("targets:level", args=[row.code, row.phase]),
        }
        for row in targets_on(today)
    ]  # fmt: skip
    return render(request, "targets/levels.html", {"rows": rows, "today": today})


@login_required
def level(request: HttpRequest, code: str, phase: str) -> HttpResponse:
    """One target: what was in force when, and a new level."""
    today = clock.today()
    require(request.user, Verb.SET_TARGETS, city(), today)
    history = list(Target.objects.filter(code=code, phase=phase).order_by("-effective_from"))
    if not history or code not in indicators():
        raise Http404
    form = LevelForm(request.POST or None, today=today)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                row = set_target(
                    code, phase, given["min"], given["max"], given["effective_from"], by=request.user, today=today
                )
            except Problem as problem:
                form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
                status = problem.status
            else:
                said(request, _("Đã đặt mức mới."), reverse("targets:undo_level", args=[row.pk]))
                return redirect("targets:level", code, phase)
    context = {
        "form": form, "history": history, "indicator": indicators()[code], "phase": PHASE_LABELS[phase], "today": today,
    }  # fmt: skip
    return render(request, "targets/level.html", context, status=status)


@login_required
@require_POST
def undo_level(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a level of today."""
    row = get_object_or_404(Target, pk=pk)
    code, phase = row.code, row.phase
    undo_target(row, by=request.user, today=clock.today())
    said(request, _("Đã hoàn tác, mức trước đó có hiệu lực lại."))
    return redirect("targets:level", code, phase)


@login_required
def shares(request: HttpRequest) -> HttpResponse:
    """The shares of all communes in a year, with the sum beside the City's own level."""
    today = clock.today()
    root = city()
    require(request.user, Verb.SET_TARGETS, root, today)
    given = request.POST if request.method == "POST" else request.GET
    code = given.get("code", SHARED[0])
    year = whole(given.get("year", ""))
    year = year if year in YEARS else max(today.year, YEARS[0])
    if code not in SHARED:
        raise Http404
    places = list(communes().values_list("pk", "code", "name"))
    before = shares_of(code, year, today)
    typed: dict[int, str] = {}
    errors: dict[int, str] = {}
    problem, status = "", 200
    if request.method == "POST":
        amounts, strange = share_amounts(request.POST, [pk for pk, _code, _name in places])
        errors = {node: _("Chưa hiểu “%(text)s”. Ghi số nguyên.") % {"text": bad[:20]} for node, bad in strange.items()}
        typed = {pk: request.POST.get(f"amount-{pk}", "") for pk, _code, _name in places}
        status = 422
        if not errors:
            try:
                event = set_shares(code, year, amounts, by=request.user, today=today)
            except Problem as refusal:
                problem, status = refusal.sentence, refusal.status
                if refusal.field.startswith("amount-"):
                    errors[int(refusal.field.removeprefix("amount-"))] = refusal.sentence
            else:
                said(request, _("Đã giao chỉ tiêu."), reverse("targets:undo_shares", args=[event.pk]))
                return redirect(f"{reverse('targets:shares')}?code={code}&year={year}")
    rows = [(pk, name, typed.get(pk, str(before.get(pk, ""))), errors.get(pk, "")) for pk, _code, name in places]
    context = _sums(code, year, today) | {
        "rows": rows, "code": code, "year": year, "years": YEARS, "problem": problem, "error_count": len(errors),
        "choices": [(one, indicators()[one].short) for one in SHARED], "indicator": indicators()[code],
    }  # fmt: skip
    return render(request, "targets/shares.html", context, status=status)


def _sums(code: str, year: int, today: Any) -> dict[str, Any]:
    """The sum given in the year and in its phase, beside the level of the phase."""
    target = next(
        (row for row in targets_on(today) if row.code == code and row.phase != "ALL" and row.from_on.year <= year <= row.to_on.year),
        None,
    )  # fmt: skip
    if target is None:
        return {"of_year": 0, "of_phase": 0, "target": None}
    totals = shared_total(code, range(target.from_on.year, target.to_on.year + 1), today)
    phase = sum(totals.values())
    lacking = max(0, (target.min or 0) - phase)
    return {"of_year": totals.get(year, 0), "of_phase": phase, "target": target, "lacking": lacking}


@login_required
@require_POST
def undo_shares(request: HttpRequest, pk: int) -> HttpResponse:
    """Give back the shares that an act changed."""
    today = clock.today()
    require(request.user, Verb.SET_TARGETS, city(), today)
    event = get_object_or_404(Event, pk=pk, verb="set_shares")
    content = get_object_or_404(EventContent, event=event)
    before = {int(node): amount for node, amount in content.body["before"].items()}
    code, year = content.body["code"], content.body["year"]
    set_shares(code, year, before, by=request.user, today=today)
    said(request, _("Đã hoàn tác, số giao trước đó có hiệu lực lại."))
    return redirect(f"{reverse('targets:shares')}?code={code}&year={year}")
