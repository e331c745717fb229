"""Assessments of clubs against the standard, entered by hand until a rubric is published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tremang.clubs.models import Owned


class Result(models.TextChoices):
    """What an assessment says."""

    BELOW = "below", _("Chưa đạt")
    MEETS = "meets", _("Đạt chuẩn")
    GOOD = "good", _("Đạt chuẩn, xếp loại tốt")


class Assessment(Owned):
    """The result of one assessment of a club on a day, with who decided it."""

    assessed_on = models.DateField()
    result = models.CharField(max_length=6, choices=Result)
    decided_by = models.CharField(max_length=160, blank=True)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "assessed_on"], name="assessment_club_day")]
