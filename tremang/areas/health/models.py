"""Readings of members, the thresholds of advice, check-ups, referrals, insurance (domain handbook 1.2, content 2).

All but check-ups, exercise and thresholds is sensitive: it is read with SEE_HEALTH alone, and each look is written down.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremang.areas.common.models import Recorded
from tremang.clubs.models import Owned, Team
from tremang.kernel.ids import new_id
from tremang.members.models import Membership
from tremang.places.models import Dated, period_check


class MeasuringRound(Recorded):
    """A day on which the club measured its members. It counts once, however often something was added that day."""

    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "on"], name="measuring_round_day")]


class Reading(Owned):
    """What was measured of a member on a day: at most one row a day, a second measuring corrects it.

    Blood pressure in mmHg, weight in grams, waist in millimetres, glucose in tenths of mmol/l; empty where not measured.
    `typed` keeps how it was written where that was understood otherwise, so that it can be read back.
    """

    goes_with_person = True  # where two cards turn out to be one person
    round = models.ForeignKey(MeasuringRound, models.PROTECT, related_name="readings")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="readings")
    on = models.DateField()
    systolic = models.PositiveSmallIntegerField(null=True, blank=True)
    diastolic = models.PositiveSmallIntegerField(null=True, blank=True)
    weight = models.PositiveIntegerField(null=True, blank=True)
    waist = models.PositiveSmallIntegerField(null=True, blank=True)
    glucose = models.PositiveSmallIntegerField(null=True, blank=True)
    typed = models.CharField(max_length=200, blank=True)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "membership", "on"], name="reading_member_day"),
            models.CheckConstraint(
                condition=Q(systolic__isnull=True, diastolic__isnull=True) | Q(systolic__gt=F("diastolic")),
                name="reading_pressure",
            ),
            models.CheckConstraint(
                condition=Q(systolic__isnull=False)
                | Q(weight__isnull=False)
                | Q(waist__isnull=False)
                | Q(glucose__isnull=False),
                name="reading_of_something",
            ),
        ]


class Measure(models.TextChoices):
    """What a threshold speaks of, in the units of `Reading`."""

    SYSTOLIC = "systolic", _("Huyết áp, số trên")
    DIASTOLIC = "diastolic", _("Huyết áp, số dưới")
    GLUCOSE = "glucose", _("Đường huyết")


class Level(models.IntegerChoices):
    """How soon somebody should go; the higher one is said."""

    SOON = 1, _("nên đi trong tuần")
    TODAY = 2, _("nên đi ngay")


class Threshold(Dated):
    """From `lowest` to `highest` (both included, empty is open) a reading earns this advice. Never a diagnosis.

    Data with a day from which it holds, as the City or the law may change it; `source` says where it was read.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    measure = models.CharField(max_length=10, choices=Measure)
    lowest = models.PositiveSmallIntegerField(null=True, blank=True)
    highest = models.PositiveSmallIntegerField(null=True, blank=True)
    level = models.PositiveSmallIntegerField(choices=Level)
    advice = models.CharField(max_length=160)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "lowest", "highest", "from_on"], name="threshold_once"),
            models.CheckConstraint(
                condition=Q(lowest__isnull=False) | Q(highest__isnull=False), name="threshold_of_something"
            ),
            period_check("threshold_period"),
        ]


class CheckUp(Recorded):
    """A day on which a provider examined the members (handbook 1.2: twice a year). Who came are its participants."""

    on = models.DateField()
    provider = models.CharField(max_length=120)
    people = models.PositiveSmallIntegerField(default=0)
    outsiders = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)


class Exercise(Recorded):
    """What a sports team did in a month: how often it met, and how many usually came. One row a team and month."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="exercises")
    on = models.DateField()
    times = models.PositiveSmallIntegerField()
    people = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(times__gte=1, people__gte=1), name="exercise_some")]


class Reason(models.TextChoices):
    """Why somebody was sent to the health station, in coarse words that name no illness."""

    READING = "reading", _("Chỉ số đo cần xem lại")
    UNWELL = "unwell", _("Thấy trong người không khỏe")
    CHECK = "check", _("Đến hẹn khám, kiểm tra")
    OTHER = "other", _("Lý do khác")


class Outcome(models.TextChoices):
    """What came of a referral, as coarsely."""

    WENT = "went", _("Đã đến khám")
    FOLLOWED = "followed", _("Được trạm theo dõi tiếp")
    ONWARD = "onward", _("Được chuyển lên tuyến trên")
    STAYED = "stayed", _("Chưa đi")


class Referral(Recorded):
    """That a member was asked to go to the health station, and what came of it."""

    told_on = "on"  # see `members.later`
    goes_with_person = True
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="referrals")
    on = models.DateField()
    why = models.CharField(max_length=10, choices=Reason)
    where = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    outcome_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome_on__isnull=True) | Q(outcome_on__gte=F("on")), name="referral_outcome_after"
            ),
        ]


class Insurance(Recorded):
    """Whether a member has a health insurance card on the day it was asked (`on`), and until when it holds."""

    goes_with_person = True
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="insurances")
    on = models.DateField()
    is_insured = models.BooleanField()
    expires_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "membership"], name="insurance_member"),
            models.CheckConstraint(
                condition=Q(is_insured=True) | Q(expires_on__isnull=True), name="insurance_of_a_card"
            ),
        ]
