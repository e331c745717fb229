"""The list of officials who carry out the plan, and completed courses of officials and board members."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremang.kernel.ids import new_id
from tremang.members.models import Person
from tremang.places.models import Dated, Place, period_check


class Official(Dated):
    """Somebody on a commune's (or the City's) list of officials who carry out the plan (I.2.3.a, first line)."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="officials")
    full_name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "full_name", "from_on"], name="official_once"),
            period_check("official_period"),
        ]


class CourseKind(models.TextChoices):
    """The two courses of the plan (I.2.3.a: initial, and a refresher every year)."""

    INITIAL = "initial", _("Tập huấn ban đầu")
    REFRESHER = "refresher", _("Tập huấn nhắc lại")


class CourseRecord(models.Model):
    """That an official or a board member completed a course on a day."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    official = models.ForeignKey(Official, models.CASCADE, null=True, blank=True, related_name="courses")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="courses")
    kind = models.CharField(max_length=10, choices=CourseKind)
    completed_on = models.DateField()
    organiser = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(official__isnull=False, person__isnull=True)
                | Q(official__isnull=True, person__isnull=False),
                name="course_of_one",
            ),
            models.UniqueConstraint(fields=["official", "kind", "completed_on"], name="course_official_once"),
            models.UniqueConstraint(fields=["person", "kind", "completed_on"], name="course_person_once"),
        ]
