"""The kinds of reports: which hold, since when, and a form that sets one from a day on."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb, require
from tremang.kernel import clock
from tremang.kernel.problems import Problem
from tremang.places.queries import city
from tremang.reports import problems as say
from tremang.reports.actions import set_kind
from tremang.reports.kind_form import KindForm
from tremang.reports.kinds import kinds_on
from tremang.reports.models.kinds import ReportKind
from tremang.ui.entry_page import Done, entry_page
from tremang.ui.links import address


@login_required
def kinds(request: HttpRequest) -> HttpResponse:
    """All kinds with the day from which each holds, those to come too."""
    today = clock.today()
    require(request.user, Verb.SET_TARGETS, city(), today)
    in_force = kinds_on(today)
    ids = {kind.pk for kind in in_force}
    rows = list(ReportKind.objects.order_by("code", "-effective_from"))
    context = {
        "rows": [(kind, [row for row in rows if row.code == kind.code and row.pk not in ids]) for kind in in_force],
        "coming": [row for row in rows if row.effective_from > today], "today": today,
        "ended": [row for row in rows if row.is_ended and row.effective_from <= today],
        "home_url": address("reports:home"),
    }  # fmt: skip
    return render(request, "reports/kinds.html", context)


@login_required
def kind_page(request: HttpRequest, kind: str) -> HttpResponse:
    """A kind as it will hold from a day on, beginning with how it holds now."""
    return _edited(request, kind)


@login_required
def new_kind(request: HttpRequest) -> HttpResponse:
    """A new kind; `?tu=code` begins with one that exists."""
    return _edited(request, "")


def _edited(request: HttpRequest, code: str) -> HttpResponse:
    today = clock.today()
    require(request.user, Verb.SET_TARGETS, city(), today)
    known = kinds_on(today)
    history = list(ReportKind.objects.filter(code=code).order_by("-effective_from")) if code else []
    if code and not history:
        raise Http404
    model = history[0] if code else next((one for one in known if one.code == request.GET.get("tu")), None)
    form = KindForm(
        request.POST if request.method == "POST" else None, today=today, kinds=known, is_new=not code,
        initial=KindForm.initial_of(model) if model else None,
    )  # fmt: skip

    def act(given: dict[str, Any]) -> Done:
        row = _set(code or given["code"], bool(code), form, request)
        return _("Đã đặt loại báo cáo “%(title)s”.") % {"title": row.title}, ""

    context = {
        "model": model, "history": history, "is_new": not code, "known": known,
        "home_url": address("reports:home"),
    }  # fmt: skip
    return entry_page(request, "reports/kind.html", form, act, address("reports:kinds"), lambda: context)


def _set(code: str, is_known: bool, form: KindForm, request: HttpRequest) -> ReportKind:
    if not is_known and ReportKind.objects.filter(code=code).exists():
        raise Problem("code_taken", say.CODE_TAKEN, field="code", named=code)
    return set_kind(code, form.cleaned_data["effective_from"], form.values, by=request.user, today=clock.today())
