"""Periods of reports as people name them: 2026-10, 2026-Q3, 2026-H1, 2026; and the days they run from and to.

The State's periods run from the 15th to the 14th (NĐ 09/2019/NĐ-CP, art. 12): the first quarter of 2026 from 15/12/2025
to 14/3/2026. Others are calendar months. Both begin and end with a half-month, so figures add up from the facts.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from tremang.areas.rights.terms import working_day_after
from tremang.facts.measures import PHASES
from tremang.kernel.format import day as written
from tremang.kernel.periods import Half, half_of, month_first, month_last, month_text
from tremang.kernel.problems import Problem
from tremang.reports import problems as say
from tremang.reports.kinds import rules_of
from tremang.reports.models.kinds import Cut, ReportKind, Rhythm

FIRST_YEAR, LAST_YEAR = 2015, 2099
ROMAN = ("I", "II", "III", "IV")
_FORMS = {
    Rhythm.MONTH: re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
    Rhythm.QUARTER: re.compile(r"(\d{4})-Q([1-4])"),
    Rhythm.HALF: re.compile(r"(\d{4})-H([12])"),
    Rhythm.YEAR: re.compile(r"(\d{4})()"),
    Rhythm.REVIEW: re.compile(r"(\d{4})()"),
}
_MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.HALF: 6, Rhythm.YEAR: 12}
EXAMPLES = {
    Rhythm.MONTH: "2026-10", Rhythm.QUARTER: "2026-Q3", Rhythm.HALF: "2026-H1", Rhythm.YEAR: "2026",
    Rhythm.REVIEW: "2030",
}  # fmt: skip


class Period(NamedTuple):
    """A period with both its ends."""

    rhythm: Rhythm
    year: int
    number: int  # of the month, quarter or half; 1 for a year
    label: str
    from_on: date
    to_on: date

    @property
    def words(self) -> str:
        """As it stands in a sentence: tháng 10/2026, quý III/2026, 6 tháng đầu năm 2026, năm 2026."""
        if self.rhythm == Rhythm.MONTH:
            return _("tháng %(month)s/%(year)s") % {"month": self.number, "year": self.year}
        if self.rhythm == Rhythm.QUARTER:
            return _("quý %(quarter)s/%(year)s") % {"quarter": ROMAN[self.number - 1], "year": self.year}
        if self.rhythm == Rhythm.HALF:
            words = _("6 tháng đầu năm %(year)s") if self.number == 1 else _("6 tháng cuối năm %(year)s")
            return words % {"year": self.year}
        if self.rhythm == Rhythm.YEAR:
            return _("năm %(year)s") % {"year": self.year}
        return _("giai đoạn %(first)s–%(last)s") % {
            "first": (self.from_on + timedelta(days=17)).year,
            "last": self.year,
        }

    @property
    def span(self) -> str:
        """Its days: từ 15/12/2025 đến 14/3/2026."""
        return _("từ %(first)s đến %(last)s") % {"first": written(self.from_on), "last": written(self.to_on)}

    def halves(self, today: date) -> range:
        """Its half-months, those that have begun by `today`."""
        return range(half_of(self.from_on), half_of(min(self.to_on, today)) + 1)

    @property
    def year_halves(self) -> tuple[Half, Half]:
        """The half-months from 1 January of the year in which it ends to its end: what is counted once a year adds up so."""
        return half_of(date(self.to_on.year, 1, 1)), half_of(self.to_on)


def period_of(kind: ReportKind, label: str) -> Period:
    """The period of that label. Raises Problem bad_period where it is not one of the kind's."""
    rhythm = Rhythm(kind.rhythm)
    found = _FORMS[rhythm].fullmatch(label.strip().upper())
    year = int(found[1]) if found else 0
    if found is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Problem(
            "bad_period", say.BAD_PERIOD, field="period", period=label, kind=kind.title, example=EXAMPLES[rhythm]
        )
    return _period(rhythm, Cut(kind.cut), year, int(found[2] or 1))


