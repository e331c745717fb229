"""What was done under one of the 8 contents between meetings, who took part, what offices gave, and norms as data."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremang.clubs.models import Owned
from tremang.kernel.ids import new_id
from tremang.meetings.areas import AREA_LABELS, Area
from tremang.members.models import Membership
from tremang.places.models import Dated, Place, period_check

WHAT_LIMIT = 200


class OfficeSupport(models.Model):
    """Support that an office gave to many clubs at once: a check-up day, a legal-aid session, a sports day.

    Each club finds it in the right book, as an activity that waits for its word.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="supports_given")
    area = models.PositiveSmallIntegerField(choices=[(area.value, AREA_LABELS[area]) for area in Area])
    day = models.DateField()
    what = models.CharField(max_length=WHAT_LIMIT)
    giver = models.CharField(max_length=120)
    themes = models.PositiveSmallIntegerField(default=0)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(area__gte=1, area__lte=8), name="office_support_area")]


class Activity(Owned):
    """One thing done by or for a club under one content on one day: the row that everything above counts.

    `kind` is empty for the common entry, else the code of the register whose record this row stands for. `people` took
    part, of whom `outsiders` are no members. `themes` and `own_themes` are bits, see `meetings.areas`; own ones are
    those under which the club itself did something, not only held a talk. `value` is in đồng. `at_meeting`: it happened
    at the meeting of that day, so where that meeting names the same content the two count once. What an `office` gave
    counts once the club has said that it took place (`is_confirmed`).
    """

    area = models.PositiveSmallIntegerField(choices=[(area.value, AREA_LABELS[area]) for area in Area])
    kind = models.CharField(max_length=20, blank=True)
    day = models.DateField()
    what = models.CharField(max_length=WHAT_LIMIT)
    people = models.PositiveSmallIntegerField(default=0)
    outsiders = models.PositiveSmallIntegerField(default=0)
    themes = models.PositiveSmallIntegerField(default=0)
    own_themes = models.PositiveSmallIntegerField(default=0)
    value = models.BigIntegerField(default=0)
    at_meeting = models.BooleanField(default=False)
    office = models.ForeignKey(OfficeSupport, models.PROTECT, null=True, blank=True, related_name="activities")
    is_confirmed = models.BooleanField(default=True)
    note = models.CharField(max_length=300, blank=True)
    photo = models.CharField(max_length=80, blank=True)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(area__gte=1, area__lte=8), name="activity_area"),
            models.CheckConstraint(condition=Q(outsiders__lte=F("people")), name="activity_outsiders"),
            models.CheckConstraint(condition=Q(value__gte=0), name="activity_value"),
            models.UniqueConstraint(fields=["club", "office"], name="activity_office_once"),
        ]
        indexes = [models.Index(fields=["club", "area", "day"], name="activity_book")]


class SupportAnswer(Owned):
    """What a club said of the support that an office wrote into its book: it took place, somewhat otherwise, or not.

    `already`: the club had written the same thing itself; its own activity then carries the office, so that the thing
    counts once. While there is no answer, the activity waits and does not count.
    """

    class Answer(models.TextChoices):
        """What the club said."""

        YES = "yes", _("đúng")
        CORRECTED = "corrected", _("đúng, có sửa")
        NO = "no", _("không có")
        ALREADY = "already", _("câu lạc bộ đã ghi rồi")

    office = models.ForeignKey(OfficeSupport, models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=10, choices=Answer)
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "office"], name="support_answered_once")]


class Participant(Owned):
    """A member who took part in an activity, by name: he was helped, visited, measured, taught."""

    told_on = "activity__day"  # see `members.later`

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participants")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="activities")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "activity", "membership"], name="participant_once"),
        ]


@dataclass(frozen=True)
class Counted:
    """What a special record counts as: the columns of its activity, and the members who took part by name.

    `people` are all who took part; where fewer are given than the members and outsiders together, those.
    """

    kind: str
    area: int
    day: date
    what: str
    members: Collection[int] = ()
    people: int = 0
    outsiders: int = 0
    themes: int = 0
    own_themes: int = 0
    value: int = 0
    at_meeting: bool = False

    def columns(self) -> dict[str, Any]:
        """The columns of the activity."""
        return {
            "kind": self.kind, "area": int(self.area), "day": self.day, "what": self.what[:WHAT_LIMIT],
            "people": max(self.people, len(set(self.members)) + self.outsiders), "outsiders": self.outsiders,
            "themes": self.themes | self.own_themes, "own_themes": self.own_themes, "value": self.value,
            "at_meeting": self.at_meeting,
        }  # fmt: skip


class Recorded(Owned):
    """A special record of a book. Where it counts towards the content, it has an activity of its own."""

    activity = models.OneToOneField(Activity, models.PROTECT, null=True, blank=True, related_name="%(class)s")
    by_id = models.BigIntegerField()

    class Meta:
        abstract = True


class Norm(Dated):
    """Advice of the handbook in numbers: at least `least` of `code` in a `per` (month or year). Never blocks.

    Data with a day from which it holds, so that the City can change it without code.
    """

    class Per(models.TextChoices):
        """The time in which the number should be reached."""

        MONTH = "month", _("tháng")
        YEAR = "year", _("năm")
        ALWAYS = "always", _("lúc nào cũng")

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    area = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=30)
    least = models.PositiveSmallIntegerField()
    per = models.CharField(max_length=6, choices=Per)
    words = models.CharField(max_length=200)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "code", "from_on"], name="norm_once"),
            period_check("norm_period"),
        ]


class SensitiveLimit(Dated):
    """From how many persons with sensitive data the system is of a higher level of protection (`most`), by law.

    The City's staff are told from `warn_percent` of it on. Data with a day from which it holds.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    most = models.PositiveIntegerField()
    warn_percent = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["from_on"], name="sensitive_limit_once"),
            period_check("sensitive_limit_period"),
        ]
