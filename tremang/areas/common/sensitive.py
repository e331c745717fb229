"""How many persons of the whole City the books hold sensitive data of, against the threshold of the law.

A book that holds such data has a `sensitive.py` with `persons()`: a queryset of one column, the ids of those persons.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from tremang.areas.common.books import FOLDER, is_installed
from tremang.areas.common.models import SensitiveLimit
from tremang.places.models import Dated

KEEP = 24 * 60 * 60  # seconds; the number moves by a few a day, and counting reads every reading


@dataclass(frozen=True)
class Nearing:
    """The count has reached the share of the threshold from which the City's staff are told."""

    persons: int
    most: int
    source: str

    @property
    def is_over(self) -> bool:
        """Whether the threshold itself is reached."""
        return self.persons >= self.most


def sensitive_persons() -> int:
    """Distinct persons with sensitive data in any of the books, in the whole City. One query; reads all such rows."""
    first, *rest = [persons().order_by().distinct() for persons in _holders()] or [None]
    return 0 if first is None else first.union(*rest).count()


def nearing(today: date) -> Nearing | None:
    """What the City's staff must be told; None where there is nothing to tell. Counted at most once a day."""
    limit = SensitiveLimit.objects.filter(Dated.on(today)).order_by("-from_on").first()
    if limit is None:
        return None
    key = f"sensitive-persons:{today.isoformat()}"
    persons = cache.get(key)
    if persons is None:
        persons = sensitive_persons()
        cache.set(key, persons, KEEP)
    if persons * 100 < limit.most * limit.warn_percent:
        return None
    return Nearing(persons, limit.most, limit.source)


def _holders() -> Iterator[Callable[[], "QuerySet[Any, Any]"]]:
    for path in sorted(FOLDER.glob("*/sensitive.py")):
        if path.parent.name != "common" and is_installed(path.parent.name):
            yield import_module(f"tremang.areas.{path.parent.name}.sensitive").persons
