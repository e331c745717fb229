"""Where a threshold is the product's own, its source says so in plain words."""

from django.db import migrations

OLD = "mức thấp: mặc định của phần mềm, chưa có văn bản"
NEW = "mức thấp do phần mềm đặt, chưa có văn bản quy định"


def rename(apps, schema_editor):
    apps.get_model("health", "Threshold").objects.filter(source=OLD).update(source=NEW)


class Migration(migrations.Migration):
    dependencies = [("health", "0002_thresholds")]
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
