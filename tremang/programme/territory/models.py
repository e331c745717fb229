"""A list on its way into the catalogue: kept apart until its right lines are taken."""

from django.db import models

from tremang.kernel.ids import new_id
from tremang.places.models import Place


class ListDraft(models.Model):
    """The lines that somebody pasted or uploaded for a commune and that are not yet in the catalogue.

    `lines` are the cells as read, one line each: [[number in the source, [cells]], …]; below a heading that names the
    columns, {"name", "kind", "unread": {heading: cell}} in place of the cells.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    commune = models.ForeignKey(Place, models.CASCADE, related_name="list_drafts")
    by_id = models.BigIntegerField()
    lines = models.JSONField(default=list)
    made_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commune", "by_id"], name="list_draft_of_one")]
