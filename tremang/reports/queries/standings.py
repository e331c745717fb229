"""Where each expected report of a kind and period stands: complete, on time, and if not, why and what comes next.

A club's month is there once its meeting of the month is on record, or once its own monthly report is approved; it is on
time when the meeting was written down by the due day. Above the clubs a report is complete when it is sent and was not
sent over missing ones, and on time when it was first sent by the due day.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from tremang.places.models import Kind, Place
from tremang.places.queries import CITY_CODE, under
from tremang.reports.below import DONE
from tremang.reports.gathered import Rounds, in_rounds, plain, together
from tremang.reports.models.kinds import LateEntry, Level, ReportKind
from tremang.reports.models.written import SENT, Report, State
from tremang.reports.periods import Period, due_days
from tremang.reports.queries import reasons as why
from tremang.reports.queries.expected import Expected, expecting, kinds_below, meeting_in, writing_down
from tremang.reports.queries.reasons import Reader, Reason, Step, report_url

TO_BE_SENT = ("not_opened", "not_sent", "returned")  # reasons that lie with who writes the report


@dataclass
class Standing:
    """One expected report. `is_there` says that nothing more is awaited of its place, `is_late` that it is overdue.

    `submitted_on` is the day on which it was first sent; of a club that sent nothing, the day on which its meeting was
    written down.
    """

    place: Expected
    kind: str
    period: str
    state: State
    due_on: date
    closes_on: date
    submitted_on: date | None = None
    complete: bool = False
    on_time: bool = False
    is_there: bool = False
    is_late: bool = False
    reasons: list[Reason] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The page of the report."""
        return report_url(self.kind, self.place.code, self.period)

    @property
    def is_open(self) -> bool:
        """Whether everybody who reads the figures of the place may read it: sent, and of the City signed too."""
        return self.state in (DONE if self.place.code == CITY_CODE else SENT)

    def next_step(self, reader: Reader, today: date) -> Step:
        """What this reader can do next: who writes it what is lacking, who approves it to call on or let in late, who
        only reads it to read.
        """
        if not (reader.approves or reader.writes):
            return Step(_("Xem báo cáo đã gửi"), self.url) if self.is_open else Step("", "")
        if not self.reasons:
            return Step("", self.url)
        first = self.reasons[0]
        if reader.approves and first.code in TO_BE_SENT:
            if self.closes_on < today:
                return why.late_entry(self.kind, self.place.code, self.period)
            return why.call_on(self.place.name, keeps_users=reader.keeps_users)
        if first.code == "waiting_approval" and not reader.approves:
            return Step(_("Xem bản đã gửi"), self.url)
        return first.step_for(keeps_users=reader.keeps_users)


def standings(kind: ReportKind, period: Period, today: date, within: Place | None = None) -> list[Standing]:
    """One row for each place of which the report is expected, within a place, in Vietnamese order of names.

    Two queries, whatever their number.
    """
    [found] = in_rounds(standing(kind, period, today, within))
    return found


def standing(kind: ReportKind, period: Period, today: date, within: Place | None = None) -> Rounds:
    """The same, in two rounds."""
    due, closes = due_days(kind, period)
    rows = Report.objects.filter(kind=kind.code, period=period.label)
    if within is not None:
        rows = rows.filter(under(within.path, "place__path"))
    leaves = LateEntry.objects.filter(kind=kind.code, period=period.label, until__gte=today)
    clubs = under(within.path, "club__place__path") if within is not None else Q()
    [places], (rows, leaves), met = yield from together(
        expecting(kind, [period], within), plain(rows, leaves.values_list("place", "until")),
        writing_down([period] if kind.level == Level.CLUB else [], clubs),
    )  # fmt: skip
    reports = {row.place_id: row for row in rows}
    found: list[Standing] = []
    for place in places:
        report = reports.get(place.node)
        state = State(report.state) if report else State.DUE if period.to_on < today else State.NOT_DUE
        found.append(
            Standing(
                place, kind.code, period.label, state, report.due_on if report else due,
                report.closes_on if report else closes, report.submitted_on if report else None,
            )
        )  # fmt: skip
    if kind.level == Level.CLUB:
        _judge_clubs(found, reports, period, met)
    else:
        _judge_offices(found, reports)
    _let_in_late(found, leaves, today)
    for one in found:
        one.is_late = not one.is_there and one.due_on < today
    if kind.level == Level.CLUB:
        yield from _explain_clubs(found, reports, period, today)
    else:
        yield from _explain_offices(found, reports, kind, period, today, within)
    return found


def _let_in_late(found: Iterable[Standing], leaves: Iterable[tuple[int, date]], today: date) -> None:
    """Those whose time is over may be sent until the day of their exception."""
    over = {one.place.node: one for one in found if one.closes_on < today and not one.is_there}
    for node, until in leaves:
        if one := over.get(node):
            one.closes_on = max(one.closes_on, until)


def _judge_clubs(
    found: Iterable[Standing], reports: dict[int, Report], period: Period, met: dict[tuple[int, str], date]
) -> None:  # fmt: skip
    for one in found:
        report = reports.get(one.place.node)
        days = [met.get((one.place.node, period.label))]
        if report is not None and report.state in DONE:
            days.append(report.submitted_on)
        there = min(filter(None, days), default=None)
        one.complete = one.is_there = there is not None
        one.on_time = there is not None and there <= one.due_on
        one.submitted_on = one.submitted_on or there


