"""How the log tells what was done to targets."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "set_shares": _("đã giao chỉ tiêu “%(title)s” năm %(year)s cho %(count)s xã, phường"),
    "set_target": _("đã đặt mức của chỉ tiêu “%(title)s”: từ %(min)s đến %(max)s, có hiệu lực từ %(day)s"),
    "undo_target": _("đã hoàn tác mức của chỉ tiêu “%(title)s” đặt ngày %(day)s"),
}
