"""Reads over many reports: who owes what, who is late and why, what is complete. Nothing here changes anything."""

from tremang.reports.queries.completeness import completeness
from tremang.reports.queries.standings import Standing, standings

__all__ = ["Standing", "completeness", "standings"]
