"""The steps of a report of the demo as rows and acts, as the actions of the reports room write them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db.models import Model
from django.utils import timezone

from tremang.exchange.demo.making import Act, Making, at, digests
from tremang.exchange.demo.reporting.course import Course, Fate, Moment
from tremang.exchange.demo.reporting.desk import Desk
from tremang.exchange.demo.reporting.words import (
    ADDED,
    BEFORE_NEW_MAP,
    EXPLANATIONS,
    LATE_ENTRY,
    MISSING,
    MISSING_CITY,
    OVERRIDES,
    OWN_SENTENCES,
)
from tremang.kernel.ids import new_id
from tremang.places.loading import NEW_MAP
from tremang.places.models import Kind
from tremang.reports.boxes.registry import boxes
from tremang.reports.cautions.registry import cautions
from tremang.reports.draft import Draft
from tremang.reports.freezing import body, digest
from tremang.reports.lines.registry import lines
from tremang.reports.models import Explanation, Frozen, Issue, LateEntry, Override, Passage, Step
from tremang.reports.states import MOVES

Trace = Callable[[int, datetime], str]


class Way:
    """Writes the reports of one place; `acts` are to go into its chain."""

    def __init__(self, making: Making, desk: Desk, trace: Trace) -> None:
        self.making = making
        self.desk = desk
        self.trace = trace
        self.acts: list[Act] = []

    def tell(self, courses: list[Course]) -> None:
        """What is sent is worked out in the order of time; the rows are made when the acts are carried out."""
        sendings = [
            (moment.at, course, moment) for course in courses for moment in course.moments if moment.verb == "submit"
        ]
        for _at, course, moment in sorted(sendings, key=lambda one: one[0]):
            self._send(course, moment)
        for course in courses:
            if course.fate == Fate.DRAFT and course.moments:
                self._begin_writing(course)
            if course.late:
                self._allow(course, course.late)
            frozen = None
            for moment in course.moments:
                frozen = moment.frozen or frozen
                self._step(course, moment, frozen)
            self._issue(course)

    def write(self, courses: list[Course]) -> None:
        """Put the finished reports into the sink, once their acts are carried out."""
        for course in courses:
            if course.moments:
                self.making.sink.add(course.report)

    def _draw(self, course: Course, *about: Any) -> Random:
        return self.making.random("report", *course.key[::2], course.place.path, *about)

    def _send(self, course: Course, moment: Moment) -> None:
        """Freeze the report as it is at the moment, every caution explained before."""
        draw, desk = self._draw(course, "send", moment.at), self.desk
        draft = desk.draft(course, moment.at)
        is_first = not course.explanations and not course.passages and not course.overrides
        before = moment.at - timedelta(minutes=50)
        if is_first and course.place.kind == Kind.COMMUNE:
            chance = draw.random()
            if chance < 0.04:
                self._override(course, draft, before)
            elif chance < 0.16:
                self._say(course, draft, before, draw)
        self._explain(course, draft, before + timedelta(minutes=10))
        draft.passages = {(row.box, row.key): row for row in course.passages}
        draft.explanations = {key: row.text for key, row in course.explanations.items()}
        said = body(draft, desk.users[moment.by_id], trace=lambda place: "")
        said["missing_reason"] = self._why(course, draw) if draft.missing else ""
        moment.reason, moment.lacking = said["missing_reason"], len({one.key for one in draft.missing})
        moment.frozen = Frozen(
            report_id=course.report.pk, number=1 + sum(one.frozen is not None for one in course.moments), at=moment.at,
            by_id=moment.by_id, body=said,
        )  # fmt: skip
        desk.keep(course, said)

    def _why(self, course: Course, draw: Random) -> str:
        if course.place.kind != Kind.PROVINCE:
            return draw.choice(MISSING)
        return BEFORE_NEW_MAP if course.period.to_on < NEW_MAP else MISSING_CITY

    def _said(self, course: Course, **words: Any) -> dict[str, Any]:
        return {"title": course.kind.title, "period": course.period.words, **words}

    def _added(self, course: Course, verb: str, row: Model, moment: datetime, **words: Any) -> None:
        """Something that the writer added, as `drafting._keep` writes it."""
        said = self._said(course, **words)

        def do() -> tuple:
            self.making.sink.add(row)
            return verb, course.report, said, digests(row)

        self.acts.append(Act(moment, course.writer_id, do))

    def _override(self, course: Course, draft: Draft, moment: datetime) -> None:
        first = self._draw(course, "override").randrange(len(OVERRIDES))
        turned = [*OVERRIDES[first:], *OVERRIDES[:first]]
        code, more, reason = next((one for one in turned if draft.sheet.reported[one[0]].n), ("", 0, ""))
        if not code:
            return
        row = Override(
            report_id=course.report.pk, line=code, value=draft.sheet.reported[code].n + more, reason=reason,
            by_id=course.writer_id,
        )  # fmt: skip
        course.overrides[code] = row
        self._added(
            course, "override_figure", row, moment, line=str(lines()[code].title), value=row.value, reason=reason
        )

    def _say(self, course: Course, draft: Draft, moment: datetime, draw: Random) -> None:
        """A sentence of one's own, or a drafted one with something added."""
        if draw.random() < 0.5:
            box, key, text, drafted = "proposals", f"own-{new_id()}", draw.choice(OWN_SENTENCES), ""
        else:
            box, first = "results", next(iter(boxes()["results"].draft(draft)))
            key, text, drafted = first.key, f"{first.text} {ADDED}", first.text
        row = Passage(
            report_id=course.report.pk, box=box, key=key, text=text, drafted=drafted, by_id=course.writer_id
        )  # fmt: skip
        course.passages.append(row)
        self._added(course, "edit_sentence", row, moment, box=box)

    def _explain(self, course: Course, draft: Draft, moment: datetime, most: int = 1000) -> None:
        draw = self._draw(course, "explain")
        for number, caution in enumerate(cautions(draft)[:most]):
            if caution.key in course.explanations:
                continue
            text = draw.choice(EXPLANATIONS[caution.key.partition("-")[0]])
            row = Explanation(report_id=course.report.pk, caution=caution.key, text=text, by_id=course.writer_id)
            course.explanations[caution.key] = row
            self._added(course, "explain_caution", row, moment + timedelta(minutes=number), text=text)

    def _begin_writing(self, course: Course) -> None:
        """A draft that its writer has begun to work on: one caution explained, one sentence written."""
        moment = course.moments[-1].at + timedelta(minutes=20)
        draft = self.desk.draft(course, moment)
        self._explain(course, draft, moment, most=1)
        self._say(course, draft, moment + timedelta(minutes=5), self._draw(course, "draft"))

    def _allow(self, course: Course, late: LateEntry) -> None:
        said = self._said(course, until=late.until, reason=late.reason)

        def do() -> tuple:
            self.making.sink.add(late)
            return "allow_late_report", late, said, digests(late)

        self.acts.append(Act(late.at, late.by_id, do))

    def _step(self, course: Course, moment: Moment, frozen: Frozen | None) -> None:
        report, words = course.report, {"reason": moment.reason}
        row = Step(
            report_id=report.pk, verb=moment.verb, state=MOVES[moment.verb].target, at=moment.at, by_id=moment.by_id,
            reason=moment.reason, frozen_id=frozen.pk if frozen and moment.verb not in ("begin", "accept") else None,
        )  # fmt: skip
        if moment.frozen:
            words["number"] = moment.frozen.number

        def do() -> tuple:
            rows: list[Model] = [report, row]
            report.state = row.state
            if moment.frozen:
                sent = moment.frozen
                sent.body["fingerprint"] = self.trace(course.place.pk, moment.at)
                sent.digest = digest(sent.body)
                report.submitted_on = report.submitted_on or timezone.localtime(moment.at).date()
                report.lacking = moment.lacking
                rows.append(sent)
                self.making.sink.add(sent)
            self.making.sink.add(row)
            told = f"report_{moment.verb}", report, self._said(course, **words), digests(*rows)
            if moment.frozen:
                moment.frozen.body = {}  # a thousand of them would fill the memory
            return told

        self.acts.append(Act(moment.at, moment.by_id, do))

    def _issue(self, course: Course) -> None:
        """What the clerk recorded of an approved report some days later; the newest ones still wait for it."""
        approved, sent = course.last("approve"), course.last("submit")
        draw = self._draw(course, "issue")
        is_old = course.period.to_on < self.making.months_ago(6)
        if approved is None or sent is None or course.place.kind == Kind.CLUB or not is_old or draw.random() < 0.15:
            return
        day: date = self.making.working_day(timezone.localtime(approved.at).date(), draw.randrange(1, 4))
        sex = draw.choice("FM")
        signer = self.making.names("signer", course.place.code).full(sex, 62)
        row = Issue(
            frozen_id=sent.frozen.pk, number=f"{draw.randrange(3, 90):02d}/{course.kind.letterhead['symbol']}", issued_on=day,
            signer=signer, position=str(course.kind.letterhead["position"]).capitalize(), by_id=course.writer_id,
            at=at(day, 16, 20),
        )  # fmt: skip

        def do() -> tuple:
            self.making.sink.add(row)
            return "report_issue", course.report, {"number": row.number, "day": row.issued_on}, digests(row)

        self.acts.append(Act(row.at, course.writer_id, do))


def late_entry(making: Making, course: Course, number: int, *, is_open: bool) -> LateEntry:
    """The exception by which a report may still be sent: granted after its close, for ten days or (`is_open`) for long."""
    day = making.working_day(course.closes_on, 1)
    until = min(making.months_ago(-4), day + timedelta(days=180)) if is_open else making.working_day(day, 10)
    return LateEntry(
        kind=course.kind.code, place_id=course.place.pk, period=course.period.label, until=until,
        reason=LATE_ENTRY[number % len(LATE_ENTRY)], by_id=course.approver_id, at=at(day, 9),
    )  # fmt: skip
