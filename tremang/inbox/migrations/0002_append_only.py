"""What was sent and what became of it cannot be changed in the database; what names persons can be destroyed by law.

A submission and an outcome stay; an outcome's sentence may be emptied. A text may be removed, never changed. That somebody
chose stays. A later migration that rebuilds one of these tables on SQLite must put its triggers back.
"""

from django.db import migrations

SENTENCE = "what was sent stays as it was sent"
KEPT = ("inbox_submission", "inbox_settled")
TOLD = ("id", "club_id", "submission_id", "state", "code", "field", "subject", "result", "by_id", "at")
EMPTIED = "NEW.sentence <> ''"


def columns(vendor):
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    return " OR ".join([*(f"NEW.{name} {differs} OLD.{name}" for name in TOLD), EMPTIED])


def sqlite():
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    for table in KEPT:
        for verb in ("UPDATE", "DELETE"):
            yield f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {refuse}"
    yield f"CREATE TRIGGER inbox_submissiontext_no_update BEFORE UPDATE ON inbox_submissiontext {refuse}"
    yield f"CREATE TRIGGER inbox_outcome_no_delete BEFORE DELETE ON inbox_outcome {refuse}"
    yield f"CREATE TRIGGER inbox_outcome_no_update BEFORE UPDATE ON inbox_outcome WHEN {columns('sqlite')} {refuse}"


def postgresql():
    yield (
        "CREATE FUNCTION inbox_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    run = "FOR EACH ROW EXECUTE FUNCTION inbox_refuse()"
    for table in KEPT:
        yield f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} {run}"
    yield f"CREATE TRIGGER inbox_submissiontext_kept BEFORE UPDATE ON inbox_submissiontext {run}"
    yield f"CREATE TRIGGER inbox_outcome_kept BEFORE DELETE ON inbox_outcome {run}"
    row = f"FOR EACH ROW WHEN ({columns('postgresql')}) EXECUTE FUNCTION inbox_refuse()"
    yield f"CREATE TRIGGER inbox_outcome_unchanged BEFORE UPDATE ON inbox_outcome {row}"


def guard(apps, schema_editor):
    for statement in sqlite() if schema_editor.connection.vendor == "sqlite" else postgresql():
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for table in KEPT:
            for verb in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}")
        for name in ("submissiontext_no_update", "outcome_no_delete", "outcome_no_update"):
            schema_editor.execute(f"DROP TRIGGER inbox_{name}")
    else:
        schema_editor.execute("DROP FUNCTION inbox_refuse() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_inbox")]

    operations = [migrations.RunPython(guard, unguard)]
