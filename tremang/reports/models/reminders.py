"""Reminders on their way: the rule by which they go out, the messages, and every try to send one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tremang.accounts.models import User
from tremang.kernel.ids import new_id
from tremang.places.models import Place


class ReminderRule(models.Model):
    """How the City reminds, from `effective_from` until the next row.

    `offsets` are working days counted from the due day, before it as negative numbers; on each one reminder goes out
    for what is still lacking. `channels` are tried in their order. Nothing is sent from `quiet_from` until
    `quiet_until`, nor on days off where `rests` says so; after `tries` failures a message waits for somebody to look.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    effective_from = models.DateField(unique=True)
    offsets = models.JSONField(default=list)
    channels = models.JSONField(default=list)
    quiet_from = models.TimeField()
    quiet_until = models.TimeField()
    rests = models.BooleanField(default=True)
    tries = models.PositiveSmallIntegerField(default=3)


class Sending(models.TextChoices):
    """Where a message stands."""

    QUEUED = "queued", _("Sắp gửi")
    HELD = "held", _("Giữ đến giờ làm việc")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")
    DROPPED = "dropped", _("Không cần gửi nữa")


OPEN = (Sending.QUEUED, Sending.HELD, Sending.FAILED)


class OutboxMessage(models.Model):
    """The one message that a person gets on a day, with all that he is reminded of.

    `day` is that on which it goes out, `place` where he holds the duty. `about` lists the matters: kind, place by its
    code, period, why, and the stage (working days from the due day) at which he was told. `short` is the same in a line,
    for a telephone, `nearest_on` the nearest due day.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    to = models.ForeignKey(User, models.CASCADE, related_name="reminders")
    place = models.ForeignKey(Place, models.PROTECT, related_name="reminders")
    day = models.DateField()
    channel = models.CharField(max_length=12)
    address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=160)
    text = models.TextField()
    short = models.CharField(max_length=300)
    nearest_on = models.DateField()
    about = models.JSONField(default=list)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=Sending, default=Sending.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["to", "day"], name="outbox_once_a_day")]
        indexes = [models.Index(fields=["state", "due_at"], name="outbox_waiting")]


class OutboxAttempt(models.Model):
    """One try to send a message, and how it ended. Refuses update and delete."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    message_id = models.BigIntegerField(db_index=True)  # no foreign key: the log outlives an account
    at = models.DateTimeField()
    channel = models.CharField(max_length=12)
    is_sent = models.BooleanField()
    detail = models.CharField(max_length=300, blank=True)
