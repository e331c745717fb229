"""The screens on which a meeting is entered, one task each."""

from dataclasses import replace
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tremang.agenda import forms
from tremang.agenda.sitting import Sitting, correction, new_sitting
from tremang.agenda.steps import FIRST, REVIEW, SLUGS, STEPS, after, before, place_of
from tremang.agenda.views.review import others_now, review
from tremang.agenda.views.roll import roll_call
from tremang.clubs.addressed import club_or_404
from tremang.kernel import clock
from tremang.kernel.format import longday
from tremang.kernel.problems import Problem
from tremang.meetings.data import checked
from tremang.meetings.models import Meeting
from tremang.meetings.queries import commune_of, last_meetings, months_without
from tremang.ui.links import address
from tremang.ui.said import said

FORMS = {
    "ngay": forms.DayForm, "noi-dung": forms.ContentsForm, "chu-de": forms.ThemesForm, "quyet-dinh": forms.DecisionsForm,
}  # fmt: skip
WITH_SITTING = (forms.DayForm, forms.DecisionsForm)
LOOK_BACK = 12  # meetings


def new_step(request: HttpRequest, club: int, step: str) -> HttpResponseBase:
    """A step of a new meeting."""
    found = club_or_404(club)
    return _step(request, new_sitting(found, request.user, clock.today()), step)


def correct_step(request: HttpRequest, meeting: int, step: str) -> HttpResponseBase:
    """A step of the correction of a meeting."""
    found = get_object_or_404(Meeting.objects.select_related("club__place__parent__parent"), pk=meeting)
    return _step(request, correction(found, request.user, clock.today()), step)


def _step(request: HttpRequest, sitting: Sitting, step: str) -> HttpResponseBase:
    if step not in SLUGS:
        raise Http404
    if sitting.meeting is None and step != FIRST and FIRST not in sitting.body["steps"]:
        return redirect(sitting.url(FIRST))
    if step == REVIEW:
        return review(request, sitting)
    if step == "diem-danh":
        return roll_call(request, sitting, screen(sitting, step), lambda: onward(request, sitting, step))
    kind = FORMS[step]
    extra = (sitting,) if kind in WITH_SITTING else ()
    initial = kind.start(sitting)
    if request.method != "POST":
        return _show(request, sitting, step, kind(*extra, initial=initial))
    form = kind(*extra, request.POST, initial=initial)
    try:
        if form.is_valid() and _stands(sitting, form):
            sitting.keep(step, form.changes())
            return onward(request, sitting, step)
    except Problem as problem:
        form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
        return _show(request, sitting, step, form, problem)
    return _show(request, sitting, step, form, status=422)


def _stands(sitting: Sitting, form: Form) -> bool:
    """Whether what this step entered can be so; a problem of another step waits for the review."""
    if isinstance(form, forms.DayForm):
        form.check()
    try:
        checked(replace(sitting, body=sitting.body | form.changes()).data, sitting.today)
    except Problem as problem:
        if problem.field in form.fields:
            raise
    return True


def screen(sitting: Sitting, step: str) -> dict[str, Any]:
    """What every step shows around its form."""
    number = place_of(step)
    return {
        "sitting": sitting, "club": sitting.club, "step": STEPS[number - 1], "number": number, "total": len(STEPS),
        "back": sitting.url(before(step)) if before(step) else "", "is_correction": sitting.meeting is not None,
        "day": sitting.held_on, "commune": commune_of(sitting.club),
        "others": others_now(sitting) if step == FIRST and sitting.meeting is None else [],
    }  # fmt: skip


def onward(request: HttpRequest, sitting: Sitting, step: str) -> HttpResponse:
    """Where a step leads: on, back to the review that sent here, or out with everything kept."""
    if "later" in request.POST:
        said(request, _("Đã lưu phần đang ghi của buổi %(day)s.") % {"day": longday(sitting.held_on)})
        return redirect(address("web:club", sitting.club.pk) or "/")
    if sitting.meeting is not None or request.GET.get("ve") == REVIEW:
        return redirect(sitting.url(REVIEW))
    return redirect(sitting.url(after(step)))


def _show(
    request: HttpRequest, sitting: Sitting, step: str, form: Form, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    context = screen(sitting, step) | {"form": form}
    if problem is not None:
        status = problem.status
        context["other_meeting"] = problem.parameters.get("meeting_id")
    if isinstance(form, forms.ContentsForm):
        meetings = [
            row for row in last_meetings(sitting.club.pk, sitting.today, LOOK_BACK) if row.held_on < sitting.held_on
        ]
        context["parts"] = [part | {"waits": months_without(meetings, part["area"])} for part in form.parts()]
        context["has_past"] = bool(meetings)
    elif isinstance(form, forms.ThemesForm):
        context["parts"] = form.parts()
    template = {"noi-dung": "agenda/contents.html", "chu-de": "agenda/themes.html"}.get(step, "agenda/form.html")
    return render(request, template, context, status=status)
