"""What lies behind a figure: the places below with theirs, and of a club the rows themselves."""

from tremang.reports.opening.base import Row
from tremang.reports.opening.opened import Opened, opened

__all__ = ["Opened", "Row", "opened"]
