"""Training of volunteers, people cared for at home, who visits whom on which days, and visits (domain handbook 1.2, 5.2).

Volunteers are the members of the club's teams of the kind HOMECARE. All but their training is sensitive: it is read with
SEE_CARE alone, each look is written down, and an office needs the consent of the person cared for.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremang.areas.common.models import Recorded
from tremang.areas.homecare.cares import ALL_CARES, ALL_WEEKDAYS
from tremang.clubs.models import Group
from tremang.members.models import Membership, Sex


class CareTraining(Recorded):
    """That a member learned on a day how to care for people at home, and from whom."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="care_trainings")
    on = models.DateField()
    giver = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "membership", "on"], name="care_training_once")]


class Cared(Recorded):
    """Somebody who is cared for at home from a day to a day: a member, or somebody outside whose name is not kept.

    `needs` are bits of `cares.Care`. `about` describes an outsider in few words, without the name, `group` near which
    group he lives. `prefers_sex` is the sex of the visitor that he asked for; empty where he does not mind.
    """

    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="cared")
    about = models.CharField(max_length=120, blank=True)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="cared_nearby")
    needs = models.PositiveSmallIntegerField()
    prefers_sex = models.CharField(max_length=1, choices=Sex, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(membership__isnull=False) | ~Q(about=""), name="cared_is_somebody"),
            models.CheckConstraint(condition=Q(needs__lte=ALL_CARES), name="cared_needs"),
            models.CheckConstraint(condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="cared_period"),
            models.UniqueConstraint(fields=["club", "membership", "from_on"], name="cared_once"),
        ]


class CarePair(Recorded):
    """That a volunteer visits somebody on certain days of the week (bits, Monday is 1), from a day to a day."""

    cared = models.ForeignKey(Cared, models.PROTECT, related_name="pairs")
    volunteer = models.ForeignKey(Membership, models.PROTECT, related_name="care_pairs")
    weekdays = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekdays__gte=1, weekdays__lte=ALL_WEEKDAYS), name="care_pair_weekdays"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="care_pair_period"
            ),
            models.UniqueConstraint(fields=["club", "cared", "volunteer", "from_on"], name="care_pair_once"),
        ]


class Why(models.TextChoices):
    """Why a planned visit did not take place."""

    VOLUNTEER = "volunteer", _("Tình nguyện viên bận hoặc ốm")
    AWAY = "away", _("Người được thăm đi vắng")
    WEATHER = "weather", _("Mưa bão, đường khó đi")
    OTHER = "other", _("Lý do khác")


class CareVisit(Recorded):
    """A visit on a day, what was done (bits of `cares.Care`) and what must be reported; or why a planned one was not made.

    Where nobody came, `why` says the reason, and the row counts for nothing.
    """

    told_on = "on"  # see `members.later`

    cared = models.ForeignKey(Cared, models.PROTECT, related_name="visits")
    volunteer = models.ForeignKey(Membership, models.PROTECT, related_name="care_visits")
    on = models.DateField()
    done = models.PositiveSmallIntegerField(default=0)
    report = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=10, choices=Why, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=ALL_CARES), name="care_visit_done"),
            models.CheckConstraint(condition=Q(why="") | Q(done=0), name="care_visit_came_or_not"),
            models.UniqueConstraint(fields=["club", "cared", "volunteer", "on"], name="care_visit_once"),
        ]
        indexes = [models.Index(fields=["club", "on"], name="care_visit_day")]
