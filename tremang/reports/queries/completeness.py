"""How complete and how punctual the reports of all communes were over years, as counts; no object per report.

Rows are the communes of now, in Vietnamese order; clubs count where they lie now. Of clubs' months a cell says how many
clubs were active on the month's last day, how many of their months are there, and how many were there by the due day;
of a commune's own report it says 1 or 0. Where a commune was not there yet nothing is expected.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from tremang.clubs.models import Club, StateRow
from tremang.clubs.models import State as ClubState
from tremang.kernel.rows import marks
from tremang.places.models import Place
from tremang.places.queries import communes, heirs_of_others, under
from tremang.reports.kinds import kinds_on
from tremang.reports.models.kinds import Level, ReportKind, Rhythm
from tremang.reports.models.written import SENT
from tremang.reports.periods import Period, due_days, is_before_records, periods_between
from tremang.reports.queries.club_months import months_of, rows_of

AT_ONCE = 60  # months that fit as bits into one whole number of the database
WIDE = str.maketrans({"0": "0000", "1": "0001"})  # a bit becomes 16, so that up to 65,535 clubs add up side by side


@dataclass(frozen=True)
class Column:
    """A kind and period: for each commune of the matrix how many reports were expected, complete, on time.

    `states` has where the commune's own report stands, "" where nobody has begun it; of clubs' months it is empty.
    """

    kind: ReportKind
    period: Period
    due_on: date
    expected: list[int]
    complete: list[int]
    on_time: list[int]
    states: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Matrix:
    """Communes × periods × kinds; the columns by kind, the oldest period first."""

    communes: list[tuple[str, str, str]]  # code, name, sorting key
    columns: list[Column]


def completeness(
    since: date, until: date, kinds: Collection[str] = (), within: Place | None = None
) -> Matrix:  # fmt: skip
    """The matrix of periods that end from `since` to `until`, of all kinds of clubs and communes or those named.

    Eight queries for up to sixty months, two more for each sixty further ones, and two for clubs with a new act.
    """
    places = communes().filter(under(within.path)) if within is not None else communes()
    rows = list(places.values_list("code", "name", "sort", "valid_from", "pk"))
    index = {row[0]: number for number, row in enumerate(rows)}
    heirs = heirs_of_others()
    since_when = [date.min if row[4] in heirs else row[3] for row in rows]
    columns: list[Column] = []
    for kind in kinds_on(until):
        if kind.level == Level.CITY or kinds and kind.code not in kinds:
            continue
        periods = periods_between(kind, since, until)
        dues = _dues(kind, periods)
        if kind.level == Level.CLUB and kind.rhythm == Rhythm.MONTH:
            columns += _of_clubs(kind, periods, dues, index, within)
        elif kind.level == Level.COMMUNE:
            columns += _of_communes(kind, periods, dues, index, since_when)
    return Matrix([row[:3] for row in rows], columns)


def _dues(kind: ReportKind, periods: Iterable[Period]) -> list[date]:
    return [due_days(kind, period)[0] for period in periods]


def _of_communes(
    kind: ReportKind, periods: list[Period], dues: list[date], index: dict[str, int], since_when: list[date]
) -> list[Column]:  # fmt: skip
    """Columns of the communes' own reports. One query, in plain SQL: the database weighs each report."""
    columns = [
        Column(
            kind, period, due, [int(day <= period.to_on and not is_before_records(kind, period)) for day in since_when],
            [0] * len(index), [0] * len(index), [""] * len(index),
        )
        for period, due in zip(periods, dues, strict=True)
    ]  # fmt: skip
    by_label = {column.period.label: column for column in columns}
    sql = (
        f"SELECT p.code, r.period, CASE WHEN r.state IN ({marks(SENT)}) AND r.lacking = 0 THEN 1 ELSE 0 END, "  # noqa: S608
        "CASE WHEN r.submitted_on <= r.due_on THEN 1 ELSE 0 END, r.state "
        "FROM reports_report r JOIN places_place p ON p.id = r.place_id WHERE r.kind = %s AND r.to_on BETWEEN %s AND %s"
    )
    values = [*(state.value for state in SENT), kind.code, periods[0].to_on, periods[-1].to_on] if periods else []
    for code, label, complete, on_time, state in rows_of(sql, values) if periods else ():
        column, at = by_label.get(label), index.get(code)
        if column is not None and at is not None and column.expected[at]:
            column.complete[at], column.on_time[at], column.states[at] = complete, on_time, state
    return columns


