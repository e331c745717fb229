"""What `make run` and `tremang signins` say about the demo's accounts. Real databases have none of them."""

from django.contrib.auth.hashers import check_password
from django.utils.translation import gettext as _

from tremang.accounts.models import RoleKind, User
from tremang.exchange.demo.users import CENTRE, CITY, CLUB, COMMUNE, Account
from tremang.meetings.areas import AREA_LABELS, Area


def lines() -> list[str]:
    """One line for each account whose demo password still stands; [] where there is no demo.

    The marker of a demo is the accounts themselves: a name, a full name and a password that all are the demo's own.
    """
    accounts = {account.username: account for account in (*CITY, CENTRE, *COMMUNE, *CLUB)}
    users = User.objects.filter(username__in=accounts, is_active=True).prefetch_related("roles__place")
    found = [(accounts[user.username], user) for user in users]
    found = [(account, user) for account, user in found if user.full_name == account.full_name]
    if not found or not check_password(found[0][0].password, found[0][1].password):
        return []
    order = list(accounts)
    found.sort(key=lambda pair: order.index(pair[0].username))
    width = max(len(RoleKind(account.kind).label) for account, _user in found)
    said = [_("Các tài khoản dùng thử (tên đăng nhập, mật khẩu):")]
    said += [f"  {_row(account, width)}" for account, _user in found]
    return said + _what_to_try({account.username: user for account, user in found})


def _row(account: Account, width: int) -> str:
    return (
        f"{RoleKind(account.kind).label!s:<{width}}   {account.username:<8} {account.password:<20} {account.full_name}"
    )


def _what_to_try(users: dict[str, User]) -> list[str]:
    secretary = users.get("man")
    role = secretary and secretary.roles.first()
    if not role:
        return []
    return [
        "",
        _("Thử xem một chỉ tiêu tăng lên: vào bằng tên man, mở buổi sinh hoạt tháng trước của %(club)s,") % {"club": role.place.name},
        _("bấm “Sửa buổi này”, “Sửa nội dung”, đánh dấu nội dung còn thiếu là “%(area)s”, bấm “Xong, xem lại”,")
        % {"area": AREA_LABELS[Area.RIGHTS]},
        _("rồi “Ghi lại buổi này”. Vào bằng tên ha xem bảng chỉ tiêu: thêm một câu lạc bộ."),
    ]  # fmt: skip
