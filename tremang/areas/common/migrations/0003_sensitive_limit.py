"""The number of persons with sensitive data from which a system is of level 3, as data that the City can change."""

from datetime import date

from django.db import migrations, models
from django.db.models import F, Q

import tremang.kernel.ids
from tremang.kernel.ids import new_id

SINCE = date(2026, 7, 1)
MOST, WARN_PERCENT = 10_000, 80
SOURCE = "Nghị định 331/2026/NĐ-CP: từ 10.000 người có dữ liệu nhạy cảm là cấp độ 3; báo trước từ 80% là mức của phần mềm"


def fill(apps, schema_editor):
    limit = apps.get_model("areas", "SensitiveLimit")
    limit.objects.create(id=new_id(), from_on=SINCE, most=MOST, warn_percent=WARN_PERCENT, source=SOURCE)


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_norms")]
    operations = [
        migrations.CreateModel(
            name="SensitiveLimit",
            fields=[
                ("from_on", models.DateField()),
                ("to_on", models.DateField(blank=True, null=True)),
                ("id", models.BigIntegerField(default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("most", models.PositiveIntegerField()),
                ("warn_percent", models.PositiveSmallIntegerField()),
                ("source", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("from_on",), name="sensitive_limit_once"),
                    models.CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="sensitive_limit_period"),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
