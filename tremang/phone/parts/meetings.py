"""All meetings of the club, a part for each year: what was recorded, and of the roll-call those who were not present."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from tremang.accounts.powers import Verb
from tremang.funds.models import BookSeal
from tremang.inbox.models import DONE, Submission
from tremang.meetings.areas import areas_of, themes_of
from tremang.meetings.models import Attendance, ContentLine, Meeting, Status
from tremang.phone.holder import Body, Holder
from tremang.phone.registry import Part

MARKS = {status.value: status.name.lower() for status in Status}
NOTHING: dict[str, Any] = {"note": "", "counts": {}}
TEXTS = ("place", "chaired_by", "written_by", "guests", "guest_names", "decisions", "next_plan", "next_on")


def _bodies(holder: Holder) -> Iterator[tuple[str, Body]]:
    """Meeting → what it was. Five queries, whatever the number of years."""
    club = holder.club.pk
    marks: dict[int, dict[str, str]] = defaultdict(dict)
    away = Attendance.objects.filter(meeting__club=club).exclude(status=Status.PRESENT)
    for meeting, membership, status in away.values_list("meeting_id", "membership_id", "status"):
        marks[meeting][str(membership)] = MARKS[status]
    lines: dict[int, dict[int, Any]] = defaultdict(dict)
    for meeting, area, note, counts in ContentLine.objects.filter(club=club).values_list(
        "meeting_id", "area", "note", "counts"
    ):
        lines[meeting][area] = {"note": note, "counts": counts}
    years: dict[int, dict[str, Any]] = defaultdict(dict)
    codes = _codes(club)
    for row in holder.meetings:
        pk, held_on = row["pk"], row["held_on"]
        years[held_on.year][str(pk)] = _row(row, marks[pk], lines[pk]) | {"code": codes.get(pk, "")}
    for year, rows in years.items():
        yield f"meetings-{year}", {"rows": rows}


def _row(row: dict[str, Any], marks: dict[str, str], lines: dict[int, Any]) -> dict[str, Any]:
    return {
        "on": row["held_on"], "version": row["version"], "present": row["present"], "expected": row["expected"],
        "marks": marks, "contents": {str(area.value): lines.get(area.value, NOTHING) for area in areas_of(row["contents"])},
        "themes": [str(theme) for theme in themes_of(row["themes"])],
        "own_themes": [str(theme) for theme in themes_of(row["own_themes"])], **{name: row[name] for name in TEXTS},
    }  # fmt: skip


def _codes(club: int) -> dict[int, str]:
    """Meeting → the eight digits in the paper minute book: of the phone that wrote it, else of the seal. Two queries.

    Of several phones whose work went into one meeting, of the one whose work was done first: another's money waited for it.
    """
    seals = BookSeal.objects.filter(club=club, meeting__isnull=False).order_by("sequence")
    found = dict(seals.values_list("meeting_id", "code"))
    sent = Submission.objects.filter(~Q(code=""), club=club, outcomes__state__in=DONE).order_by(
        "-outcomes__at", "-outcomes__pk"
    )
    for subject, code in sent.values_list("outcomes__subject", "code"):
        label, _colon, pk = subject.partition(":")
        if label == Meeting._meta.label_lower:
            found[int(pk)] = code
    return found


PART = Part(_bodies, needs=(Verb.SEE_PERSONS,))
