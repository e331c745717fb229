"""What `make run` and `tremang signins` say about the demo's accounts. Real databases have none of them."""

from datetime import timedelta

from django.contrib.auth.hashers import check_password
from django.utils.translation import gettext as _

from tremang.accounts.models import RoleKind, User
from tremang.exchange.demo.deeds import LACKED
from tremang.exchange.demo.users import CENTRE, CITY, CLUB, COMMUNE, Account
from tremang.kernel import clock
from tremang.kernel.format import day as written
from tremang.kernel.periods import month_last, month_of
from tremang.meetings.areas import ALL_AREAS, AREA_LABELS, area_bits
from tremang.meetings.models import Meeting


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
    """How to watch a target move, as long as the last meeting of the secretary's club lacks the one content.

    The target asks for each complete month, a month being complete on its last day. Where a month has ended since that
    meeting's, nobody counts today who has not met in it, so the day to look at is named.
    """
    secretary = users.get("man")
    role = secretary and secretary.roles.first()
    last = role and Meeting.objects.filter(club=role.place_id).order_by("-held_on").first()
    if not role or not last or last.contents != ALL_AREAS & ~area_bits([LACKED]):
        return []
    said = [
        "",
        _("Thử xem một chỉ tiêu tăng lên: vào bằng tên man, mở buổi sinh hoạt %(day)s của %(club)s,")
        % {"day": written(last.held_on), "club": role.place.name},
        _("bấm “Sửa buổi này”, “Sửa nội dung”, đánh dấu nội dung còn thiếu là “%(area)s”, bấm “Xong, xem lại”,")
        % {"area": AREA_LABELS[LACKED]},
    ]  # fmt: skip
    month = month_of(last.held_on)
    if month_of(clock.today() + timedelta(days=1)) - 1 == month:
        return [*said, _("rồi “Ghi lại buổi này”. Vào bằng tên ha xem bảng chỉ tiêu: thêm một câu lạc bộ.")]
    return [
        *said,
        _("rồi “Ghi lại buổi này”. Vào bằng tên ha, mở “Xem ngày khác, hoặc theo địa giới lúc đó” dưới bảng chỉ tiêu,"),
        _("ghi ngày %(day)s, bấm “Xem”: thêm một câu lạc bộ.") % {"day": written(month_last(month))},
    ]  # fmt: skip
