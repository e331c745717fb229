"""`tremang backup`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tremang.kernel import backup


class Command(BaseCommand):
    help = "Sao lưu cơ sở dữ liệu vào VAR_DIR/backups, kèm tệp kê số dòng và mã kiểm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--keep", type=int, default=backup.KEEP, help="giữ lại bao nhiêu bản mới nhất (mặc định: 30)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        made = backup.back_up(options["keep"])
        rows = f"{sum(made.rows.values()):,}".replace(",", ".")
        self.stdout.write(
            f"Đã sao lưu {rows} dòng của {len(made.rows)} bảng, {made.bytes / 2**20:.1f} MB, "
            f"trong {made.seconds:.1f} giây:\n{made.path}"
        )
