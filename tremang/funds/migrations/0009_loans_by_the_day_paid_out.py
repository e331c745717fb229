from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("funds", "0008_heirs_who_are_no_members")]

    operations = [
        migrations.AddIndex(
            model_name="loan", index=models.Index(fields=["club", "paid_out_on"], name="loan_club_paid_out")
        ),
    ]
