"""SQLite forgets how few rows it once counted in what looks keep for one another.

The demo had the tables counted when that table was hardly begun. Ever after SQLite read all of it, nine million bytes at a
thousand clubs, where a look wanted eight clubs: a fifth of the look.
"""

from django.db import migrations


def forget(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone()[0]:
            tables = [apps.get_model("facts", "KeptEve")._meta.db_table, "kernel_stale"]
            cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl IN (%s, %s)", tables)
            cursor.execute("ANALYZE sqlite_master")  # reads anew what is known


class Migration(migrations.Migration):
    dependencies = [("facts", "0008_what_acts_had_missed")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
