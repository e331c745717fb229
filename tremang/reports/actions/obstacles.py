"""Obstacles on their way: raised by the place that meets them, answered or passed up by the place that owes the answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.utils.translation import gettext

from tremang.accounts.models import User
from tremang.accounts.powers import TABLE, Verb, require, roles
from tremang.areas.rights.terms import due_on
from tremang.kernel.events import key, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.format import number
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.rows import insert, update
from tremang.kernel.text import clean, prose
from tremang.places.models import Kind, Place
from tremang.reports import problems as say
from tremang.reports.acting import above, both, instead
from tremang.reports.models.obstacles import Obstacle
from tremang.reports.models.written import Report, State
from tremang.reports.obstacles import TERM, live, origin_of
from tremang.reports.states import SAID

TEXT_LIMIT, REASON_LIMIT = 1_000, 500


def raise_obstacle(place: Place, text: str, *, by: User, today: date, report: Report | None = None) -> Obstacle:
    """Raise an obstacle at `place`; the place above owes an answer within the term. `report`: in which it is raised.

    Raises Problem: no_obstacle, obstacle_too_long, other_report, is_sent.
    """
    require(by, Verb.WRITE_REPORTS, place, today)
    said = _said(text, "no_obstacle", say.NO_OBSTACLE)
    owner = above(place)
    with both(place):
        row = _made(place, owner, said, by=by, today=today, report=report)
        _note("raise_obstacle", row, by, {"text": said, "owner": owner.name})
    return row


def answer_obstacle(obstacle: Obstacle, answer: str, *, by: User, today: date) -> Obstacle:
    """Answer it; an answer given can be written anew, the log keeps both.

    Raises Problem: no_answer, obstacle_too_long, is_withdrawn, is_passed_up.
    """
    said = _said(answer, "no_answer", say.NO_ANSWER, field="answer")
    with _at_owner(obstacle, by, today) as row:
        if row.answer != said:
            _set(row, answer=said, answered_on=today, answered_by_id=by.pk)
            _note("answer_obstacle", row, by, {"text": row.text, "answer": said})
        return row


def pass_up(obstacle: Obstacle, *, by: User, today: date, text: str = "", report: Report | None = None) -> Obstacle:
    """Pass an obstacle on to the next level, in one's own words where `text` is given; the clock begins anew there.

    The original stays and shows where it is. `report`: the owner's report with which it goes up.
    Raises Problem: is_answered, is_withdrawn, is_passed_up, no_level_above, obstacle_too_long, other_report, is_sent.
    """
    with _at_owner(obstacle, by, today) as row:
        here = owing(row)
        if here.kind == Kind.PROVINCE:
            raise Problem("no_level_above", say.NO_LEVEL_ABOVE, owner=here.name)
        _unanswered(row, say.PASS_UP)
        said = _said(text or row.text, "no_obstacle", say.NO_OBSTACLE)
        owner = above(here)
        made = _made(here, owner, said, by=by, today=today, report=report, passed_up_from=row)
        _note("pass_up_obstacle", made, by, {"text": said, "owner": owner.name, "from": origin_of(row).name})
    return made


def withdraw_obstacle(obstacle: Obstacle, reason: str, *, by: User, today: date) -> Obstacle:
    """Take it back, with the reason; one that was passed up then waits at its owner again.

    Only the place's own people take back what the place raised: what a club said does not vanish by its commune's hand.
    Raises Problem: not_yours, needs_reason, is_answered, is_withdrawn, is_passed_up.
    """
    require(by, Verb.WRITE_REPORTS, obstacle.place, today)
    if not raised_here(by, obstacle, today):
        raise Conflict("not_yours", say.NOT_YOURS, place=obstacle.place.name)
    why = clean(reason)[:REASON_LIMIT]
    if not why:
        raise Problem("needs_reason", say.NEEDS_REASON, field="reason")
    with both(obstacle.place):
        row = _now(obstacle)
        _unanswered(row, say.WITHDRAW)
        _set(row, withdrawn_on=today)
        _note("withdraw_obstacle", row, by, {"text": row.text, "reason": why})
    return row


def raised_here(user: User, obstacle: Obstacle, today: date) -> bool:
    """Whether `user` writes at the very place that raised it, not merely above it."""
    return any(
        Verb.WRITE_REPORTS in TABLE[role.kind] and role.place_id == obstacle.place_id for role in roles(user, today)
    )


def owing(row: Obstacle) -> Place:
    """The place that owes the answer; where that was merged away, the one in which the obstacle's own place now lies."""
    return row.owner if row.owner.valid_to is None else above(row.place)


@contextmanager
def _at_owner(obstacle: Obstacle, by: User, today: date) -> Iterator[Obstacle]:
    """The row as it is now, for the place that owes the answer; locks from the top down."""
    here = owing(obstacle)
    require(by, Verb.APPROVE_REPORTS, here, today)
    with both(here), both(obstacle.place):
        yield _now(obstacle)


def _now(obstacle: Obstacle) -> Obstacle:
    row = Obstacle.objects.select_related("place", "owner", "passed_up_from__place").get(pk=obstacle.pk)
    if row.withdrawn_on is not None:
        raise Conflict("is_withdrawn", say.IS_WITHDRAWN, place=row.place.name, day=written(row.withdrawn_on))
    passed = live().filter(passed_up_from=row.pk).first()
    if passed is not None:
        raise Conflict("is_passed_up", say.IS_PASSED_UP, owner=passed.owner.name, place=passed.place.name)
    return row


def _unanswered(row: Obstacle, step: str) -> None:
    if row.answered_on is not None:
        raise Conflict("is_answered", say.IS_ANSWERED, day=written(row.answered_on), step=gettext(step))


def _said(text: str, code: str, sentence: str, field: str = "text") -> str:
    said = prose(text)
    if not said:
        raise Problem(code, sentence, field=field)
    if len(said) > TEXT_LIMIT:
        raise Problem(
            "obstacle_too_long", say.OBSTACLE_TOO_LONG, field=field, length=number(len(said)), most=number(TEXT_LIMIT)
        )
    return said


def _made(
    place: Place, owner: Place, text: str, *, by: User, today: date, report: Report | None,
    passed_up_from: Obstacle | None = None,
) -> Obstacle:  # fmt: skip
    """The row, written. A report must be the place's own and not sent."""
    if report is not None:
        report = Report.objects.get(pk=report.pk)
        if report.place_id != place.pk:
            raise Problem("other_report", say.OTHER_REPORT, field="report", place=place.name)
        if report.is_sent:
            raise Conflict("is_sent", say.IS_SENT, state=str(SAID[State(report.state)]), next=instead(report))
    row = Obstacle(
        place=place, report=report, text=text, raised_on=today, raised_by_id=by.pk, owner=owner,
        due_on=due_on(TERM, today), passed_up_from=passed_up_from,
    )  # fmt: skip
    insert([row])
    return row


def _set(row: Obstacle, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    update(row, values)


def _note(verb: str, row: Obstacle, by: User, words: dict[str, Any]) -> None:
    record(row.place_id, verb, key(row), by_id=by.pk, body=words, rows={key(row): plain(row)})
