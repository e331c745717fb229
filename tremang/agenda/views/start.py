"""Where writing down begins, is taken up again, and ends."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb, may, require
from tremang.agenda.actions import drop_draft, keep_draft
from tremang.agenda.sitting import new_sitting
from tremang.agenda.steps import FIRST, STEPS
from tremang.clubs.addressed import club_or_404
from tremang.kernel import clock
from tremang.kernel.events import key
from tremang.kernel.format import day as written
from tremang.meetings.models import Meeting, Status
from tremang.meetings.queries import commune_of, tally
from tremang.meetings.versions import acts_on, standing
from tremang.ui.said import said

DROPPED = "agenda_dropped"


def start(request: HttpRequest, club: int) -> HttpResponseBase:
    """A new meeting, or the choice to go on with the one left lying."""
    sitting = new_sitting(club_or_404(club), request.user, clock.today())
    if sitting.draft is None:
        return redirect(sitting.url(FIRST))
    done = sitting.body["steps"]
    following = next((step for step in STEPS if step.slug not in done), STEPS[-1])
    context = {
        "club": sitting.club, "sitting": sitting, "day": sitting.held_on, "url": sitting.url(following.slug),
        "following": following, "done": len(done), "total": len(STEPS), "address_as": request.user.address_as,
        "commune": commune_of(sitting.club),
    }  # fmt: skip
    return render(request, "agenda/resume.html", context)


@require_POST
def drop(request: HttpRequest, club: int) -> HttpResponse:
    """Drop what was left lying and begin anew; undo brings it back."""
    found = club_or_404(club)
    body = drop_draft(found, by=request.user, today=clock.today())
    if body is not None:
        request.session[DROPPED] = {"club": found.pk, "body": body}
        said(request, _("Đã bỏ bản ghi dở."), reverse("agenda:take_up", args=[found.pk]))
    return redirect("agenda:step", found.pk, FIRST)


@require_POST
def take_up(request: HttpRequest, club: int) -> HttpResponse:
    """Bring back what was dropped last."""
    found = club_or_404(club)
    require(request.user, Verb.RECORD_MEETING, found.place, clock.today())
    dropped = request.session.pop(DROPPED, None)
    if dropped and dropped["club"] == found.pk:
        keep_draft(found, dropped["body"], by=request.user, today=clock.today())
        said(request, _("Đã lấy lại bản ghi dở."))
    return redirect("agenda:start", found.pk)


def done(request: HttpRequest, meeting: int) -> HttpResponse:
    """What was recorded, the way back, and what comes next."""
    found = get_object_or_404(Meeting.objects.select_related("club__place__parent__parent"), pk=meeting)
    today = clock.today()
    require(request.user, Verb.RECORD_MEETING, found.club.place, today)
    marks = tally(found.marks.values_list("status", flat=True))
    acts = list(acts_on(key(found)))
    was_corrected = bool(acts) and acts[0].verb != "record_meeting"
    words = _("Đã sửa buổi sinh hoạt %(day)s.") if was_corrected else _("Đã ghi buổi sinh hoạt %(day)s.")
    context = {
        "meeting": found, "club": found.club, "commune": commune_of(found.club),
        "words": words % {"day": written(found.held_on)}, "represented": marks[Status.REPRESENTED],
        "contents": [bool(found.contents >> bit & 1) for bit in range(8)],
        "can_undo": standing(acts) is not None,
        "keeps_money": may(request.user, Verb.KEEP_MONEY, found.club.place, today),
        "day_in_address": found.held_on.isoformat(),
    }  # fmt: skip
    return render(request, "agenda/done.html", context)
