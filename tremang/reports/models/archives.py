"""The papers of all communes and the City put together in one go."""

from django.db import models

from tremang.kernel.fields import KeyField
from tremang.kernel.ids import new_id


class Archive(models.Model):
    """An archive that somebody had made: of which kind and period, in which forms, and what came of it.

    Its files lie under the data folder until it is done; then `sha256` and `size` (bytes) vouch for the one file, and
    `failed` names the places whose papers could not be made, with the sentence that says why.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    kind = KeyField(max_length=20)
    period = KeyField(max_length=8)
    forms = models.JSONField(default=list)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    failed = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
