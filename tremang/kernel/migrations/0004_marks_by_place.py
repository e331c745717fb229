from django.db import migrations


def lay_by_place(apps, schema_editor):
    """SQLite lays the marks of a place side by side: a look takes away those of one commune out of thousands.

    As Django makes it, the table holds them in the order in which they came, with an index for the id and one for the place:
    to take away forty of five thousand changed as many pages. PostgreSQL keeps rows in no order.
    """
    if schema_editor.connection.vendor != "sqlite":
        return
    with schema_editor.connection.cursor() as cursor:
        # A new database is made as it is today and only then comes here: it may have columns of later days.
        cursor.execute("PRAGMA table_info(kernel_stale)")
        columns = ", ".join(f'"{name}" {kind} NOT NULL' for _number, name, kind, *_rest in cursor.fetchall())
        cursor.execute("CREATE TEMP TABLE waiting AS SELECT * FROM kernel_stale")
        cursor.execute("DROP TABLE kernel_stale")
        cursor.execute(f"CREATE TABLE kernel_stale ({columns}, PRIMARY KEY (node_id, id)) WITHOUT ROWID")
        cursor.execute("INSERT INTO kernel_stale SELECT * FROM waiting")
        cursor.execute("DROP TABLE waiting")


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_stale_touched")]
    operations = [migrations.RunPython(lay_by_place, migrations.RunPython.noop)]
