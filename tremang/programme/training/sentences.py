"""What was done in training, as sentences."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "list_official": _("đã ghi %(name)s vào danh sách cán bộ tham gia Kế hoạch"),
    "end_official": _("đã ghi %(name)s thôi tham gia Kế hoạch từ sau ngày %(last)s"),
    "complete_course": _("đã ghi học xong một lớp tập huấn ngày %(completed_on)s"),
    "train_board": _("đã ghi %(count)s người trong các Ban Chủ nhiệm học xong một lớp ngày %(completed_on)s"),
}
