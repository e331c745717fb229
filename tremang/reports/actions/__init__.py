"""Every write of the room: what a writer adds to a draft, the steps of a report on its way, what the clerk records."""

from tremang.reports.actions.drafting import begin, edit, explain, override
from tremang.reports.actions.issuing import add_signed, correct_issue, issue
from tremang.reports.actions.kinds import allow_late, set_kind
from tremang.reports.actions.obstacles import answer_obstacle, pass_up, raise_obstacle, withdraw_obstacle
from tremang.reports.actions.way_up import approve, send_back, submit, unapprove, withdraw

__all__ = [
    "add_signed",
    "allow_late",
    "answer_obstacle",
    "approve",
    "begin",
    "correct_issue",
    "edit",
    "explain",
    "issue",
    "override",
    "pass_up",
    "raise_obstacle",
    "send_back",
    "set_kind",
    "submit",
    "unapprove",
    "withdraw",
    "withdraw_obstacle",
]
