"""What was sent from outside, what became of it, and what two senders say differently until somebody chooses.

A submission and its outcomes are never changed (triggers on both engines); its text sits apart, so that it can be
destroyed when the law asks. The newest outcome of a submission is the one that holds.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremang.accounts.devices.models import Device
from tremang.accounts.models import User
from tremang.clubs.models import Owned


class State(models.TextChoices):
    """What has become of a submission."""

    APPLIED = "applied", _("đã ghi vào sổ")
    NOTHING = "nothing", _("sổ đã đúng như vậy")
    PART = "part", _("đã ghi, còn chỗ chờ chọn")
    WAITING = "waiting", _("đang chờ việc khác tới trước")
    HELD = "held", _("đang chờ người xem")
    REFUSED = "refused", _("chưa ghi được")
    DROPPED = "dropped", _("đã bỏ")


DONE = (State.APPLIED, State.PART)
OPEN = (State.WAITING, State.HELD, State.REFUSED)


class Submission(Owned):
    """One thing told from outside, exactly once: `uid` is made by its sender, `sha256` is over the bytes of its text.

    `made_at` is what the sender's clock said. `device` is empty for what came another way. `helper` is who typed it in
    the user's stead. `code` are the eight digits for the paper minute book, for meetings alone.
    """

    uid = models.CharField(max_length=36, unique=True)
    kind = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    code = models.CharField(max_length=8, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    device = models.ForeignKey(Device, models.PROTECT, null=True, blank=True, related_name="submissions")
    user = models.ForeignKey(User, models.PROTECT, related_name="submissions")
    helper = models.CharField(max_length=80, blank=True)
    app = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["club", "received_at"], name="submission_newest"),
            models.Index(fields=["club", "code"], condition=~Q(code=""), name="submission_code"),
        ]


class SubmissionText(models.Model):
    """The text of a submission, byte for byte. Destroyed when the law asks; the submission stays."""

    submission = models.OneToOneField(Submission, models.PROTECT, primary_key=True, related_name="kept")
    text = models.TextField()


class Outcome(Owned):
    """What became of a submission at a moment, as its sender is told.

    `result` holds ids of what was written, as text. `subject` names the row that it is about ("meetings.meeting:123").
    The sentence may be emptied when the law asks, nothing else changes.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="outcomes")
    state = models.CharField(max_length=8, choices=State)
    code = models.CharField(max_length=40, blank=True)
    sentence = models.TextField(blank=True)
    field = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=60, blank=True)
    result = models.JSONField(default=dict)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    uid = ""  # of the submission, for whoever is told

    class Meta:
        indexes = [
            models.Index(fields=["subject"], condition=~Q(subject=""), name="outcome_subject"),
            models.Index(fields=["club", "state"], condition=Q(state__in=OPEN), name="outcome_open"),
        ]

    def body(self) -> dict[str, Any]:
        """The outcome as a phone is told it."""
        return {
            "uid": self.uid, "state": str(self.state), "code": self.code, "sentence": self.sentence, "field": self.field,
            "result": self.result,
        }  # fmt: skip


class Choice(Owned):
    """Two values for one thing, of which somebody must choose: nothing is written over silently.

    `key` says what it is about ("marks.123", "dues.123", "card.phone", "join"), `about` the row. `first` is what the
    books say, `second` what the submission told; each holds {value, words, who, at}. Open until it has a `Settled`.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="choices")
    key = models.CharField(max_length=60)
    about = models.CharField(max_length=60, blank=True)
    what = models.CharField(max_length=200)
    first = models.JSONField(default=dict)
    second = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "submission", "key"], name="choice_once")]
        indexes = [models.Index(fields=["club", "at"], name="choice_newest")]


class Settled(Owned):
    """That somebody chose: "first" (the books stay as they are) or "second"."""

    choice = models.OneToOneField(Choice, models.PROTECT, related_name="settled")
    pick = models.CharField(max_length=6, choices=[("first", _("như trong sổ")), ("second", _("như bản gửi sau"))])
    by_id = models.BigIntegerField()
    at = models.DateTimeField()
