"""Nothing vanishes silently: every value that somebody told stands, or waits in a choice, or was seen by whoever wrote another."""

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tests.histories.promise import must
from tremang.funds.models import Account, Kind, Transfer
from tremang.inbox import meeting_parts as part
from tremang.inbox.kinds.card import stands as card_of
from tremang.inbox.models import Choice, State, Submission, SubmissionText
from tremang.inbox.work import newest
from tremang.kernel.problems import Problem
from tremang.meetings.hot import roll_ids
from tremang.meetings.models import Meeting
from tremang.members.models import Membership

if TYPE_CHECKING:
    from tests.histories.history import History

SAID = (State.APPLIED, State.NOTHING, State.PART)


@dataclass(frozen=True)
class Value:
    """One value told of one thing: `about` is the row, `path` what of it, `was` what its teller saw there (None: nothing)."""

    uid: str
    about: str
    path: str
    value: Any
    was: Any = None


def nothing_vanished(history: "History", told: dict[str, Any]) -> None:
    """See above; raises AssertionError."""
    values, back = told_values(history)
    for one in values:
        words = f"{one.path} of {one.about}: “{one.value}” told by {one.uid} stands nowhere and nobody was asked"
        must(_explained(history, one, values, back), words)


def told_values(history: "History") -> tuple[list[Value], set[str]]:
    """The values of all submissions that hold, in order; and the rows of which something was taken back."""
    values: list[Value] = []
    back: set[str] = set()
    for submission in Submission.objects.filter(club=history.club_id).order_by("pk"):
        latest = newest(submission)
        kept = SubmissionText.objects.get(submission=submission)
        body = json.loads(kept.text)["body"]
        if latest is None or latest.state not in SAID:
            if latest and latest.code == "taken_back":
                back |= _abouts(history, submission, body)
            continue
        values += _values(submission, latest.result, body)
    return values, back


def _values(submission: Submission, result: dict[str, Any], body: dict[str, Any]) -> list[Value]:
    uid, meeting = submission.uid, f"meetings.meeting:{result.get('meeting')}"
    if submission.kind == "meeting":
        paths = {
            f"{name}.{pk}": value for name in ("marks", "contents") for pk, value in (body.get(name) or {}).items()
        }
        paths |= {name: body[name] for name in (*part.LIMITS, "guests", "next_on", "themes") if body.get(name)}
        lines = [Value(uid, f"day:{body['held_on']}", f"{name}.{pk}", amount)
                 for name in ("dues", "repayments") for pk, amount in (body.get(name) or {}).items()]  # fmt: skip
        return [*(Value(uid, meeting, path, value) for path, value in paths.items()), *lines]
    if submission.kind == "meeting_fix":
        return [Value(uid, meeting, path, now, [was]) for path, (was, now) in body["changes"].items()]
    if submission.kind == "card":
        about = f"membership:{result['membership']}"
        return [Value(uid, about, field, now, [was]) for field, (was, now) in body["changes"].items()]
    if submission.kind in ("dues", "repayments"):
        return [
            Value(uid, f"day:{body['day']}", f"{submission.kind}.{pk}", amount) for pk, amount in body["sums"].items()
        ]
    return []


def _abouts(history: "History", submission: Submission, body: dict[str, Any]) -> set[str]:
    """The rows that a submission which was taken back was about."""
    found = {f"day:{body[name]}" for name in ("held_on", "day") if name in body}
    for outcome in submission.outcomes.all():
        found |= {f"meetings.meeting:{outcome.result['meeting']}"} if outcome.result.get("meeting") else set()
        found |= {f"membership:{outcome.result['membership']}"} if outcome.result.get("membership") else set()
    return found


def _explained(history: "History", one: Value, values: list[Value], back: set[str]) -> bool:
    if one.about in back:
        return True
    try:
        now = _now(history, one)
    except (Meeting.DoesNotExist, Membership.DoesNotExist):
        return False
    if _holds(one.path, now, one.value) or _has_left(history, one):
        return True
    for choice in _choices(history, one):
        if any(_holds(one.path, choice[side].get("value"), one.value) for side in ("first", "second")):
            return True
    for other in values:  # somebody saw it and wrote another
        same = (other.about, other.path) == (one.about, one.path) and other.uid != one.uid
        if same and other.was is not None and _holds(one.path, other.was[0], one.value):
            return True
    return any((about, path) == _web(one) and _holds(path, was, one.value) for about, path, was in history.web.saw) or (
        one.about.startswith("day:") and _slip_taken_back(history, one)
    )


