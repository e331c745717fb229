"""The board against a second reading of the plan, over the exported files alone."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from tremang.exchange.export import export
from tremang.exchange.tests import by_hand
from tremang.exchange.tests.conftest import TODAY
from tremang.targets.loading import PLAN

DAYS = [
    TODAY, date(2026, 10, 31), date(2026, 8, 15), date(2026, 5, 31), date(2026, 3, 31), date(2026, 2, 28),
    date(2026, 1, 1), date(2025, 12, 31), date(2025, 10, 14),
]  # fmt: skip


def product(day: date, boundaries: str) -> list[dict]:
    """What the product's own command says."""
    out = StringIO()
    call_command("targets", json=True, on=day.isoformat(), boundaries=boundaries, stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize("boundaries", ["now", "then"])
def test_all_14_indicators_come_out_the_same_from_the_exported_files(demo, tmp_path, boundaries):
    export(tmp_path)
    differences = []
    for day in DAYS:
        said = {(row["code"], row["phase"]): row for row in product(day, boundaries)}
        for row in by_hand.board(tmp_path, PLAN, day, boundaries):
            other = said[row["code"], row["phase"]]
            if row["verdict"] is None:  # before its phase a row has no line to be judged by
                row["verdict"] = other["verdict"]
            differences += [
                (day.isoformat(), row["code"], row["phase"], field, row[field], other[field])
                for field in row
                if row[field] != other[field]
            ]
    assert differences == []
