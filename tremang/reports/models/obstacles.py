"""What stands in the way of a club or commune, who must answer it, and until when."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from tremang.kernel.ids import new_id
from tremang.places.models import Place
from tremang.reports.models.written import Report


class Obstacle(models.Model):
    """An obstacle (vướng mắc) that a place raised, with the place that owes the answer and the last day for it.

    `report` is the report in which it was raised, where it was. Passed on to the next level it stays as it is; the row
    that was made there names it in `passed_up_from`, and what is answered there answers this one too.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="obstacles")
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="obstacles")
    text = models.TextField()
    raised_on = models.DateField()
    raised_by_id = models.BigIntegerField()
    owner = models.ForeignKey(Place, models.PROTECT, related_name="obstacles_to_answer")
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by_id = models.BigIntegerField(null=True, blank=True)
    passed_up_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="passed_up")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["passed_up_from"], condition=Q(withdrawn_on__isnull=True), name="obstacle_passed_up_once"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("raised_on")), name="obstacle_due"),
        ]
        indexes = [
            models.Index(fields=["place", "raised_on"], name="obstacle_of_place"),
            models.Index(fields=["owner", "answered_on"], name="obstacle_of_owner"),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it was neither answered nor withdrawn; whether it was passed up is told by `obstacles.whereabouts`."""
        return self.answered_on is None and self.withdrawn_on is None

    def is_late(self, today: date) -> bool:
        """Whether the last day for the answer is over."""
        return self.is_open and self.due_on < today
