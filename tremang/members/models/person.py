"""Persons and the households that join them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremang.kernel.fields import KeyField
from tremang.kernel.ids import new_id
from tremang.kernel.periods import age_on
from tremang.kernel.text import fold, sort_key
from tremang.places.models import Place


class Sex(models.TextChoices):
    """Sex as the register of the State writes it."""

    FEMALE = "F", _("Nữ")
    MALE = "M", _("Nam")


class Household(models.Model):
    """Persons who live together; a club lends to one of them at a time."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    hamlet = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="households")
    address = models.CharField(max_length=160, blank=True)


class Person(models.Model):
    """Somebody who is or was a member of a club, or took over the loan of one who died. Little is asked, less is shown.

    The birth date may be only a year (`born_on` empty): age is then the difference of years.
    `citizen_number` is encrypted; `citizen_index` is a keyed hash by which the same number is found again.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    full_name = models.CharField(max_length=120)
    name_fold = KeyField(max_length=120, db_index=True)
    sort_key = KeyField(max_length=400)
    nickname = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=6, blank=True)
    sex = models.CharField(max_length=1, choices=Sex)
    born_year = models.PositiveSmallIntegerField()
    born_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=15, blank=True, db_index=True)
    citizen_number = models.CharField(max_length=200, blank=True)
    citizen_index = KeyField(max_length=64, blank=True, db_index=True)
    household = models.ForeignKey(Household, models.SET_NULL, null=True, blank=True, related_name="persons")
    is_association_member = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sex__in=["F", "M"]), name="person_sex"),
            models.CheckConstraint(condition=Q(born_year__gte=1880), name="person_born_year"),
        ]
        indexes = [models.Index(fields=["sort_key", "name_fold"], name="person_search")]

    def __str__(self) -> str:
        return self.full_name

    def rename(self, name: str) -> None:
        """Set the name and the two keys worked out from it (not saved)."""
        self.full_name, self.name_fold, self.sort_key = name, fold(name), sort_key(name)

    def age_on(self, day: date) -> int:
        """Age in years on `day`; the difference of years where only the year of birth is known."""
        return age_on(self.born_year, self.born_on, day)

    @property
    def born(self) -> str:
        """Birth as written in exports: YYYY or YYYY-MM-DD."""
        return self.born_on.isoformat() if self.born_on else str(self.born_year)


class PersonMerger(models.Model):
    """That two cards were found to be one person. The old id leads to the kept one; nothing of its history is lost."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    gone_id = models.BigIntegerField(unique=True)
    kept = models.ForeignKey(Person, models.CASCADE, related_name="mergers")
    snapshot = models.JSONField()
    merged_on = models.DateField()
    by_id = models.BigIntegerField()
