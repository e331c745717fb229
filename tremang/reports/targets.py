"""What the plan promised of a line: for a commune, its own share where the target is a number."""

from collections.abc import Iterable, Mapping
from typing import TypedDict

from tremang.places.models import Kind, Place
from tremang.reports.gathered import Rounds
from tremang.reports.lines.base import Line
from tremang.reports.periods import Period
from tremang.targets.models import Share, Target
from tremang.targets.queries import in_effect


class Aimed(TypedDict):
    """The ends of a target and the days of its phase, as plain values; `min` None: nothing is asked of this place."""

    min: int | None
    max: int | None
    until: str


def aiming(place: Place, lines: Iterable[Line], period: Period) -> Rounds:
    """Line → what the plan promised of it, as in force on the last day of the period. One round.

    Of its share a commune has what the City has given it to reach by the newest word on that day.
    """
    given = Share.objects.filter(commune=place, set_on__lte=period.to_on).order_by("set_on")
    targets, shares = yield [
        Target.objects.order_by("-effective_from", "pk"), given.values_list("code", "year", "amount")
    ]  # fmt: skip
    by_year = {(code, year): amount for code, year, amount in shares}
    return aimed(place, lines, in_effect(targets, period.to_on), by_year)


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
