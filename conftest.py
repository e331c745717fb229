"""The test harness: fast hashing, plain static files, one database file per worker."""

import gc
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from hypothesis import HealthCheck
from hypothesis import settings as examples
from pytest_django.plugin import blocking_manager_key

from tremang.kernel import prepared

pytest_plugins = ["tests.browser", "tests.demo"]

QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
FAST_SQLITE = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;PRAGMA temp_store=MEMORY;"


def pytest_configure(config: pytest.Config) -> None:
    """Change what only costs time in tests; the product's own settings stay as they are."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    # Workers of a test run share a folder, not a day: each keeps its pages to itself.
    settings.CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    prepared.checking = True
    # A slow machine makes examples slow, not wrong; fixtures of the cast are the same for all examples of a test.
    examples.register_profile("cast", deadline=None, suppress_health_check=QUIET)
    examples.load_profile("cast")
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"]["init_command"] = FAST_SQLITE
        # A file, not memory: threads and the browser's server see the same rows as in the product.
        database.setdefault("TEST", {})["NAME"] = str(Path(settings.VAR_DIR, "test.sqlite3"))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage again and again was a fifth of the suite."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let the flush after a transactional test pass the triggers that guard append-only tables."""
    if connection.vendor == "sqlite":
        _flush_past_triggers()


def _flush_past_triggers() -> None:
    """Wrap the flush so that it drops SQLite's triggers, empties the tables and puts the triggers back.

    PostgreSQL empties by TRUNCATE, which row triggers do not see.
    """
    operations = type(connection.ops)  # the class: a browser's event loop gives its thread a connection of its own
    plain = operations.sql_flush

    def sql_flush(self, style, tables, *, reset_sequences=False, allow_cascade=False):
        statements = plain(self, style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade)
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drops = [f"DROP TRIGGER {self.quote_name(name)}" for name, _ in triggers]
        return drops + statements + [sql for _, sql in triggers]

    operations.sql_flush = sql_flush


LOADED: dict[type[Model], list[Model]] = {}  # what migrations put into tables: the plan's targets, norms, terms, topics


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """Remember what migrations loaded."""
    with django_db_blocker.unblock():
        for model in apps.get_models():
            if model.__module__.startswith("tremang.") and (rows := list(model._default_manager.all())):
                LOADED[model] = rows


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Put that back where a transactional test has emptied all tables; after the last one they are gone."""
    if nextitem is None:
        return
    marks = [mark for mark in item.iter_markers("django_db") if mark.kwargs.get("transaction")]
    if not marks and not {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
        return
    with item.config.stash[blocking_manager_key].unblock(), transaction.atomic():  # keys are checked at the end
        for model, rows in LOADED.items():
            if not model._default_manager.exists():
                model._default_manager.bulk_create(rows)


@pytest.fixture
def world(db: None):
    """The small world of tests/cast.py, freshly made."""
    from tests import cast

    return cast.again()
