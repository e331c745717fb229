"""What can go wrong with what other programs send, and with the export."""

from django.utils.translation import gettext_noop

NOT_JSON = gettext_noop("Nội dung gửi lên không phải JSON đúng mẫu. Mời xem lại phần mềm gửi.")
NO_CLUB = gettext_noop("Không có câu lạc bộ này. Mời xem lại phần mềm gửi.")
NO_USER = gettext_noop("Không có người dùng “%(username)s”. Mời ghi đúng tên đăng nhập sau --by.")
WHO_ASKS = gettext_noop("Xuất sổ nhạy cảm phải ghi rõ ai lấy. Mời thêm --by TÊN_ĐĂNG_NHẬP.")
