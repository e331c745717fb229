"""`tremang password`: a one-time password for somebody whose account nobody keeps on the page "Người dùng"."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from tremang.accounts.actions import reset_by_operator
from tremang.accounts.models import User
from tremang.kernel.clock import today


class Command(BaseCommand):
    help = "Cấp mật khẩu dùng một lần cho một tài khoản, ví dụ của lãnh đạo Thành phố; xác nhận hai bước sẽ tắt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")

    def handle(self, *args: object, username: str, **options: object) -> None:
        user = User.objects.filter(username=username.lower()).first()
        if user is None:
            raise CommandError(f"Không có tài khoản {username}. Xem lại tên đăng nhập.")
        self.stdout.write(f"Mật khẩu dùng một lần của {username}: {reset_by_operator(user, today=today())}")
