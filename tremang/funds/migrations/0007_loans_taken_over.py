"""A loan that ran when the books began keeps the sum first lent, and may be late from before that day."""

from importlib import import_module

from django.db import migrations, models
from django.db.models import F, Q

# SQLite rebuilds the table of loans, to which a trigger of transfers looks: it is put back afterwards.
guards = import_module("tremang.funds.migrations.0003_guards")


class Migration(migrations.Migration):

    dependencies = [("funds", "0006_a_row_keeps_its_meeting")]

    operations = [
        migrations.RunPython(guards.unguard, guards.guard),
        migrations.AddField(
            model_name="loan", name="first_lent", field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.RemoveConstraint(model_name="loan", name="loan_first_due"),
        migrations.AddConstraint(
            model_name="loan",
            constraint=models.CheckConstraint(
                condition=Q(paid_out_on__isnull=True, first_due__isnull=True)
                | Q(first_due__gt=F("paid_out_on"))
                | Q(is_opening=True),
                name="loan_first_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="loan",
            constraint=models.CheckConstraint(
                condition=Q(first_lent__isnull=True) | Q(is_opening=True, first_lent__gt=F("principal")),
                name="loan_first_lent",
            ),
        ),
        migrations.RunPython(guards.guard, guards.unguard),
    ]
