"""A new database: its tables as they are today, and what to do where its first load was cut off.

On the way through every migration Django renders all models again at each of some two hundred steps: three quarters of
what a first start spends before its data. The tables, what watches over them and what they begin with are the same
either way (tests/test_beginnings.py).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection as default
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython, RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation

LOADING = 20_261_129  # what a database says of itself while its first load goes on


def create_tables(connection: BaseDatabaseWrapper) -> None:
    """Create all tables of an empty database and note every migration as applied. Does nothing where one was."""
    executor = MigrationExecutor(connection)
    if executor.loader.applied_migrations:
        return
    leaves = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(leaves)
    state = executor.loader.project_state(leaves)
    with connection.constraint_checks_disabled(), transaction.atomic(connection.alias):  # all or nothing
        with connection.schema_editor(atomic=True) as editor:
            for model in state.apps.get_models():
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
        for migration, _backwards in plan:
            with connection.schema_editor(atomic=True) as editor:
                for operation in _acting(migration.operations):
                    operation.database_forwards(migration.app_label, editor, state, state)
                executor.recorder.record_applied(migration.app_label, migration.name)


def _acting(operations: Sequence[Operation]) -> Iterator[Operation]:
    """The operations that do more than bring tables to the form they have by now."""
    for operation in operations:
        if isinstance(operation, SeparateDatabaseAndState):
            yield from _acting(operation.database_operations)
        elif isinstance(operation, RunPython | RunSQL):
            yield operation


@contextmanager
def first_load() -> Iterator[None]:
    """Around the load of a whole database: if it is cut off, `begin_again` knows. Within a transaction nothing is needed.

    The mark is in the database itself, so that it cannot be taken for that of another one that came in its place.
    """
    if default.in_atomic_block:
        yield
        return
    _mark(is_loading=True)
    yield
    _mark(is_loading=False)


def begin_again() -> bool:
    """Where a first load was cut off, remove what it left; nobody can have worked with it, as the server begins here too.

    Returns whether something was removed. Raises CommandError where that is for whoever keeps the database server.
    """
    if not _is_marked():
        return False
    name = str(default.settings_dict["NAME"])
    if default.vendor != "sqlite":
        raise CommandError(
            f"Lần nạp dữ liệu mẫu trước bị ngắt giữa chừng nên dữ liệu chưa đủ. Tạo lại cơ sở dữ liệu {name} rồi chạy lại."
        )
    default.close()
    for ending in ("", "-wal", "-shm"):
        Path(f"{name}{ending}").unlink(missing_ok=True)
    return True


def _mark(*, is_loading: bool) -> None:
    with default.cursor() as cursor:
        if default.vendor == "sqlite":
            cursor.execute(f"PRAGMA user_version = {LOADING if is_loading else 0:d}")
        else:
            cursor.execute(f"COMMENT ON TABLE django_migrations IS '{LOADING if is_loading else ''}'")


def _is_marked() -> bool:
    with default.cursor() as cursor:
        if default.vendor == "sqlite":
            cursor.execute("PRAGMA user_version")
        else:
            cursor.execute("SELECT obj_description(to_regclass('django_migrations'), 'pg_class')")
        return str(cursor.fetchone()[0]) == str(LOADING)
