"""The board of targets of a place on a day, by the boundaries of then or of now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from tremang.facts.actions import catch_up
from tremang.facts.evidence import Boundaries, scope
from tremang.facts.measures import PHASES, Values, key_of, total
from tremang.facts.models import Fact
from tremang.facts.reading import blanks, measures_of, padded, read
from tremang.indicators.base import Indicator, Level
from tremang.indicators.registry import indicators
from tremang.kernel.periods import Half, Month, half_of, month_of
from tremang.places.models import Kind, Place
from tremang.places.queries import CITY_CODE
from tremang.targets.models import Share, Target
from tremang.targets.verdict import NOT_DUE, VERDICT_LABELS, Aim, Verdict, expected, judge, pace, rounded, share

TREND_MONTHS = 24


@dataclass(frozen=True)
class Row:
    """One line of the board: an indicator in a phase at a place on a day."""

    indicator: Indicator
    phase: str
    aim: Aim
    numerator: int
    denominator: int | None
    value: Fraction | None
    verdict: Verdict
    expected: Fraction | None
    pace: tuple[int, Decimal] | None
    left_out: list[str]
    eve: Fraction
    trend: list[Decimal | None] = field(default_factory=list)

    @property
    def shown(self) -> int | Decimal | None:
        """The value as written: a count, or a percentage with one decimal."""
        return rounded(self.value) if self.indicator.percent else self.numerator

    @property
    def is_due(self) -> bool:
        """Whether its phase has begun, or it is met before."""
        return self.verdict != Verdict.ON_PACE or self.expected is not None

    @property
    def mark(self) -> Verdict:
        """The verdict whose shape stands on a page: where nothing is due yet, nothing is praised."""
        return self.verdict if self.is_due else Verdict.NO_NUMBER

    @property
    def words(self) -> str:
        """The verdict in words."""
        return str(VERDICT_LABELS[self.verdict] if self.is_due else NOT_DUE)


@dataclass(frozen=True)
class Board:
    """All rows of a place on a day, with what the header says."""

    place: Place
    day: date
    boundaries: Boundaries
    rows: list[Row]
    values: Values
    communes: dict[int, Values]
    codes: dict[int, str]

    def of_phase(self, phase: str) -> list[Row]:
        """The rows of a phase; of two rows of one indicator that of the phase itself."""
        return [row for row in self.rows if row.phase == phase]

    def row(self, code: str, phase: str) -> Row | None:
        """The row of one indicator in one phase."""
        return next((row for row in self.rows if row.indicator.code == code and row.phase == phase), None)


def targets_on(day: date) -> list[Target]:
    """The targets in effect on `day`, in the order of the plan. A day before the plan sees the plan's first rows."""
    return in_effect(list(Target.objects.order_by("-effective_from", "pk")), day)


def in_effect(rows: Sequence[Target], day: date) -> list[Target]:
    """The same out of all `rows`, the newest first."""
    effective: dict[tuple[str, str], Target] = {}
    for target in rows:
        if target.effective_from <= day:
            effective.setdefault((target.code, target.phase), target)
    if not effective:
        effective = {(target.code, target.phase): target for target in rows}
    order = list(indicators())
    phases = [phase.code for phase in PHASES]
    return sorted(effective.values(), key=lambda target: (order.index(target.code), phases.index(target.phase)))


def board(
    place: Place, day: date, *, today: date, boundaries: Boundaries = "now", trend: bool = False, fresh: bool = False
) -> Board:  # fmt: skip
    """The board of the City or a commune on `day`; `fresh`: the caller has just caught up the facts.

    For today by the boundaries of now it is read from the facts; any other day is worked out from the rows.
    """
    targets = targets_on(day)
    eves = {target.from_on - timedelta(days=1) for target in targets if target.from_on <= day}
    eves |= {target.to_on for target in targets if target.to_on < day}
    if day == today and boundaries == "now":
        if not fresh:
            catch_up(place, today, of_plan=True)
        history, since = _history(place, today, eves, trend)
        values = history.get(half_of(today), {})
        communes = _communes(place, today) if place.kind == Kind.PROVINCE else {place.pk: values}
    else:
        communes, values = measures(place, day, today=today, boundaries=boundaries)
        since = 0
        history = {half_of(eve): total(scope(place, eve, boundaries).values().values()) for eve in eves}
    codes = _codes(place, communes)
    shares = _shares(place, day)
    rows = [
        _row(target, values, communes, codes, history, shares, place, day, since if trend else None)
        for target in targets
    ]
    return Board(place, day, boundaries, rows, values, communes, codes)


