"""What a writer does to a draft: open it, explain a caution, give another figure, write a sentence otherwise."""

from itertools import zip_longest
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tremang.kernel.problems import Problem, Refused
from tremang.reports import problems as say
from tremang.reports.actions import begin, edit, explain, override
from tremang.reports.boxes.base import Box, Written, written
from tremang.reports.boxes.registry import boxes
from tremang.reports.cautions.base import Caution
from tremang.reports.cautions.registry import cautions
from tremang.reports.forms import ExplainForm, OverrideForm, SentenceForm
from tremang.reports.lines.registry import lines
from tremang.reports.showing import of_line
from tremang.reports.views.page import Page, attempted, for_writer
from tremang.reports.views.reading import explaining, openable
from tremang.ui.entry import tell
from tremang.ui.entry_page import Done, entry_page
from tremang.ui.said import said

EXPLAIN = "can-giai-thich"


@login_required
@require_POST
def begin_report(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """Open a report that nobody has begun."""
    page = for_writer(request, kind, code, period)
    if attempted(page.request, lambda: begin(page.kind, page.place, page.period, by=page.user, today=page.today)):
        said(request, _("Đã mở báo cáo để soạn."))
    return page.to_report()


@login_required
def explain_caution(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """All cautions; or say something to that of `?dieu=` or to those of the form, with `bo` take it back.

    The report's page has several in one form: whatever was written goes with whichever button.
    """
    if request.method == "GET" and "dieu" not in request.GET:
        page = Page.asked(request, kind, code, period)
        to_explain, explained = explaining(page)
        editable = page.writes and not (page.report is not None and page.report.is_sent)
        context = page.context | {"to_explain": to_explain, "explained": explained, "editable": editable}
        return render(request, "reports/cautions.html", context)
    page = for_writer(request, kind, code, period)
    known = {one.key: one for one in cautions(page.draft)}
    done, gone = 0, False
    left: list[tuple[Caution, ExplainForm, int]] = []
    for key, text in _given(request):
        if key not in known:
            gone = True
            continue
        initial = {"caution": key, "text": page.draft.explanations.get(key, "")}
        form = ExplainForm({"caution": key, "text": text} if request.method == "POST" else None, initial=initial)
        status = _explained(page, key, form) if request.method == "POST" else 200
        done += not status
        left += [(known[key], form, status)] if status else []
    if gone:
        attempted(page.request, lambda: _raise(Problem("no_warning", say.NO_WARNING)))
    if done:
        words = ngettext("Đã ghi lời giải thích.", "Đã ghi %(count)s lời giải thích.", done) % {"count": done}
        said(request, _("Đã bỏ lời giải thích.") if "bo" in request.POST else words)
    if not left:
        return page.to_report(EXPLAIN)
    caution, form, status = left[0]
    context = page.context | {
        "form": form, "caution": openable(page, caution), "before": form.initial["text"],
        "others": [(one["caution"].value(), one["text"].value()) for _caution, one, _status in left[1:]],
    }  # fmt: skip
    return render(request, "reports/explain.html", context, status=status)


def _given(request: HttpRequest) -> list[tuple[str, str]]:
    """Caution and words of each box that was filled; where none was, the first one."""
    if request.method != "POST":
        return [(request.GET.get("dieu", ""), "")]
    keys = request.POST.getlist("caution") or [request.GET.get("dieu", "")]
    found = list(zip_longest(keys, request.POST.getlist("text")[: len(keys)], fillvalue=""))
    return [one for one in found if one[1].strip()] or found[:1]


def _explained(page: Page, key: str, form: ExplainForm) -> int:
    """0 where it is kept, else the status of the page that says why not."""
    is_taken_back = "bo" in page.request.POST
    if not is_taken_back and not form.is_valid():
        return 422
    text = "" if is_taken_back else form.cleaned_data["text"]
    try:
        explain(page.kind, page.place, page.period, key, text, by=page.user, today=page.today)
    except Refused:
        raise
    except Problem as problem:
        form.is_valid()
        tell(form, problem)
        return problem.status
    return 0


def _raise(problem: Problem) -> None:
    raise problem


@login_required
def override_figure(request: HttpRequest, kind: str, code: str, period: str, line: str) -> HttpResponse:
    """Give another figure than the records, with the reason."""
    page = for_writer(request, kind, code, period)
    chosen = lines().get(line)
    if chosen is None or line not in page.kind.lines:
        raise Http404
    if line in page.hidden:
        return render(request, "reports/line_hidden.html", page.context | {"line": chosen, "crumb": page.crumbs})
    known = page.draft.overrides.get(line)
    initial = {"value": known.value, "reason": known.reason} if known else {}
    form = OverrideForm(request.POST or None, initial=initial)

    def act(given: dict[str, Any]) -> Done:
        override(
            page.kind, page.place, page.period, line, given["value"], given["reason"], by=page.user, today=page.today
        )
        undo = "" if known else page.url("drop_override", line)
        return _("Đã ghi số khác ở dòng “%(line)s”.") % {"line": chosen.title}, undo

    context = {
        "line": chosen, "known": known, "now": of_line(chosen, page.draft.sheet.reported[line]),
        "previous": of_line(chosen, page.draft.previous[line]),
        "line_url": page.url("line", line), "drop_url": page.url("drop_override", line),
    }  # fmt: skip
    then = f"{page.url('report')}#so-{line}"
    return entry_page(request, "reports/override.html", form, act, then, lambda: page.context | context)


@login_required
@require_POST
def drop_override(request: HttpRequest, kind: str, code: str, period: str, line: str) -> HttpResponse:
    """Go back to the number of the records."""
    page = for_writer(request, kind, code, period)
    if attempted(
        page.request,
        lambda: override(page.kind, page.place, page.period, line, None, "", by=page.user, today=page.today),
    ):
        said(request, _("Đã dùng lại số trong sổ."))
    return page.to_report(f"so-{line}")


def _box_of(page: Page, code: str) -> Box:
    if code not in page.kind.boxes or code not in boxes():
        raise Http404
    return boxes()[code]


@login_required
def sentence(request: HttpRequest, kind: str, code: str, period: str, box: str, key: str) -> HttpResponse:
    """One sentence: written otherwise, left out (`bo`), or as drafted again (`lai`)."""
    page = for_writer(request, kind, code, period)
    chosen = _box_of(page, box)
    one = next((one for one in written(page.draft, chosen) if one.key == key), None)
    if one is None:
        if request.method == "POST":
            attempted(page.request, lambda: _raise(Problem("no_box", say.NO_BOX)))
            return page.to_report()
        raise Http404
    form = SentenceForm(request.POST or None, initial={"text": one.text or one.drafted, "drafted": one.drafted})
    if request.method != "POST":
        return _sentence_page(page, chosen, form, one)
    if "bo" in request.POST or "lai" in request.POST:
        is_own = not one.drafted
        text = None if "lai" in request.POST or is_own else ""
        if attempted(page.request, lambda: _edited(page, box, key, text, one.drafted)):
            undo = page.url("restore", box, key) if text == "" and not one.is_edited else ""
            said(request, _("Đã dùng lại câu soạn sẵn.") if text is None and not is_own else _("Đã bỏ câu này."), undo)
        return page.to_report()
    return _kept(page, chosen, form, one)


@login_required
def own_sentence(request: HttpRequest, kind: str, code: str, period: str, box: str) -> HttpResponse:
    """A sentence of the writer's own."""
    page = for_writer(request, kind, code, period)
    chosen = _box_of(page, box)
    form = SentenceForm(request.POST or None)
    return _kept(page, chosen, form, None) if request.method == "POST" else _sentence_page(page, chosen, form, None)


def _edited(page: Page, box: str, key: str, text: str | None, drafted: str) -> None:
    edit(page.kind, page.place, page.period, box, key, text, drafted, by=page.user, today=page.today)


def _kept(page: Page, box: Box, form: SentenceForm, one: Written | None) -> HttpResponse:
    if not form.is_valid():
        return _sentence_page(page, box, form, one, 422)
    text, seen = form.cleaned_data["text"], form.cleaned_data["drafted"] if one else ""
    try:
        edit(
            page.kind,
            page.place,
            page.period,
            box.code,
            one.key if one else "",
            text,
            seen,
            by=page.user,
            today=page.today,
        )
    except Refused:
        raise
    except Problem as problem:
        tell(form, problem)
        return _sentence_page(page, box, form, one, problem.status)
    undo = page.url("restore", box.code, one.key) if one and not one.is_edited else ""
    said(page.request, _("Đã ghi câu trong phần “%(box)s”.") % {"box": box.title}, undo)
    return page.to_report()


def _sentence_page(page: Page, box: Box, form: SentenceForm, one: Written | None, status: int = 200) -> HttpResponse:
    return render(
        page.request, "reports/sentence.html", page.context | {"form": form, "box": box, "one": one}, status=status
    )


@login_required
@require_POST
def restore(request: HttpRequest, kind: str, code: str, period: str, box: str, key: str) -> HttpResponse:
    """Put the drafted sentence back."""
    page = for_writer(request, kind, code, period)
    if attempted(
        page.request, lambda: edit(page.kind, page.place, page.period, box, key, None, by=page.user, today=page.today)
    ):
        said(request, _("Đã dùng lại câu soạn sẵn."))
    return page.to_report()
