"""Whoever takes a loan over need not be a member: his card, and how he said that he agrees."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

# SQLite rebuilds the table of loans, to which a trigger of transfers looks: it is put back afterwards.
guards = import_module("tremang.funds.migrations.0003_guards")

HEIR = {"blank": True, "null": True, "on_delete": django.db.models.deletion.PROTECT, "to": "members.person"}
CHANNELS = [
    ("paper", "Giấy có chữ ký"), ("spoken", "Nói trước buổi sinh hoạt"), ("phone", "Gọi điện có ghi âm"),
    ("screen", "Tự bấm trên máy"),
]  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [("funds", "0007_loans_taken_over"), ("members", "0003_health_and_care_consent")]

    operations = [
        migrations.RunPython(guards.unguard, guards.guard),
        migrations.AddField(
            model_name="loan", name="heir", field=models.ForeignKey(related_name="loans_inherited", **HEIR),
        ),
        migrations.AddField(model_name="loanstep", name="heir", field=models.ForeignKey(related_name="+", **HEIR)),
        migrations.AddField(
            model_name="loanstep", name="agreed", field=models.CharField(blank=True, choices=CHANNELS, max_length=8),
        ),
        migrations.RunPython(guards.guard, guards.unguard),
    ]
