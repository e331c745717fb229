"""Django's `migrate`, with a backup first whenever there is something to lose, and a shorter way for a new database.

What settings.AFTER_MIGRATE names follows it.
"""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from tremang.kernel import backup
from tremang.kernel.newborn import create_tables


class Command(migrate.Command):
    help = "Cập nhật cấu trúc cơ sở dữ liệu; đã có dữ liệu thì sao lưu trước."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--no-backup", action="store_true", help="không sao lưu trước khi cập nhật")

    def handle(self, *args: Any, **options: Any) -> None:
        careful = not (options["no_backup"] or options["plan"] or options["check_unapplied"])
        if careful and options["database"] == "default" and _something_to_lose():
            made = backup.back_up()
            self.stdout.write(f"Đã sao lưu trước khi cập nhật: {made.file}")
        whole = not (options["app_label"] or options["plan"] or options["check_unapplied"] or options["fake"])
        if whole:
            create_tables(connections[options["database"]])
        super().handle(*args, **options)
        for words in settings.AFTER_MIGRATE if whole and options["database"] == "default" else []:
            call_command(*words, stdout=self.stdout)


def _something_to_lose() -> bool:
    """Is the database in use already, and is anything left to migrate?"""
    executor = MigrationExecutor(connections["default"])
    if not executor.loader.applied_migrations:
        return False
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
