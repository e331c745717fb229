"""What can go wrong in the book of income, one sentence each."""

from django.utils.translation import gettext_noop

SAME_NAME = gettext_noop("Câu lạc bộ đang có tổ tên “%(name)s”. Mời ghi tên khác, hoặc mở tổ ấy để thêm người.")
NOBODY = gettext_noop("Chưa chọn ai. Mời chọn ít nhất một người.")
IN_GROUP = gettext_noop("%(name)s đang ở trong tổ này rồi. Mời bỏ chọn người ấy.")
OUTSIDE_GROUP = gettext_noop("Ngày %(day)s tổ chưa lập hoặc đã nghỉ. Mời xem lại ngày.")
MEMBERS_OUTSIDE = gettext_noop(
    "Có người vào tổ từ ngày %(day)s. Mời ghi ngày của tổ bao gồm ngày ấy, hoặc bỏ dòng người ấy."
)
HAS_MEMBERS = gettext_noop(
    "Tổ đang có người nên chưa bỏ được. Nếu tổ đã nghỉ, mời ghi ngày cuối; nếu ghi nhầm, mời bỏ từng người trước."
)
HERSELF = gettext_noop("Tình nguyện viên không tự giúp mình được. Mời chọn người khác.")
NOT_A_VOLUNTEER = gettext_noop(
    "Người giúp chưa ở trong đội kinh tế ngày %(day)s. Mời thêm người ấy vào đội ở trang Tổ và đội trước."
)
ALREADY_PAIRED = gettext_noop("Hai người này đang là một cặp rồi. Mời mở cặp ấy để sửa.")
HAS_MONTHS = gettext_noop("Cặp này đã có dòng ghi hằng tháng nên chưa bỏ được. Nếu đã thôi, mời ghi ngày cuối.")
MONTHS_OUTSIDE = gettext_noop("Cặp này có dòng ghi ngày %(day)s. Mời ghi ngày đầu, ngày cuối bao gồm ngày ấy.")
OTHER_PAIR = gettext_noop("Cặp này không có trong sổ của câu lạc bộ. Mời chọn lại.")
NOT_THEN = gettext_noop("Ngày %(day)s cặp này chưa bắt đầu hoặc đã thôi. Mời xem lại ngày.")
MONTH_WRITTEN = gettext_noop("Tháng %(month)s cặp này đã có dòng ghi rồi. Mời mở dòng ấy để sửa.")
WRONG_MONTH = gettext_noop("Ngày ghi không thuộc tháng đã chọn. Mời ghi lại ngày.")
NOTHING_WRITTEN = gettext_noop("Chưa ghi cặp nào. Mời ghi vài chữ về ít nhất một cặp.")
RESULT_ALONE = gettext_noop("Có kết quả mà chưa ghi đã làm gì. Mời ghi vài chữ, ví dụ: cùng đi mua vịt giống.")
TOO_LONG = gettext_noop("Phần này dài quá %(limit)s chữ cái. Mời viết gọn lại.")
HOME_WRITTEN = gettext_noop("Hộ này đã ghi thoát nghèo ngày %(day)s. Mời mở dòng ấy để sửa.")
GROUP_GONE = gettext_noop("Tổ này không còn trong sổ. Mời mở lại trang để xem.")
LEFT_ALREADY = gettext_noop("Người này đã ra khỏi tổ rồi. Mời mở lại trang để xem.")
