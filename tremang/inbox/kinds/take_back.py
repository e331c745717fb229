"""An earlier submission is taken back, by the undoing that its own act has."""

from dataclasses import replace
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.powers import Verb, require
from tremang.inbox import problems as say
from tremang.inbox import reading as read
from tremang.inbox.applying import outcome_of
from tremang.inbox.envelope import opened
from tremang.inbox.models import DONE, Choice, Settled, State, Submission
from tremang.inbox.reading import Told
from tremang.inbox.work import Done, Kind, Waits, Work, kinds, newest
from tremang.kernel.events import key
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.rows import insert

UNDO_DAYS = 30


def apply(work: Work) -> Done:
    """Undo what the other submission wrote; one that was not applied is simply not applied any more."""
    body = read.parts(work.envelope.body, "", {"uid"}, newer=work.envelope.newer)
    uid = read.required(body, "uid", str)
    target = Submission.objects.filter(uid=uid, club=work.club).select_related("kept", "user").first()
    latest = newest(target) if target else None
    if target is None or latest is None:
        raise Waits(uid)
    kind = kinds().get(target.kind)
    if kind is not None:
        require(work.by, kind.verb, work.club.place, work.today)
    if latest.state == State.DROPPED:
        return Done({"of": uid}, state=State.NOTHING)
    if work.now - target.received_at > timedelta(days=UNDO_DAYS):
        raise Problem("undo_late", say.TAKE_BACK_LATE, days=UNDO_DAYS)
    if latest.state in DONE:
        kept = getattr(target, "kept", None)
        if kind is None or kind.undo is None or kept is None:
            raise Problem("cannot_take_back", say.CANNOT_TAKE_BACK)
        if _was_chosen(target):
            raise Conflict("undo_late", say.CHANGED_SINCE)
        kind.undo(replace(work, submission=target, envelope=opened(kept.text)), latest.result)
    _close_choices(target, work)
    outcome_of(
        target, State.DROPPED, by=work.by, at=work.now, code="taken_back",
        sentence=Problem("taken_back", say.TAKEN_BACK).sentence, subject="", result={"by": work.envelope.uid},
    )  # fmt: skip
    return Done({"of": uid}, key(target))


def _was_chosen(target: Submission) -> bool:
    """Whether somebody chose a value of it over what stood: undoing its own writing alone would leave half of it."""
    rows = Settled.objects.filter(choice__submission=target, pick="second")
    return rows.exclude(choice__key="join").exists()  # the membership that came of it is what its undoing takes back


def _close_choices(target: Submission, work: Work) -> None:
    """What of it still waited for a choice needs none: the books stay as they are."""
    rows = Choice.objects.filter(submission=target, settled__isnull=True)
    insert([Settled(club=work.club, choice=row, pick="first", by_id=work.by.pk, at=work.now) for row in rows])


def words(body: Told) -> str:
    """That something was taken back."""
    return _("Hoàn tác một việc đã gửi")


KIND = Kind(code="take_back", name=gettext_lazy("Hoàn tác"), verb=Verb.SEE_PERSONS, apply=apply, words=words)
