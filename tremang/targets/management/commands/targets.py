"""`tremang targets`: the board of targets as text or JSON."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tremang.kernel import clock
from tremang.kernel.days import read_day
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.places.models import Kind, Place
from tremang.places.queries import CITY_CODE
from tremang.targets.queries import Row, board


def as_json(row: Row) -> dict[str, Any]:
    """A row as others measure by it; `left_out` lists the codes of the communes left out of both sides."""
    shown = row.shown
    return {
        "code": row.indicator.code, "phase": row.phase, "numerator": row.numerator, "denominator": row.denominator,
        "value": shown if isinstance(shown, int) or shown is None else float(shown), "min": row.aim.min,
        "max": row.aim.max, "verdict": str(row.verdict), "left_out": row.left_out,
    }  # fmt: skip


class Command(BaseCommand):
    """Bảng chỉ tiêu của Thành phố hoặc của một xã, phường."""

    help = "In bảng chỉ tiêu của Thành phố hoặc một xã, phường vào một ngày"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options of the fixed interface."""
        parser.add_argument("--json", action="store_true", help="in ra JSON")
        parser.add_argument("--on", metavar="DATE", help="ngày tính, YYYY-MM-DD; mặc định hôm nay")
        parser.add_argument("--place", metavar="CODE", default=CITY_CODE, help="mã xã, phường; mặc định toàn Thành phố")
        parser.add_argument("--boundaries", choices=["then", "now"], default="now", help="địa giới lúc đó hay hiện nay")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the rows."""
        today = clock.today()
        day = _day(options["on"], today) if options["on"] else today
        place = Place.objects.filter(code=options["place"], kind__in=[Kind.COMMUNE, Kind.PROVINCE]).first()
        if place is None:
            raise CommandError(f"Không có xã, phường nào mang mã {options['place']}. Xem mã bằng lệnh export.")
        if place.is_over(today if options["boundaries"] == "now" else day):
            raise CommandError(_taken_over(place))
        rows = [as_json(row) for row in board(place, day, today=today, boundaries=options["boundaries"]).rows]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            value = "–" if row["value"] is None else row["value"]
            share = f" ({row['numerator']}/{row['denominator']})" if row["denominator"] is not None else ""
            self.stdout.write(f"{row['code']:30} {row['phase']:4} {value!s:>8}{share} {row['verdict']}")


def _day(text: str, today: date) -> date:
    """The day asked for, as people write days. Raises CommandError with what is wrong about it."""
    try:
        return read_day(text, today)
    except Problem as problem:
        raise CommandError(problem.sentence) from problem


def _taken_over(place: Place) -> str:
    """What stands where a unit stood that is no more, and until when it can be asked for."""
    heirs = ", ".join(f"{heir.code} {heir.name}" for heir in Place.objects.filter(predecessions__predecessor=place))
    last = written(place.valid_to)
    return f"{place.name} nay là {heirs}. Ghi mã mới, hoặc thêm --boundaries then và --on không sau ngày {last}."
