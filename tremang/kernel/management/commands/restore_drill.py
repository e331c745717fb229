"""`tremang restore-drill`."""

from typing import Any

from django.core.management.base import BaseCommand

from tremang.kernel import restore


class Command(BaseCommand):
    help = (
        "Tập dựng lại: đưa bản sao lưu mới nhất vào một cơ sở dữ liệu mới, kiểm chuỗi nhật ký, tính lại mọi số và so."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for sentence in restore.drill():
            self.stdout.write(sentence)
            self.stdout.flush()
