"""A new database gets its tables as they are today, instead of the way there through every migration.

Django renders all models again at each of some two hundred steps: three quarters of what a first start spends before its
data. The tables, what watches over them and what they begin with are the same either way (tests/test_beginnings.py).
"""

from collections.abc import Iterator, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython, RunSQL, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation


def create_tables(connection: BaseDatabaseWrapper) -> None:
    """Create all tables of an empty database and note every migration as applied. Does nothing where one was."""
    executor = MigrationExecutor(connection)
    if executor.loader.applied_migrations:
        return
    leaves = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(leaves)
    state = executor.loader.project_state(leaves)
    with connection.schema_editor(atomic=True) as editor:
        for model in state.apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
    for migration, _backwards in plan:
        with connection.schema_editor(atomic=migration.atomic) as editor:
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
