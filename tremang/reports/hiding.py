"""Which communes' counts of people by hardship, cards or left poverty are kept back from who has no duty towards them.

Decided for the City, its communes and their clubs at once, over the records of now (decision 9), so that two pages hide the
same. A report as it was sent, and every file, keeps such counts of places below back altogether.
"""

from collections.abc import Mapping
from datetime import date

from django.core.cache import cache

from tremang.places.queries import city
from tremang.reports.figures import figures_of, look
from tremang.reports.lines.base import Line
from tremang.reports.periods import Period
from tremang.targets.sensitive import decide_one, tree

KEEP = 600  # seconds: what is hidden must not change from page to page


def hidden_nodes(line: Line, period: Period, today: date) -> set[int]:
    """The nodes whose number on `line` is hidden; 0 stands for the City. Two queries, once in ten minutes."""
    key = f"hidden-line:{line.code}:{period.from_on}:{period.to_on}:{today}"
    return cache.get_or_set(key, lambda: _decided(line, period, today), KEEP)


def _decided(line: Line, period: Period, today: date) -> set[int]:
    look(city(), today)
    communes, clubs = tree()
    figures = figures_of([club for club, _code in clubs], [line], period, today)
    counts: Mapping[int, int] = {club: found[line.code].n for club, found in figures.items()}
    return decide_one(communes, clubs, counts)
