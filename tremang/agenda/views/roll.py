"""The roll-call: everyone is present unless tapped. A long roll comes in parts of equal length."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tremang.agenda import problems
from tremang.agenda.forms import GuestsForm
from tremang.agenda.sitting import Sitting
from tremang.agenda.steps import FIRST
from tremang.meetings.models import Status
from tremang.meetings.queries import Name
from tremang.ui.portions import in_parts, part_asked

STEP = "diem-danh"
MOST = 70  # names on one screen; more would make the page too heavy for an old phone
WHY = {"represented": Status.REPRESENTED, "excused": Status.EXCUSED}


def roll_call(
    request: HttpRequest, sitting: Sitting, screen: dict[str, Any], onward: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """One part of the roll; the last one also asks for guests."""
    parts = in_parts(sitting.roll, MOST)
    number = part_asked(request, len(parts))
    names, is_last = parts[number - 1], number == len(parts)
    body = sitting.body
    form = GuestsForm(
        request.POST or None, initial={"guests": body["guests"] or "", "guest_names": body["guest_names"]}
    )
    entered = sitting.marks
    marks = {str(name.membership): entered.get(name.membership) for name in names}
    status = 200
    if request.method == "POST":
        marks, strangers = read(request, names)
        if strangers:
            form.add_error(None, _(problems.STRANGER))
        if (form.is_valid() or not is_last) and not strangers:
            changes = {"marks": merged(body["marks"], names, marks)} | (form.changes() if is_last else {})
            sitting.keep(STEP if is_last else FIRST, changes)
            return (
                onward()
                if is_last or "later" in request.POST
                else HttpResponseRedirect(f"{sitting.url(STEP)}?p={number + 1}")
            )
        status = 422
    rows = [
        {"id": name.membership, "name": name.Called, "note": name.group, "mark": marks.get(str(name.membership))}
        for name in names
    ]
    away = sum(bool(mark) for mark in merged(body["marks"], names, marks).values())
    context = screen | {
        "form": form, "names": rows, "is_last": is_last, "part": number, "parts": len(parts),
        "expected": len(sitting.roll), "here": len(sitting.roll) - away,
        "back": f"?p={number - 1}" if number > 1 else screen["back"],
    }  # fmt: skip
    return render(request, "agenda/roll.html", context, status=status)


def read(request: HttpRequest, names: list[Name]) -> tuple[dict[str, int], bool]:
    """The marks of `names` as sent, and whether somebody was marked who is not among them."""
    known = {str(name.membership) for name in names}
    absent = request.POST.getlist("absent")
    marks = {pk: WHY.get(request.POST.get(f"why-{pk}", ""), Status.ABSENT).value for pk in absent if pk in known}
    return marks, not known.issuperset(absent)


def merged(kept: dict[str, int], names: list[Name], marks: dict[str, int | None]) -> dict[str, int]:
    """The marks of all parts once those of `names` are `marks`."""
    here = {str(name.membership) for name in names}
    found = {pk: mark for pk, mark in kept.items() if pk not in here}
    return found | {pk: mark for pk, mark in marks.items() if mark}
