"""What can go wrong in the book of culture, one sentence each."""

from django.utils.translation import gettext_noop

ONESELF = gettext_noop("Câu lạc bộ không giao lưu với chính mình. Mời chọn câu lạc bộ khác.")
NO_OTHER = gettext_noop("Chưa ghi giao lưu với câu lạc bộ nào. Mời chọn trong danh sách hoặc ghi tên.")
TWO_OTHERS = gettext_noop("Vừa chọn câu lạc bộ trong danh sách vừa ghi tên khác. Mời để lại một.")
SEVERAL_SO_CALLED = gettext_noop("Có mấy câu lạc bộ tên này: %(names)s. Mời ghi thêm tên xã sau dấu phẩy.")
EXCHANGE_ANSWERED = gettext_noop("Lần giao lưu này đã được trả lời, hoặc câu lạc bộ bạn đã bỏ. Mời xem lại trong sổ.")
NOT_THE_SAME = gettext_noop("Chưa chọn lần giao lưu câu lạc bộ đã ghi. Mời chọn lần ấy, hoặc chọn câu trả lời khác.")
NOT_OF_CLUB = gettext_noop("Người này không phải thành viên câu lạc bộ. Mời chọn lại trong danh sách.")
NOBODY_WISHED = gettext_noop("Chưa chọn ai được mừng thọ. Mời chọn ít nhất một người.")
WISHED_ALREADY = gettext_noop("Những người đã chọn đều đã được mừng thọ năm %(year)s. Mời xem lại danh sách.")
