"""The one place that asks what day it is. Models and rules get the day passed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils import timezone

_fixed: datetime | None = None


def now() -> datetime:
    """The moment, aware, in UTC."""
    return _fixed or timezone.now()


def today() -> date:
    """The day in Hanoi."""
    return timezone.localtime(now()).date()


@contextmanager
def fixed(day: date, hour: int = 9) -> Iterator[None]:
    """Within the block the clock stands at `day`, `hour` o'clock in Hanoi (tests, the demo)."""
    global _fixed
    before = _fixed
    _fixed = datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())
    try:
        yield
    finally:
        _fixed = before
