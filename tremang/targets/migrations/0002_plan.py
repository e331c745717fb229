from django.db import migrations

from tremang.targets.loading import load_plan


class Migration(migrations.Migration):
    dependencies = [("targets", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, _editor: load_plan(apps.get_model("targets", "Target")), migrations.RunPython.noop
        )
    ]
