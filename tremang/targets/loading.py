"""The plan's own targets, from the file that was read out of the plan."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

PLAN = Path(__file__).parent / "data" / "plan_targets.csv"


def load_plan(target_model: Any) -> None:
    """Insert the plan's targets, with small fixed ids so that every database names them alike."""
    with PLAN.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    target_model.objects.bulk_create(
        target_model(
            id=number, code=row["code"], phase=row["phase"], from_on=date.fromisoformat(row["from"]),
            to_on=date.fromisoformat(row["to"]), min=row["min"] or None, max=row["max"] or None,
            plan_ref=row["plan_ref"], effective_from=date(2026, 1, 1),
        )
        for number, row in enumerate(rows, 1)
    )  # fmt: skip
