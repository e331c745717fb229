"""Choosing between two values that two people told differently."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import require
from tremang.clubs.models import Club
from tremang.inbox import problems as say
from tremang.inbox.applying import Sender, outcome_of, wake
from tremang.inbox.envelope import opened
from tremang.inbox.models import Choice, Outcome, Settled, State, Submission, SubmissionText
from tremang.inbox.work import Work, kinds, newest
from tremang.kernel import clock
from tremang.kernel.events import key, plain, record
from tremang.kernel.lock import writing
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.rows import insert
from tremang.meetings.versions import name_of

PICKS = ("first", "second")


def settle(choice: Choice, pick: str, *, by: User, today: date) -> Outcome | None:
    """Choose "first", so that the books stay as they are, or "second", which is written by the ordinary acts.

    The other value stays in the history. Where it was the last choice of its submission, that is applied then, and its new
    outcome is given. Raises Refused for whoever may not do the act, Problem, and Conflict where somebody chose before.
    """
    kind = kinds()[choice.submission.kind]
    club = Club.objects.select_related("place").get(pk=choice.club_id)
    require(by, kind.power_over(choice), club.place, today)
    kept = SubmissionText.objects.filter(submission=choice.submission_id).first()
    if pick not in PICKS or kind.settle is None or (kept is None and pick != "first"):
        raise Problem("choice_gone", say.CHOICE_GONE)
    now = clock.now()
    with writing(club.pk):
        before = Settled.objects.filter(choice=choice).first()
        if before is not None:
            raise Conflict("chosen_already", say.CHOSEN_ALREADY, name=name_of(before.by_id), pick=before.pick)
        submission = choice.submission
        result: dict[str, object] = {}
        if kept is not None:  # else it was destroyed by law: the books stay as they are
            work = Work(opened(kept.text), submission, club, by, today, now, forced=True)
            result = _written(work, choice, pick)
        row = Settled(club=club, choice=choice, pick=pick, by_id=by.pk, at=now)
        insert([row])
        told = {"what": choice.what, "value": getattr(choice, pick).get("words", "")}
        if kind.sees is not None:  # whoever reads the log need not be allowed to know
            told = {"what": str(kind.name), "value": _("số liệu giữ riêng trong sổ")}
        record(club.pk, "settle_choice", key(choice), by_id=by.pk, body=told, rows={key(row): plain(row)})
        outcome = _outcome(submission, result, by, now)
    if outcome is not None:
        wake(outcome, Sender(submission.device, by, club, today, now))
    return outcome


def _written(work: Work, choice: Choice, pick: str) -> dict[str, object]:
    kind = kinds()[choice.submission.kind]
    if choice.key == "join" or pick == "second":
        work.pick = pick
        return kind.settle(work, choice) if kind.settle else {}
    return {}


def _outcome(submission: Submission, result: dict[str, object], by: User, at: datetime) -> Outcome | None:
    """The submission as it stands after a choice; None while others of it are open and nothing new is to be told."""
    latest = newest(submission)
    still = Choice.objects.filter(submission=submission, settled__isnull=True).exists()
    if latest is None or (still and not result):
        return None
    whole = latest.result | {name: value for name, value in result.items() if name != "slips"}
    if more := result.get("slips"):
        whole["slips"] = [*latest.result.get("slips", []), *more]  # type: ignore[misc]
    state = State.PART if still else State.APPLIED
    return outcome_of(submission, state, by=by, at=at, subject=latest.subject, result=whole)
