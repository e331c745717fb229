"""A meeting being written down: kept step by step, so that a time-out or a lost signal loses nothing."""

from django.db import models

from tremang.clubs.models import Owned


class Draft(Owned):
    """What one user has entered so far of one meeting of a club. `meeting_id` is 0 for a new meeting, else
    that of the meeting to be corrected, as it stood at `meeting_version`.
    """

    user_id = models.BigIntegerField()
    meeting_id = models.BigIntegerField(default=0)
    meeting_version = models.PositiveIntegerField(default=0)
    body = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "user_id", "meeting_id"], name="draft_once")]
