"""Duties and powers in words that their holder understands."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tremang.accounts.models import Role
from tremang.accounts.powers import TABLE, Reach, Verb

POWERS = {
    Verb.SEE_FIGURES: gettext_lazy("xem số liệu"),
    Verb.SEE_PERSONS: gettext_lazy("xem danh sách thành viên"),
    Verb.SEE_SENSITIVE: gettext_lazy("xem hoàn cảnh, nhu cầu (mỗi lần xem được ghi vào nhật ký)"),
    Verb.SEE_HEALTH: gettext_lazy("xem chỉ số sức khỏe (mỗi lần xem được ghi vào nhật ký)"),
    Verb.SEE_CARE: gettext_lazy("xem người được chăm sóc tại nhà (mỗi lần xem được ghi vào nhật ký)"),
    Verb.SEE_COMPLAINTS: gettext_lazy("xem phản hồi, kiến nghị (mỗi lần xem được ghi vào nhật ký)"),
    Verb.SEE_EVENTS: gettext_lazy("xem nhật ký"),
    Verb.RECORD_MEETING: gettext_lazy("ghi buổi sinh hoạt"),
    Verb.KEEP_MEMBERS: gettext_lazy("ghi thành viên"),
    Verb.KEEP_MONEY: gettext_lazy("ghi quỹ"),
    Verb.MEETING_MONEY: gettext_lazy("ghi tiền thu, chi tại buổi sinh hoạt"),
    Verb.KEEP_BOOKS: gettext_lazy("ghi sổ 8 nội dung"),
    Verb.GIVE_SUPPORT: gettext_lazy("ghi việc hỗ trợ nhiều câu lạc bộ"),
    Verb.KEEP_BOARD: gettext_lazy("kiện toàn Ban Chủ nhiệm"),
    Verb.KEEP_CLUB: gettext_lazy("thành lập, tạm dừng, giải thể câu lạc bộ"),
    Verb.KEEP_COMMUNE: gettext_lazy("khai báo của xã, phường"),
    Verb.KEEP_TRAINING: gettext_lazy("ghi tập huấn"),
    Verb.ASSESS: gettext_lazy("đánh giá câu lạc bộ"),
    Verb.CHANGE_PLACES: gettext_lazy("đổi tên, nhập, chia địa bàn"),
    Verb.SET_TARGETS: gettext_lazy("giao chỉ tiêu"),
    Verb.WRITE_REPORTS: gettext_lazy("soạn và gửi báo cáo"),
    Verb.APPROVE_REPORTS: gettext_lazy("duyệt, trả lại báo cáo nơi dưới"),
    Verb.SIGN_REPORTS: gettext_lazy("duyệt báo cáo của Thành phố"),
    Verb.KEEP_USERS: gettext_lazy("cấp tài khoản"),
    Verb.KEEP_DEVICES: gettext_lazy("báo mất điện thoại, giúp khi quên mã PIN"),
    Verb.PRINT_CARDS: gettext_lazy("in thẻ điện thoại"),
    Verb.EXPORT_SENSITIVE: gettext_lazy("lấy sổ nhạy cảm ra tệp (mỗi lần lấy được ghi vào nhật ký)"),
    Verb.ERASE: gettext_lazy("xóa thông tin cá nhân theo luật"),
}


def role_words(role: Role) -> dict[str, object]:
    """A duty as the page shows it: its name, its place, how far it reaches, and what it allows."""
    granted = TABLE[role.kind]
    below = Reach.BELOW in granted.values()
    place = role.place.name
    return {
        "role": role,
        "name": role.get_kind_display(),
        "reach": _("%(place)s và mọi câu lạc bộ trong đó") % {"place": place} if below else place,
        "powers": ", ".join(str(POWERS[verb]) for verb in granted),
    }
