"""Income groups, whom economic volunteers help and how, courses, households that left poverty (handbook 1.2, content 1).

Economic volunteers are the members of the club's teams of the kind ECONOMY. Whatever takes a member into an income
activity has an activity of this content that names him as participant: that answers a need.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremang.areas.common.models import Activity, Recorded
from tremang.clubs.models import Owned
from tremang.members.models import Membership


class IncomeGroup(Recorded):
    """Members who earn together: their trade, what they sell, since when; `to_on` is the last day of the group."""

    name = models.CharField(max_length=80)
    trade = models.CharField(max_length=80)
    product = models.CharField(max_length=120, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "name", "from_on"], name="income_group_once"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="income_group_period"
            ),
        ]


class IncomeMember(Owned):
    """A member's time in an income group. Those who joined in one act share its activity."""

    group = models.ForeignKey(IncomeGroup, models.PROTECT, related_name="members")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="income_groups")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="income_members")
    by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "group", "membership", "from_on"], name="income_member_once"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="income_member_period"
            ),
        ]


class MentorPair(Recorded):
    """That an economic volunteer helps one member (đỡ đầu) with `about` (raising ducks), from a day to a day."""

    volunteer = models.ForeignKey(Membership, models.PROTECT, related_name="mentoring")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="mentored")
    about = models.CharField(max_length=120)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "volunteer", "membership", "from_on"], name="mentor_pair_once"),
            models.CheckConstraint(condition=~Q(volunteer=F("membership")), name="mentor_pair_two"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="mentor_pair_period"
            ),
        ]


class MentorMonth(Recorded):
    """The line of a pair for a month (`month` as in `kernel.periods`, that of the day `on`): what was done, what came of it."""

    pair = models.ForeignKey(MentorPair, models.PROTECT, related_name="months")
    month = models.IntegerField()
    on = models.DateField()
    what = models.CharField(max_length=160)
    result = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "pair", "month"], name="mentor_month_once")]


class CourseKind(models.TextChoices):
    """What a club is given to earn better (handbook 1.2, content 1)."""

    COURSE = "course", _("Lớp dạy nghề, tập huấn")
    FARMING = "farming", _("Khuyến nông, hướng dẫn kỹ thuật")
    STOCK = "stock", _("Cây, con giống, vật tư")
    MARKET = "market", _("Bán hàng, kết nối nơi mua")
    OTHER = "other", _("Hỗ trợ khác")


class Course(Recorded):
    """A course or support of extension workers on a day; the members who came are the participants of its activity."""

    on = models.DateField()
    kind = models.CharField(max_length=10, choices=CourseKind)
    what = models.CharField(max_length=160)
    provider = models.CharField(max_length=120)
    outsiders = models.PositiveSmallIntegerField(default=0)
    themes = models.PositiveSmallIntegerField(default=0)
    own_themes = models.PositiveSmallIntegerField(default=0)


class PovertyExit(Recorded):
    """That the household of a member left poverty: the day of the decision. Sensitive, and so it counts for nothing else."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="poverty_exits")
    on = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["club", "membership", "on"], name="poverty_exit_once")]
