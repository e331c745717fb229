"""The way up: submitting, which freezes; taking back, returning, approving, un-approving. The table is in `states`."""

from collections.abc import Collection
from datetime import date, timedelta

from tremang.accounts.models import User
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.problems import Conflict, Problem
from tremang.kernel.rows import insert, update
from tremang.kernel.text import clean, prose
from tremang.places.models import Place
from tremang.reports import problems as say
from tremang.reports.acting import (
    above,
    allow,
    approver,
    both,
    check,
    fitting,
    found,
    opened,
    step,
)
from tremang.reports.below import Awaited, awaited, holder_of, parent_of
from tremang.reports.below import missing as missing_below
from tremang.reports.draft import Draft
from tremang.reports.freezing import body, digest
from tremang.reports.kinds import kind_on
from tremang.reports.models.kinds import ReportKind
from tremang.reports.models.written import Frozen, Report, State
from tremang.reports.periods import Period, period_of
from tremang.reports.states import MOVES

REASON_LIMIT = 500


def submit(
    kind: ReportKind, place: Place, period: Period, *, by: User, today: date, missing: Collection[str] = (),
    reason: str = "",
) -> Report:  # fmt: skip
    """Send a report: figures, sentences and fingerprint are frozen, and nothing in it can be changed from then on.

    `missing` names (by `Awaited.key`) the reports below over which it is sent, with the `reason`.
    Raises Problem: not_over, closed, unexplained, missing, missing_changed, no_step, and those of `fitting`.
    """
    allow("submit", by, place, today)
    fitting(kind, place, period, today)
    if period.to_on >= today:
        raise Problem("not_over", say.NOT_OVER, period=period.words, day=written(period.to_on))
    draft = Draft.of(kind, place, period, today)
    if draft.report is not None:
        check(draft.report, "submit")
    prepared = body(draft, by)
    open_ones = [entry for entry in prepared["cautions"] if not entry["explanation"]]
    if open_ones:
        raise Problem("unexplained", say.UNEXPLAINED, count=len(open_ones))
    lacking = {one.key for one in draft.missing}
    why = prose(reason)[:REASON_LIMIT]
    if lacking - set(missing):
        code, sentence = ("missing_changed", say.MISSING_CHANGED) if missing else ("missing", say.MISSING)
        raise Problem(code, sentence, field="missing", missing=_names(draft.missing))
    if lacking and not why:
        raise Problem("needs_reason", say.NEEDS_REASON, field="reason")
    prepared["missing_reason"] = why if lacking else ""
    with both(place):
        report = opened(kind, place, period, by=by, today=today)
        check(report, "submit")
        now = missing_below(kind, place, period)
        if {one.key for one in now} != lacking:  # one was opened or approved meanwhile
            raise Conflict("missing_changed", say.MISSING_CHANGED, field="missing", missing=_names(now))
        if today > report.closes_on and draft.kept.leave(today) is None:  # no leave is ever taken back
            raise Problem(
                "closed",
                say.CLOSED,
                period=period.words,
                day=written(report.closes_on + timedelta(days=1)),
                who=above(place).name,
            )
        number = Frozen.objects.filter(report=report).count() + 1
        frozen = Frozen(
            report=report, number=number, at=clock.now(), by_id=by.pk, body=prepared, digest=digest(prepared)
        )
        insert([frozen])
        report.submitted_on, report.lacking = report.submitted_on or today, len(lacking)
        update(report, ("submitted_on", "lacking"))
        step(report, kind, period, "submit", by=by, reason=why, frozen=frozen, words={"number": number})
        return report


def _names(missing: list[Awaited]) -> str:
    names = [one.words for one in missing]
    return ", ".join(names[:10]) + (f" … ({len(names)})" if len(names) > 10 else "") or "–"


def withdraw(report: Report, reason: str = "", *, by: User, today: date) -> Report:
    """The writer takes a report back that nobody has approved yet; he says why where others have to follow it."""
    return _move(report, "withdraw", reason, by=by, today=today)


