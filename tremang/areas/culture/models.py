"""Performances, exchanges, events with the young, visits, longevity wishes (domain handbook 1.2, content 7)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremang.areas.common.models import WHAT_LIMIT, Activity, Recorded
from tremang.clubs.models import Club, Owned
from tremang.kernel.ids import new_id
from tremang.members.models import Membership
from tremang.places.models import Dated, period_check

NAME_LIMIT, PLACE_LIMIT, TEXT_LIMIT = 120, 120, 160


class Performance(Recorded):
    """The troupe or other members performed: `people` of the club took part, `audience` of others watched."""

    on = models.DateField()
    what = models.CharField(max_length=WHAT_LIMIT)
    place = models.CharField(max_length=PLACE_LIMIT, blank=True)
    people = models.PositiveSmallIntegerField()
    audience = models.PositiveSmallIntegerField(default=0)
    at_meeting = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(people__gte=1), name="performance_people")]


class Exchange(Recorded):
    """An exchange of this club with another, as this club tells it: `people` are its own.

    Each of the two clubs has a row of its own, in its own chain, written by its own hand. So nobody writes in the books
    of a club in which he has no duty, no act holds two clubs' locks, and each club's log tells all that its books hold.
    What one club wrote shows in the other's book as waiting for its word (`queries.waiting_exchanges`) until it has a
    row with the same `pair`, or one with that club of the same day, or says that there was none (`ExchangeDenial`).
    Nothing is copied: where one side takes its row back, nothing of it is left on the other side; what the other has
    said for itself stands, and waits for the first one's word in turn.

    `pair` is one number on both sides. A club that this register does not know has only its `other_name`.
    """

    on = models.DateField()
    what = models.CharField(max_length=WHAT_LIMIT)
    place = models.CharField(max_length=PLACE_LIMIT, blank=True)
    people = models.PositiveSmallIntegerField()
    other = models.ForeignKey(Club, models.PROTECT, null=True, blank=True, related_name="exchanges_elsewhere")
    other_name = models.CharField(max_length=NAME_LIMIT, blank=True)
    pair = models.BigIntegerField(default=new_id)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="exchange_people"),
            models.CheckConstraint(condition=Q(other__isnull=False) | ~Q(other_name=""), name="exchange_with_somebody"),
            models.CheckConstraint(condition=Q(other__isnull=True) | ~Q(other=F("club")), name="exchange_not_oneself"),
        ]
        indexes = [models.Index(fields=["other", "on"], name="exchange_other")]

    @property
    def with_whom(self) -> str:
        """The other club's name."""
        return self.other.name if self.other is not None else self.other_name


class ExchangeDenial(Owned):
    """That a club says there was no exchange of which another club told under the number `pair`."""

    pair = models.BigIntegerField()
    other = models.ForeignKey(Club, models.PROTECT, related_name="exchanges_denied_elsewhere")
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "pair"], name="exchange_denied_once")]


class Partner(models.TextChoices):
    """With whom of the young an event was held."""

    UNION = "union", _("Đoàn Thanh niên")
    SCHOOL = "school", _("Nhà trường")
    CHILDREN = "children", _("Đội thiếu niên, nhi đồng")
    FAMILY = "family", _("Con cháu trong gia đình, dòng họ")
    OTHER = "other", _("Nhóm trẻ khác")


class YouthEvent(Recorded):
    """An event of the club with the young: `people` of the club, `young` of the others, and what both sides gained."""

    on = models.DateField()
    what = models.CharField(max_length=WHAT_LIMIT)
    partner = models.CharField(max_length=10, choices=Partner)
    partner_name = models.CharField(max_length=NAME_LIMIT, blank=True)
    place = models.CharField(max_length=PLACE_LIMIT, blank=True)
    people = models.PositiveSmallIntegerField()
    young = models.PositiveSmallIntegerField(default=0)
    club_gained = models.CharField(max_length=TEXT_LIMIT, blank=True)
    young_gained = models.CharField(max_length=TEXT_LIMIT, blank=True)
    themes = models.PositiveSmallIntegerField(default=0)
    own_themes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(people__gte=1), name="youth_event_people")]


class Occasion(models.TextChoices):
    """Why somebody is visited (handbook 1.2, content 7: in illness, joy, grief)."""

    SICK = "sick", _("Thăm ốm")
    JOY = "joy", _("Mừng việc vui")
    BIRTHDAY = "birthday", _("Mừng sinh nhật")
    GRIEF = "grief", _("Viếng, chia buồn")


class SocialVisit(Recorded):
    """That `people` of the club visited a member, or somebody outside it whose name is not kept. Money is the funds' matter."""

    on = models.DateField()
    occasion = models.CharField(max_length=10, choices=Occasion)
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="social_visits")
    about = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=TEXT_LIMIT, blank=True)
    people = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="social_visit_people"),
            models.CheckConstraint(
                condition=Q(membership__isnull=False) | ~Q(about=""), name="social_visit_of_somebody"
            ),
        ]


class LongevityWish(Owned):
    """That a member was wished a long life at `age`, once in a year; all wished together share one activity."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="longevity_wishes")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="longevity_wishes")
    on = models.DateField()
    year = models.PositiveSmallIntegerField()
    age = models.PositiveSmallIntegerField()
    gift = models.CharField(max_length=TEXT_LIMIT, blank=True)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "membership", "year"], name="longevity_wish_once")]


class LongevityAge(Dated):
    """An age at which a long life is wished; `and_over`: every year from then on. Data with a day from which it holds.

    `count` says how the age is counted: the law speaks of ages without more, which are full years; custom counts the
    year of birth as the first (tuổi mụ), and the City may set that instead.
    """

    class Count(models.TextChoices):
        """How years of life are counted."""

        FULL = "full", _("tuổi tròn")
        FIRST = "first", _("tuổi mụ")

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    age = models.PositiveSmallIntegerField()
    and_over = models.BooleanField(default=False)
    count = models.CharField(max_length=5, choices=Count, default=Count.FULL)
    wished_by = models.CharField(max_length=120)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["age", "from_on"], name="longevity_age_once"),
            period_check("longevity_age_period"),
        ]
