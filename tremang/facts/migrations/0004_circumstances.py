"""What the facts count has changed: members' circumstances, training, equipment, and how clubs came and went, came in.

Facts hold nothing of their own. Without them the first look works all of them out, once.
"""

from django.db import migrations


def empty(apps, _schema_editor):
    apps.get_model("facts", "Fact").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("facts", "0003_value_of_resources")]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
