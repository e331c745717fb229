"""One meeting: what was said, who changed it when, its photos; taking it back and bringing it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tremang.accounts.powers import Verb, may, require
from tremang.clubs.models import Club
from tremang.kernel import clock
from tremang.kernel.events import plain
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.meetings.actions import UNDO_DAYS, bring_back_meeting, undo_meeting
from tremang.meetings.areas import AREA_LABELS, THEME_LABELS, Area, themes_of
from tremang.meetings.counts import COUNTS
from tremang.meetings.forms import PhotoForm
from tremang.meetings.models import ContentLine, Meeting, Status
from tremang.meetings.photos import MOST
from tremang.meetings.queries import Name, commune_of, names_of, tally
from tremang.meetings.versions import Version, differences, member_names, standing, versions
from tremang.ui.links import address
from tremang.ui.said import said
from tremang.ui.templatetags.ui import lowfirst, upfirst


def meeting_or_404(pk: int) -> Meeting:
    """The meeting with its club and the places above it."""
    return get_object_or_404(Meeting.objects.select_related("club__place__parent__parent"), pk=pk)


def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a meeting."""
    return page(request, meeting_or_404(pk), PhotoForm())


def page(request: HttpRequest, meeting: Meeting, form: PhotoForm, status: int = 200) -> HttpResponse:
    """The meeting as far as the reader may see it: names and words for those with a duty towards persons."""
    today = clock.today()
    place = meeting.club.place
    require(request.user, Verb.SEE_FIGURES, place, today)
    sees_persons = may(request.user, Verb.SEE_PERSONS, place, today)
    lines = list(meeting.lines.order_by("area"))
    context: dict[str, Any] = {
        "meeting": meeting, "club": meeting.club, "commune": commune_of(meeting.club), "sees_persons": sees_persons,
        "areas": area_rows(meeting, lines, sees_persons), "themes": theme_words(meeting),
        "contents": [bool(meeting.contents >> bit & 1) for bit in range(8)],
        "may_record": may(request.user, Verb.RECORD_MEETING, place, today), "form": form, "most": MOST,
        "money_url": address("funds:sitting", meeting.club_id, meeting.held_on.isoformat())
        if may(request.user, Verb.KEEP_MONEY, place, today) else "",
    }  # fmt: skip
    if sees_persons:
        names = names_of(meeting)
        now = plain(meeting) | {
            "marks": sorted([name.membership, name.status] for name in names),
            "lines": [[line.area, line.note, line.counts] for line in lines],
        }  # fmt: skip
        history = versions(meeting, now)
        context |= {
            "away": away_words(names), "photos": list(meeting.photos.order_by("pk")),
            "represented": sum(name.status == Status.REPRESENTED for name in names),
            "history": _told(history), "undone": _undone(history),
        }  # fmt: skip
    else:
        context["represented"] = tally(meeting.marks.values_list("status", flat=True))[Status.REPRESENTED]
    return render(request, "meetings/show.html", context, status=status)


def area_rows(meeting: Meeting, found: list[ContentLine], with_words: bool) -> list[dict[str, Any]]:
    """The 8 contents: done or not, and what was done where the reader may know it."""
    lines = {line.area: line for line in found}
    rows = []
    for area in Area:
        line = lines.get(int(area))
        counts = [
            f"{lowfirst(label)}: {line.counts[name]}"
            for name, label in COUNTS[area].items()
            if line and name in line.counts
        ]
        note = [line.note] if line and line.note and with_words else []
        rows.append(
            {
                "number": int(area), "label": AREA_LABELS[area], "is_done": bool(meeting.contents >> (area - 1) & 1),
                "words": upfirst("; ".join([*note, *counts])),
            }
        )  # fmt: skip
    return rows


def theme_words(meeting: Meeting) -> list[str]:
    """The themes in words; those under which the club itself did something say so."""
    own = themes_of(meeting.own_themes)
    return [
        _("%(theme)s, câu lạc bộ tự làm") % {"theme": THEME_LABELS[theme]} if theme in own else str(THEME_LABELS[theme])
        for theme in themes_of(meeting.themes)
    ]


def away_words(names: list[Name]) -> list[tuple[str, str]]:
    """Who was not simply there, by kind, as sentences list them."""
    found = []
    for status in (Status.REPRESENTED, Status.EXCUSED, Status.ABSENT):
        here = [name.called for name in names if name.status == status]
        if here:
            found.append((str(status.label), ", ".join(here)))
    return found


def _undone(history: list[Version]) -> str:
    """The verb of the act that undo would take back; empty where there is none, or where it is too late."""
    act = standing(version.event for version in history)
    return act.verb if act and (clock.now() - act.at).days < UNDO_DAYS else ""


def _told(history: list[Version]) -> list[dict[str, Any]]:
    """Each act, newest first, with what it changed."""
    ids = (
        {pk for version in history if version.row for pk, _status in version.row["marks"]}
        if len(history) > 1
        else set()
    )
    names = member_names(ids)
    words = {
        "record_meeting": _("ghi buổi sinh hoạt"), "correct_meeting": _("sửa"), "restore_meeting": _("trả về bản trước"),
        "remove_meeting": _("bỏ khỏi sổ"), "bring_back_meeting": _("đưa trở lại sổ"),
    }  # fmt: skip
    told = []
    for version, older in zip(history, [*history[1:], None], strict=True):
        changes = differences(older.row, version.row, names) if older and older.row and version.row else []
        told.append({"name": version.name, "at": version.at, "what": words.get(version.verb, ""), "changes": changes})
    return told


@require_POST
def undo(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Take back the latest act on a meeting; a problem is told on the page of the meeting."""
    meeting = meeting_or_404(pk)
    day = written(meeting.held_on)
    try:
        left = undo_meeting(meeting, version, by=request.user, today=clock.today())
    except Problem as problem:
        return _told_problem(request, problem, meeting)
    if left is None:
        back = reverse("meetings:bring_back", args=[meeting.club_id, pk])
        said(request, _("Đã bỏ buổi sinh hoạt %(day)s khỏi sổ.") % {"day": day}, back)
        return redirect("meetings:list", meeting.club_id)
    said(request, _("Buổi sinh hoạt %(day)s đã trở lại như trước khi sửa.") % {"day": written(left.held_on)})
    return redirect("meetings:show", pk)


@require_POST
def bring_back(request: HttpRequest, club: int, pk: int) -> HttpResponse:
    """Put a meeting that was taken back into the books again."""
    found = get_object_or_404(Club.objects.select_related("place"), pk=club)
    meeting = bring_back_meeting(found, pk, by=request.user, today=clock.today())
    said(request, _("Đã đưa buổi sinh hoạt %(day)s trở lại sổ.") % {"day": written(meeting.held_on)})
    return redirect("meetings:show", meeting.pk)


def _told_problem(request: HttpRequest, problem: Problem, meeting: Meeting) -> HttpResponse:
    if problem.status == 403 or not Meeting.objects.filter(pk=meeting.pk).exists():
        raise problem
    form = PhotoForm(data={})
    form.add_error(None, problem.sentence)
    return page(request, meeting, form, problem.status)
