"""Reads over many reports: who owes what, who is late and why, what is complete. Nothing here changes anything."""

from tremang.reports.queries.completeness import Column, Matrix, completeness
from tremang.reports.queries.duties import Duty, duties, waiting_for
from tremang.reports.queries.reasons import Reason, Step
from tremang.reports.queries.standings import Standing, standings

__all__ = [
    "Column",
    "Duty",
    "Matrix",
    "Reason",
    "Standing",
    "Step",
    "completeness",
    "duties",
    "standings",
    "waiting_for",
]
