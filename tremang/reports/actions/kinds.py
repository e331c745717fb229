"""What the City decides about reports: a kind from a day on, and that one place may send one report late."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.kernel import clock
from tremang.kernel.events import key, plain, record
from tremang.kernel.format import day as written
from tremang.kernel.lock import writing
from tremang.kernel.periods import add_months
from tremang.kernel.problems import Problem
from tremang.kernel.rows import insert
from tremang.kernel.text import clean
from tremang.places.models import Place
from tremang.places.queries import city
from tremang.reports import problems as say
from tremang.reports.acting import above, fitting, verb_above
from tremang.reports.boxes.registry import boxes
from tremang.reports.lines.registry import lines
from tremang.reports.models.kinds import Cut, LateEntry, Level, ReportKind, Rhythm
from tremang.reports.periods import Period

MOST_LATE = 6  # months: beyond it an exception would be a rule
REASON_LIMIT = 200


def allow_late(
    kind: ReportKind, place: Place, period: Period, until: date, reason: str, *, by: User, today: date
) -> LateEntry:  # fmt: skip
    """The place above lets one place send one report until a day, although its time is over, and says why.

    Raises Problem: bad_until, needs_reason, and those of `fitting`.
    """
    require(by, verb_above(place), above(place), today)
    fitting(kind, place, period, today)
    last = add_months(today, MOST_LATE)
    why = clean(reason)[:REASON_LIMIT]
    if not today <= until <= last:
        raise Problem("bad_until", say.BAD_UNTIL, field="until", last=written(last))
    if not why:
        raise Problem("needs_reason", say.NEEDS_REASON, field="reason")
    row = LateEntry(
        kind=kind.code, place=place, period=period.label, until=until, reason=why, by_id=by.pk, at=clock.now()
    )
    with writing(place.pk):
        insert([row])
        body = {"title": kind.title, "period": period.words, "until": until, "reason": why}
        record(place.pk, "allow_late_report", key(row), by_id=by.pk, body=body, rows={key(row): plain(row)})
    return row


def set_kind(code: str, effective_from: date, values: Mapping[str, Any], *, by: User, today: date) -> ReportKind:
    """Set a kind of report from a day on: a new one, or another form of a known one. What was in force is never edited.

    `values` are the columns of ReportKind. Raises Problem: kind_too_early, bad_kind, kind_loop.
    """
    root = city()
    require(by, Verb.SET_TARGETS, root, today)
    if effective_from < today:
        raise Problem("kind_too_early", say.KIND_TOO_EARLY, field="effective_from", day=written(today))
    row = ReportKind(code=clean(code)[:20], effective_from=effective_from, **values)
    sound = (
        row.code and clean(row.title) and row.level in Level and row.rhythm in Rhythm and row.cut in Cut
        and row.lines and set(row.lines) <= lines().keys() and set(row.boxes) <= boxes().keys()
    )  # fmt: skip
    if not sound:
        raise Problem("bad_kind", say.BAD_KIND, field="lines")
    if row.feeds == row.code:
        raise Problem("kind_loop", say.KIND_LOOP, field="feeds")
    with writing(root.pk):
        known = ReportKind.objects.filter(code=row.code, effective_from=effective_from).first()
        if known is not None:
            row.pk = known.pk
            row.save(force_update=True)
        else:
            insert([row])
        body = {"title": row.title, "day": effective_from}
        record(root.pk, "set_report_kind", key(row), by_id=by.pk, body=body, rows={key(row): plain(row)})
    return row
