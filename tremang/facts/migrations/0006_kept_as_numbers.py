"""What looks keep for one another is worked out anew, as numbers instead of text, and with it what the tables say of people."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facts", "0005_kept_eves")]

    operations = [
        migrations.RunSQL("DELETE FROM facts_kepteve", migrations.RunSQL.noop),
        migrations.RemoveField("kepteve", "state"),
        migrations.AddField("kepteve", "state", models.BinaryField(default=b""), preserve_default=False),
        migrations.AddField("kepteve", "people", models.BinaryField(null=True)),
    ]
