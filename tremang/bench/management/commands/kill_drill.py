"""`tremang kill-drill`."""

import os
import random
import subprocess
from argparse import SUPPRESS, ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tremang.bench import homes, killing
from tremang.kernel import clock

SIZES = ("XS", "S", "M")
MOST = 100_000  # meetings


class Command(BaseCommand):
    help = "Tập mất điện: ngắt máy chủ nhiều lần giữa lúc điện thoại đang gửi, rồi đếm xem có mất hay ghi đôi gì không."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kills", type=int, default=100, help="ngắt bao nhiêu lần (mặc định: 100)")
        parser.add_argument("--size", choices=SIZES, default="S", help="cỡ dữ liệu mẫu đặt riêng (mặc định: S)")
        parser.add_argument("--seed", type=int, default=1, help="hạt giống: số khác cho lần tập khác (mặc định: 1)")
        parser.add_argument("--inside", action="store_true", help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["inside"]:
            self._inside(options["kills"], options["seed"])
        else:
            self._outside(options["size"], options["kills"], options["seed"])

    def _inside(self, kills: int, seed: int) -> None:
        """On the database of this process, which is spoilt by it."""
        rng = random.Random(seed)
        for sentence in killing.drill(killing.meetings(clock.today(), MOST, rng), kills, rng, self.stderr.write):
            self.stdout.write(sentence)
            self.stdout.flush()

    def _outside(self, size: str, kills: int, seed: int) -> None:
        """On a copy of data made for it, in a process of its own."""
        self.stderr.write(f"Chuẩn bị dữ liệu {size} …")
        fill = [["demo", "--size", size, "--seed", str(homes.SEED)]]
        with homes.spoilable(homes.kept(size, fill)) as home:
            words = [*homes.TREMANG, "kill-drill", "--inside", "--kills", str(kills), "--seed", str(seed)]
            if subprocess.run(words, env=home.environment(), stdin=subprocess.DEVNULL, check=False).returncode:
                raise CommandError("Tập mất điện không đạt; xem các dòng ở trên.", returncode=os.EX_SOFTWARE)
