"""A report on its way: what its writer added to it, each step, and what was sent, unchangeable."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremang.kernel.fields import KeyField
from tremang.kernel.ids import new_id
from tremang.places.models import Place


class State(models.TextChoices):
    """Where a report stands; what leads from one to the next is the table in `states`. The first two have no row."""

    NOT_DUE = "not_due", _("Chưa đến kỳ")
    DUE = "due", _("Đến kỳ, chưa mở")
    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Đã gửi, chờ duyệt")
    RETURNED = "returned", _("Bị trả lại")
    APPROVED = "approved", _("Đã duyệt")
    ACCEPTED = "accepted", _("Đã đưa vào báo cáo cấp trên")


SENT = (State.SUBMITTED, State.APPROVED, State.ACCEPTED)


class Report(models.Model):
    """The report of one kind, place and period, from the first touch on. `state` is that of its newest step.

    `due_on` and `closes_on` are kept as they were worked out when it was opened: a change of the kind does not make a
    report late afterwards. `submitted_on` is the day on which it was first sent, `commune_code` that in which its place
    lay then ("" for the City). `lacking` is over how many reports below its newest version was sent.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    kind = KeyField(max_length=20)
    place = models.ForeignKey(Place, models.PROTECT, related_name="reports")
    commune_code = KeyField(max_length=5, blank=True)
    period = KeyField(max_length=8)
    from_on = models.DateField()
    to_on = models.DateField()
    due_on = models.DateField()
    closes_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    submitted_on = models.DateField(null=True, blank=True)
    lacking = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "kind", "period"], name="report_once"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="report_period"),
        ]
        indexes = [models.Index(fields=["kind", "period", "state"], name="report_of_period")]

    @property
    def is_sent(self) -> bool:
        """Whether what was sent stands and nothing may be changed in it."""
        return self.state in SENT


class Override(models.Model):
    """A figure that the writer gives otherwise than the records, with the reason; both are shown upward."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="overrides")
    line = models.CharField(max_length=60)
    value = models.BigIntegerField()
    reason = models.CharField(max_length=300)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "line"], name="override_once")]


class Passage(models.Model):
    """A sentence that the writer wrote or edited. `drafted` is the draft in whose place it stands ("" for one's own).

    An empty `text` leaves the drafted sentence out. Sentences that nobody touched have no row: they are drafted anew at
    each look, and kept in the frozen report as they were sent.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="passages")
    box = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    drafted = models.TextField(blank=True)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "box", "key"], name="passage_once")]


class Explanation(models.Model):
    """What the writer says to a caution; the caution is named by its key."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="explanations")
    caution = models.CharField(max_length=80)
    text = models.CharField(max_length=500)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "caution"], name="explanation_once")]


class Frozen(models.Model):
    """A report as it was sent, for good: figures, sentences, sources' fingerprint, signer. Refuses update and delete.

    `body` is described in `freezing`; `digest` is the SHA-256 of its canonical text.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField()
    body = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="frozen_once")]


class Step(models.Model):
    """One step of a report on its way: who took it, when, why, and to which state it led. Refuses update and delete.

    `frozen` is the version that the step speaks of; `missing` names the places over which a report was sent.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField()
    by_id = models.BigIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    frozen = models.ForeignKey(Frozen, models.PROTECT, null=True, blank=True, related_name="steps")
