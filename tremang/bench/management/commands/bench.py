"""`tremang bench`."""

import os
import subprocess
import sys
from argparse import SUPPRESS, ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tremang.bench import homes, runs

SIZES = ("S", "M", "L")


class Command(BaseCommand):
    help = "Đo tốc độ trên dữ liệu mẫu đặt riêng; mỗi phép đo một dòng JSON ở cuối"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=SIZES, default="M", help="cỡ dữ liệu mẫu (mặc định: M)")
        parser.add_argument(
            "--only", nargs="+", choices=runs.NAMES, metavar="TÊN", help=f"chỉ đo: {', '.join(runs.NAMES)}"
        )
        parser.add_argument("--inside", action="store_true", help=SUPPRESS)
        parser.add_argument("--fill", action="store_true", help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        size, names = options["size"], options["only"] or list(runs.NAMES)
        if options["fill"]:
            runs.fill_up()
        elif options["inside"]:
            runs.measure(size, names, self._line)
        else:
            self._outside(size, names)

    def _line(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _outside(self, size: str, names: list[str]) -> None:
        """Prepare the data aside, measure in a process of its own, and end with all lines."""
        lines: list[str] = []
        for kind, part in runs.kinds(size, names):
            self.stderr.write(f"Chuẩn bị dữ liệu {kind} …")
            fill = [["demo", "--size", "S" if kind == "search" else kind, "--seed", str(homes.SEED)]]
            if kind == "search":
                fill.append(["bench", "--fill"])
            with homes.spoilable(homes.kept(kind, fill)) as home:
                lines += self._inside(home, size if kind != "search" else "L", part)
        self.stdout.write("\n".join(lines))

    def _inside(self, home: homes.Home, size: str, names: list[str]) -> list[str]:
        words = [*homes.TREMANG, "bench", "--inside", "--size", size, "--only", *names]
        run = subprocess.Popen(
            words, env=home.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        lines = []
        for line in run.stdout or ():
            lines.append(line.rstrip())
            sys.stderr.write(line)
        if run.wait():
            raise CommandError("Phép đo dừng giữa chừng; xem các dòng ở trên.", returncode=os.EX_SOFTWARE)
        return lines
