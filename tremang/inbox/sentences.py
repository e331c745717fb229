"""How the log tells what people decided about what was sent. What was applied is told by its own act."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "settle_choice": _("đã chọn giữa hai bản ghi khác nhau, %(what)s: %(value)s"),
    "drop_submission": _("đã không nhận một việc của %(sender)s (%(kind)s): %(reason)s"),
}
ROWS = {
    "inbox.submission": _("việc gửi từ điện thoại"),
    "inbox.submissiontext": _("nội dung việc gửi từ điện thoại"),
    "inbox.outcome": _("kết quả của việc gửi từ điện thoại"),
    "inbox.choice": _("chỗ hai bản ghi khác nhau"),
    "inbox.settled": _("lần chọn giữa hai bản ghi"),
}
