"""`tremang export`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tremang.accounts.models import User
from tremang.exchange import problems
from tremang.exchange.export import export, export_sensitive
from tremang.kernel import clock
from tremang.kernel.format import number
from tremang.kernel.problems import Problem


class Command(BaseCommand):
    help = "Xuất số liệu ra các tệp CSV để tính lại hoặc chuyển đi; không có tên người."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", help="thư mục nhận các tệp; chưa có thì được tạo")
        parser.add_argument(
            "--sensitive", action="store_true", help="kèm các sổ nhạy cảm; cần --by, và mỗi lần đều ghi vào nhật ký"
        )
        parser.add_argument("--by", metavar="TÊN_ĐĂNG_NHẬP", default="", help="người lấy các sổ nhạy cảm")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(options["folder"])
        try:
            if options["sensitive"]:
                written = export_sensitive(folder, by=_user(options["by"]), today=clock.today())
            else:
                written = export(folder)
        except Problem as problem:
            raise CommandError(str(problem)) from problem
        except OSError as error:
            raise CommandError(f"Không ghi được vào {folder}: {error.strerror}.") from error
        for name, rows in written.items():
            self.stdout.write(f"{name + '.csv':<32} {number(rows):>12} dòng")


def _user(name: str) -> User:
    if not name:
        raise Problem("who_asks", problems.WHO_ASKS, field="by")
    user = User.objects.filter(username=name).first()
    if user is None:
        raise Problem("no_user", problems.NO_USER, field="by", username=name)
    return user
