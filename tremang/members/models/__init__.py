"""Persons apart from memberships: one person may belong to two clubs."""

from tremang.members.models.board import BoardMember
from tremang.members.models.consent import Channel, Consent, Purpose
from tremang.members.models.membership import GroupLeader, LeaveReason, Membership, MembershipPause, TeamMember
from tremang.members.models.needs import Need, NeedKind, Support, Vulnerability, VulnerabilityKind
from tremang.members.models.person import Household, Person, PersonMerger, Sex

__all__ = [
    "BoardMember", "Channel", "Consent", "GroupLeader", "Household", "LeaveReason", "Membership", "MembershipPause", "Need", "NeedKind",
    "Person", "PersonMerger", "Purpose", "Sex", "Support", "TeamMember", "Vulnerability", "VulnerabilityKind",
]  # fmt: skip
