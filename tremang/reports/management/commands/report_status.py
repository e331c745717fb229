"""`tremang report-status`: where every expected report of a period stands, as text or JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.reports import problems as say
from tremang.reports.kinds import kinds_on
from tremang.reports.models.kinds import Rhythm
from tremang.reports.models.written import State
from tremang.reports.periods import EXAMPLES, period_of, review_years
from tremang.reports.queries import Standing, standings


def as_json(one: Standing) -> dict[str, Any]:
    """A row as others measure by it: days as ISO, the place by its official code or the club's number."""
    return {
        "place": one.place.code, "kind": one.kind, "state": str(one.state), "due_on": one.due_on.isoformat(),
        "submitted_on": one.submitted_on.isoformat() if one.submitted_on else None, "complete": one.complete,
        "on_time": one.on_time,
        "reasons": [
            {"code": reason.code, "text": reason.text, "step": reason.step.words, "url": reason.step.url}
            for reason in one.reasons
        ],
    }  # fmt: skip


def rows_of(label: str) -> list[Standing]:
    """The standings of all kinds that have a period of that label. Raises Problem where none has."""
    today, found, named = clock.today(), [], False
    for kind in kinds_on(today):
        try:
            period = period_of(kind, label)
        except Problem:
            continue
        if kind.rhythm == Rhythm.REVIEW and period.year not in review_years():
            continue
        named = True
        found += standings(kind, period, today)
    if not named:
        examples = ", ".join(EXAMPLES[rhythm] for rhythm in (Rhythm.MONTH, Rhythm.QUARTER, Rhythm.HALF, Rhythm.YEAR))
        raise Problem("no_period", say.NO_PERIOD, field="period", period=label, examples=examples)
    return found


class Command(BaseCommand):
    help = "In tình hình báo cáo của một kỳ: ai đã gửi, ai còn thiếu, vì sao"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--period", required=True, metavar="KỲ", help="2026-10, 2026-Q3, 2026-H1 hoặc 2026")
        parser.add_argument("--json", action="store_true", help="in ra JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            rows = rows_of(options["period"])
        except Problem as problem:
            raise CommandError(str(problem), returncode=2) from problem
        if options["json"]:
            self.stdout.write(json.dumps([as_json(one) for one in rows], ensure_ascii=False, indent=2))
            return
        for one in rows:
            why = " ".join(reason.text for reason in one.reasons)
            name = f"{one.place.code} {one.place.name}"
            state = State(one.state).label
            self.stdout.write(
                f"{one.kind:16} {name[:60]:60} {state:28} hạn {written(one.due_on):10} {_mark(one):18} {why}"
            )
        self.stdout.write(
            f"{len(rows)} báo cáo: {sum(one.complete for one in rows)} đủ, {sum(one.on_time for one in rows)} đúng hạn, "
            f"{sum(one.is_late for one in rows)} trễ."
        )


def _mark(one: Standing) -> str:
    if one.complete:
        return "đủ, đúng hạn" if one.on_time else "đủ, muộn"
    return "trễ hạn" if one.is_late else "còn thiếu" if one.is_there else "chưa có"
