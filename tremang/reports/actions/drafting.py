"""What a writer adds to a report before it is sent: other figures with their reason, sentences, explanations.

Each act takes its own kind back: an empty value takes the override away, an empty sentence puts the draft back.
"""

from datetime import date

from django.db.models import Model

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.kernel.events import key, plain, record
from tremang.kernel.format import number
from tremang.kernel.ids import new_id
from tremang.kernel.problems import Problem
from tremang.kernel.rows import insert, update
from tremang.kernel.text import prose
from tremang.places.models import Place
from tremang.reports import problems as say
from tremang.reports.acting import both, opened
from tremang.reports.lines.registry import lines
from tremang.reports.models.kinds import ReportKind
from tremang.reports.models.written import Explanation, Override, Passage, Report
from tremang.reports.periods import Period

MOST = 10**15  # đồng: beyond it a digit was typed too much
REASON_LIMIT, TEXT_LIMIT, SENTENCE_LIMIT = 300, 500, 2_000


def begin(kind: ReportKind, place: Place, period: Period, *, by: User, today: date) -> Report:
    """Begin the report of a place. Beginning one that is begun changes nothing."""
    with both(place):
        return opened(kind, place, period, by=by, today=today)


def override(
    kind: ReportKind, place: Place, period: Period, code: str, value: int | None, reason: str, *, by: User, today: date
) -> Report:  # fmt: skip
    """Give another figure than the records, with the reason; None takes it back.

    Raises Problem: no_line, not_overridden (a share), bad_number, bad_sum, needs_reason, is_sent.
    """
    require(by, Verb.WRITE_REPORTS, place, today)
    line = lines().get(code)
    if line is None or code not in kind.lines:
        raise Problem("no_line", say.NO_LINE, field="line")
    if line.is_share:
        raise Problem("not_overridden", say.NOT_OVERRIDDEN, field="value", line=str(line.title))
    if value is not None and value < 0:
        raise Problem("bad_number", say.BAD_NUMBER, field="value", value=value)
    if value is not None and value > MOST:
        raise Problem("bad_sum", say.BAD_SUM, field="value", value=number(value))
    why = prose(reason)[:REASON_LIMIT]
    if value is not None and not why:
        raise Problem("needs_reason", say.NEEDS_REASON, field="reason")
    with both(place):
        report = opened(kind, place, period, by=by, today=today)
        row = Override.objects.filter(report=report, line=code).first()
        verb = "drop_override" if value is None else "override_figure"
        words = {
            "line": str(line.title),
            "value": "•••" if line.sensitive and value is not None else value,
            "reason": why,
        }
        _keep(report, kind, period, row, None if value is None else Override(
            report=report, line=code, value=value, reason=why, by_id=by.pk
        ), verb, words, by)  # fmt: skip
        return report


def edit(
    kind: ReportKind, place: Place, period: Period, box: str, sentence: str, text: str | None, drafted: str = "", *,
    by: User, today: date,
) -> Report:  # fmt: skip
    """Write a sentence of a box otherwise than drafted, or one of one's own (`sentence` "" makes a new one).

    None puts the draft back; an empty text leaves the drafted sentence out. `drafted` is the draft that the writer saw.
    Raises Problem: no_box, too_long, is_sent.
    """
    require(by, Verb.WRITE_REPORTS, place, today)
    if box not in kind.boxes:
        raise Problem("no_box", say.NO_BOX, field="box")
    said = None if text is None else prose(text)
    if said is not None and len(said) > SENTENCE_LIMIT:
        raise Problem("too_long", say.TOO_LONG, field="text", length=number(len(said)), most=number(SENTENCE_LIMIT))
    with both(place):
        report = opened(kind, place, period, by=by, today=today)
        row = Passage.objects.filter(report=report, box=box, key=sentence).first() if sentence else None
        if not sentence and not said:
            return report
        made = None if said is None else Passage(
            report=report, box=box, key=sentence or f"own-{new_id()}", text=said, drafted=drafted, by_id=by.pk
        )  # fmt: skip
        verb = "draft_sentence" if said is None else "edit_sentence"
        _keep(report, kind, period, row, made, verb, {"box": box}, by)
        return report


def explain(
    kind: ReportKind, place: Place, period: Period, caution: str, text: str, *, by: User, today: date
) -> Report:  # fmt: skip
    """Say something to a caution; an empty text takes it back. Raises Problem is_sent."""
    require(by, Verb.WRITE_REPORTS, place, today)
    said = prose(text)[:TEXT_LIMIT]
    with both(place):
        report = opened(kind, place, period, by=by, today=today)
        row = Explanation.objects.filter(report=report, caution=caution).first()
        made = Explanation(report=report, caution=caution, text=said, by_id=by.pk) if said else None
        verb = "explain_caution" if said else "drop_explanation"
        _keep(report, kind, period, row, made, verb, {"text": said}, by)
        return report


def _keep(
    report: Report, kind: ReportKind, period: Period, row: Model | None, made: Model | None, verb: str,
    words: dict[str, object], by: User,
) -> None:  # fmt: skip
    """Write `made` in the place of `row`, or take `row` away; with its event."""
    said = {"title": kind.title, "period": period.words, **words}
    if made is None:
        if row is not None:
            name = key(row)
            row.delete()
            record(report.place_id, verb, key(report), by_id=by.pk, body=said, rows={name: None})
        return
    if row is None:
        row = made
        insert([row])
    else:
        changes = {
            field.attname: getattr(made, field.attname)
            for field in made._meta.concrete_fields
            if not field.primary_key and getattr(made, field.attname) != getattr(row, field.attname)
        }
        if not changes:
            return
        for name, value in changes.items():
            setattr(row, name, value)
        update(row, changes)
    record(report.place_id, verb, key(report), by_id=by.pk, body=said, rows={key(row): plain(row)})
