"""The book's own acts: stages of legal aid, the way of feedback to its answer, matters carried up and answered."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import Any

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.areas.common.acts import Act
from tremang.areas.common.books import See
from tremang.areas.common.problems import GONE, NOT_AGREED
from tremang.areas.common.rules import may_be_done_on
from tremang.areas.common.seeing import sees_helped
from tremang.areas.rights import problems as say
from tremang.areas.rights.models import (
    NEXT_STAGES,
    NOTE_LIMIT,
    TEXT_LIMIT,
    Complaint,
    ComplaintState,
    LegalReferral,
    LegalStage,
    Matter,
    Stage,
)
from tremang.areas.rights.queries import last_stage
from tremang.areas.rights.rules import OPEN
from tremang.areas.rights.seeing import sees_complaints
from tremang.areas.rights.terms import MATTER, due_on
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.text import clean


def move_referral(referral: LegalReferral, stage: str, on: date, note: str = "", *, by: User, today: date) -> Event:
    """A referral has come to its next stage. Raises Refused, Problem for a day that cannot be, Conflict for another stage."""
    with _of_person(referral, by, today) as (act, current):
        last = last_stage(current)
        if stage not in NEXT_STAGES[Stage(last.stage) if last else Stage.SENT]:
            raise Conflict("not_next", say.NOT_NEXT)
        may_be_done_on(act.club, on, today, "on")
        _not_before(on, last.on if last else current.on)
        row = LegalStage(
            club=act.club, referral=current, stage=Stage(stage), on=on, note=clean(note)[:NOTE_LIMIT], by_id=by.pk
        )
        act.create(row)
        return act.note("move_legal_referral", current, {"day": on, "stage": str(Stage(stage).label)})


def step_back(referral: LegalReferral, *, by: User, today: date) -> Event:
    """Take the last stage of a referral away. Raises Refused, Problem where there is none after the sending."""
    with _of_person(referral, by, today) as (act, current):
        last = last_stage(current)
        if last is None:
            raise Problem("no_stage", say.NO_STAGE)
        act.drop(last)
        return act.note("step_back_legal_referral", current, {"day": last.on, "stage": str(last.get_stage_display())})


def take_up(complaint: Complaint, *, by: User, today: date) -> Event:
    """Somebody has begun to deal with feedback. Raises Refused, Conflict where it has gone on meanwhile."""
    with _of_complaint(complaint, by, today) as (act, current):
        if current.state != ComplaintState.NEW:
            raise Conflict("closed_already", say.CLOSED_ALREADY)
        act.update(current, state=ComplaintState.HANDLING)
        return act.note("take_up_complaint", current, {"day": current.on})


def answer_complaint(complaint: Complaint, answer: str, on: date, *, by: User, today: date) -> Event:
    """Whoever gave the feedback was answered on a day; also after the commune has answered what was carried to it.

    Raises Refused, Problem without words or for a day that cannot be, Conflict where it was answered meanwhile.
    """
    with _of_complaint(complaint, by, today) as (act, current):
        if current.state == ComplaintState.ANSWERED:
            raise Conflict("closed_already", say.CLOSED_ALREADY)
        words = _words(answer, "answer")
        may_be_done_on(act.club, on, today, "answered_on")
        _not_before(on, current.on, "answered_on")
        act.update(current, state=ComplaintState.ANSWERED, answered_on=on, answer=words)
        return act.note("answer_complaint", current, {"day": current.on})


def carry_complaint(complaint: Complaint, text: str, on: date, *, by: User, today: date) -> Event:
    """Feedback is carried to the commune, in words for it. Raises as `answer_complaint`."""
    with _of_complaint(complaint, by, today) as (act, current):
        if current.state not in OPEN:
            raise Conflict("closed_already", say.CLOSED_ALREADY)
        words = _words(text, "text")
        may_be_done_on(act.club, on, today, "on")
        _not_before(on, current.on)
        row = Matter(
            club=act.club, complaint=current, subject=current.subject, text=words, on=on, due_on=due_on(MATTER, on), by_id=by.pk
        )  # fmt: skip
        act.create(row)
        act.update(current, state=ComplaintState.CARRIED)
        return act.note("carry_complaint", current, {"day": current.on})


def answer_matter(matter: Matter, answer: str, on: date, *, by: User, today: date) -> Event:
    """The commune answers what a club carried to it. Raises Refused for whoever is no office, Problem, Conflict."""
    club = matter.club
    for power in (Verb.SEE_COMPLAINTS, Verb.GIVE_SUPPORT):
        require(by, power, club.place, today)
    with writing(club.pk):
        current = Matter.objects.filter(pk=matter.pk, club=club).first()
        if current is None:
            raise Conflict("gone", GONE)
        if current.answered_on is not None:
            raise Conflict("matter_answered", say.MATTER_ANSWERED)
        words = _words(answer, "answer")
        may_be_done_on(club, on, today, "answered_on")
        _not_before(on, current.on, "answered_on")
        act = Act(club, by=by, today=today)
        act.update(current, answered_on=on, answer=words, answered_by_id=by.pk)
        return act.note("answer_matter", current, {"day": current.on})


@contextmanager
def _within(
    row: Any, sees: Callable[[User, Any, date], See], powers: tuple[Verb, ...], by: User, today: date
) -> Iterator[tuple[Act, Any]]:
    """The act, and the row as it stands, under the lock of its club; powers are asked first."""
    for power in powers:
        require(by, power, row.club.place, today)
    with writing(row.club_id):
        current = type(row).objects.select_related("club__place").filter(pk=row.pk).first()
        if current is None:
            raise Conflict("gone", GONE)
        if not sees(by, current.club, today)(current):
            raise Problem("not_agreed", NOT_AGREED)
        yield Act(current.club, by=by, today=today), current


def _of_person(row: LegalReferral, by: User, today: date) -> AbstractContextManager[tuple[Act, LegalReferral]]:
    return _within(row, sees_helped, (Verb.KEEP_BOOKS, Verb.SEE_SENSITIVE), by, today)


def _of_complaint(row: Complaint, by: User, today: date) -> AbstractContextManager[tuple[Act, Complaint]]:
    return _within(row, sees_complaints, (Verb.KEEP_BOOKS, Verb.SEE_COMPLAINTS), by, today)


def _words(text: str, field: str) -> str:
    words = clean(text)[:TEXT_LIMIT]
    if not words:
        raise Problem("no_text", say.NO_ANSWER if field == "answer" else say.NO_TEXT, field=field)
    return words


def _not_before(on: date, start: date, field: str = "on") -> None:
    if on < start:
        raise Problem("before_it", say.BEFORE_IT, field=field, day=written(on), start=written(start))
