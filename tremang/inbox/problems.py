"""The catalogue of what the inbox itself refuses; what the acts refuse comes through in their own words.

Whoever reads them holds a phone and is seventy: each says what is wrong, that nothing is lost, and whom to ask.
"""

from django.utils.translation import gettext_noop

GARBAGE = gettext_noop("Việc này gửi lên không đọc được nên chưa vào sổ. Mời gọi cán bộ xã xem giúp.")
NOT_FIT = gettext_noop("Việc này có chỗ sổ không nhận nên chưa vào sổ. Mời sửa lại, hoặc gọi cán bộ xã xem giúp.")
UNKNOWN_KIND = gettext_noop("Phần mềm chưa biết ghi loại việc này. Việc vẫn giữ trong máy. Mời gọi cán bộ xã.")
TOO_LARGE = gettext_noop("Việc này dài quá nên chưa nhận được. Mời chia làm hai lần ghi, hoặc gọi cán bộ xã.")
CHANGED_BODY = gettext_noop(
    "Việc này đã gửi trước đó với nội dung khác. Bản gửi trước vẫn giữ. Mời ghi thành việc mới."
)
WRONG_CLUB = gettext_noop("Việc này của câu lạc bộ khác nên chưa ghi. Mời gửi bằng máy của câu lạc bộ ấy.")
DEVICE_REVOKED = gettext_noop("Máy này đã báo mất nên việc gửi từ máy không được ghi. Mời gọi cán bộ xã.")
CLUB_CLOSED = gettext_noop("Câu lạc bộ đã thôi hoạt động nên việc này chưa ghi. Mời nhờ cán bộ xã ghi giúp.")
REVOKED_HELD = gettext_noop("Máy này đã báo mất. Việc đã nhận và đang chờ cán bộ xã hoặc Chủ nhiệm xem.")
APP_NEWER = gettext_noop(
    "Ứng dụng trên máy mới hơn phần mềm ở xã, phần “%(name)s” chưa đọc được. Mời chờ ít hôm rồi gửi lại."
)

UNKNOWN_PART = gettext_noop(
    "Phần “%(name)s” không có trong mẫu nên việc này chưa vào sổ. Mời gọi cán bộ xã, hoặc người làm phần mềm gửi."
)
MISSING = gettext_noop("Việc này thiếu phần “%(name)s” nên chưa vào sổ. Mời ghi lại cho đủ.")
WRONG_KIND = gettext_noop(
    "Phần “%(name)s” không đúng mẫu nên việc này chưa vào sổ. Mời gọi cán bộ xã, hoặc người làm phần mềm gửi."
)
TOO_MANY = gettext_noop("Phần “%(name)s” có nhiều dòng quá, nhiều nhất là %(most)s. Mời chia làm nhiều lần ghi.")
TOO_LONG = gettext_noop("Phần này dài %(length)s chữ cái, quá mức %(limit)s. Mời viết gọn lại.")
OUT_OF_RANGE = gettext_noop("Số ghi ở phần “%(name)s” không thể đúng. Mời xem lại số rồi ghi lần nữa.")

WAITS_FOR_OTHER = gettext_noop("Việc này chờ một việc khác gửi tới trước, rồi sẽ tự ghi.")
WAITS_FOR_MEETING = gettext_noop("Chưa ai ghi buổi sinh hoạt ngày %(day)s. Khi thư ký ghi xong, tiền này tự vào sổ.")
OTHER_DROPPED = gettext_noop("Việc này dựa vào một việc đã bỏ nên không ghi được. Mời ghi lại từ đầu.")
NOT_THAT = gettext_noop("Việc này dựa vào một việc khác loại nên chưa ghi được. Mời gọi cán bộ xã xem giúp.")
PAID_OUT_ALREADY = gettext_noop(
    "Khoản vay của %(name)s đã giao tiền trước đó. Mời Chủ nhiệm hoặc cán bộ xã xem rồi nhận."
)
LENT_ALREADY = gettext_noop("%(name)s đã có khoản vay ghi cho buổi này. Mời Chủ nhiệm hoặc cán bộ xã xem rồi nhận.")

NO_MEMBER = gettext_noop("Không thấy người này trong danh sách câu lạc bộ. Mời mở lại danh sách rồi chọn.")
NO_MEETING = gettext_noop("Không thấy buổi sinh hoạt này trong sổ câu lạc bộ. Mời mở danh sách buổi sinh hoạt để xem.")
NO_CHANGE = gettext_noop("Việc này không ghi thay đổi nào. Mời xem lại rồi ghi lần nữa.")
NO_CARED = gettext_noop("Người này không có trong sổ chăm sóc tại nhà ngày %(day)s. Mời ghi vào sổ trước.")
WHOM_HELPED = gettext_noop("Chưa ghi đã giúp ai. Mời chọn một người, hoặc ghi vài chữ về người ngoài câu lạc bộ.")
NOTHING_MEASURED = gettext_noop("Chưa có số đo nào để ghi. Mời ghi ít nhất một số đo.")

CANNOT_TAKE_BACK = gettext_noop("Loại việc này không hoàn tác được. Mời ghi lại cho đúng.")
TAKE_BACK_LATE = gettext_noop("Chỉ hoàn tác được trong %(days)s ngày. Mời dùng phần sửa để ghi lại cho đúng.")
TAKEN_BACK = gettext_noop("Việc này đã hoàn tác rồi, không cần làm gì thêm.")
CHANGED_SINCE = gettext_noop("Sau việc này đã có người sửa tiếp nên không hoàn tác được. Mời sửa lại cho đúng.")
CHOICE_GONE = gettext_noop("Không còn chỗ nào như vậy để chọn. Mời mở lại danh sách để xem.")
CHOSEN_ALREADY = gettext_noop("Chỗ này %(name)s đã chọn rồi. Mời mở lại danh sách để xem.")
NOT_OPEN = gettext_noop("Việc này đã xong nên không cần xem nữa. Mời mở lại danh sách.")
NO_REASON = gettext_noop("Mời ghi lý do, để người gửi hiểu vì sao không nhận.")
DROPPED_BY = gettext_noop("%(name)s không nhận việc này: %(reason)s")

NOT_A_FILE = gettext_noop("Tệp này không phải tệp “Việc chưa gửi” của ứng dụng. Mời chọn lại tệp.")
FILE_DEVICE = gettext_noop(
    "Không biết máy nào đã ghi tệp này. Mời kiểm tra máy ấy còn trong danh sách điện thoại không."
)
FILE_SEALED = gettext_noop("Tệp này không mở được: có thể tệp bị hỏng khi chuyển. Mời gửi lại tệp từ máy.")
NO_FILE = gettext_noop("Chưa chọn tệp. Mời chọn tệp “Việc chưa gửi” mà máy đã chia sẻ.")
