"""Of what people are to be reminded on a day: reports that are due or came back, and those that wait for approval.

Told are those who write, or approve, at the place: first whose daily work it is, and only where there is nobody, the
leader. A matter is told once at each stage of the rule, so that a machine that stood still for a day forgets nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from tremang.accounts.models import Role, RoleKind
from tremang.kernel.format import day as written
from tremang.places.models import Dated, Kind, Place
from tremang.reports.asking import code_of
from tremang.reports.kinds import kinds_on
from tremang.reports.models.kinds import Level, ReportKind, Rhythm
from tremang.reports.models.reminders import ReminderRule
from tremang.reports.models.written import Report, State, Step
from tremang.reports.periods import Period, last_over, period_of, review_years, running
from tremang.reports.queries.standings import Standing, standings
from tremang.reports.reminders.rules import WorkingDays

WRITERS = {
    Level.CLUB: (RoleKind.CLUB_SECRETARY, RoleKind.CLUB_CHAIR),
    Level.COMMUNE: (RoleKind.COMMUNE_OFFICER, RoleKind.COMMUNE_LEADER),
    Level.CITY: (RoleKind.CITY_STAFF,),
}
APPROVERS = {
    Level.CLUB: (RoleKind.COMMUNE_OFFICER, RoleKind.COMMUNE_LEADER),
    Level.COMMUNE: (RoleKind.CITY_STAFF, RoleKind.CITY_LEADER),
    Level.CITY: (RoleKind.CITY_LEADER,),
}
DUE, RETURNED, WAITING = "due", "returned", "waiting"


class Matter(NamedTuple):
    """Something that one person is to be told. `stage` is the working day of the rule, counted from the due day."""

    user_id: int
    place_id: int  # where he holds the duty
    why: str
    kind: str
    place: str
    period: str
    stage: int
    due_on: date
    text: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is about, whatever the stage."""
        return self.why, self.kind, self.place, self.period

    def plain(self) -> dict[str, str | int]:
        """As the outbox keeps it."""
        return {"why": self.why, "kind": self.kind, "place": self.place, "period": self.period, "stage": self.stage}


class Holders:
    """Who holds which duty at which place on a day. One query."""

    def __init__(self, today: date) -> None:
        kinds = {kind for table in (WRITERS, APPROVERS) for row in table.values() for kind in row}
        rows = Role.objects.filter(Dated.on(today), kind__in=kinds, user__is_active=True)
        self.users: dict[tuple[int, str], list[int]] = defaultdict(list)
        for user, place, kind in rows.order_by("pk").values_list("user", "place", "kind"):
            self.users[place, kind].append(user)

    def first(self, place: int, kinds: Iterable[str]) -> list[int]:
        """The holders of the first of `kinds` that anybody holds at `place`."""
        return next((found for kind in kinds if (found := self.users.get((place, kind)))), [])


def matters(today: date, rule: ReminderRule) -> list[Matter]:
    """Everything of which somebody is to be told on that day, whether he was told before or not."""
    days, holders = WorkingDays(), Holders(today)
    kinds = {kind.code: kind for kind in kinds_on(today)}
    found: list[Matter] = []
    for kind in kinds.values():
        for period in {last_over(kind, today), running(kind, today)}:
            if kind.rhythm != Rhythm.REVIEW or period.year in review_years():
                found += _due(kind, period, today, rule, days, holders)
    found += _moved(State.RETURNED, kinds, today, rule, days, holders)
    found += _moved(State.SUBMITTED, kinds, today, rule, days, holders)
    return sorted(found, key=lambda one: (one.user_id, one.due_on, one.key))


def _stage(offsets: Iterable[int], passed: int) -> int | None:
    """The last of the rule's days that has come."""
    return max((offset for offset in offsets if offset <= passed), default=None)


def _due(
    kind: ReportKind, period: Period, today: date, rule: ReminderRule, days: WorkingDays, holders: Holders
) -> Iterable[Matter]:  # fmt: skip
    for one in standings(kind, period, today):
        if one.is_there or one.state in (State.RETURNED, State.SUBMITTED) or today > one.closes_on:
            continue
        stage = _stage(rule.offsets, days.between(one.due_on, today))
        if stage is None:
            continue
        for user in holders.first(one.place.node, WRITERS[Level(kind.level)]):
            yield Matter(
                user, one.place.node, DUE, kind.code, one.place.code, period.label, stage, one.due_on,
                _due_words(one, kind, period, today),
            )  # fmt: skip


def _due_words(one: Standing, kind: ReportKind, period: Period, today: date) -> str:
    words = {"place": one.place.name, "title": kind.title, "period": period.words, "day": written(one.due_on)}
    if one.due_on < today:
        said = _("%(place)s: %(title)s, %(period)s, hạn ngày %(day)s đã qua.") % words
    elif one.due_on == today:
        said = _("%(place)s: %(title)s, %(period)s, hạn là hôm nay, ngày %(day)s.") % words
    else:
        said = _("%(place)s: %(title)s, %(period)s, hạn ngày %(day)s.") % words
    shown = [reason.text for reason in one.reasons if reason.code in ("no_meeting", "missing_below", "box_mismatch")]
    return " ".join([said, *shown])


def _moved(
    state: State, kinds: dict[str, ReportKind], today: date, rule: ReminderRule, days: WorkingDays, holders: Holders
) -> Iterable[Matter]:  # fmt: skip
    """Reports that came back, to their writers; reports that were sent, to those who approve them."""
    reports = list(
        Report.objects.filter(state=state, kind__in=kinds, place__valid_to__isnull=True).select_related("place")
    )
    verb = "return" if state == State.RETURNED else "submit"
    steps: dict[int, Step] = {}
    for step in Step.objects.filter(report__in=[report.pk for report in reports], verb=verb).order_by("pk"):
        steps[step.report_id] = step
    above = dict(
        Place.objects.filter(kind__in=[Kind.COMMUNE, Kind.PROVINCE], valid_to__isnull=True).values_list("path", "pk")
    )
    for report in reports:
        kind, step = kinds[report.kind], steps[report.pk]
        level = Level(kind.level)
        since = timezone.localtime(step.at).date()
        stage = _stage([offset for offset in rule.offsets if offset >= 0], days.between(since, today))
        if stage is None:
            continue
        words = {
            "place": report.place.name, "title": kind.title, "period": period_of(kind, report.period).words,
            "day": written(since), "reason": step.reason,
        }  # fmt: skip
        if state == State.RETURNED:
            node, duty = report.place_id, WRITERS[level]
            text = _("%(place)s: %(title)s, %(period)s bị trả lại ngày %(day)s: %(reason)s") % words
        else:
            parts = report.place.path.split(".")
            node = above.get(".".join(parts[: 2 if level != Level.CLUB else 3]), 0)
            duty = APPROVERS[level]
            text = _("%(place)s: %(title)s, %(period)s gửi ngày %(day)s, đang chờ duyệt.") % words
        for user in holders.first(node, duty):
            yield Matter(
                user, node, RETURNED if state == State.RETURNED else WAITING, kind.code, code_of(report.place),
                report.period, stage, report.due_on, text,
            )  # fmt: skip
