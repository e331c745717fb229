"""What came from a club's phones, what of it waits for a person, and the file of a phone that finds no network."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tremang.accounts.looks import looked
from tremang.accounts.powers import Verb, may, require
from tremang.clubs.models import Club
from tremang.inbox import actions, queries
from tremang.inbox.forms import FileForm, ReasonForm
from tremang.inbox.models import OPEN, Choice, Outcome, State, Submission
from tremang.inbox.work import kinds, verb_over, who
from tremang.kernel import clock
from tremang.kernel.text import whole
from tremang.ui.entry_page import entry_page
from tremang.ui.said import said

SHOWN = 60
CODE_LIMIT = 12


def _asked(request: HttpRequest, club: int, verb: Verb = Verb.SEE_PERSONS) -> tuple[Club, date]:
    found = get_object_or_404(Club.objects.select_related("place"), pk=club)
    today = clock.today()
    require(request.user, verb, found.place, today)
    return found, today


def _url(club: Club) -> str:
    return reverse("inbox:list", args=[club.pk])


@require_GET
def work(request: HttpRequest, club: int) -> HttpResponse:
    """The club's submissions, the newest first; above them what somebody must choose or decide."""
    found, today = _asked(request, club)
    allowed = {verb for verb in Verb if may(request.user, verb, found.place, today)}
    waiting = queries.waiting_for(found)
    code = "".join(letter for letter in request.GET.get("ma", "")[:CODE_LIMIT] if letter.isdigit())
    context = {
        "club": found, "choices": [_choice(row, allowed) for row in _shown(request, found, waiting.choices, today)],
        "held": [_line(row.submission, row, allowed) for row in waiting.held],
        "refused": [_line(row.submission, row, allowed) for row in waiting.refused],
        "later": [_line(row.submission, row, allowed) for row in waiting.later],
        "came": [_line(row, row.latest, allowed) for row in queries.came(found.pk, SHOWN)], "code": code,
        "found": [_line(row, None, allowed) for row in queries.by_code(found.pk, code)] if code else None,
        "takes_files": may(request.user, Verb.KEEP_DEVICES, found.place, today),
    }  # fmt: skip
    return render(request, "inbox/list.html", context)


def _shown(request: HttpRequest, club: Club, rows: list[Choice], today: date) -> list[Choice]:
    """The choices that the reader may be shown; a look at sensitive ones is written down."""
    shown = queries.shown_to(request.user, club, rows, today)
    for row in shown:
        kind = kinds().get(row.submission.kind)
        if kind is not None and kind.sees is not None:
            looked(request.user, row.about, "health", require(request.user, kind.sees, club.place, today))
    return shown


def _line(row: Submission, latest: Outcome | None, allowed: set[Verb]) -> dict[str, Any]:
    """A submission as the page shows it. What stands in the way may name a person: only for whoever may do the act."""
    sees = verb_over(row) in allowed
    return {
        "pk": row.pk, "what": queries.words_of(row), "who": who(row), "at": timezone.localtime(row.received_at),
        "state": latest.get_state_display() if latest else "", "sentence": latest.sentence if latest and sees else "",
        "may": sees, "code": row.code,
    }  # fmt: skip


def _choice(row: Choice, allowed: set[Verb]) -> dict[str, Any]:
    sides = [
        {"pick": pick, "words": told.get("words", ""), "who": told.get("who", ""), "at": _moment(told.get("at", ""))}
        for pick, told in (("first", row.first), ("second", row.second))
    ]
    kind = kinds().get(row.submission.kind)
    return {"pk": row.pk, "what": row.what, "sides": sides, "may": kind is not None and kind.power_over(row) in allowed}


def _moment(text: str) -> datetime | None:
    return timezone.localtime(datetime.fromisoformat(text)) if text else None


@require_POST
def choose(request: HttpRequest, club: int) -> HttpResponse:
    """One of the two values is right."""
    found, today = _asked(request, club)
    rows = Choice.objects.filter(club=found, pk=whole(request.POST.get("choice", "")))
    row = rows.select_related("submission__user").first()
    if row is None:
        raise Http404
    actions.settle(row, request.POST.get("pick", "")[:10], by=request.user, today=today)
    said(request, _("Đã chọn. Bản kia vẫn còn trong nhật ký."))
    return redirect(_url(found))


def _submission(found: Club, text: str) -> Submission:
    rows = Submission.objects.filter(club=found, pk=whole(text)).select_related("user", "device", "kept")
    row = rows.first()
    if row is None:
        raise Http404
    return row


def _decide(request: HttpRequest, club: int, act: Callable[..., Outcome]) -> HttpResponse:
    found, today = _asked(request, club)
    outcome = act(_submission(found, request.POST.get("submission", "")), by=request.user, today=today)
    done = outcome.state not in OPEN
    said(request, _("Đã ghi vào sổ.") if done else outcome.sentence)
    return redirect(_url(found))


@require_POST
def accept(request: HttpRequest, club: int) -> HttpResponse:
    """What is held goes into the books."""
    return _decide(request, club, lambda row, **told: actions.review(row, True, **told))


@require_POST
def again(request: HttpRequest, club: int) -> HttpResponse:
    """What was refused is tried once more."""
    return _decide(request, club, actions.retry)


def refuse(request: HttpRequest, club: int) -> HttpResponse:
    """What is held or refused is not taken in, with the reason that its sender reads."""
    found, today = _asked(request, club)
    row = _submission(found, request.GET.get("viec", ""))
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> tuple[str, str]:
        actions.drop(row, by=request.user, today=today, reason=given["reason"])
        return _("Đã bỏ việc này. Người gửi sẽ đọc được lý do."), ""

    context = {"club": found, "line": _line(row, None, set())}
    return entry_page(request, "inbox/refuse.html", form, act, _url(found), lambda: context)


def file(request: HttpRequest, club: int) -> HttpResponse:
    """The file of unsent work that a phone shared by Zalo or cable."""
    found, today = _asked(request, club, Verb.KEEP_DEVICES)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()

    def act(given: dict[str, Any]) -> tuple[str, str]:
        outcomes = actions.take_file(given["file"].read(), by=request.user, today=today, club=found)
        open_ = sum(outcome.state in (State.HELD, State.REFUSED, State.WAITING) for outcome in outcomes)
        words = (
            _("Đã nhận %(count)s việc từ tệp, %(open)s việc còn chờ xem.")
            if open_
            else _("Đã nhận %(count)s việc từ tệp.")
        )
        return words % {"count": len(outcomes), "open": open_}, ""

    return entry_page(request, "inbox/file.html", form, act, _url(found), lambda: {"club": found})
