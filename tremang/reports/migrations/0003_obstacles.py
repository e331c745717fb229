"""Obstacles, and the term within which they are answered.

No rule sets one: 15 working days are the product's default, which the City can change by a new row of the terms.
"""

from datetime import date

import django.db.models.deletion
from django.db import migrations, models

import tremang.kernel.ids
from tremang.kernel.ids import new_id

SINCE = date(2010, 1, 1)
CODE, WORKING_DAYS = "obstacle", 15
OWN = "Mặc định của phần mềm, không phải quy định; Thành phố đổi được"


def fill(apps, schema_editor):
    apps.get_model("rights", "AnswerTerm").objects.create(
        id=new_id(), code=CODE, working_days=WORKING_DAYS, source=OWN, from_on=SINCE
    )


def empty(apps, schema_editor):
    apps.get_model("rights", "AnswerTerm").objects.filter(code=CODE).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0003_statements"),
        ("rights", "0002_terms_and_holidays"),
        ("reports", "0002_kinds_and_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Obstacle",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=tremang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField()),
                ("raised_on", models.DateField()),
                ("raised_by_id", models.BigIntegerField()),
                ("due_on", models.DateField()),
                ("answer", models.TextField(blank=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answered_by_id", models.BigIntegerField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obstacles_to_answer",
                        to="places.place",
                    ),
                ),
                (
                    "passed_up_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passed_up",
                        to="reports.obstacle",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="obstacles", to="places.place"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="obstacles",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["place", "raised_on"], name="obstacle_of_place"),
                    models.Index(fields=["owner", "answered_on"], name="obstacle_of_owner"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on__isnull", True)),
                        fields=("passed_up_from",),
                        name="obstacle_passed_up_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("raised_on"))), name="obstacle_due"
                    ),
                ],
            },
        ),
        migrations.RunPython(fill, empty),
    ]
