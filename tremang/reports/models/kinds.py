"""What is to be reported, how often, until when: data with a day from which it holds."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from tremang.kernel.fields import KeyField
from tremang.kernel.ids import new_id
from tremang.places.models import Kind, Place


class Level(models.TextChoices):
    """Who writes a report."""

    CLUB = Kind.CLUB.value, _("Câu lạc bộ")
    COMMUNE = Kind.COMMUNE.value, _("Xã, phường")
    CITY = Kind.PROVINCE.value, _("Thành phố")


class Rhythm(models.TextChoices):
    """How often a report is due."""

    MONTH = "month", _("hằng tháng")
    QUARTER = "quarter", _("hằng quý")
    HALF = "half", _("6 tháng")
    YEAR = "year", _("hằng năm")
    REVIEW = "review", _("sơ kết, tổng kết giai đoạn")


class Cut(models.TextChoices):
    """Where a period ends (NĐ 09/2019/NĐ-CP, art. 12, for State reports; a calendar month's last day for others)."""

    CALENDAR = "calendar", _("theo tháng dương lịch")
    STATE = "state", _("từ ngày 15 đến ngày 14 (Nghị định 09/2019/NĐ-CP)")


class ReportKind(models.Model):
    """A kind of report as it holds from `effective_from` until the next row of the same code.

    `due_days` working days after the period's last day it is due, and after `lock_days` more it can be sent only with a
    named exception. `lines` are the codes of its figures, `boxes` of its parts in words, in their order; `to` and
    `recipients` are the lines of Kính gửi and Nơi nhận, `letterhead` says who issues and signs. {place}, {above} and
    {period} in these texts stand for the names of the place and of the one above it, and for the period. `feeds` is the
    code of the kind above into which it goes.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    code = KeyField(max_length=20)
    effective_from = models.DateField()
    level = models.CharField(max_length=10, choices=Level)
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    cut = models.CharField(max_length=10, choices=Cut)
    due_days = models.PositiveSmallIntegerField()
    lock_days = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    subject = models.CharField(max_length=200)
    feeds = models.CharField(max_length=20, blank=True)
    lines = models.JSONField(default=list)
    boxes = models.JSONField(default=list)
    to = models.JSONField(default=list)
    recipients = models.JSONField(default=list)
    letterhead = models.JSONField(default=dict)
    is_ended = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "effective_from"], name="report_kind_once")]

    def __getstate__(self) -> dict[str, Any]:
        """What is kept in a cache: the row alone. The tables with which it was read (`kinds`) would go along with each row."""
        state = super().__getstate__()
        state.pop("_rules", None)
        return state


class LateEntry(models.Model):
    """That one place may still send one report until a day, although its time is over; who allowed it, and why."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    place = models.ForeignKey(Place, models.PROTECT, related_name="late_entries")
    period = models.CharField(max_length=8)
    until = models.DateField()
    reason = models.CharField(max_length=200)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["place", "kind", "period"], name="late_entry_of")]
