"""Targets as data: the plan's own and the shares the City gives to communes."""

from django.db import models
from django.db.models import F, Q

from tremang.kernel.ids import new_id
from tremang.places.models import Place


class Target(models.Model):
    """What the plan promises of an indicator in a phase. `min` or `max` empty: the plan sets no such end.

    Values are counts or percentages. A row holds from `effective_from` until the next row of the same indicator and
    phase takes effect.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40)
    phase = models.CharField(max_length=4)
    from_on = models.DateField()
    to_on = models.DateField()
    min = models.PositiveIntegerField(null=True, blank=True)
    max = models.PositiveIntegerField(null=True, blank=True)
    plan_ref = models.CharField(max_length=20)
    effective_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "phase", "effective_from"], name="target_once"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="target_period"),
            models.CheckConstraint(
                condition=Q(max__isnull=True) | Q(min__isnull=False, max__gte=F("min")), name="target_range"
            ),
        ]


class Share(models.Model):
    """The share of a target that the City gives to a commune for a year."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40)
    commune = models.ForeignKey(Place, models.CASCADE, related_name="shares")
    year = models.PositiveSmallIntegerField()
    amount = models.PositiveIntegerField()
    set_on = models.DateField()
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "commune", "year", "set_on"], name="share_once")]