def send_back(report: Report, reason: str, *, by: User, today: date) -> Report:
    """The place above returns a report, with the reason."""
    return _move(report, "return", reason, by=by, today=today)


def approve(report: Report, *, by: User, today: date, version: int | None = None) -> Report:
    """The place above approves a report as it was sent; the reports that it holds become accepted.

    `version` is the number that the approver read: another one means that it was sent anew meanwhile.
    """
    return _move(report, "approve", by=by, today=today, version=version)


def unapprove(report: Report, reason: str, *, by: User, today: date) -> Report:
    """Open an approved report again. Refused while the report above that holds it is sent: parent_sent names it, and who opens it."""
    return _move(report, "unapprove", reason, by=by, today=today)


def _move(
    report: Report, verb: str, reason: str = "", *, by: User, today: date, version: int | None = None
) -> Report:  # fmt: skip
    place = report.place
    allow(verb, by, place, today)
    why = clean(reason)[:REASON_LIMIT]
    kind = kind_on(report.kind, report.to_on)
    period = period_of(kind, report.period)
    if MOVES[verb].needs_reason and not why:
        raise Problem("needs_reason", say.NEEDS_REASON, field="reason")
    with both(place):
        now = found(kind, place, period)
        if now is None:
            raise Conflict("changed_meanwhile", say.CHANGED_MEANWHILE, state="")
        if verb == "unapprove":
            _not_held(now, kind, period)
        check(now, verb)
        frozen = Frozen.objects.filter(report=now).order_by("-number").first()
        if version is not None and frozen is not None and frozen.number != version:
            raise Conflict("changed_meanwhile", say.CHANGED_MEANWHILE, state=State(now.state).label)
        step(now, kind, period, verb, by=by, reason=why, frozen=frozen)
        if verb in ("approve", "unapprove"):
            _cascade(now, kind, period, verb, by)
        return now


def _not_held(report: Report, kind: ReportKind, period: Period) -> None:
    """Refuse to open a report that the one above holds and has sent; it says which one, and who opens that."""
    if (refusal := held(report, kind, period)) is not None:
        raise refusal


def held(report: Report, kind: ReportKind, period: Period) -> Conflict | None:
    """Why an approved report cannot be opened, where a sent report above holds it."""
    parent = parent_of(report, kind, period)
    if report.state not in (State.APPROVED, State.ACCEPTED) or parent is None or not parent.is_sent:
        return None
    if report.state == State.APPROVED and not _holds(parent, report):
        return None
    holding = holder_of(report, kind, period)
    if holding is None:
        return None
    top, form, when = holding
    sentence = say.HELD_SUBMITTED if top.state == State.SUBMITTED else say.HELD_APPROVED
    words = {"title": form.title, "period": when.words, "place": top.place.name, "who": approver(top.place)}
    return Conflict("parent_sent", sentence, **words)


def _holds(parent: Report, report: Report) -> bool:
    """Whether the newest version of `parent` was sent with `report` in it, and not over its absence."""
    frozen = Frozen.objects.filter(report=parent).order_by("-number").values_list("body__missing", flat=True).first()
    codes = {(entry["code"], entry["kind"], entry["period"]) for entry in frozen or ()}
    own = str(report.place_id) if report.place.kind == "club" else report.place.code
    return (own, report.kind, report.period) not in codes


def _cascade(report: Report, kind: ReportKind, period: Period, verb: str, by: User) -> None:
    """What the report holds goes with it, in the same transaction: accepted when it is approved, released when opened."""
    source, with_it = (State.APPROVED, "accept") if verb == "approve" else (State.ACCEPTED, "release")
    for one in awaited(kind, report.place, period):
        if one.report is not None and one.report.state == source and _holds(report, one.report):
            with writing(one.report.place_id):
                step(one.report, one.kind, one.period, with_it, by=by)
