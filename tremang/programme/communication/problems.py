"""Refusals of communication."""

from django.utils.translation import gettext_noop

NO_METHOD = gettext_noop("Chưa ghi cách đếm. Mời ghi ngắn gọn, ví dụ: danh sách hộ họp thôn, mỗi người đếm một lần.")
MORE_THAN_PEOPLE = gettext_noop(
    "Nhiều hơn số dân năm %(year)s đã khai báo (%(people)s người). Mời xem lại, mỗi người chỉ đếm một lần."
)
