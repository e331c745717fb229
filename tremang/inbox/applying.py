"""Applying what was sent, and keeping what became of it: each text once, in a transaction of its own.

Rows, event, submission and outcome go in together, so a server that is killed has all of them or none. A refusal is
written down afterwards, in a second transaction: the first left nothing. The acts that a kind calls ask for the powers.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import DataError, IntegrityError
from django.db.models import Exists, OuterRef, QuerySet

from tremang.accounts.devices.actions import seen_within
from tremang.accounts.devices.models import Device
from tremang.accounts.models import User
from tremang.accounts.powers import limited
from tremang.clubs.models import Club
from tremang.inbox import problems as say
from tremang.inbox.envelope import Envelope, Unreadable, opened
from tremang.inbox.hot import anything_waits
from tremang.inbox.models import DONE, Outcome, State, Submission, SubmissionText
from tremang.inbox.work import Done, Held, Kind, Waits, Work, kinds, newest
from tremang.kernel.ids import new_id
from tremang.kernel.lock import worked_out_ahead, writing
from tremang.kernel.problems import Problem
from tremang.kernel.rows import insert, made, read
from tremang.meetings.models import Meeting

log = logging.getLogger(__name__)
NO_COLUMN = (DataError, OverflowError)  # a number that no column takes
MOST_WOKEN = 50  # submissions that one arrival may set going


@dataclass(frozen=True)
class Sender:
    """Who sends, for which club, when."""

    device: Device | None
    by: User
    club: Club
    today: date
    now: datetime


def taken(text: str, sender: Sender) -> Outcome:
    """What became of a text."""
    try:
        envelope = opened(text)
    except Unreadable as problem:
        return _not_kept(problem.uid, problem)
    if envelope.club != sender.club.pk:
        return _not_kept(envelope.uid, Problem("wrong_club", say.WRONG_CLUB))
    try:
        return _once(envelope, sender)
    except IntegrityError:  # the same text was on its way twice, and the other was quicker
        log.info("submission %s came twice at once", envelope.uid)
    try:
        return _once(envelope, sender)
    except IntegrityError:  # it says what the database itself refuses
        return _refused(envelope, sender, State.REFUSED, _not_fit())


def _not_kept(uid: str, problem: Problem) -> Outcome:
    found = Outcome(state=State.REFUSED, code=problem.code, sentence=problem.sentence, field=problem.field)
    found.uid = uid
    return found


def _once(envelope: Envelope, sender: Sender) -> Outcome:
    kind = kinds().get(envelope.kind)

    def act() -> Outcome:
        known = known_as(envelope.uid)
        if known is not None:
            answer = _answered(known, envelope, sender)
            if answer is not None:
                return answer
        submission = known or submission_of(envelope, sender, kind)
        _may_come_in(kind, sender)
        work = Work(envelope, submission, sender.club, sender.by, sender.today, sender.now)
        outcome = keep(work, kind.apply(work), is_new=known is None)
        if sender.device is not None:
            seen_within(sender.device, sender.now)
        return outcome

    outcome = tried(envelope, sender, kind, act)
    if outcome.state in DONE and outcome.at == sender.now:
        if sender.device is not None:
            sender.device.seen_at = sender.now
        wake(outcome, sender)
    return outcome


def tried(envelope: Envelope, sender: Sender, kind: Kind | None, act: Callable[[], Outcome]) -> Outcome:
    """What `act` gives; where it refuses, the refusal as an outcome of its own."""
    club = sender.club.pk
    try:
        if kind is not None and kind.ahead:
            return worked_out_ahead(club, act)
        with writing(club):
            return act()
    except Waits as problem:
        return _put_off(envelope, sender, problem, act)
    except Problem as problem:
        return _refused(envelope, sender, State.HELD if isinstance(problem, Held) else State.REFUSED, problem)
    except NO_COLUMN:
        log.exception("submission %s", envelope.uid)
        return _refused(envelope, sender, State.REFUSED, _not_fit())


def _not_fit() -> Problem:
    """What the database does not take. Other than "garbage", which nobody can read, it is kept: to be tried again, or taken back."""
    return Problem("not_fit", say.NOT_FIT)


def known_as(uid: str) -> Submission | None:
    """The submission of that id, of whichever club."""
    found = read(Submission, "uid = %s", [uid])
    return found[0] if found else None


def _answered(known: Submission, envelope: Envelope, sender: Sender) -> Outcome | None:
    """The answer to what came before; None where it is to be tried again."""
    if known.sha256 != envelope.sha256 or known.club_id != sender.club.pk:
        return _not_kept(envelope.uid, Problem("changed_body", say.CHANGED_BODY))
    latest = newest(known)
    return None if latest is None or latest.state == State.REFUSED else latest


def _may_come_in(kind: Kind | None, sender: Sender) -> None:
    """Raise where nothing of this kind, from this phone or for this club is applied by itself."""
    device = sender.device
    if device is not None and device.revoked:
        if device.lets_in:
            raise Held("device_revoked", say.REVOKED_HELD)
        raise Problem("device_revoked", say.DEVICE_REVOKED)
    if sender.club.is_closed:
        raise Problem("club_closed", say.CLUB_CLOSED)
    if kind is None:
        raise Problem("unknown_kind", say.UNKNOWN_KIND)


def submission_of(envelope: Envelope, sender: Sender, kind: Kind | None) -> Submission:
    """The row of a submission, not saved."""
    values = {
        "id": new_id(), "club_id": sender.club.pk, "uid": envelope.uid, "kind": envelope.kind, "sha256": envelope.sha256,
        "code": envelope.code if kind is not None and kind.has_code else "", "made_at": envelope.made_at,
        "received_at": sender.now, "device_id": sender.device.pk if sender.device else None, "user_id": sender.by.pk,
        "helper": envelope.helper, "app": envelope.app,
    }  # fmt: skip
    return made(Submission, values, club=sender.club, user=sender.by)


def keep(work: Work, done: Done, *, is_new: bool) -> Outcome:
    """Write the outcome of what was done, the choices it leaves open, and the submission where it is new."""
    if is_new:
        insert([work.submission])
        insert([made(SubmissionText, {"submission_id": work.submission.pk, "text": work.envelope.text})])
    insert(done.choices)
    return outcome_of(
        work.submission, done.state, by=work.by, at=work.now, code=done.code, sentence=done.sentence,
        subject=done.subject, result=done.result,
    )  # fmt: skip


def outcome_of(
    submission: Submission, state: State, *, by: User, at: datetime, code: str = "", sentence: str = "", field: str = "",
    subject: str = "", result: dict[str, object] | None = None,
) -> Outcome:  # fmt: skip
    """Write that this became of a submission."""
    values = {
        "id": new_id(), "club_id": submission.club_id, "submission_id": submission.pk, "state": str(state), "code": code,
        "sentence": sentence, "field": field[:80], "subject": subject, "result": result or {}, "by_id": by.pk, "at": at,
    }  # fmt: skip
    row = made(Outcome, values)
    row.uid = submission.uid
    insert([row])
    return row


def _refused(envelope: Envelope, sender: Sender, state: State, problem: Problem) -> Outcome:
    """Write down that it was not applied, once: the same refusal again writes nothing."""
    with writing(sender.club.pk):
        known = known_as(envelope.uid)
        if known is not None:
            answer = _answered(known, envelope, sender)
            if answer is not None:
                return answer
            latest = newest(known)
            if latest and (latest.state, latest.code, latest.sentence) == (str(state), problem.code, problem.sentence):
                return latest
        submission = known or submission_of(envelope, sender, kinds().get(envelope.kind))
        if known is None:
            insert([submission])
            insert([made(SubmissionText, {"submission_id": submission.pk, "text": envelope.text})])
        return outcome_of(
            submission, state, by=sender.by, at=sender.now, code=problem.code, sentence=problem.sentence,
            field=problem.field, result=getattr(problem, "result", None),
        )  # fmt: skip


def _put_off(envelope: Envelope, sender: Sender, problem: Waits, act: Callable[[], Outcome]) -> Outcome:
    """Write down that it waits; where what it waits for has come meanwhile, it is woken at once."""
    outcome = _refused(envelope, sender, State.WAITING, problem)
    if outcome.state == State.WAITING and due(sender.club, [outcome]):
        return woken(outcome, sender) or outcome
    return outcome


def due(club: Club, rows: Sequence[Outcome]) -> list[Outcome]:
    """Of rows that wait those of which what they wait for is there, or will never be; at most MOST_WOKEN. Two queries."""
    days, uids = {row.result.get("day") for row in rows} - {None}, {row.result.get("for") for row in rows} - {None}
    there: set[str] = set()
    if days:
        held = Meeting.objects.filter(club=club, held_on__in=days).values_list("held_on", flat=True)
        there |= {day.isoformat() for day in held}
    if uids:
        settled = _newest().filter(club=club, submission__uid__in=uids, state__in=(*DONE, State.NOTHING, State.DROPPED))
        there |= set(settled.values_list("submission__uid", flat=True))
    return [row for row in rows if there & {row.result.get("day"), row.result.get("for")}][:MOST_WOKEN]


def _newest() -> QuerySet[Outcome]:
    """The newest outcome of each submission."""
    newer = Outcome.objects.filter(submission=OuterRef("submission"), pk__gt=OuterRef("pk"))
    return Outcome.objects.filter(~Exists(newer))


def waiting_in(club_id: int) -> list[Outcome]:
    """The club's submissions that wait for another, the oldest first, by their newest outcome. One plain query where none does."""
    if not anything_waits(club_id):
        return []
    rows = _newest().filter(club=club_id, state=State.WAITING).order_by("pk")
    return list(rows.select_related("submission__user", "submission__device"))


