"""The way up: sending, taking back, returning, approving, opening again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.kernel.problems import Conflict
from tremang.kernel.text import whole
from tremang.reports import acting, standing
from tremang.reports import problems as say
from tremang.reports.actions import approve, send_back, submit, unapprove, withdraw
from tremang.reports.actions.way_up import held
from tremang.reports.boxes.base import written
from tremang.reports.boxes.registry import boxes
from tremang.reports.forms import ReasonForm, SendForm
from tremang.reports.freezing import duty_of
from tremang.reports.models.written import Report, State, Step
from tremang.reports.states import SAID
from tremang.reports.views.page import Page, attempted, for_approver, for_writer
from tremang.reports.views.reading import explaining
from tremang.ui.entry_page import Done, entry_page
from tremang.ui.said import said


@login_required
def send(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """What is left to do before sending, what will be locked, and the sending itself."""
    page = for_writer(request, kind, code, period)
    draft = page.draft
    form = SendForm(request.POST if request.method == "POST" else None, lacking=draft.missing)

    def act(given: dict[str, Any]) -> Done:
        sent = submit(
            page.kind, page.place, page.period, by=page.user, today=page.today, missing=form.chosen,
            reason=given.get("reason", ""),
        )  # fmt: skip
        words = {"number": sent.versions.count(), "who": page.approver}
        return _("Đã gửi bản %(number)s. Còn rút về được khi %(who)s chưa duyệt.") % words, page.url("withdraw")

    return entry_page(
        request, "reports/send.html", form, act, page.url("report"), lambda: page.context | _sending(page)
    )


def _sending(page: Page) -> dict[str, Any]:
    draft = page.draft
    due = page.due
    state = standing.state_of(draft.report, page.period, page.today)
    left, explained = explaining(page)
    sentences = [one for code in page.kind.boxes if code in boxes() for one in written(draft, boxes()[code])]
    return {
        "to_explain": left, "explained": len(explained), "lines": len(draft.lines), "overrides": len(draft.overrides),
        "sentences": sum(not one.is_left_out for one in sentences), "adjustments": len(draft.adjustments),
        "refreshed": sum(one.is_refreshed for one in sentences),
        "signer": page.user.full_name, "duty": duty_of(page.user, draft), "due": due,
        "opens_on": page.period.to_on + timedelta(days=1), "is_late": page.today > due.on,
        "is_sendable": state in (State.DUE, State.DRAFT, State.RETURNED), "state": state,
        "closed_words": standing.closed_words(due, page.approver) if due.is_closed(page.today) else "",
    }  # fmt: skip


def _begun(page: Page) -> Report:
    """The report's row. Raises Conflict where nobody has begun it."""
    report = page.report
    if report is None:
        raise Conflict("nothing_sent", say.NOTHING_SENT, place=page.place.name)
    return report


@login_required
def withdraw_report(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """The writer takes a report back: by one tap where he can send it again at once, else with what follows and the reason."""
    page = for_writer(request, kind, code, period)
    follows, issued = standing.consequences(page, page.due), page.kept.issued
    done = _("Đã rút báo cáo về để soạn tiếp.")
    if issued:
        text = _("Đã rút báo cáo về để soạn tiếp. Văn bản số %(number)s đã phát hành không còn là bản đang gửi.")
        done = text % {"number": issued.number}
    if request.method == "POST" and not follows:
        if attempted(page.request, lambda: withdraw(_begun(page), by=page.user, today=page.today)):
            said(request, done)
        return page.to_report()
    return _with_reason(
        page, "reports/withdraw.html", lambda why: withdraw(_begun(page), why, by=page.user, today=page.today), done,
        (State.SUBMITTED,), {"consequences": follows},
    )  # fmt: skip


@login_required
@require_POST
def approve_report(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """Approve the version that the page showed."""
    page = for_approver(request, kind, code, period)
    version = whole(request.POST.get("version", ""))
    if attempted(page.request, lambda: approve(_begun(page), by=page.user, today=page.today, version=version)):
        said(
            request,
            _("Đã duyệt báo cáo của %(place)s.") % {"place": page.place.name},
            page.url("unapprove") + "?ngay=1",
        )
    return page.to_report()


@login_required
def send_back_report(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """Return a report, with what is to be mended."""
    page = for_approver(request, kind, code, period)
    return _with_reason(
        page, "reports/send_back.html", lambda why: send_back(_begun(page), why, by=page.user, today=page.today),
        _("Đã trả lại báo cáo cho %(place)s.") % {"place": page.place.name}, (State.SUBMITTED,),
    )  # fmt: skip


@login_required
def unapprove_report(request: HttpRequest, kind: str, code: str, period: str) -> HttpResponse:
    """Open an approved report again, with the reason; `?ngay=1` undoes an approval that the same person just gave."""
    page = for_approver(request, kind, code, period)
    if request.method == "POST" and request.GET.get("ngay") and "reason" not in request.POST and _approved_by(page):
        why = _("bấm duyệt nhầm, hoàn tác ngay")
        if attempted(page.request, lambda: unapprove(_begun(page), why, by=page.user, today=page.today)):
            said(request, _("Đã bỏ duyệt báo cáo của %(place)s.") % {"place": page.place.name})
        return page.to_report()
    return _with_reason(
        page, UNAPPROVE, lambda why: unapprove(_begun(page), why, by=page.user, today=page.today),
        _("Đã bỏ duyệt báo cáo của %(place)s.") % {"place": page.place.name}, (State.APPROVED,),
    )  # fmt: skip


def _approved_by(page: Page) -> bool:
    """Whether the newest step is the reader's own approval."""
    last = Step.objects.filter(report=page.report).order_by("-pk").first() if page.report else None
    return last is not None and last.verb == "approve" and last.by_id == page.user.pk


def _with_reason(
    page: Page, template: str, act: Callable[[str], object], done: str, states: tuple[State, ...],
    more: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    form = ReasonForm(page.request.POST if page.request.method == "POST" else None)

    def told(given: dict[str, Any]) -> Done:
        act(given["reason"])
        return done, ""

    def context() -> dict[str, Any]:
        state = standing.state_of(page.report, page.period, page.today)
        why, instead = _why_not(page, state) if state not in states else ("", {})
        can = state in states and not (template == UNAPPROVE and (why := _held_by(page)))
        return page.context | {"can": can, "why": why, "instead": instead, **(more or {})}

    return entry_page(page.request, template, form, told, page.url("report"), context)


UNAPPROVE = "reports/unapprove.html"


def _held_by(page: Page) -> str:
    """The sentence that says which report above holds this one, and who opens that; "" where none does."""
    refusal = held(page.report, page.kind, page.period) if page.report is not None else None
    return refusal.sentence if refusal is not None else ""


def _why_not(page: Page, state: State) -> tuple[str, dict[str, str]]:
    """Why a step cannot be taken where the report stands, and what this reader can do instead."""
    report = page.report
    if report is None:
        return Conflict("nothing_sent", say.NOTHING_SENT, place=page.place.name).sentence, {}
    if why := _held_by(page):
        return why, {}
    said_so = _("Báo cáo này %(state)s. %(next)s") % {"state": SAID[state], "next": acting.instead(report)}
    if state == State.APPROVED and page.approves:
        said_so = _("Báo cáo này %(state)s. Bấm “Bỏ duyệt” để mở lại.") % {"state": SAID[state]}
        return said_so, {"label": _("Bỏ duyệt"), "url": page.url("unapprove")}
    if state == State.SUBMITTED and page.approves:
        return said_so, {"label": _("Trả lại"), "url": page.url("send_back")}
    return said_so, {}
