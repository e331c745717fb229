"""What was done in the book of culture, as sentences."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "add_performance": _("đã ghi buổi biểu diễn ngày %(day)s: %(what)s"),
    "correct_performance": _("đã sửa buổi biểu diễn ngày %(day)s: %(what)s"),
    "drop_performance": _("đã bỏ buổi biểu diễn ghi nhầm ngày %(day)s: %(what)s"),
    "add_exchange": _("đã ghi lần giao lưu ngày %(day)s với %(club)s: %(what)s"),
    "correct_exchange": _("đã sửa lần giao lưu ngày %(day)s với %(club)s: %(what)s"),
    "drop_exchange": _("đã bỏ lần giao lưu ghi nhầm ngày %(day)s với %(club)s: %(what)s"),
    "confirm_exchange": _("đã xác nhận lần giao lưu ngày %(day)s với %(club)s: %(what)s"),
    "join_exchange": _("đã nhập chung lần giao lưu ngày %(day)s với lần %(club)s ghi: %(what)s"),
    "deny_exchange": _("đã trả lời là không có lần giao lưu ngày %(day)s mà %(club)s ghi"),
    "add_youth_event": _("đã ghi việc cùng lớp trẻ ngày %(day)s: %(what)s"),
    "correct_youth_event": _("đã sửa việc cùng lớp trẻ ngày %(day)s: %(what)s"),
    "drop_youth_event": _("đã bỏ việc cùng lớp trẻ ghi nhầm ngày %(day)s: %(what)s"),
    "add_social_visit": _("đã ghi một lần thăm hỏi ngày %(day)s"),
    "correct_social_visit": _("đã sửa một lần thăm hỏi ngày %(day)s"),
    "drop_social_visit": _("đã bỏ một lần thăm hỏi ghi nhầm ngày %(day)s"),
    "wish_longevity": _("đã ghi mừng thọ %(count)s người ngày %(day)s"),
    "drop_longevity_wish": _("đã bỏ một người ghi nhầm khỏi lần mừng thọ ngày %(day)s"),
}
ROWS = {
    "culture.performance": _("buổi biểu diễn"),
    "culture.exchange": _("lần giao lưu"),
    "culture.exchangedenial": _("câu trả lời không có lần giao lưu"),
    "culture.youthevent": _("việc cùng lớp trẻ"),
    "culture.socialvisit": _("lần thăm hỏi"),
    "culture.longevitywish": _("lần mừng thọ"),
    "culture.longevityage": _("tuổi mừng thọ"),
}