def _of_clubs(
    kind: ReportKind, periods: list[Period], dues: list[date], index: dict[str, int], within: Place | None
) -> list[Column]:  # fmt: skip
    """Columns of the clubs' months. Two queries for each sixty months, two more for clubs with a new act."""
    found: list[Column] = []
    for start in range(0, len(periods), AT_ONCE):
        part, days = periods[start : start + AT_ONCE], dues[start : start + AT_ONCE]
        active, of_commune = _active(kind, part, within)
        there, prompt, _back = months_of(kind, part, days, within)
        expected, complete, on_time = (
            _added(index, of_commune, {club: mask & bits.get(club, 0) for club, mask in active.items()}, len(part))
            for bits in (active, there, prompt)
        )
        found += [
            Column(kind, period, due, expected[number], complete[number], on_time[number])
            for number, (period, due) in enumerate(zip(part, days, strict=True))
        ]
    return found


def _active(
    kind: ReportKind, periods: list[Period], within: Place | None
) -> tuple[dict[int, int], dict[int, str]]:  # fmt: skip
    """Club → the months (as bits) on whose last day it was active, and the commune in which it lies now. One query.

    Not those of which no report is owed.
    """
    since = sum(is_before_records(kind, period) for period in periods)
    ends = [period.to_on for period in periods]
    rows = StateRow.objects.filter(state=ClubState.ACTIVE, from_on__lte=ends[-1]).order_by()
    if within is not None:
        rows = rows.filter(under(within.path, "club__place__path"))
    active: dict[int, int] = defaultdict(int)
    of_commune: dict[int, str] = {}
    for club, path, from_on, to_on in rows.values_list("club", "club__place__path", "from_on", "to_on"):
        first = max(since, _position(ends, from_on))
        last = len(ends) if to_on is None else _position(ends, to_on + timedelta(days=1))
        if last > first:
            active[club] |= (1 << last) - (1 << first)
            of_commune[club] = path.split(".", 3)[2]
    return active, of_commune


def _position(ends: list[date], day: date) -> int:
    """The position of the first month that ends on `day` or later."""
    months = (day.year - ends[0].year) * 12 + day.month - ends[0].month
    return min(max(months, 0), len(ends))


@lru_cache(maxsize=8192)  # most clubs have one of a few histories
def _wide(mask: int) -> int:
    return int(f"{mask:b}".translate(WIDE), 16)


def _added(
    index: dict[str, int], of_commune: dict[int, str], masks: dict[int, int], months: int
) -> list[list[int]]:  # fmt: skip
    """For each month the number of clubs of each commune whose bit is set."""
    sums = [0] * len(index)
    for club, mask in masks.items():
        if mask and (at := index.get(of_commune[club])) is not None:
            sums[at] += _wide(mask)
    wide = [array("H", number.to_bytes(2 * months, "little")) for number in sums]
    return [[counts[month] for counts in wide] for month in range(months)]


class OfClub(NamedTuple):
    """A club's months as bits: in which it was expected, there, there in time, and in which its report came back.

    `dues` are the months' due days.
    """

    node: int
    name: str
    expected: int
    complete: int
    on_time: int
    returned: int
    dues: list[date]


def of_each_club(kind: ReportKind, periods: list[Period], within: Place) -> list[OfClub]:
    """The months (at most sixty) of each club within a place that was active in one of them, by name."""
    dues = _dues(kind, periods)
    active, _of_commune = _active(kind, periods, within)
    there, prompt, back = months_of(kind, periods, dues, within)
    names = Club.objects.filter(under(within.path, "place__path")).order_by("place__sort", "pk")
    found = []
    for node, name in names.values_list("pk", "name"):
        if expected := active.get(node, 0):
            there_then, prompt_then, returned = (expected & bits.get(node, 0) for bits in (there, prompt, back))
            found.append(OfClub(node, name, expected, there_then, prompt_then, returned, dues))
    return found
