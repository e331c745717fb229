"""`tremang box-hunt`: how often the true cause of a wrong box stands first, or among the first three."""

import json
from argparse import ArgumentParser
from collections import defaultdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tremang.funds.likely import likely
from tremang.funds.mistakes import Case, cases

CASES = 200
FIRST = 3
WANTED = 0.8  # of all cases, among the first three


class Command(BaseCommand):
    help = "Gây lỗi giả trong các buổi sinh hoạt, rồi xem phần gợi ý nguyên nhân lệch hộp tìm đúng bao nhiêu lần."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="số gieo ngẫu nhiên")
        parser.add_argument("--cases", type=int, default=CASES, help=f"số buổi có lỗi (mặc định {CASES})")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: object, seed: int, **options: Any) -> None:
        if options["cases"] < 1:
            raise CommandError("Số buổi phải từ 1 trở lên.")
        found = hunt(options["cases"], seed)
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        self.stdout.write(
            f"{found['cases']} buổi: đúng ngay đầu {found['first']}, trong ba khả năng đầu {found['first_three']} "
            f"({found['share']:.1%})."
        )
        for why, row in found["by_why"].items():
            self.stdout.write(
                f"  {why:18} {row['cases']:4} buổi, đầu {row['first']:4}, trong ba {row['first_three']:4}"
            )


def hunt(count: int, seed: int) -> dict[str, Any]:
    """The score of `count` mistakes: in all, and by kind of mistake."""
    rows: dict[str, dict[str, int]] = defaultdict(lambda: {"cases": 0, "first": 0, "first_three": 0})
    for case in cases(count, seed):
        row, at = rows[case.why], place(case)
        row["cases"] += 1
        row["first"] += at == 1
        row["first_three"] += 1 <= at <= FIRST
    total = {name: sum(row[name] for row in rows.values()) for name in ("cases", "first", "first_three")}
    share = total["first_three"] / total["cases"]
    return {
        "seed": seed,
        **total,
        "share": round(share, 4),
        "enough": share >= WANTED,
        "by_why": dict(sorted(rows.items())),
    }


def place(case: Case) -> int:
    """At which place the true cause stands, from 1; 0 where it is not among the likely ones."""
    return next((n for n, cause in enumerate(likely(case.box), 1) if cause.points_at(case.why, case.key)), 0)
