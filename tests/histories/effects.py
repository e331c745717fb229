"""What was applied stands once, what was not does not stand at all: each kind counted by words that no other act says."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.histories.acts import NAMES
from tests.histories.promise import must
from tremang.areas.health.models import Reading
from tremang.areas.homecare.models import CareVisit
from tremang.areas.selfhelp.models import Help
from tremang.funds.models import CashCount, Gift, Loan, Voucher
from tremang.inbox.models import DONE, Choice, Submission, SubmissionText
from tremang.inbox.work import newest
from tremang.members.models import LeaveReason, Membership

if TYPE_CHECKING:
    from tests.histories.history import History


def effects_once(history: "History", told: dict[str, Any]) -> None:
    """What was applied stands once, what was not does not stand at all."""
    for submission in Submission.objects.filter(club=history.club_id).order_by("pk"):
        latest = newest(submission)
        count = COUNTED.get(submission.kind)
        if latest is None or count is None:
            continue
        body = _body(submission)
        found = count(history, body, latest.result)
        if found is None:
            continue
        wanted = int(latest.state in DONE)
        must(found == wanted, f"{submission.kind} {submission.uid} is {latest.state} and stands {found} times")


def _body(submission: Submission) -> dict[str, Any]:
    return json.loads(SubmissionText.objects.get(submission=submission).text)["body"]


def _slips(history: "History", words: str) -> int:
    rows = Voucher.objects.filter(club=history.club_id, words__endswith=words, reverses=None)
    return rows.filter(reversed_by=None).count() + rows.filter(pk__in=history.web.taken_back).count()


def _count_slip(history: "History", body: dict[str, Any], result: dict[str, Any]) -> int | None:
    if not body.get("words"):
        return None
    if body["kind"] == "to_bank":  # its words are the act's own
        rows = Voucher.objects.filter(club=history.club_id, pk__in=result.get("slips", []), reversed_by=None)
        return (
            rows.count()
            or Voucher.objects.filter(
                pk__in=history.web.taken_back & {int(pk) for pk in result.get("slips", [])}
            ).count()
        )
    return _slips(history, body["words"])


def _count_gift(history: "History", body: dict[str, Any], result: dict[str, Any]) -> int | None:
    if not body.get("words"):
        return None
    rows = Gift.objects.filter(club=history.club_id, purpose=body["words"])
    back = rows.filter(voucher__reversed_by__isnull=False).exclude(voucher__in=history.web.taken_back)
    return rows.count() - back.count()


def _count_help(history: "History", body: dict[str, Any], result: dict[str, Any]) -> int | None:
    if not body.get("helped"):
        return None
    return Help.objects.filter(club=history.club_id, what__startswith=body["what"]).count()


def _count_visit(history: "History", body: dict[str, Any], result: dict[str, Any]) -> int | None:
    return CareVisit.objects.filter(club=history.club_id, report=body["report"]).count() if body.get("report") else None


def _count_joined(history: "History", body: dict[str, Any], result: dict[str, Any]) -> int | None:
    if not result.get("membership") or not result.get("joined"):
        return None
    rows = Membership.objects.filter(pk=result["membership"], person__full_name=body["person"]["full_name"])
    return rows.exclude(leave_reason=LeaveReason.MISTAKE).count()


def _count_readings(history: "History", body: dict[str, Any], result: dict[str, Any]) -> int | None:
    weights = [one["weight"] for one in body.get("taken", {}).values() if one.get("weight")]
    if not weights:
        return None
    # A member has one reading a day, and who measured corrects it: only where it was measured once.
    told = Submission.objects.filter(club=history.club_id, kind="readings", outcomes__state__in=DONE).distinct()
    bodies = [_body(row) for row in told]
    if (
        result.get("choices")
        or sum(one["day"] == body["day"] and one.get("taken", {}).keys() == body["taken"].keys() for one in bodies) > 1
    ):
        return None
    return Reading.objects.filter(club=history.club_id, weight=weights[0]).count()


def no_reading_overwritten(history: "History", told: dict[str, Any]) -> None:
    """Where two phones measured a member differently on a day, somebody was asked."""
    first: dict[tuple[str, str], tuple[int | None, int]] = {}
    told_of = Submission.objects.filter(club=history.club_id, kind="readings", outcomes__state__in=DONE).distinct()
    for submission in told_of.order_by("pk"):
        latest = newest(submission)
        body = _body(submission)
        for member, one in body.get("taken", {}).items():
            if latest is None or latest.state not in DONE or not one.get("weight"):
                continue
            device, weight = first.setdefault((body["day"], member), (submission.device_id, one["weight"]))
            if device != submission.device_id and weight != one["weight"]:
                asked = Choice.objects.filter(club=history.club_id, key=f"readings.{member}")
                must(asked.exists(), f"{member} was measured twice on {body['day']} and nobody was asked")


Counting = Callable[["History", dict[str, Any], dict[str, Any]], int | None]
COUNTED: dict[str, Counting] = {
    "slip": _count_slip, "gift": _count_gift, "help": _count_help, "visit": _count_visit, "joined": _count_joined,
    "readings": _count_readings,
}  # fmt: skip


def joined_are_there(history: "History", told: dict[str, Any]) -> None:
    """As many new members of a name as submissions brought, each with a membership of its own."""
    made = []
    for submission in Submission.objects.filter(club=history.club_id, kind="joined"):
        latest = newest(submission)
        if latest and latest.state in DONE and latest.result.get("joined"):
            made.append(latest.result["membership"])
    must(len(made) == len(set(made)), "two submissions brought one membership")
    names = {name for name, _sex, _born in NAMES}
    rows = Membership.objects.filter(club=history.club_id, person__full_name__in=names).exclude(
        leave_reason=LeaveReason.MISTAKE
    )
    must(
        {str(pk) for pk in rows.values_list("pk", flat=True)} == set(made),
        "members whom nobody brought, or brought and not there",
    )


def table_money_once(history: "History", told: dict[str, Any]) -> None:
    """Nobody is lent twice at one meeting, and no box is counted oftener than somebody counted it."""
    handed = list(
        Loan.objects.filter(club=history.club_id, paid_out_on__gte="2026-09-01").values_list("membership", "asked_on")
    )
    must(len(handed) == len(set(handed)), "a loan was handed over twice")
    counting = 0
    for submission in Submission.objects.filter(
        club=history.club_id, kind="meeting", outcomes__state__in=DONE
    ).distinct():
        counting += len(_body(submission).get("counts", {}))
    must(
        CashCount.objects.filter(club=history.club_id).count() <= counting, "a box was counted twice by one submission"
    )
