"""People in hardship who were helped, and actions for the community (domain handbook 1.2, content 4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tremang.areas.common.models import Recorded
from tremang.clubs.models import Group
from tremang.members.models import Membership

HOURS_OF_A_DAY = 24


class HelpKind(models.TextChoices):
    """How somebody in hardship was helped (handbook 1.2, content 4)."""

    GOODS = "goods", _("Hiện vật")
    WORK = "work", _("Ngày công")
    MONEY = "money", _("Tiền")
    SKILL = "skill", _("Kỹ thuật, cách làm")
    PAPERS = "papers", _("Thủ tục pháp lý, quyền lợi")
    INSURANCE = "insurance", _("Mua thẻ bảo hiểm y tế")
    COMPANY = "company", _("Giúp hòa nhập, đỡ cô đơn")


class Help(Recorded):
    """That the club helped somebody in hardship: a member, or somebody outside it whose name is not kept.

    `value` in đồng, `days` of work. `about` describes an outsider in few words, without the name.
    """

    on = models.DateField()
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="helps")
    about = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=10, choices=HelpKind)
    what = models.CharField(max_length=160)
    value = models.BigIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0), name="help_value"),
            models.CheckConstraint(condition=Q(membership__isnull=False) | ~Q(about=""), name="help_of_somebody"),
        ]


class ActionKind(models.TextChoices):
    """Work for the community (handbook 1.2, content 4)."""

    ROADS = "roads", _("Dọn đường làng, ngõ xóm")
    HOUSE = "house", _("Dọn nhà văn hóa, nơi thờ tự")
    TREES = "trees", _("Trồng cây, chăm đường hoa")
    WASTE = "waste", _("Phân loại, thu gom rác")
    SAFETY = "safety", _("Giữ gìn an ninh, hòa giải")
    DISASTER = "disaster", _("Khắc phục mưa bão, thiên tai")
    OTHER = "other", _("Việc khác")


class CommunityAction(Recorded):
    """One action for the community on a day, led by the club or joined: who came (members and others), and for how long."""

    on = models.DateField()
    kind = models.CharField(max_length=10, choices=ActionKind)
    what = models.CharField(max_length=160)
    people = models.PositiveSmallIntegerField()
    outsiders = models.PositiveSmallIntegerField(default=0)
    hours = models.PositiveSmallIntegerField(default=0)
    is_led = models.BooleanField(default=True)
    themes = models.PositiveSmallIntegerField(default=0)
    own_themes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(people__gte=1), name="community_action_people")]


class Find(Recorded):
    """What a group leader found in a month: somebody to help or something to raise (handbook 1.2: one each month)."""

    on = models.DateField()
    group = models.ForeignKey(Group, models.PROTECT, related_name="finds")
    what = models.CharField(max_length=200)
    is_done = models.BooleanField(default=False)
    outcome = models.CharField(max_length=200, blank=True)
