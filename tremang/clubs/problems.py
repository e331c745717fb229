"""What can be wrong with the life of a club, as sentences."""

from django.utils.translation import gettext_noop

IN_FUTURE = gettext_noop("Ngày %(day)s chưa tới. Mời ghi khi việc đã xong.")
TOO_EARLY = gettext_noop("Ngày %(day)s sớm quá, khi đó chưa có câu lạc bộ nào. Mời xem lại năm.")
BEFORE_LAST = gettext_noop("Câu lạc bộ ở giai đoạn “%(now)s” từ ngày %(day)s. Ngày này phải từ hôm đó trở đi.")
SAME_DAY = gettext_noop("Câu lạc bộ ở giai đoạn “%(now)s” từ ngày %(day)s. Mời ghi ngày sau hôm đó.")
CANNOT_FOLLOW = gettext_noop(
    "Câu lạc bộ đang ở giai đoạn “%(now)s” từ ngày %(day)s nên chưa ghi “%(then)s” được. Mời ghi bước liền sau trước."
)
MET_OUTSIDE = gettext_noop(
    "Buổi sinh hoạt ngày %(day)s đã ghi sẽ rơi vào lúc câu lạc bộ không hoạt động. "
    "Mời chọn ngày khác, hoặc sửa ngày của buổi đó trước."
)
NO_NAME = gettext_noop("Chưa có tên câu lạc bộ. Mời ghi tên, ví dụ Câu lạc bộ thôn Đồng Vàng.")
NAME_LONG = gettext_noop("Tên dài quá %(limit)s chữ. Mời ghi gọn lại.")
NAME_TAKEN = gettext_noop("%(place)s đã có câu lạc bộ mang tên “%(name)s”. Mời thêm tên thôn hoặc số để khỏi nhầm.")
NOT_HERE = gettext_noop("Thôn, tổ dân phố này không thuộc %(place)s. Mời chọn trong danh sách.")
COMMUNE_CLOSED = gettext_noop("%(place)s đã hết từ ngày %(day)s. Mời lập câu lạc bộ ở đơn vị đang có.")
NO_NUMBER = gettext_noop("Chưa có số quyết định. Mời ghi như trên văn bản, ví dụ 118/QĐ-UBND.")
NO_ISSUER = gettext_noop("Chưa có nơi ra quyết định. Mời ghi, ví dụ Ủy ban nhân dân xã Phúc Thọ.")
WHICH_CONTINUED = gettext_noop(
    "Thành lập lại thì cần biết từ câu lạc bộ nào. Mời chọn câu lạc bộ cũ, hoặc ghi vì sao không có trong sổ."
)
CONTINUES_ITSELF = gettext_noop("Câu lạc bộ không thể tiếp nối chính mình. Mời chọn câu lạc bộ cũ.")
NO_DECISION = gettext_noop("Câu lạc bộ chưa có quyết định thành lập. Mời ghi quyết định trước rồi ghi ngày ra mắt.")
INTO_ITSELF = gettext_noop("Câu lạc bộ không thể sáp nhập vào chính mình. Mời chọn câu lạc bộ khác.")
INTO_NOT_ACTIVE = gettext_noop("%(name)s chưa ra mắt hoặc đã thôi hoạt động ngày %(day)s. Mời chọn câu lạc bộ khác.")
NO_REASON = gettext_noop("Chưa có lý do. Mời ghi một câu, để người sau đọc sổ hiểu được.")
NO_SUCH_STAGE = gettext_noop("Giai đoạn này vừa được sửa. Mời xem lại danh sách rồi chọn.")
BAD_DAY = gettext_noop("Ngày sinh hoạt hằng tháng từ 1 đến %(most)s. Mời ghi lại.")
SERVED_BACKWARDS = gettext_noop("Ngày thôi phục vụ phải từ ngày %(day)s trở đi. Mời xem lại.")
CHANGED_SINCE = gettext_noop(
    "Sau việc này đã có việc khác ghi tiếp nên không hoàn tác được nữa. Mời dùng phần sửa để ghi lại cho đúng."
)
UNDO_LATE = gettext_noop("Chỉ hoàn tác được trong %(days)s ngày. Mời dùng phần sửa để ghi lại cho đúng.")
NOTHING_TO_UNDO = gettext_noop("Không còn gì để hoàn tác. Mời mở lại trang để xem.")
