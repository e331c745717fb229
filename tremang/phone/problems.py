"""What the phone's call cannot be, as sentences for whoever holds the phone."""

from django.utils.translation import gettext_noop

UNREAD = gettext_noop("Phần mềm chưa đọc được những gì máy này gửi. Mời đóng ứng dụng rồi mở lại.")
TOO_MANY = gettext_noop("Máy gửi một lần %(count)s việc, nhiều nhất là %(most)s. Mời gửi làm nhiều lần.")
TOO_LONG = gettext_noop("Máy gửi một lần %(kilobytes)s KB, nhiều nhất là %(most)s KB. Mời gửi làm nhiều lần.")
BUSY = gettext_noop("Đang có nhiều máy cùng gửi. Những gì đã ghi còn nguyên trong máy, máy sẽ tự gửi lại.")
REVOKED = gettext_noop("Máy này đã được báo mất nên không dùng được nữa. Mời xin cán bộ xã, phường một thẻ mới.")
