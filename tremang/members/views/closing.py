"""Closing a club: dissolved, or merged into another."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb, may, require
from tremang.clubs.models import State
from tremang.clubs.queries import clubs_of
from tremang.clubs.views.parts import commune_of, the_club, undo_of
from tremang.kernel.clock import today
from tremang.members.actions.closing import dissolve_club, merge_club, undo_close
from tremang.members.board.forms import MERGE, CloseForm
from tremang.members.board.queries import members_on
from tremang.ui.entry_page import entry_page
from tremang.ui.said import said


def close(request: HttpRequest, pk: int) -> HttpResponse:
    """How the club closes, when and why; who goes along into another."""
    day = today()
    club = the_club(pk)
    require(request.user, Verb.KEEP_CLUB, club.place, day)
    commune = commune_of(club)
    sees = may(request.user, Verb.SEE_PERSONS, club.place, day)
    form = CloseForm(
        request.POST or None, others=list(clubs_of(commune).filter(state=State.ACTIVE).exclude(pk=club.pk)),
        members=members_on(club, day) if sees else [], today=day,
    )  # fmt: skip

    def act(given: dict[str, Any]) -> tuple[str, str]:
        if given["how"] == MERGE:
            into = form.others[given["into"]]
            merge_club(
                club, into, given["on"], decision=given["reason"], moving=form.moving_ids(), by=request.user, today=day
            )
            words = {"club": club.name, "into": into.name}
            return _("Đã ghi %(club)s sáp nhập vào %(into)s.") % words, undo_of(club)
        dissolve_club(club, given["on"], given["reason"], by=request.user, today=day)
        return _("Đã ghi %(club)s giải thể.") % {"club": club.name}, undo_of(club)

    then = reverse("clubs:life", args=[club.pk])
    context = {"club": club, "commune": commune}
    return entry_page(request, "members/close.html", form, act, then, lambda: context)


@require_POST
def undo(request: HttpRequest, pk: int, sequence: int) -> HttpResponse:
    """Take the closing back."""
    club = the_club(pk)
    undo_close(club, sequence, by=request.user, today=today())
    said(request, _("Đã hoàn tác."))
    return redirect("clubs:life", club.pk)
