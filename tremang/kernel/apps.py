import sqlite3
from datetime import date
from functools import lru_cache

from django.apps import AppConfig

DAYS = 16_384  # forty-five years


class KernelConfig(AppConfig):
    """Ids, periods, text, events, problems, the write lock."""

    name = "tremang.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Days out of SQLite are parsed once: a commune's facts read some two thousand, most of them again and again."""
        import django.db.backends.sqlite3.base  # noqa: F401 - it registers its own, so it has to come first

        sqlite3.register_converter("date", lru_cache(DAYS)(_day))


def _day(told: bytes) -> date:
    return date.fromisoformat(told.decode())
