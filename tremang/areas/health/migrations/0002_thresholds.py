"""The product's default thresholds, as data that the City can change. They advise where to go, and diagnose nothing.

Blood pressure in mmHg, glucose in tenths of mmol/l.
"""

from datetime import date

from django.db import migrations

from tremang.kernel.ids import new_id

SINCE = date(2018, 1, 1)
SOON, TODAY = 1, 2
STATION, NOW = "nên đến trạm y tế đo lại", "nên đi khám ngay hôm nay"
PRESSURE = "Bộ Y tế, Quyết định 3192/QĐ-BYT ngày 31/8/2010, mức mặc định của phần mềm"
SUGAR = "Bộ Y tế, Quyết định 5481/QĐ-BYT ngày 30/12/2020, mức mặc định của phần mềm"
OWN = "mức thấp: mặc định của phần mềm, chưa có văn bản"
THRESHOLDS = [
    ("systolic", 180, None, TODAY, NOW, PRESSURE),
    ("diastolic", 110, None, TODAY, NOW, PRESSURE),
    ("systolic", 140, 179, SOON, STATION, PRESSURE),
    ("diastolic", 90, 109, SOON, STATION, PRESSURE),
    ("systolic", None, 89, SOON, STATION, OWN),
    ("glucose", 111, None, SOON, "nên đến trạm y tế đo lại đường huyết", SUGAR),
    ("glucose", 70, 110, SOON, "nên đến trạm y tế đo lại đường huyết lúc đói", SUGAR),
    ("glucose", None, 38, TODAY, NOW, OWN),
]


def fill(apps, schema_editor):
    threshold = apps.get_model("health", "Threshold")
    threshold.objects.bulk_create(
        threshold(
            id=new_id(), measure=measure, lowest=lowest, highest=highest, level=level, advice=advice, source=source,
            from_on=SINCE,
        )
        for measure, lowest, highest, level, advice, source in THRESHOLDS
    )  # fmt: skip


def empty(apps, schema_editor):
    apps.get_model("health", "Threshold").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("health", "0001_initial")]
    operations = [migrations.RunPython(fill, empty)]
