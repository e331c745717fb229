"""What can go wrong in the book of resources, one sentence each."""

from django.utils.translation import gettext_noop

YEAR_OUTSIDE = gettext_noop("Kế hoạch ghi được từ năm %(first)s đến năm %(last)s. Mời xem lại năm.")
PLANNED = gettext_noop("Năm %(year)s đã có dòng “%(source)s”. Mời mở dòng ấy để sửa.")
HAS_SLIP = gettext_noop(
    "Tiền của việc này đã vào quỹ theo phiếu %(slip)s, nên ngày và số tiền không sửa riêng được. Mời thủ quỹ hoàn lại phiếu "
    "ở trang của việc này trước."
)
HAS_SLIP_STILL = gettext_noop(
    "Tiền của việc này đã vào quỹ theo phiếu %(slip)s. Mời thủ quỹ mở việc này và bấm hoàn lại: phiếu và việc đi cùng nhau."
)
NO_INCOME = gettext_noop("Việc này chưa ghi số tiền thu được nên chưa nhận vào quỹ được. Mời ghi số tiền trước.")
RECEIVED = gettext_noop("Tiền của việc này đã vào quỹ theo phiếu %(slip)s. Mời mở lại trang để xem.")
NO_SLIP = gettext_noop("Việc này chưa có phiếu thu nên không có gì để hoàn lại. Mời mở lại trang để xem.")
EARNING_GONE = gettext_noop("Việc này đã được bỏ trong lúc mở trang. Mời mở lại trang để xem.")
SAME_SPONSOR = gettext_noop("Sổ đã có nhà tài trợ “%(name)s”. Mời mở dòng ấy.")
HAS_GIVEN = gettext_noop("Nhà tài trợ này đã có khoản ủng hộ ghi tên, nên không bỏ được. Tên sai thì mời sửa tên.")
GAVE_BEFORE = gettext_noop("Nhà tài trợ có trong sổ từ ngày %(day)s. Mời xem lại ngày.")
NOT_KNOWN = gettext_noop("Nhà tài trợ này không có trong sổ của câu lạc bộ. Mời chọn lại.")