def _judge_offices(found: Iterable[Standing], reports: dict[int, Report]) -> None:
    for one in found:
        report = reports.get(one.place.node)
        one.is_there = one.state in SENT
        one.complete = one.is_there and report is not None and not report.lacking
        one.on_time = one.submitted_on is not None and one.submitted_on <= one.due_on


def _explain_clubs(
    found: Iterable[Standing], reports: dict[int, Report], period: Period, today: date
) -> Rounds:  # fmt: skip
    """Why a club's month is not there; of one that is there only that its own report came back."""
    lacking = {one.place.node for one in found if not one.complete and period.to_on < today}
    silent, heard, counts, told, above = yield from together(
        why.silent_of(lacking, today), why.heard(lacking), why.open_counts(lacking, period),
        why.words_of_return([row for row in reports.values() if row.state == State.RETURNED]),
        _names({one.place.commune for one in found if one.state == State.SUBMITTED}),
    )  # fmt: skip
    for one in found:
        club, report = one.place.node, reports.get(one.place.node)
        if one.state == State.RETURNED and report is not None:
            one.reasons.append(why.returned(one.url, told.get(report.pk, "")))
        if club not in lacking:
            continue
        if one.state == State.SUBMITTED:
            one.reasons.append(why.waiting_approval(one.url, above.get(one.place.commune, "")))
            continue
        one.reasons += [why.box_mismatch(count) for count in counts.get(club, ())]
        one.reasons.append(why.no_meeting(club, period, silent.get(club)))
        if (quiet := why.silent_since(club, heard.get(club), period)) is not None:
            one.reasons.append(quiet)
        if one.state == State.DRAFT:
            one.reasons.append(why.not_sent(one.url))


def _explain_offices(
    found: list[Standing], reports: dict[int, Report], kind: ReportKind, period: Period, today: date,
    within: Place | None,
) -> Rounds:  # fmt: skip
    open_ones = [one.place for one in found if not one.is_there]
    below = kinds_below(kind, period) if period.to_on < today else []
    told, sent_over, whom, gaps = yield from together(
        why.words_of_return([row for row in reports.values() if row.state == State.RETURNED]),
        why.missing_when_sent([row for row in reports.values() if row.lacking and row.state in SENT]),
        _names({CITY_CODE} if any(one.state == State.SUBMITTED for one in found) else set()),
        _gaps(below if open_ones else [], kind, today, within, open_ones),
    )  # fmt: skip
    for one in found:
        report = reports.get(one.place.node)
        if report is not None and one.state == State.RETURNED:
            one.reasons.append(why.returned(one.url, told.get(report.pk, "")))
        elif one.state == State.DRAFT:
            one.reasons.append(why.not_sent(one.url))
        elif one.state == State.DUE:
            one.reasons.append(why.not_opened(one.url))
        elif one.state == State.SUBMITTED:
            one.reasons.append(why.waiting_approval(one.url, whom.get(CITY_CODE, "")))
        if report is not None and one.is_there and sent_over.get(report.pk):
            one.reasons.append(why.missing_below(sent_over[report.pk], one.url, is_sent=True))
        elif names := gaps.get(one.place.node):
            below_kind, labels = below[0][0], [each.label for each in below[0][1]]
            url = why.late_url(one.place.code, below_kind.code, labels[-1] if labels else "")
            one.reasons.append(why.missing_below(names, url, is_sent=False))


def _gaps(
    below: Collection[tuple[ReportKind, list[Period]]], kind: ReportKind, today: date, within: Place | None,
    places: Iterable[Expected],
) -> Rounds:  # fmt: skip
    """Place → the names of the reports below that are not there, of periods that are over. One round."""
    listed = list(places)
    in_commune = {place.commune: [place.node] for place in listed}
    every = [place.node for place in listed]
    found: dict[int, list[str]] = defaultdict(list)
    asked = [
        (below_kind, over) for below_kind, periods in below if (over := [one for one in periods if one.to_on < today])
    ]
    clubs = under(within.path, "club__place__path") if within is not None else Q()
    answers = yield from together(
        *(
            together(
                _done(below_kind, over, within), expecting(below_kind, over, within),
                *([meeting_in(over, clubs)] if below_kind.level == Level.CLUB else []),
            )
            for below_kind, over in asked
        )
    )  # fmt: skip
    for (_kind, over), (approved, units_of, *met) in zip(asked, answers, strict=True):
        done = approved.union(*met)
        for period, units in zip(over, units_of, strict=True):
            for unit in units:
                if (unit.node, period.label) not in done:
                    for node in in_commune.get(unit.commune, []) if kind.level == Level.COMMUNE else every:
                        found[node].append(f"{unit.name} ({period.words})")
    return found


def _done(kind: ReportKind, periods: Iterable[Period], within: Place | None) -> Rounds:
    """Place and period of the reports of a kind that are approved. One round."""
    reports = Report.objects.filter(kind=kind.code, period__in=[one.label for one in periods], state__in=DONE)
    if within is not None:
        reports = reports.filter(under(within.path, "place__path"))
    [rows] = yield [reports.values_list("place", "period")]
    return set(rows)


def _names(codes: Collection[str]) -> Rounds:
    """Official code → name. One round."""
    places = Place.objects.filter(code__in=list(codes), kind__in=[Kind.COMMUNE, Kind.PROVINCE])
    [rows] = yield [places.values_list("code", "name")]
    return dict(rows)
