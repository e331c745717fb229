"""tremang load-places: the reference data of Hanoi, in an empty or a living database."""

from typing import Any

from django.core.management.base import BaseCommand

from tremang.places.loading import load_places


class Command(BaseCommand):
    help = "Nạp 126 xã, phường và 526 đơn vị cũ của Hà Nội; chạy lại không làm đổi gì."

    def handle(self, *args: Any, **options: Any) -> None:
        made = load_places()
        self.stdout.write(f"Đã nạp {made} đơn vị." if made else "Đơn vị đã có đủ, không nạp thêm.")
