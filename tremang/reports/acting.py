"""What all acts on reports share: whose they are, the lock of the place above and the place, the step and its event."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, may, require
from tremang.kernel import clock
from tremang.kernel.events import key, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.kernel.rows import insert, update
from tremang.places.models import Kind, Place
from tremang.places.queries import heirs_of_others
from tremang.reports import problems as say
from tremang.reports.ending import ended
from tremang.reports.kinds import rules_of
from tremang.reports.models.kinds import Level, ReportKind
from tremang.reports.models.written import SENT, Frozen, Report, State, Step
from tremang.reports.periods import Period, due_days, is_before_records
from tremang.reports.states import MOVES, SAID, Who


def above(place: Place) -> Place:
    """The place that approves the reports of `place`: of a club its commune, of a commune the City, of the City itself."""
    if place.kind == Kind.PROVINCE:
        return place
    node = place.parent
    while node is not None and node.kind not in (Kind.COMMUNE, Kind.PROVINCE):
        node = node.parent
    return node or place


def verb_above(place: Place) -> Verb:
    """The power by which the reports of `place` are approved."""
    return Verb.SIGN_REPORTS if place.kind == Kind.PROVINCE else Verb.APPROVE_REPORTS


def may_write(user: User, place: Place, today: date) -> bool:
    """Whether `user` writes and sends the reports of `place`."""
    return may(user, Verb.WRITE_REPORTS, place, today)


def may_approve(user: User, place: Place, today: date) -> bool:
    """Whether `user` approves the reports of `place`."""
    return may(user, verb_above(place), above(place), today)


def reads_drafts(user: User, place: Place, today: date) -> bool:
    """Whether `user` sees the reports of `place` before they are sent: only who writes or approves them does."""
    return may_write(user, place, today) or may_approve(user, place, today)


def readable_states(place: Place) -> tuple[State, ...]:
    """The states in which every reader of the place's figures may read its report: sent, and of the City signed too.

    What the City's staff has handed to its leader has not left the house; a commune's report has, once it is sent.
    """
    return (State.APPROVED, State.ACCEPTED) if place.kind == Kind.PROVINCE else SENT


def readable(user: User, place: Place, report: Report | None, today: date) -> None:
    """Raise Refused where a report is not for this reader yet."""
    if report is not None and report.state in readable_states(place) or reads_drafts(user, place, today):
        return
    raise Refused("not_for_readers", say.NOT_FOR_READERS, place=place.name)


def allow(verb: str, by: User, place: Place, today: date) -> None:
    """Ask the power that a step needs. Raises Refused with a sentence that says whom to ask."""
    if MOVES[verb].who == Who.WRITER:
        require(by, Verb.WRITE_REPORTS, place, today)
    else:
        require(by, verb_above(place), above(place), today)


def approver(place: Place) -> str:
    """Who approves the reports of `place`, in words."""
    return _("lãnh đạo Thành phố") if place.kind == Kind.PROVINCE else above(place).name


@contextmanager
def both(place: Place) -> Iterator[None]:
    """The write lock of the place above and of the place, always in this order."""
    with writing(above(place).pk), writing(place.pk):
        yield


def fitting(kind: ReportKind, place: Place, period: Period, today: date) -> None:
    """Whether this place reports this kind in this period.

    Raises Problem: wrong_level, not_begun, before_records, not_yet, place_closed.
    """
    if kind.level != place.kind:
        level = Level(kind.level).label
        raise Problem("wrong_level", say.WRONG_LEVEL, kind=kind.title, level=level, place=place.name)
    if period.from_on > today:
        raise Problem("not_begun", say.NOT_BEGUN, period=period.words, day=written(period.from_on))
    if is_before_records(kind, period):
        began = written(rules_of(kind).first_day(kind.code))
        raise Problem("before_records", say.BEFORE_RECORDS, period=period.words, day=began)
    if place.valid_from is not None and place.valid_from > period.to_on and place.pk not in heirs_of_others():
        raise Problem("not_yet", say.NOT_YET, place=place.name, day=written(place.valid_from), period=period.words)
    if (end := ended(place)) is not None:
        names = ", ".join(heir.name for heir in end.heirs) or above(place).name
        raise Problem("place_closed", say.PLACE_CLOSED, place=place.name, ended=end.words, heirs=names)


def found(kind: ReportKind, place: Place, period: Period) -> Report | None:
    """The report's row, where it has been begun."""
    return Report.objects.filter(kind=kind.code, place=place, period=period.label).select_related("place").first()


def opened(kind: ReportKind, place: Place, period: Period, *, by: User, today: date) -> Report:
    """The report's row, begun now where it was not. Inside the lock. Raises Problem is_sent where it cannot be written."""
    allow("begin", by, place, today)
    report = found(kind, place, period)
    if report is None:
        fitting(kind, place, period, today)
        due, closes = due_days(kind, period)
        report = Report(
            kind=kind.code, place=place, commune_code=place.commune_code, period=period.label, from_on=period.from_on,
            to_on=period.to_on, due_on=due, closes_on=closes, state=State.DRAFT,
        )  # fmt: skip
        insert([report])
        step(report, kind, period, "begin", by=by)
    elif report.is_sent:
        raise Conflict("is_sent", say.IS_SENT, state=str(SAID[State(report.state)]), next=instead(report))
    return report


def check(report: Report, verb: str) -> None:
    """Whether the table of states has the step. Raises Problem no_step, which says who can do what instead."""
    move = MOVES[verb]
    if report.state not in move.sources:
        raise Conflict(
            "no_step", say.NO_STEP, state=str(SAID[State(report.state)]), step=str(move.words), next=instead(report)
        )


def instead(report: Report) -> str:
    """What can be done with a report where it stands, and by whom."""
    words = {"place": report.place.name, "who": approver(report.place)}
    found = gettext(NEXT[State(report.state)]) % words
    return found[:1].upper() + found[1:]


NEXT = {
    State.DRAFT: say.NEXT_DRAFT, State.SUBMITTED: say.NEXT_SUBMITTED, State.RETURNED: say.NEXT_RETURNED,
    State.APPROVED: say.NEXT_APPROVED, State.ACCEPTED: say.NEXT_ACCEPTED,
}  # fmt: skip


def step(
    report: Report, kind: ReportKind, period: Period, verb: str, *, by: User, reason: str = "",
    frozen: Frozen | None = None, words: dict[str, Any] | None = None,
) -> Event:  # fmt: skip
    """Take a step: its row, the report's new state and the event, all in the lock of the place."""
    move = MOVES[verb]
    if report.state != move.target:
        report.state = move.target
        update(report, {"state": report.state})
    row = Step(
        report=report, verb=verb, state=move.target, at=clock.now(), by_id=by.pk, reason=reason, frozen=frozen
    )  # fmt: skip
    insert([row])
    rows = {key(report): plain(report), key(row): plain(row)}
    if frozen is not None and verb == "submit":
        rows[key(frozen)] = plain(frozen)
    said = {"title": kind.title, "period": period.words, "reason": reason, **(words or {})}
    return record(report.place_id, f"report_{verb}", key(report), by_id=by.pk, body=said, rows=rows)