def measures(
    place: Place, day: date, *, today: date, boundaries: Boundaries = "now"
) -> tuple[dict[int, Values], Values]:
    """The measures on `day` of each commune at and below `place`, and of `place` itself: those of the plan are right."""
    if day == today and boundaries == "now":
        catch_up(place, today, of_plan=True)
        return _communes(place, today), _history(place, today, set(), False)[0].get(half_of(today), {})
    found = scope(place, day, boundaries).values()
    communes = {node: part for node, part in found.items() if node != place.pk or place.kind == Kind.COMMUNE}
    return communes, total(found.values())


class Part(NamedTuple):
    """What one commune brings to an indicator. `value` is None where there is nothing to divide by."""

    numerator: int
    denominator: int | None
    value: Fraction | None
    left_out: bool


def part(indicator: Indicator, phase: str, values: Values) -> Part:
    """The part of a commune with these measures."""
    numerator, denominator, value = _value(indicator, phase, values)
    return Part(numerator, denominator, value, bool(values.get(f"{key_of(indicator, phase)}.l")))


def _communes(place: Place, today: date) -> dict[int, Values]:
    """Commune → its measures today."""
    if place.kind == Kind.COMMUNE:
        nodes: tuple[str, list[int | str]] = ("t.node_id = %s", [place.pk])
    else:
        stand = "SELECT p.id FROM places_place p WHERE p.kind = %s AND p.valid_to IS NULL"
        nodes = (f"t.node_id IN ({stand})", [Kind.COMMUNE.value])
    rows = read(Fact, "node_id values", None, where=(f"{nodes[0]} AND t.half = %s", [*nodes[1], half_of(today)]))
    return {node: measures_of(told) for node, told in rows}


def _history(place: Place, today: date, eves: set[date], trend: bool) -> tuple[dict[Half, Values], Month]:
    """Half-month → measures today, on the eves and last days of phases, and for a `trend` at the ends of the last 24 months.

    With a trend the first month of which any meeting in the City is on record: what came before stands on paper only.
    """
    halves = [half_of(today), *map(half_of, eves)]
    month = month_of(today)
    if trend:
        halves += [2 * m + 1 for m in range(month - TREND_MONTHS, month)]
    named = padded(halves)
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY.format(halves=blanks(named)), [CITY_CODE, place.pk, *named])
        rows = cursor.fetchall()
    since = next((since or 0 for *_, since in rows), 0) // 2
    return {half: measures_of(told) for half, told, _since in rows}, since if trend else 0


# Half-months of a place, each with the first one in which a meeting in the City is on record.
_HISTORY = """
    SELECT f.half, f."values", (
        SELECT m.half FROM facts_fact m JOIN places_place c ON c.id = m.node_id
        WHERE c.code = %s AND CAST(m."values" AS text) LIKE '%%"meetings":%%' ORDER BY m.half LIMIT 1
    ) FROM facts_fact f WHERE f.node_id = %s AND f.half IN ({halves})
"""


def _codes(place: Place, communes: dict[int, Values]) -> dict[int, str]:
    if place.kind == Kind.COMMUNE:
        return {place.pk: place.code}
    rows = read(Place, "id code", None, where=("t.kind = %s", [Kind.COMMUNE.value]))
    return {node: code for node, code in rows if node in communes}


