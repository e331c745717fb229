"""Lines that reports of offices really carry came in: the kinds with which the product began carry them from today on.

A kind that the City has set anew since stays as it set it. What was in force is not edited: each gets another row.
"""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

from tremang.kernel.ids import new_id

AFTER = {
    "clubs": ("launched", "dissolved", "merged"),
    "women_share": ("poor", "near_poor", "insured", "insured_share"),
    "value_resources": ("poverty_exits",),
    "gifts": ("staff_courses", "board_courses", "classes", "class_people", "equipment", "equipment_value"),
}
OURS = 1000  # the ids of the first kinds are small


def add(apps, _schema_editor):
    kinds = apps.get_model("reports", "ReportKind")
    today = timezone.localdate()
    newest = {row.code: row for row in kinds.objects.order_by("effective_from")}
    for row in newest.values():
        if row.pk >= OURS or row.level == "club" or "launched" in row.lines or row.is_ended:
            continue
        codes = []
        for code in row.lines:
            codes += [code, *AFTER.get(code, ())]
        fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        day = max(today, row.effective_from + timedelta(days=1))
        kinds.objects.create(**fields | {"id": new_id(), "effective_from": day, "lines": codes})


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_archives")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
