"""The optional counts under each of the 8 contents, as the domain handbook names them (1.2)."""

from django.utils.translation import gettext_lazy as _

from tremang.meetings.areas import Area

MOST = 9_999

COUNTS = {
    Area.LIVELIHOOD: {"mentored": _("Số người được đỡ đầu làm kinh tế")},
    Area.HEALTH: {"measured": _("Số người được đo huyết áp"), "weighed": _("Số người được cân")},
    Area.HOMECARE: {"cared_for": _("Số người được chăm sóc tại nhà"), "visits": _("Số lượt tình nguyện viên đến nhà")},
    Area.SELFHELP: {"helped": _("Số người gặp khó khăn được giúp"), "actions": _("Số việc làm cho cộng đồng")},
    Area.RIGHTS: {"advised": _("Số người được giúp về giấy tờ, chế độ")},
    Area.LEARNING: {"heard": _("Số người nghe nói chuyện")},
    Area.CULTURE: {"visited": _("Số người được thăm hỏi")},
    Area.RESOURCES: {"gave": _("Số người, đơn vị ủng hộ")},
}
NOTE_LABELS = {Area.LEARNING: _("Chủ đề nói chuyện")}
NOTE_LABEL = _("Việc đã làm")
EXAMPLES = {
    Area.LIVELIHOOD: _("Ví dụ: xét 3 đơn vay, đồng ý cả 3"),
    Area.HEALTH: _("Ví dụ: đo huyết áp, tập dưỡng sinh"),
    Area.HOMECARE: _("Ví dụ: phân công người đến nhà cụ neo đơn"),
    Area.SELFHELP: _("Ví dụ: thăm người ốm, dọn đường làng"),
    Area.RIGHTS: _("Ví dụ: hướng dẫn hồ sơ trợ cấp"),
    Area.LEARNING: _("Ví dụ: phòng lừa đảo qua điện thoại"),
    Area.CULTURE: _("Ví dụ: hát chèo, mừng sinh nhật"),
    Area.RESOURCES: _("Ví dụ: thu đóng góp tháng 9"),
}
