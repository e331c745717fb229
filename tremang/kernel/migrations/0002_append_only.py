"""Events cannot be changed or removed in the database: what is once in the chain stays there.

A later migration that rebuilds the table on SQLite (any change of a column) must put the triggers back.
"""

from django.db import migrations

SENTENCE = "events are append-only"
SQLITE = [
    f"CREATE TRIGGER kernel_event_no_{verb.lower()} BEFORE {verb} ON kernel_event "
    f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    "CREATE FUNCTION kernel_event_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER kernel_event_append_only BEFORE UPDATE OR DELETE ON kernel_event "
    "FOR EACH ROW EXECUTE FUNCTION kernel_event_refuse()",
]


def guard(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER kernel_event_no_update")
        schema_editor.execute("DROP TRIGGER kernel_event_no_delete")
    else:
        schema_editor.execute("DROP FUNCTION kernel_event_refuse() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
