"""The database itself guards the ledger: transfers stay as written, within one club, and out of closed months.

A later migration that rebuilds the table on SQLite (any change of a column) must put the triggers back.
"""

from django.db import migrations

KEPT = "transfers are never changed or removed"
CLOSED = "the month of this transfer is closed"
STRANGER = "slip, loan and member of a transfer belong to its club, and its day is that of its slip"

MONTH = {
    "sqlite": "CAST(strftime('%Y', NEW.day) AS INTEGER) * 12 + CAST(strftime('%m', NEW.day) AS INTEGER) - 1",
    "postgresql": "CAST(EXTRACT(YEAR FROM NEW.day) AS integer) * 12 + CAST(EXTRACT(MONTH FROM NEW.day) AS integer) - 1",
}
IS_CLOSED = (
    "EXISTS (SELECT 1 FROM funds_monthclosing c WHERE c.club_id = NEW.club_id AND c.reopened_on IS NULL AND c.month >= {month})"
)
IS_STRANGER = (
    "NOT EXISTS (SELECT 1 FROM funds_voucher v WHERE v.id = NEW.voucher_id AND v.club_id = NEW.club_id AND v.day = NEW.day) "
    "OR (NEW.loan_id IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM funds_loan l WHERE l.id = NEW.loan_id AND l.club_id = NEW.club_id)) "
    "OR (NEW.membership_id IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM members_membership m WHERE m.id = NEW.membership_id AND m.club_id = NEW.club_id))"
)


def sqlite() -> list[str]:
    closed = IS_CLOSED.format(month=MONTH["sqlite"])
    return [
        *(
            f"CREATE TRIGGER funds_transfer_no_{verb.lower()} BEFORE {verb} ON funds_transfer "
            f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
            for verb in ("UPDATE", "DELETE")
        ),
        f"CREATE TRIGGER funds_transfer_open_month BEFORE INSERT ON funds_transfer WHEN {closed} "
        f"BEGIN SELECT RAISE(ABORT, '{CLOSED}'); END",
        f"CREATE TRIGGER funds_transfer_own_club BEFORE INSERT ON funds_transfer WHEN {IS_STRANGER} "
        f"BEGIN SELECT RAISE(ABORT, '{STRANGER}'); END",
    ]


def postgresql() -> list[str]:
    refuse = "RAISE EXCEPTION '{}' USING ERRCODE = 'integrity_constraint_violation'"
    closed = IS_CLOSED.format(month=MONTH["postgresql"])
    return [
        "CREATE FUNCTION funds_transfer_keep() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {refuse.format(KEPT)}; END $$",
        "CREATE TRIGGER funds_transfer_kept BEFORE UPDATE OR DELETE ON funds_transfer "
        "FOR EACH ROW EXECUTE FUNCTION funds_transfer_keep()",
        "CREATE FUNCTION funds_transfer_check() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {closed} THEN {refuse.format(CLOSED)}; END IF; "
        f"IF {IS_STRANGER} THEN {refuse.format(STRANGER)}; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER funds_transfer_checked BEFORE INSERT ON funds_transfer "
        "FOR EACH ROW EXECUTE FUNCTION funds_transfer_check()",
    ]


def guard(apps, schema_editor):
    for statement in sqlite() if schema_editor.connection.vendor == "sqlite" else postgresql():
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("no_update", "no_delete", "open_month", "own_club"):
            schema_editor.execute(f"DROP TRIGGER funds_transfer_{name}")
    else:
        for name in ("keep", "check"):
            schema_editor.execute(f"DROP FUNCTION funds_transfer_{name}() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("funds", "0002_ledger")]

    operations = [migrations.RunPython(guard, unguard)]
