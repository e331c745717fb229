"""People reached by communication, declared per commune and year with the method of counting."""

from django.db import models
from django.db.models import Q

from tremang.kernel.ids import new_id
from tremang.places.models import Place, Statement


class ReachDeclaration(Statement):
    """The number of people that communication reached in a commune in a year, never added over events."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    commune = models.ForeignKey(Place, models.CASCADE, related_name="reach_declarations")
    year = models.PositiveSmallIntegerField()
    reached = models.PositiveIntegerField()
    method = models.CharField(max_length=200)
    declared_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "year"], condition=Q(holds_to__isnull=True), name="reach_commune_year"
            )
        ]