def _period(rhythm: Rhythm, cut: Cut, year: int, number: int) -> Period:
    if rhythm == Rhythm.REVIEW:
        first = next((phase.from_on.year for phase in PHASES[1:] if year <= phase.to_on.year), PHASES[-1].from_on.year)
        start, end = first * 12, year * 12 + 11
    else:
        length = _MONTHS[rhythm]
        start = year * 12 + (number - 1) * length
        end = start + length - 1
    if cut == Cut.STATE:
        from_on, to_on = month_first(start - 1).replace(day=15), month_first(end).replace(day=14)
    else:
        from_on, to_on = month_first(start), month_last(end)
    return Period(rhythm, year, number, _label(rhythm, year, number), from_on, to_on)


def _label(rhythm: Rhythm, year: int, number: int) -> str:
    if rhythm == Rhythm.MONTH:
        return month_text(year * 12 + number - 1)
    return {Rhythm.QUARTER: f"{year}-Q{number}", Rhythm.HALF: f"{year}-H{number}"}.get(rhythm, str(year))


def previous(kind: ReportKind, period: Period) -> Period:
    """The period of the kind before `period`."""
    if period.rhythm in (Rhythm.YEAR, Rhythm.REVIEW):
        return _period(period.rhythm, Cut(kind.cut), period.year - 1, 1)
    in_year = 12 // _MONTHS[period.rhythm]
    year, number = (period.year, period.number - 1) if period.number > 1 else (period.year - 1, in_year)
    return _period(period.rhythm, Cut(kind.cut), year, number)


def last_over(kind: ReportKind, today: date) -> Period:
    """The newest period of the kind that is over on `today`. Reviews end with the phases of the plan."""
    return _newest(kind, today, lambda period: period.to_on < today)


def running(kind: ReportKind, today: date) -> Period:
    """The newest period of the kind that has begun on `today`."""
    return _newest(kind, today, lambda period: period.from_on <= today)


def _newest(kind: ReportKind, today: date, fits) -> Period:
    rhythm, cut = Rhythm(kind.rhythm), Cut(kind.cut)
    period = _period(rhythm, cut, today.year + 1, 1)
    while not fits(period):
        period = previous(kind, period)
    return period


def periods_between(kind: ReportKind, since: date, until: date) -> list[Period]:
    """The periods of the kind that end from `since` to `until`, the oldest first."""
    period, found = last_over(kind, until + timedelta(days=1)), []
    while period.to_on >= since:
        if period.rhythm != Rhythm.REVIEW or period.year in review_years():
            found.append(period)
        period = previous(kind, period)
    return found[::-1]


def review_years() -> tuple[int, ...]:
    """The years that end a phase of the plan: sơ kết and tổng kết (plan, III.5)."""
    return tuple(phase.to_on.year for phase in PHASES[1:])


def within(child: Period, parent: Period) -> bool:
    """Whether a report of `child` goes into one of `parent`: the one in whose days it ends.

    So the months of a quarter from 15/6 to 14/9 are June, July and August; a report can't wait for a month that runs on.
    """
    return parent.from_on <= child.to_on <= parent.to_on


def is_before_records(kind: ReportKind, period: Period) -> bool:
    """Whether nobody owes a report of the period: it was over before anything was reported here, or would have been due
    before there was such a kind.
    """
    rules = rules_of(kind)
    if period.to_on < rules.began_on:
        return True
    first = rules.first_day(kind.code)
    return period.to_on < first and due_days(kind, period)[0] < first


def owed_between(kind: ReportKind, since: date, until: date) -> list[Period]:
    """Those of `periods_between` of which a report is owed."""
    return [one for one in periods_between(kind, since, until) if not is_before_records(kind, one)]


def due_days(kind: ReportKind, period: Period) -> tuple[date, date]:
    """The day on which the report is due, and the last one on which it can be sent without an exception.

    Working days by the City's table of public holidays.
    """
    holidays = rules_of(kind).holidays
    due = working_day_after(period.to_on, kind.due_days, holidays)
    return due, working_day_after(due, kind.lock_days, holidays)
