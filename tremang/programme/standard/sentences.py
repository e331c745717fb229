"""What was done about the standard, as sentences."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "assess_club": _("đã ghi kết quả đánh giá câu lạc bộ ngày %(assessed_on)s"),
}
