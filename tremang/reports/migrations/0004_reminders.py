"""The outbox of reminders with the first rule; the log of tries cannot be changed in the database.

No rule of the State sets how to remind: the first row is the product's default, which the City can change.
A later migration that rebuilds the log's table on SQLite (any change of a column) must put its triggers back.
"""

from datetime import date, time

import django.db.models.deletion
import tremang.kernel.ids
from django.conf import settings
from django.db import migrations, models

TABLE = "reports_outboxattempt"
SENTENCE = "the log of reminders is append-only"
DEFAULT = {
    "effective_from": date(2024, 12, 1), "offsets": [-2, 0, 1, 5], "channels": ["smtp", "sms", "zalo", "printed"],
    "quiet_from": time(21), "quiet_until": time(7), "rests": True, "tries": 3,
}


def fill(apps, schema_editor):
    apps.get_model("reports", "ReminderRule").objects.create(id=1, **DEFAULT)


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END",
                params=None,
            )
        return
    schema_editor.execute(
        "CREATE FUNCTION reports_outbox_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        params=None,
    )
    schema_editor.execute(
        f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION reports_outbox_refuse()",
        params=None,
    )


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER {TABLE}_no_update")
        schema_editor.execute(f"DROP TRIGGER {TABLE}_no_delete")
    else:
        schema_editor.execute("DROP FUNCTION reports_outbox_refuse() CASCADE")


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0003_statements'),
        ('reports', '0003_obstacles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OutboxAttempt',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('message_id', models.BigIntegerField(db_index=True)),
                ('at', models.DateTimeField()),
                ('channel', models.CharField(max_length=12)),
                ('is_sent', models.BooleanField()),
                ('detail', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='ReminderRule',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('effective_from', models.DateField(unique=True)),
                ('offsets', models.JSONField(default=list)),
                ('channels', models.JSONField(default=list)),
                ('quiet_from', models.TimeField()),
                ('quiet_until', models.TimeField()),
                ('rests', models.BooleanField(default=True)),
                ('tries', models.PositiveSmallIntegerField(default=3)),
            ],
        ),
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('channel', models.CharField(max_length=12)),
                ('address', models.CharField(blank=True, max_length=254)),
                ('subject', models.CharField(max_length=160)),
                ('text', models.TextField()),
                ('short', models.CharField(max_length=300)),
                ('nearest_on', models.DateField()),
                ('about', models.JSONField(default=list)),
                ('due_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('queued', 'Sắp gửi'), ('held', 'Giữ đến giờ làm việc'), ('sent', 'Đã gửi'), ('failed', 'Không gửi được'), ('dropped', 'Không cần gửi nữa')], default='queued', max_length=8)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.CharField(blank=True, max_length=300)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='places.place')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_at'], name='outbox_waiting')],
                'constraints': [models.UniqueConstraint(fields=('to', 'day'), name='outbox_once_a_day')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
    ]
