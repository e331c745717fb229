"""What the plan promised of a line: for a commune, its own share where the target is a number."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypedDict

from tremang.places.models import Kind, Place
from tremang.reports.lines.base import Line
from tremang.reports.periods import Period
from tremang.targets.models import Share, Target
from tremang.targets.queries import targets_on


class Aimed(TypedDict):
    """The ends of a target and the days of its phase, as plain values; `min` None: nothing is asked of this place."""

    min: int | None
    max: int | None
    until: str


def aims(place: Place, lines: Iterable[Line], period: Period) -> dict[str, Aimed]:
    """Line → what the plan promised of it, as in force on the last day of the period."""
    return aimed(place, lines, targets_on(period.to_on), _shares(place, period.to_on))


def aimed(
    place: Place, lines: Iterable[Line], in_force: Iterable[Target], shares: Mapping[tuple[str, int], int]
) -> dict[str, Aimed]:  # fmt: skip
    """The same by the targets `in_force`, and by what the City has given the place to reach: indicator and year → number."""
    targets = {(target.code, target.phase): target for target in in_force}
    found: dict[str, Aimed] = {}
    for line in lines:
        target = targets.get((line.indicator, line.phase))
        if target is None:
            continue
        least, most = target.min, target.max
        if not line.is_share and place.kind != Kind.PROVINCE:
            years = range(target.from_on.year, target.to_on.year + 1)
            given = [shares[line.indicator, year] for year in years if (line.indicator, year) in shares]
            least, most = sum(given) if given else None, None
        found[line.code] = {"min": least, "max": most, "until": target.to_on.isoformat()}
    return found


def _shares(place: Place, day: date) -> dict[tuple[str, int], int]:
    """Indicator and year → what the City has given a commune to reach, by the newest word on `day`. One query."""
    rows = Share.objects.filter(commune=place, set_on__lte=day).order_by("set_on")
    return {(code, year): amount for code, year, amount in rows.values_list("code", "year", "amount")}
