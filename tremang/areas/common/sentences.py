"""What was done in the books, as sentences: the common entry. Each book says its own."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "add_activity": _("đã ghi việc ngày %(day)s vào sổ “%(book)s”: %(what)s"),
    "correct_activity": _("đã sửa việc ngày %(day)s trong sổ “%(book)s”: %(what)s"),
    "drop_activity": _("đã bỏ việc ghi nhầm ngày %(day)s khỏi sổ “%(book)s”: %(what)s"),
    "give_office_support": _("đã ghi việc %(giver)s hỗ trợ ngày %(day)s: %(what)s"),
    "withdraw_office_support": _("đã rút việc ghi nhầm là %(giver)s hỗ trợ ngày %(day)s: %(what)s"),
    "answer_office_support": _("đã trả lời về việc %(giver)s hỗ trợ ngày %(day)s (%(what)s): %(answer)s"),
    "decide": _("đã đặt mức áp dụng từ ngày %(day)s (%(table)s), %(what)s: %(value)s"),
    "decide_end": _("đã ghi thôi áp dụng sau ngày %(day)s (%(table)s): %(what)s"),
}
ROWS = {
    "areas.activity": _("việc đã làm"),
    "areas.participant": _("người tham gia việc đã làm"),
    "areas.officesupport": _("việc đơn vị hỗ trợ"),
    "areas.supportanswer": _("câu trả lời về việc đơn vị hỗ trợ"),
    "areas.norm": _("mức khuyến khích của nội dung"),
    "areas.sensitivelimit": _("ngưỡng số người có thông tin nhạy cảm"),
}
