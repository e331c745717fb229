"""What the City decides about reports: a kind from a day on, and that one place may send one report late."""

from collections.abc import Mapping, Sequence
from datetime import date
from string import Formatter
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
from tremang.reports.kinds import kinds_on
from tremang.reports.lines.registry import lines
from tremang.reports.models.kinds import Cut, LateEntry, Level, ReportKind, Rhythm
from tremang.reports.periods import Period

MOST_LATE = 6  # months: beyond it an exception would be a rule
REASON_LIMIT = 200
WORDS = {"period", "place", "above"}  # what stands in braces in the texts of a kind


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

    `values` are the columns of ReportKind; who issues and signs (`letterhead`) is that of the level unless it is given.
    Raises Problem: kind_too_early, bad_kind, bad_words, kind_loop, other_kind.
    """
    root = city()
    require(by, Verb.SET_TARGETS, root, today)
    if effective_from < today:
        raise Problem("kind_too_early", say.KIND_TOO_EARLY, field="effective_from", day=written(today))
    row = ReportKind(code=clean(code)[:20], effective_from=effective_from, **values)
    rows = list(ReportKind.objects.order_by("effective_from"))
    row.letterhead = row.letterhead or _letterhead(row, rows)
    sound = (
        row.code and clean(row.title) and row.level in Level and row.rhythm in Rhythm and row.cut in Cut
        and row.letterhead and row.lines and set(row.lines) <= lines().keys() and set(row.boxes) <= boxes().keys()
    )  # fmt: skip
    if not sound:
        raise Problem("bad_kind", say.BAD_KIND, field="lines")
    for field, texts in (("subject", [row.subject]), ("to", row.to), ("recipients", row.recipients)):
        for text in texts:
            if not _is_fillable(text):
                raise Problem("bad_words", say.BAD_WORDS, field=field, text=text)
    if _is_loop(row, effective_from):
        raise Problem("kind_loop", say.KIND_LOOP, field="feeds")
    before = [one for one in rows if one.code == row.code and one.effective_from < effective_from]
    for field in ("level", "rhythm"):  # what was sent is found by them
        if any(getattr(one, field) != getattr(row, field) for one in before):
            raise Problem("other_kind", say.OTHER_KIND, field=field)
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


def _letterhead(row: ReportKind, rows: Sequence[ReportKind]) -> dict[str, str]:
    """Who issues and signs at the level of a kind: as its own newest form has it, else as the newest of the level."""
    of_level = [one for one in rows if one.level == row.level and one.letterhead]
    found = max(of_level, key=lambda one: (one.code == row.code, one.effective_from), default=None)
    return found.letterhead if found is not None else {}


def _is_fillable(text: str) -> bool:
    """Whether a text has no other places to fill in than a paper knows."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:  # a brace that nothing closes
        return False
    return all(name is None or name in WORDS and not form and not how for _text, name, form, how in parts)


def _is_loop(row: ReportKind, day: date) -> bool:
    """Whether a kind would go into itself, through others too."""
    feeds = {one.code: one.feeds for one in kinds_on(day)} | {row.code: row.feeds}
    seen, code = {row.code}, row.feeds
    while code and code not in seen:
        seen.add(code)
        code = feeds.get(code, "")
    return bool(code)
