"""What can be wrong with a board, with groups and teams, and with closing a club."""

from django.utils.translation import gettext_noop

NOBODY = gettext_noop("Chưa chọn ai vào Ban Chủ nhiệm. Mời chọn chức vụ cho từng người.")
UNKNOWN_POST = gettext_noop("Có một chức vụ không nằm trong danh sách. Mời chọn lại.")
NOT_A_MEMBER = gettext_noop(
    "Có %(count)s người không phải thành viên câu lạc bộ ngày %(day)s. Mời chọn người trong danh sách."
)
BEFORE_FOUNDING = gettext_noop("Câu lạc bộ thành lập ngày %(day)s. Ngày kiện toàn phải từ hôm đó trở đi.")
NOT_FOUNDED = gettext_noop("Câu lạc bộ chưa có quyết định thành lập. Mời ghi quyết định trước rồi ghi Ban Chủ nhiệm.")
AFTER_NEWEST = gettext_noop(
    "Ban Chủ nhiệm hiện nay đã có người nhận việc ngày %(day)s. Mời ghi ngày sau hôm đó, hoặc hoàn tác lần ghi trước."
)
TERM = gettext_noop("Nhiệm kỳ từ 1 đến %(most)s năm. Mời ghi lại.")
POST_OVER = gettext_noop("%(name)s đã thôi chức vụ này từ trước. Mời mở lại trang để xem.")
BEFORE_POST = gettext_noop("%(name)s nhận việc ngày %(day)s. Ngày thôi phải từ hôm đó trở đi.")
HOLDS_POST = gettext_noop("%(name)s đang giữ chức vụ này rồi. Mời chọn chức vụ khác.")

GROUP_NAME = gettext_noop("Chưa có tên. Mời ghi tên, ví dụ Tổ 4.")
GROUP_TAKEN = gettext_noop("Câu lạc bộ đã có “%(name)s”. Mời ghi tên khác.")
OTHER_GROUP = gettext_noop("Có một tổ không thuộc câu lạc bộ này. Mời mở lại trang rồi chọn.")
OTHER_MEMBER = gettext_noop("Có một người không còn trong danh sách hôm nay. Mời mở lại trang rồi chọn.")
LEADER_ELSEWHERE = gettext_noop("%(name)s không ở %(group)s nên chưa làm tổ trưởng được. Mời xếp vào tổ trước.")
LEADER_LEAVING = gettext_noop(
    "%(name)s đang là tổ trưởng %(group)s. Muốn chuyển sang tổ khác, mời chọn tổ trưởng khác cho %(group)s trước, "
    "hoặc để “Chưa có tổ trưởng”."
)
TEAM_KIND = gettext_noop("Chưa chọn loại đội. Mời chọn một dòng.")

INTO_ITSELF = gettext_noop("Câu lạc bộ không thể sáp nhập vào chính mình. Mời chọn câu lạc bộ khác.")
INTO_NOT_ACTIVE = gettext_noop("%(name)s không hoạt động ngày %(day)s. Mời chọn câu lạc bộ khác.")
NO_REASON = gettext_noop("Chưa có lý do. Mời ghi một câu, để người sau đọc sổ hiểu được.")
BEGAN_LATER = gettext_noop(
    "Trong sổ có người vào hoặc nhận việc ngày %(day)s. Mời ghi ngày sau hôm đó, hoặc sửa việc kia trước."
)
