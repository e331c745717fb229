"""What a person decides about a submission that was not applied by itself: let in, tried again, dropped."""

from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import require
from tremang.clubs.models import Club
from tremang.inbox import problems as say
from tremang.inbox.applying import Sender, again, outcome_of, wake
from tremang.inbox.models import OPEN, Outcome, State, Submission, SubmissionText
from tremang.inbox.work import kinds, newest, verb_over
from tremang.kernel import clock
from tremang.kernel.events import key, record
from tremang.kernel.lock import writing
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean

REASON_LIMIT = 200


def review(submission: Submission, accept: bool, *, by: User, today: date, reason: str = "") -> Outcome:
    """Let in what is held, or refuse it for good with a `reason`. Raises Refused, Problem; Conflict where it is over."""
    if not accept:
        return drop(submission, by=by, today=today, reason=reason)
    return _tried_again(submission, by, today, forced=True)


def retry(submission: Submission, *, by: User, today: date) -> Outcome:
    """Try once more to apply what was refused, or waits. Raises as `review`."""
    return _tried_again(submission, by, today, forced=False)


def _tried_again(submission: Submission, by: User, today: date, *, forced: bool) -> Outcome:
    """Under the powers of whoever presses: the acts ask for them; the submission keeps its sender."""
    club = _asked(submission, by, today)
    latest = _open(submission)
    kept = SubmissionText.objects.filter(submission=submission).first()
    if kept is None:
        raise Conflict("not_open", say.NOT_OPEN)
    sender = Sender(submission.device, by, club, today, clock.now())
    return again(submission, kept.text, sender, forced=forced or latest.state == State.HELD)


def drop(submission: Submission, *, by: User, today: date, reason: str = "") -> Outcome:
    """Decide that it is not to be applied; the text stays. The sender reads the reason."""
    club = _asked(submission, by, today)
    reason = clean(reason)[:REASON_LIMIT]
    if not reason:
        raise Problem("no_reason", say.NO_REASON, field="reason")
    with writing(club.pk):
        _open(submission)
        words = Problem("dropped", say.DROPPED_BY, name=by.full_name, reason=reason).sentence
        outcome = outcome_of(submission, State.DROPPED, by=by, at=clock.now(), code="dropped", sentence=words)
        told = {"kind": _name(submission), "reason": reason, "sender": submission.user.full_name}
        record(club.pk, "drop_submission", key(submission), by_id=by.pk, body=told)
    wake(outcome, Sender(submission.device, by, club, today, outcome.at))
    return outcome


def _asked(submission: Submission, by: User, today: date) -> Club:
    club = Club.objects.select_related("place").get(pk=submission.club_id)
    require(by, verb_over(submission), club.place, today)
    return club


def _open(submission: Submission) -> Outcome:
    """Its newest outcome, if something can still be decided; raises Conflict."""
    latest = newest(submission)
    if latest is None or latest.state not in OPEN:
        raise Conflict("not_open", say.NOT_OPEN)
    return latest


def _name(submission: Submission) -> str:
    kind = kinds().get(submission.kind)
    return str(kind.name) if kind else submission.kind
