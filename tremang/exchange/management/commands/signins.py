"""`tremang signins`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tremang.exchange.signins import lines


class Command(BaseCommand):
    help = "In các tài khoản dùng thử của dữ liệu mẫu."

    def handle(self, *args: Any, **options: Any) -> None:
        said = lines()
        if not said:
            raise CommandError("Cơ sở dữ liệu này không có tài khoản dùng thử.")
        for line in said:
            self.stdout.write(line)
