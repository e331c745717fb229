"""`tremang remind`: put reminders of reports into the outbox, and send what may go out now."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.reports.reminders.actions import remind
from tremang.reports.reminders.planning import plan


class Command(BaseCommand):
    help = "Nhắc hạn báo cáo: xếp lời nhắc vào hàng đợi rồi gửi những lời đến giờ. Nên chạy mỗi giờ một lần"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="chỉ in ra sẽ nhắc ai việc gì, không ghi và không gửi"
        )
        parser.add_argument("--at", metavar="TIME", help="coi như lúc này là TIME, ví dụ 2026-11-30T08:00")

    def handle(self, *_args: Any, **options: Any) -> None:
        now = _moment(options["at"]) if options["at"] else clock.now()
        if options["dry_run"]:
            self._foresee(now)
            return
        told = remind(now)
        self.stdout.write(
            f"Xếp thêm {told.queued} lời nhắc; đã gửi {told.sent}, chưa gửi được {told.failed}, "
            f"giữ đến giờ làm việc {told.held}, thôi không cần {told.dropped}."
        )

    def _foresee(self, now: datetime) -> None:
        planned = plan(now)
        for one in planned:
            at = timezone.localtime(one.due_at)
            self.stdout.write(
                f"{one.user.full_name} ({one.user.username}), {one.sender.label}, lúc {at:%H:%M} ngày {written(at.date())}:"
            )
            for matter in one.found:
                self.stdout.write(f"  - {matter.text}")
        self.stdout.write(f"Sẽ nhắc {len(planned)} người; chưa ghi và chưa gửi gì.")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"Giờ {text} chưa đúng. Ghi theo mẫu 2026-11-30T08:00.", returncode=2) from error
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