def wake(arrived: Outcome, sender: Sender) -> None:
    """Try again what waited for a submission that has just been applied, dropped or taken back, or for its meeting's day."""
    day, uids = arrived.result.get("held_on"), (arrived.uid, arrived.result.get("of"))
    rows = waiting_in(sender.club.pk)
    for row in [row for row in rows if row.result.get("for") in uids or (day and row.result.get("day") == day)][
        :MOST_WOKEN
    ]:
        woken(row, sender)


def woken(row: Outcome, sender: Sender) -> Outcome | None:
    """Apply a submission that waited, as its own sender; what waits for it in turn is woken too."""
    submission = row.submission
    text = SubmissionText.objects.filter(submission=submission).first()
    if text is None:
        return None
    mine = replace(sender, by=acting(submission, sender.club), device=submission.device)
    return again(submission, text.text, mine)


def again(submission: Submission, text: str, sender: Sender, *, forced: bool = False) -> Outcome:
    """Apply a submission that is kept and not yet applied."""
    envelope = opened(text)
    kind = kinds().get(submission.kind)

    def act() -> Outcome:
        latest = newest(submission)
        if latest is not None and latest.state in (*DONE, State.NOTHING, State.DROPPED):
            return latest
        if kind is None:
            raise Problem("unknown_kind", say.UNKNOWN_KIND)
        work = Work(envelope, submission, sender.club, sender.by, sender.today, sender.now, forced)
        return keep(work, kind.apply(work), is_new=False)

    try:
        with writing(sender.club.pk):
            outcome = act()
    except Problem as problem:
        state = (
            State.WAITING if isinstance(problem, Waits) else State.HELD if isinstance(problem, Held) else State.REFUSED
        )
        return _changed(submission, sender, state, problem)
    except (IntegrityError, *NO_COLUMN):  # whatever wakes it must not break by it, neither now nor at each later call
        log.exception("submission %s", envelope.uid)
        return _changed(submission, sender, State.REFUSED, _not_fit())
    if outcome.state in DONE:
        wake(outcome, sender)
    return outcome


def _changed(submission: Submission, sender: Sender, state: State, problem: Problem) -> Outcome:
    """Write down what stands in the way now; nothing where it is what stood there before."""
    with writing(sender.club.pk):
        latest = newest(submission)
        if latest and (latest.state, latest.code, latest.sentence) == (str(state), problem.code, problem.sentence):
            return latest
        return outcome_of(
            submission, state, by=sender.by, at=sender.now, code=problem.code, sentence=problem.sentence,
            field=problem.field, result=getattr(problem, "result", None),
        )  # fmt: skip


def acting(submission: Submission, club: Club) -> User:
    """The sender of a submission; from a phone with his duties in that club alone."""
    return limited(submission.user, club.place) if submission.device_id is not None else submission.user
