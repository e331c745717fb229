"""Refusals of training."""

from django.utils.translation import gettext_noop

NO_NAME = gettext_noop("Họ và tên chưa đủ. Mời ghi cả họ, đệm và tên.")
LISTED = gettext_noop("%(name)s đang có trong danh sách từ ngày %(day)s. Mời mở dòng đó để sửa.")
BEFORE_START = gettext_noop("%(name)s có trong danh sách từ ngày %(day)s. Mời ghi ngày từ hôm đó trở đi.")
ENDED = gettext_noop("%(name)s đã thôi từ sau ngày %(day)s rồi.")
COURSE_KNOWN = gettext_noop("Lớp này ngày %(day)s đã ghi cho %(name)s rồi. Mời ghi lớp khác hoặc ngày khác.")
NOBODY = gettext_noop("Chưa chọn ai. Mời đánh dấu những người đã học xong.")
NOT_HERE = gettext_noop("Có người không thuộc Ban Chủ nhiệm nào của %(place)s. Mời mở lại trang rồi chọn.")
FAR_PAST = gettext_noop("Ngày %(day)s đã quá lâu. Mời ghi ngày học từ năm 2005 trở lại đây.")
