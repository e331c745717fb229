"""`tremang export`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tremang.exchange.export import export
from tremang.kernel.format import number


class Command(BaseCommand):
    help = "Xuất số liệu ra các tệp CSV để tính lại hoặc chuyển đi; không có tên người."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", help="thư mục nhận các tệp; chưa có thì được tạo")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(options["folder"])
        try:
            written = export(folder)
        except OSError as error:
            raise CommandError(f"Không ghi được vào {folder}: {error.strerror}.") from error
        for name, rows in written.items():
            self.stdout.write(f"{name + '.csv':<20} {number(rows):>12} dòng")
