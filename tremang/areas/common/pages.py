"""What the pages of all books have in common: what was sent, many rows written in one act, a row taken out, the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.kernel.models import Event
from tremang.kernel.problems import Problem
from tremang.ui.said import said

FORM_ID = "ma"  # the field that carries the id which a form was given when it was made


def posted(request: HttpRequest) -> Any:
    """What was sent; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def undo_url(event: Event) -> str:
    """The address that takes an act back."""
    return reverse("areas:undo", args=[event.chain_id, event.pk])


def taken_out(request: HttpRequest, event: Event | None, then: str, words: str = "") -> HttpResponse:
    """Say that a row written by mistake is gone, with the way to bring it back, and go on to the page `then`."""
    said(request, words or _("Đã bỏ dòng ghi nhầm."), undo_url(event) if event else "")
    return redirect(then)


@dataclass(frozen=True)
class Outcome:
    """How a page of rows is shown: what is wrong with all that was sent (each row says its own), and the status."""

    problem: str = ""
    status: int = 200


def write_rows(
    request: HttpRequest, write: Callable[[], Event | None], done: str, again: str, then: str
) -> HttpResponse | Outcome:
    """Write the rows of a page in one act and go on to `then`, saying `done`, or `again` where nothing was new."""
    try:
        event = write()
    except Problem as refusal:
        if refusal.status == 403:
            raise
        return Outcome(refusal.sentence, refusal.status)
    said(request, done if event else again, undo_url(event) if event else "")
    return redirect(then)
