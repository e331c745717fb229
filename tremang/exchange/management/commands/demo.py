"""`tremang demo`."""

import re
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tremang.exchange.demo.load import default_until, load
from tremang.exchange.demo.sizes import SIZES
from tremang.exchange.signins import lines
from tremang.kernel import clock
from tremang.kernel.periods import Month


class Command(BaseCommand):
    help = "Nạp dữ liệu mẫu vào cơ sở dữ liệu còn trống: cùng tham số thì cùng dữ liệu."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", default="S", choices=list(SIZES), help="cỡ: S là Hà Nội hôm nay, M là năm 2035")
        parser.add_argument("--seed", type=int, default=1, help="hạt giống: số khác cho dữ liệu khác (mặc định: 1)")
        parser.add_argument("--until", metavar="YYYY-MM", help="tháng sinh hoạt cuối cùng (mặc định: tháng trước)")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        load(SIZES[options["size"]], options["seed"], _month(options["until"]), self.stdout.write)
        self.stdout.write(f"Đã nạp dữ liệu mẫu cỡ {options['size']} trong {time.monotonic() - started:.0f} giây.")
        if self._called_from_command_line:  # the server says them itself, at the end
            self.stdout.write("\n".join(lines()))


def _month(text: str | None) -> Month:
    if not text:
        return default_until(clock.today())
    found = re.fullmatch(r"(20[2-9]\d)-(0[1-9]|1[0-2])", text)
    if not found:
        raise CommandError(f"--until {text} chưa đúng. Ghi theo mẫu 2026-10.")
    return int(found[1]) * 12 + int(found[2]) - 1
