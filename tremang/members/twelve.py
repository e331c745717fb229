"""How often a person came in the last 12 months, club by club, as the grid of the page shows it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tremang.kernel.periods import month_of
from tremang.members.models import Membership

# The marks of roll-calls belong to a room above; here they are only read by their numbers.
CODES = {1: "present", 2: "represented", 3: "excused", 4: "absent"}
COUNTED = ("present", "represented")


def twelve_months(memberships: Sequence[Membership], day: date) -> dict[str, Any] | None:
    """The grid of `memberships` for the 12 months up to the month of `day`; None where nothing was recorded."""
    last = month_of(day)
    months = list(range(last - 11, last + 1))
    first = date(months[0] // 12, months[0] % 12 + 1, 1)
    marks: dict[int, dict[int, str]] = {}
    for row in memberships:
        found = row.marks.filter(meeting__held_on__gte=first, meeting__held_on__lte=day)  # type: ignore[attr-defined]
        for held_on, status in found.values_list("meeting__held_on", "status"):
            marks.setdefault(row.pk, {})[month_of(held_on)] = CODES[status]
    shown = [row for row in memberships if row.pk in marks]
    if not shown:
        return None
    rows = []
    for row in shown:
        cells = [marks[row.pk].get(month, "none") for month in months]
        rows.append({"label": row.club.name, "cells": cells, "total": sum(cell in COUNTED for cell in cells)})
    return {
        "title": _("Dự sinh hoạt 12 tháng"),
        "months": [{"year": month // 12, "month": month % 12 + 1, "pause": False} for month in months],
        "total_label": _("Số buổi"),
        "rows": rows,
    }