def _shares(place: Place, day: date) -> dict[tuple[str, int], int]:
    """Code and year → the City's share of a count target for a commune, by the newest word on `day`."""
    if place.kind != Kind.COMMUNE:
        return {}
    rows = Share.objects.filter(commune=place, set_on__lte=day).order_by("set_on")
    return {(code, year): amount for code, year, amount in rows.values_list("code", "year", "amount")}


def _given(shares: dict[tuple[str, int], int], target: Target) -> int | None:
    """The shares of a commune over the years of a target; None where the City has given none."""
    own = [
        amount
        for (code, year), amount in shares.items()
        if code == target.code and target.from_on.year <= year <= target.to_on.year
    ]
    return sum(own) if own else None


def shares_of(code: str, year: int, day: date) -> dict[int, int]:
    """Commune node → its share of a target in a year, by the newest word on `day`. One query."""
    rows = Share.objects.filter(code=code, year=year, set_on__lte=day).order_by("set_on")
    return dict(rows.values_list("commune_id", "amount"))


def shared_total(code: str, years: Iterable[int], day: date) -> dict[int, int]:
    """Year → the sum of the shares given in it, by the newest word on `day`. One query."""
    newest: dict[tuple[int, int], int] = {}
    rows = Share.objects.filter(code=code, year__in=list(years), set_on__lte=day, commune__valid_to__isnull=True)
    for year, commune, amount in rows.order_by("set_on").values_list("year", "commune_id", "amount"):
        newest[year, commune] = amount
    totals: dict[int, int] = {}
    for (year, _commune), amount in newest.items():
        totals[year] = totals.get(year, 0) + amount
    return totals


def _value(indicator: Indicator, phase: str, values: Values) -> tuple[int, int | None, Fraction | None]:
    key = key_of(indicator, phase)
    numerator = values.get(f"{key}.n", 0)
    if not indicator.percent:
        return numerator, None, Fraction(numerator)
    denominator = values.get(f"{key}.d", 0)
    return numerator, denominator, share(numerator, denominator)


def _row(
    target: Target, values: Values, communes: dict[int, Values], codes: dict[int, str], history: dict[int, Values],
    shares: dict[tuple[str, int], int], place: Place, day: date, since: Month | None,
) -> Row:  # fmt: skip
    indicator = indicators()[target.code]
    if target.to_on < day:
        values = history.get(half_of(target.to_on), {})  # a phase that is over stays as it ended
    numerator, denominator, value = _value(indicator, target.phase, values)
    least = target.min if indicator.percent or place.kind != Kind.COMMUNE else _given(shares, target)
    aim = Aim(target.from_on, target.to_on, least, target.max)
    before = history.get(half_of(target.from_on - timedelta(days=1)), {})
    eve = _value(indicator, target.phase, before)[2] or Fraction(0) if indicator.percent else Fraction(0)
    key = f"{key_of(indicator, target.phase)}.l"
    left_out = (
        sorted(codes[node] for node, part in communes.items() if part.get(key))
        if indicator.level == Level.COMMUNE
        else []
    )
    month = month_of(day)
    points = [
        _point(indicator, target.phase, history.get(2 * m + 1))
        if not indicator.looks_back or m - indicator.looks_back + 1 >= since
        else None
        for m in range(month - TREND_MONTHS, month)
    ] if since is not None else []  # fmt: skip
    return Row(
        indicator=indicator, phase=target.phase, aim=aim, numerator=numerator, denominator=denominator, value=value,
        verdict=judge(value, aim, eve, day, left_out=bool(left_out)), expected=expected(aim, eve, day),
        pace=pace(numerator, denominator, aim, day), left_out=left_out, eve=eve, trend=points,
    )  # fmt: skip


def _point(indicator: Indicator, phase: str, values: Values | None) -> Decimal | None:
    if values is None:
        return None
    return _written(*_value(indicator, phase, values)[:2])


@lru_cache(4096)
def _written(numerator: int, denominator: int | None) -> Decimal | None:
    """A count or a percentage as a trend shows it: some hundred points a board, nearly all of months that are over."""
    return rounded(Fraction(numerator) if denominator is None else share(numerator, denominator))
