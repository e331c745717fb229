"""The ages at which a long life is wished, by the Law on the Elderly (39/2009/QH12, art. 21), as data that can be changed.

The law names ages without saying how they are counted; full years are taken, as everywhere in the State's lists.
"""

from datetime import date

from django.db import migrations

from tremang.kernel.ids import new_id

SINCE = date(2010, 7, 1)
SOURCE = "Luật Người cao tuổi số 39/2009/QH12, Điều 21"
COMMUNE = "Ủy ban nhân dân xã, Hội Người cao tuổi"
AGES = [
    (70, False, COMMUNE), (75, False, COMMUNE), (80, False, COMMUNE), (85, False, COMMUNE),
    (90, False, "Chủ tịch Ủy ban nhân dân Thành phố"), (95, False, COMMUNE),
    (100, False, "Chủ tịch nước"), (101, True, COMMUNE),
]


def fill(apps, schema_editor):
    row = apps.get_model("culture", "LongevityAge")
    row.objects.bulk_create(
        row(id=new_id(), age=age, and_over=over, count="full", wished_by=by, source=SOURCE, from_on=SINCE)
        for age, over, by in AGES
    )


def empty(apps, schema_editor):
    apps.get_model("culture", "LongevityAge").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("culture", "0001_initial")]
    operations = [migrations.RunPython(fill, empty)]
