"""Everything once more before it is recorded, and what to do where somebody was quicker."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tremang.agenda.actions import drop_draft, keep_draft, write_down
from tremang.agenda.sitting import Sitting, others
from tremang.agenda.steps import REVIEW, STEPS, step_of
from tremang.kernel.events import key, plain
from tremang.kernel.problems import Conflict, Problem
from tremang.meetings.areas import AREA_LABELS, THEME_LABELS, Area
from tremang.meetings.counts import COUNTS
from tremang.meetings.data import MeetingData, checked
from tremang.meetings.models import Meeting, Status
from tremang.meetings.queries import Name, commune_of
from tremang.meetings.versions import differences, last_event, name_of
from tremang.ui.said import said
from tremang.ui.templatetags.ui import lowfirst, upfirst


def review(request: HttpRequest, sitting: Sitting) -> HttpResponseBase:
    """Show it all; a POST records it, or writes the correction."""
    if request.method != "POST":
        return _show(request, sitting)
    choice = request.POST.get("choose", "")
    if choice in ("theirs", "mine") and (rival := _rival(sitting)) is not None:
        return _choose(request, sitting, rival, choice)
    try:
        meeting = write_down(
            sitting.club, sitting.data, by=sitting.user, today=sitting.today, corrects=sitting.meeting,
            version=sitting.version,
        )  # fmt: skip
    except Conflict as conflict:
        if conflict.code in ("meeting_changed", "meeting_exists") and (rival := _rival(sitting)) is not None:
            return _both(request, sitting, rival, conflict)
        return _show(request, sitting, conflict)
    except Problem as problem:
        if problem.status == 403:
            raise
        return _show(request, sitting, problem)
    return redirect("agenda:done", meeting.pk)


def _show(request: HttpRequest, sitting: Sitting, problem: Problem | None = None) -> HttpResponse:
    data = sitting.data
    away = {status: [name for name in sitting.roll if data.marks.get(name.membership) == status] for status in Status}
    context = {
        "sitting": sitting, "club": sitting.club, "step": STEPS[-1], "number": len(STEPS), "total": len(STEPS),
        "data": data, "day": data.held_on, "expected": len(sitting.roll),
        "here": len(sitting.roll) - sum(len(names) for names in away.values()),
        "away": [(Status(status).label, listed(names)) for status, names in away.items() if names],
        "areas": _areas(data), "themes": _themes(data), "done_count": len(data.done),
        "is_correction": sitting.meeting is not None, "back": sitting.url("quyet-dinh"),
        "urls": {step.slug.replace("-", "_"): f"{sitting.url(step.slug)}?ve={REVIEW}" for step in STEPS},
        "commune": commune_of(sitting.club),
        "others": others_now(sitting) if sitting.meeting is None else [], "problem": problem,
    }  # fmt: skip
    if problem is not None:
        context["repair"] = f"{sitting.url(step_of(problem.field))}?ve={REVIEW}" if problem.field else ""
        context["other_meeting"] = problem.parameters.get("meeting_id")
    return render(request, "agenda/review.html", context, status=problem.status if problem else 200)


def listed(names: Iterable[Name]) -> str:
    """Names as a sentence lists them."""
    return ", ".join(name.called for name in names)


def _areas(data: MeetingData) -> list[dict[str, Any]]:
    found = []
    for area in Area:
        line = data.done.get(int(area))
        counts = (
            [f"{lowfirst(label)}: {line.counts[name]}" for name, label in COUNTS[area].items() if name in line.counts]
            if line
            else []
        )
        words = "; ".join([*([line.note] if line.note else []), *counts]) if line else ""
        found.append(
            {"number": int(area), "label": AREA_LABELS[area], "is_done": line is not None, "words": upfirst(words)}
        )
    return found


def _themes(data: MeetingData) -> list[str]:
    return [
        _("%(theme)s, câu lạc bộ tự làm") % {"theme": THEME_LABELS[theme]} if theme in data.own_themes else str(THEME_LABELS[theme])
        for theme in THEME_LABELS
        if theme in data.themes
    ]  # fmt: skip


def others_now(sitting: Sitting) -> list[dict[str, Any]]:
    """Who else is writing down a meeting of this club, and of which day."""
    return [
        {"name": name_of(draft.user_id), "at": draft.updated_at} for draft in others(sitting.club, sitting.user)[:2]
    ]


def _rival(sitting: Sitting) -> Meeting | None:
    """What somebody else put into the books meanwhile: another version of this meeting, or the new one's day taken."""
    if sitting.meeting is not None:
        return Meeting.objects.filter(pk=sitting.meeting.pk).first()
    return Meeting.objects.filter(club=sitting.club, held_on=sitting.held_on).first()


def _both(request: HttpRequest, sitting: Sitting, meeting: Meeting, conflict: Conflict) -> HttpResponse:
    """Both versions side by side; nothing is chosen beforehand."""
    theirs = Meeting.recorded_rows([meeting.pk])[meeting.pk]
    names = {name.membership: name.called for name in sitting.roll}
    event = last_event(key(meeting))
    context = {
        "sitting": sitting, "club": sitting.club, "meeting": meeting, "problem": conflict.sentence,
        "name": name_of(event.actor_id if event else meeting.recorded_by_id),
        "changes": differences(theirs, _as_row(sitting, meeting), names), "action": sitting.url(REVIEW),
        "commune": commune_of(sitting.club),
    }  # fmt: skip
    return render(request, "agenda/conflict.html", context, status=409)


def _as_row(sitting: Sitting, meeting: Meeting) -> dict[str, Any]:
    """What `sitting` would write over `meeting`, in the form in which events remember meetings."""
    data = sitting.data
    marks = {name.membership: data.marks.get(name.membership, Status.PRESENT.value) for name in sitting.roll}
    row = plain(meeting) | checked(data, sitting.today)
    row |= {"expected": len(marks), "present": sum(mark == Status.PRESENT for mark in marks.values())}
    lines = [
        [area, line.note, dict(line.counts)] for area, line in sorted(data.done.items()) if line.note or line.counts
    ]
    return row | {"marks": sorted([pk, mark] for pk, mark in marks.items()), "lines": lines}


def _choose(request: HttpRequest, sitting: Sitting, meeting: Meeting, choice: str) -> HttpResponse:
    """Keep theirs and drop mine, or go on with mine over theirs, which stays readable."""
    mine = sitting.meeting.pk if sitting.meeting else 0
    who = {"by": sitting.user, "today": sitting.today}
    if choice == "theirs":
        drop_draft(sitting.club, meeting_id=mine, **who)
        said(request, _("Đã giữ bản của người kia. Buổi sinh hoạt không thay đổi."))
        return redirect("meetings:show", meeting.pk)
    keep_draft(sitting.club, sitting.body, meeting_id=meeting.pk, version=meeting.version, **who)
    if not mine:  # what was to be a new meeting goes on as a correction of the one that is there
        drop_draft(sitting.club, **who)
    said(request, _("Bản đang viết sẽ thay bản kia; bản kia vẫn đọc lại được. Mời xem lại rồi ghi."))
    return redirect("agenda:correct", meeting.pk, REVIEW)
