"""`tremang serve`."""

import os
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tremang.kernel import serve
from tremang.kernel.newborn import begin_again


class Command(BaseCommand):
    help = "Chạy máy chủ: cập nhật bảng, gom tệp tĩnh, mở cổng, in địa chỉ và các tài khoản dùng thử."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--host", default=os.environ.get("HOST") or "127.0.0.1", help="địa chỉ nghe (mặc định: HOST)"
        )
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000", help="cổng (mặc định: PORT, hoặc 8000)")
        parser.add_argument("--demo", action="store_true", help="cơ sở dữ liệu còn trống thì nạp dữ liệu mẫu cỡ S")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise CommandError(f"PORT={port} chưa đúng: cổng là số từ 1 đến 65535.")
        serve.ensure_tls()
        serve.ensure_port_free(host, int(port))
        begin_again()
        serve.update_tables()
        if options["demo"] and serve.is_empty():
            self.stdout.write("Cơ sở dữ liệu còn trống, đang nạp dữ liệu mẫu (khoảng một phút)…")
            self.stdout.flush()
            call_command("demo", size="S", seed=1, stdout=self.stdout)
        serve.collect_files()
        if code := serve.serve(host, int(port)):
            raise CommandError("Máy chủ dừng vì lỗi; xem các dòng ở trên.", returncode=code)
