"""What can go wrong in the book of care at home, one sentence each. None of them says who is cared for or needs what."""

from django.utils.translation import gettext_noop

NO_NEEDS = gettext_noop("Chưa đánh dấu việc cần giúp. Mời chọn ít nhất một việc.")
ALREADY_CARED = gettext_noop("Người này đang có trong sổ vào thời gian ấy. Mời sửa ngay ở dòng đã ghi.")
OTHER_GROUP = gettext_noop("Tổ này không thuộc câu lạc bộ. Mời chọn lại.")
OTHER_CARED = gettext_noop("Người này không có trong sổ của câu lạc bộ. Mời chọn lại trong danh sách.")
OTHER_VOLUNTEER = gettext_noop(
    "Tình nguyện viên không phải thành viên câu lạc bộ vào ngày %(day)s. Mời chọn lại trong danh sách."
)
SAME_PERSON = gettext_noop("Tình nguyện viên và người được chăm sóc là một người. Mời chọn người khác đến thăm.")
NO_WEEKDAYS = gettext_noop("Chưa chọn ngày đến thăm. Mời chọn ít nhất một ngày trong tuần.")
ALREADY_PAIRED = gettext_noop(
    "Tình nguyện viên này đã được phân công thăm người ấy trong thời gian đó. Mời sửa ngay ở dòng đã ghi."
)
NOT_THEN = gettext_noop("Ngày %(day)s nằm ngoài thời gian được chăm sóc. Mời xem lại ngày.")
GONE_THEN = gettext_noop(
    "Ngày %(day)s người được thăm đã mất hoặc không còn là thành viên câu lạc bộ. Mời xem lại ngày thăm."
)
ALREADY_VISITED = gettext_noop("Lần thăm này đã ghi rồi. Mời sửa ngay ở dòng đã ghi.")
CAME_OR_NOT = gettext_noop("Vừa ghi đã đến vừa ghi không đến được. Mời để lại một điều.")
REPORT_ALONE = gettext_noop("Có điều cần báo mà chưa đánh dấu đã đến. Mời đánh dấu, hoặc ghi vì sao không đến được.")
NOT_PLANNED = gettext_noop("Lịch thăm ngày %(day)s đã đổi trong lúc mở trang. Mời mở lại trang để xem.")
NOTHING_TICKED = gettext_noop("Chưa đánh dấu lần thăm nào. Mời đánh dấu những lần đã đến.")
TOO_LONG = gettext_noop("Điều cần báo dài quá %(limit)s chữ cái. Mời viết gọn lại.")
