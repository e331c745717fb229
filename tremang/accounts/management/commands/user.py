"""`tremang user`: open the first account of the City; all others are opened on the page "Người dùng"."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from tremang.accounts.actions import DUTIES, open_by_operator
from tremang.accounts.models import RoleKind
from tremang.kernel.clock import today
from tremang.kernel.problems import Problem
from tremang.places.models import Place


class Command(BaseCommand):
    help = "Cấp tài khoản đầu tiên cho cán bộ hoặc lãnh đạo Thành phố; in mật khẩu dùng một lần."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="tên đăng nhập, ví dụ ha.nguyen")
        parser.add_argument("full_name", help="họ và tên, để trong ngoặc kép")
        parser.add_argument("--role", default=RoleKind.CITY_STAFF, choices=RoleKind.values, help="việc được giao")
        parser.add_argument("--place", default="01", help="mã địa bàn (mặc định 01: Thành phố Hà Nội)")

    def handle(self, *args: object, username: str, full_name: str, role: str, place: str, **options: object) -> None:
        found = Place.objects.filter(code=place).first()
        if found is None:
            raise CommandError(f"Không có địa bàn mã {place}. Chạy “tremang migrate” hoặc xem lại mã.")
        if role not in DUTIES.get(found.kind, ()):
            raise CommandError(f"{found.name} không có việc {role}. Chọn: {', '.join(DUTIES.get(found.kind, ()))}.")
        try:
            _user, password = open_by_operator(username, full_name, role, found, today=today())
        except Problem as problem:
            raise CommandError(problem.sentence) from problem
        self.stdout.write(f"Đã cấp tài khoản {username}. Mật khẩu dùng một lần: {password}")
