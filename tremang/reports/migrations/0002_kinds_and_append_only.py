"""The first kinds of reports; and what was sent, with each step on its way, cannot be changed in the database.

A later migration that rebuilds one of the two tables on SQLite (any change of a column) must put its triggers back.
"""

from django.db import migrations

from tremang.reports.loading import load_kinds

TABLES = ("reports_frozen", "reports_step")
SENTENCE = "sent reports are append-only"


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _postgresql() -> list[str]:
    return [
        "CREATE FUNCTION reports_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        *(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION reports_refuse()"
            for table in TABLES
        ),
    ]


def guard(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in [one for table in TABLES for one in _sqlite(table)] if is_sqlite else _postgresql():
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_no_update")
            schema_editor.execute(f"DROP TRIGGER {table}_no_delete")
    else:
        schema_editor.execute("DROP FUNCTION reports_refuse() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, _editor: load_kinds(apps.get_model("reports", "ReportKind")), migrations.RunPython.noop
        ),
        migrations.RunPython(guard, unguard),
    ]
