"""Refusals of powers and sign-in."""

from django.utils.translation import gettext_noop

from tremang.kernel.problems import Refused
from tremang.places.models import Kind, Place
from tremang.places.queries import heirs

NO_POWER = gettext_noop(
    "Việc này dành cho người được giao phụ trách %(place)s. Nếu cần làm, mời liên hệ Hội Người cao tuổi ở đó."
)
CLOSED_PLACE = gettext_noop(
    "%(place)s nay không còn, việc ở đó do %(heirs)s tiếp nhận. Nếu cần xem hồ sơ cũ, mời liên hệ Hội Người cao tuổi Thành phố."
)
CITY_POWER = gettext_noop(
    "Việc này ở %(place)s do Hội Người cao tuổi Thành phố làm. Nếu cần, mời gửi đề nghị lên Hội Người cao tuổi Thành phố."
)
NO_DUTY = gettext_noop("Trang này dành cho người được giao việc khác. Cần làm, mời liên hệ người đã cấp tài khoản.")
NOT_KEEPER = gettext_noop(
    "Tài khoản của %(person)s có việc ở nơi khác hoặc cấp trên. Mời nhờ người phụ trách nơi đó, hoặc Thành phố."
)
ROLE_ABOVE = gettext_noop("Việc này do cấp trên giao. Mời chọn việc khác, hoặc nhờ cấp trên.")
OWN_ROLE = gettext_noop("Không ai tự giao hay tự thôi việc của mình. Mời nhờ người cùng phụ trách.")
ROLE_HELD = gettext_noop("%(person)s đang giữ việc này ở %(place)s rồi. Mời chọn việc khác.")
ROLE_OVER = gettext_noop("Việc này của %(person)s đã thôi từ trước. Mời mở lại trang để xem.")
USERNAME = gettext_noop(
    "Tên đăng nhập gồm chữ thường không dấu, số, dấu chấm hoặc gạch, từ 4 đến 60 ký tự. Ví dụ: man.dongvang"
)
USERNAME_TAKEN = gettext_noop("Tên đăng nhập %(username)s đã có người dùng. Mời thêm tên thôn hoặc số vào sau.")
STALE_SIGN_IN = gettext_noop("Lần đăng nhập này đã cũ hoặc thiếu mã chống giả mạo. Mời đăng nhập lại rồi gửi lại.")
NO_NAME = gettext_noop("Họ và tên chưa đủ. Mời ghi cả họ, đệm và tên.")


def refused(verb: str, place: Place, *, by_city: bool = False) -> Refused:
    """The refusal of `verb` at `place`; `by_city` where only the City does it. Of a unit that is no more, nobody there can be asked."""
    if place.kind == Kind.COMMUNE and place.valid_to is not None and not by_city:
        names = ", ".join(heir.name for heir in heirs(place))
        return Refused("no_power", CLOSED_PLACE, place=place.name, heirs=names, verb=verb)
    return Refused("no_power", CITY_POWER if by_city else NO_POWER, place=place.name, verb=verb)


def refused_anywhere(verb: str) -> Refused:
    """The refusal of `verb` to somebody who has it nowhere, or not over this."""
    return Refused("no_power", NO_DUTY, verb=verb)
