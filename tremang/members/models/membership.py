"""Memberships: joining, pausing, leaving, and the groups and teams within a club."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tremang.clubs.models import Group, Owned, Team
from tremang.members.models.person import Person
from tremang.places.models import Dated, period_check


class LeaveReason(models.TextChoices):
    """Why a membership ended."""

    LEFT = "left", _("Xin thôi")
    MOVED = "moved", _("Chuyển nơi ở")
    DIED = "died", _("Đã mất")
    CLOSED = "closed", _("Câu lạc bộ giải thể hoặc sáp nhập")
    MISTAKE = "mistake", _("Ghi nhầm")


class Membership(Owned):
    """A person's membership of a club from `joined_on` to `left_on`, both days included.

    Somebody who comes back gets a new membership; somebody who moves to another club gets one there.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    leave_reason = models.CharField(max_length=10, choices=LeaveReason, blank=True)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="memberships")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "person", "joined_on"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")), name="membership_period"
            ),
        ]

    @staticmethod
    def running(day: date, prefix: str = "") -> Q:
        """The condition that a membership runs on `day`."""
        return Q(**{f"{prefix}joined_on__lte": day}) & (
            Q(**{f"{prefix}left_on__isnull": True}) | Q(**{f"{prefix}left_on__gte": day})
        )


class MembershipPause(Owned, Dated):
    """A time in which a member is away (illness, with children elsewhere) and is not expected at meetings."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "membership", "from_on"], name="pause_once"),
            period_check("pause_period"),
        ]


class TeamMember(Owned, Dated):
    """A member's time in a team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="teams")
    is_leader = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "team", "membership", "from_on"], name="team_member_once"),
            period_check("team_member_period"),
        ]


class GroupLeader(Owned, Dated):
    """A member's time as leader of a group (tổ trưởng)."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="leaders")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="led_groups")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["club", "group", "from_on"], name="group_leader_once"),
            period_check("group_leader_period"),
        ]
