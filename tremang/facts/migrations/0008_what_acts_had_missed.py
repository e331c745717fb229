"""Facts are worked out anew: hamlets served, and who was in two clubs and is no more, were missed after some acts.

What is kept from look to look goes as well: it may still tell of cards that were destroyed. Neither holds anything of its own;
without them the first look works all of it out, once.
"""

from django.db import migrations


def empty(apps, _schema_editor):
    apps.get_model("facts", "Fact").objects.all().delete()
    apps.get_model("facts", "KeptEve").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("facts", "0007_circumstances_counted_once")]

    operations = [migrations.RunPython(empty, migrations.RunPython.noop)]
