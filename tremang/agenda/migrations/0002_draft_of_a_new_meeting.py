from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agenda", "0001_initial")]

    operations = [
        migrations.AlterField(model_name="draft", name="meeting_id", field=models.BigIntegerField(default=0)),
    ]
