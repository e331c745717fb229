"""What can be wrong while a meeting is being written down."""

from django.utils.translation import gettext_noop

STRANGER = gettext_noop(
    "Danh sách vừa thay đổi: có người không còn trong danh sách của ngày này. Mời xem lại ai vắng rồi bấm tiếp."
)
NO_DAY = gettext_noop("Mời ghi ngày sinh hoạt, ví dụ 25/9/2026.")
NO_NUMBER = gettext_noop("Mời ghi số người bằng chữ số, ví dụ 3.")
