"""Kinds of reports, the reports themselves with what their writer added, and what was sent."""

from tremang.reports.models.archives import Archive
from tremang.reports.models.kinds import Cut, LateEntry, Level, ReportKind, Rhythm
from tremang.reports.models.obstacles import Obstacle
from tremang.reports.models.papers import Issue, IssuedBefore
from tremang.reports.models.reminders import OutboxAttempt, OutboxMessage, ReminderRule, Sending
from tremang.reports.models.written import Explanation, Frozen, Override, Passage, Report, State, Step

__all__ = [
    "Archive",
    "Cut",
    "Explanation",
    "Frozen",
    "Issue",
    "IssuedBefore",
    "LateEntry",
    "Level",
    "Obstacle",
    "OutboxAttempt",
    "OutboxMessage",
    "Override",
    "Passage",
    "ReminderRule",
    "Report",
    "ReportKind",
    "Rhythm",
    "Sending",
    "State",
    "Step",
]