def _has_left(history: "History", one: Value) -> bool:
    """A mark of somebody who was not expected on that day after all, as somebody told: the next correction takes it out."""
    if not one.path.startswith("marks."):
        return False
    meeting = Meeting.objects.get(pk=int(one.about.rpartition(":")[2]))
    return int(_member(history, one.path[6:])) not in roll_ids(history.club_id, meeting.held_on)


def _now(history: "History", one: Value) -> Any:
    if one.about.startswith("day:"):
        return sum(row.amount for row in _lines(history, one) if not hasattr(row, "reversed_by"))
    pk = int(one.about.rpartition(":")[2])
    if one.about.startswith("membership:"):
        return getattr(card_of(Membership.objects.select_related("person").get(pk=pk).person), one.path)
    standing = part.Standing.of(Meeting.objects.select_related("club__place").get(pk=pk))
    if one.path.startswith("marks."):  # also of somebody who is no longer expected on that day
        marks = dict(map(tuple, standing.row["marks"]))
        return part.NAMES.get(marks.get(int(_member(history, one.path[6:])), 0), "present")
    return part.stands(standing.data, one.path)


def _lines(history: "History", one: Value) -> list[Transfer]:
    name, _dot, pk = one.path.partition(".")
    pk = _member(history, pk)
    rows = Transfer.objects.filter(
        club=history.club_id, day=date.fromisoformat(one.about[4:]), debit__in=(Account.CASH, Account.BANK)
    )
    rows = rows.filter(reverses=None).select_related("voucher", "reversed_by")
    wanted = (
        {"kind": Kind.DUES, "membership": pk}
        if name == "dues"
        else {"kind__in": (Kind.INTEREST, Kind.PRINCIPAL), "loan": pk}
    )
    return list(rows.filter(**wanted))


def _member(history: "History", pk: str) -> str:
    """A member by id; one who was new by what became of him."""
    if not pk.startswith("new:"):
        return pk
    latest = newest(Submission.objects.get(uid=pk[4:]))
    return latest.result.get("membership", "0") if latest else "0"


def _slip_taken_back(history: "History", one: Value) -> bool:
    return any(row.voucher_id in history.web.taken_back for row in _lines(history, one))


def _web(one: Value) -> tuple[int, str]:
    pk = (
        int(one.about.rpartition(":")[2])
        if ":" in one.about and one.about[-1].isdigit() and not one.about.startswith("day")
        else 0
    )
    if one.about.startswith("membership:"):
        pk = Membership.objects.values_list("person_id", flat=True).get(pk=pk)
    return pk, one.path


def _choices(history: "History", one: Value) -> list[dict[str, Any]]:
    """Both sides of each choice about the same thing."""
    key = f"card.{one.path}" if one.about.startswith("membership:") else one.path
    rows = Choice.objects.filter(club=history.club_id, key=key)
    found = []
    for row in rows:
        if one.about.startswith("day:"):
            fits = row.first.get("day") == one.about[4:]
        elif one.about.startswith("membership:"):
            person = Membership.objects.values_list("person_id", flat=True).get(pk=int(one.about.rpartition(":")[2]))
            fits = row.about.endswith(f":{person}")
        else:
            fits = row.about == one.about
        if fits:
            found.append({"first": row.first, "second": row.second})
    return found


def _holds(path: str, stands: Any, value: Any) -> bool:
    """Whether what stands says what was told: a text as it is tidied, a content with at least that, themes among others."""
    if path.startswith("contents."):
        if stands is None or value is None:
            return stands == value
        note, counts = value.get("note", ""), value.get("counts", {})
        return (not note or stands.get("note") == note) and counts.items() <= (stands.get("counts") or {}).items()
    if path == "themes":
        return set(value) <= set(stands or [])
    if path in ("dues", "repayments") or isinstance(value, int):
        return stands == value
    try:
        return stands == value or (path in part.LIMITS and stands == part.read_value(path, value))
    except Problem:
        return False
