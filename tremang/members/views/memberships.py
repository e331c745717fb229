"""Pausing, leaving, moving, and the way back from each."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts import powers
from tremang.accounts.powers import Verb
from tremang.clubs.models import LIVE_STATES, Club
from tremang.kernel.problems import Problem
from tremang.kernel.text import whole
from tremang.members import actions, problems
from tremang.members.forms import LeaveForm, MoveForm, PauseForm, ResumeForm
from tremang.members.later import words_after
from tremang.members.models import Membership, MembershipPause, Person
from tremang.members.views.common import membership_of, page, tried
from tremang.ui.said import said


def pause(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A time in which the member is not expected."""
    row, day = membership_of(request, pk)
    form = PauseForm(request.POST or None, today=day)
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: actions.pause(row, **form.cleaned_data, by=request.user, today=day))
        if done is not None:
            undo = reverse("members:take_back_pause", args=[row.pk])
            said(request, _("Đã ghi %(name)s tạm nghỉ.") % {"name": row.person.full_name}, undo)
            return redirect("members:person", row.person_id)
    return page(request, "members/pause.html", form, {"row": row})


def resume(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Back again."""
    row, day = membership_of(request, pk)
    form = ResumeForm(request.POST or None, today=day)
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: actions.resume(row, **form.cleaned_data, by=request.user, today=day))
        if done is not None:
            undo = f"{reverse('members:take_back_pause', args=[row.pk])}?tro-lai"
            said(request, _("Đã ghi %(name)s sinh hoạt lại.") % {"name": row.person.full_name}, undo)
            return redirect("members:person", row.person_id)
    return page(request, "members/resume.html", form, {"row": row})


@require_POST
def take_back_pause(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Undo the latest pause, or the return from it."""
    row, day = membership_of(request, pk)
    latest = MembershipPause.objects.filter(membership=row).order_by("-from_on").first()
    if latest is None:
        raise Problem("nothing_there", problems.NOTHING_THERE)
    actions.take_back_pause(latest, returned="tro-lai" in request.GET, by=request.user, today=day)
    said(request, _("Đã hoàn tác việc ghi tạm nghỉ của %(name)s.") % {"name": row.person.full_name})
    return redirect("members:person", row.person_id)


def leave(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The last day, and why."""
    row, day = membership_of(request, pk)
    form = LeaveForm(request.POST or None, today=day)
    if request.method == "POST" and form.is_valid():
        done = tried(form, lambda: actions.leave(row, **form.cleaned_data, by=request.user, today=day))
        if done is not None:
            undo = reverse("members:back", args=[row.pk])
            words = _("Đã ghi %(name)s thôi là thành viên.") % {"name": row.person.full_name}
            said(request, words + words_after(row, form.cleaned_data["left_on"]), undo)
            return redirect("members:person", row.person_id)
    return page(request, "members/leave.html", form, {"row": row})


def move(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Leave here and join there, in one act."""
    row, day = membership_of(request, pk)
    clubs = _others(request, row.club_id, day)
    form = MoveForm(request.POST or None, today=day, clubs=clubs)
    if request.method == "POST" and form.is_valid():
        to = form.clubs[form.cleaned_data["to"]]
        moved_on = form.cleaned_data["moved_on"]
        there = tried(form, lambda: actions.move(row, to, moved_on=moved_on, by=request.user, today=day))
        if there is not None:
            undo = f"{reverse('members:undo_move', args=[row.pk])}?den={there.pk}"
            words = {"name": row.person.full_name, "club": to.name}
            after = words_after(row, moved_on - timedelta(days=1))
            said(request, _("Đã chuyển %(name)s sang %(club)s.") % words + after, undo)
            return redirect("members:person", row.person_id)
    return page(request, "members/move.html", form, {"row": row, "clubs": clubs})


def _others(request: HttpRequest, here: int, day: date) -> list[Club]:
    """Clubs within reach that take members."""
    found = Club.objects.filter(
        powers.reach(request.user, Verb.KEEP_MEMBERS, day, "place__path"), state__in=LIVE_STATES
    )
    return list(found.exclude(pk=here).select_related("place").order_by("place__sort"))


@require_POST
def undo_move(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the move back; `?den=` is the membership that it made."""
    row, day = membership_of(request, pk)
    asked = whole(request.GET.get("den", ""))
    if not asked:
        raise Problem("nothing_there", problems.NOTHING_THERE)
    there = get_object_or_404(Membership.objects.select_related("club__place", "person"), pk=asked)
    actions.undo_move(row, there, by=request.user, today=day)
    said(request, _("Đã hoàn tác, %(name)s vẫn ở câu lạc bộ cũ.") % {"name": row.person.full_name})
    return redirect("members:person", row.person_id)


@require_POST
def take_back_join(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Undo a joining that was just entered."""
    row, day = membership_of(request, pk)
    person, name, club = row.person_id, row.person.full_name, row.club_id
    actions.take_back_join(row, by=request.user, today=day)
    said(request, _("Đã bỏ %(name)s vừa ghi khỏi danh sách.") % {"name": name})
    kept = Person.objects.filter(pk=person, memberships__club=club).exists()
    return redirect("members:person", person) if kept else redirect("members:list", club)


@require_POST
def back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Undo an ending."""
    row, day = membership_of(request, pk)
    actions.back_again(row, by=request.user, today=day)
    said(request, _("Đã đưa %(name)s trở lại danh sách.") % {"name": row.person.full_name})
    return redirect("members:person", row.person_id)
