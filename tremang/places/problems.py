"""Refusals of changes to places, and of what communes declare."""

from django.utils.translation import gettext_noop

CHANGED_SINCE = gettext_noop(
    "Sau việc này đã có việc khác ghi tiếp nên không hoàn tác được nữa. Mời ghi một quyết định mới để sửa."
)
NO_DECREE = gettext_noop("Chưa có số quyết định. Mời ghi như trên văn bản, ví dụ 1656/NQ-UBTVQH15.")
DECREE_LATER = gettext_noop("Quyết định ký ngày %(signed)s, không thể có hiệu lực trước đó. Mời xem lại hai ngày.")
NOT_YET = gettext_noop("Ngày %(day)s chưa tới. Mời ghi khi quyết định đã có hiệu lực.")
TOO_SOON = gettext_noop("%(name)s có từ ngày %(day)s. Ngày có hiệu lực phải sau hôm đó.")
LATER_CHANGE = gettext_noop(
    "%(name)s đã có thay đổi địa giới từ ngày %(day)s. Mời chọn ngày có hiệu lực sau hôm đó, hoặc hoàn tác thay đổi kia."
)
BEFORE_UNIT = gettext_noop("%(name)s có từ ngày %(day)s. Mời ghi ngày từ hôm đó trở đi.")
CLOSED = gettext_noop("%(name)s đã hết từ ngày %(day)s. Mời chọn đơn vị đang có.")
NO_NAME = gettext_noop("Chưa có tên. Mời ghi tên, ví dụ %(example)s.")
SAME_NAME = gettext_noop("Tên này đang là tên của đơn vị. Mời ghi tên mới.")
NAME_TAKEN = gettext_noop("%(place)s đã có %(name)s. Mời ghi tên khác để khỏi nhầm.")
NAME_LONG = gettext_noop("Tên dài quá %(limit)s chữ. Mời ghi gọn lại.")
BAD_CODE = gettext_noop("Mã xã, phường gồm đúng 5 chữ số, ví dụ 09715. Mời xem lại theo danh mục của Nhà nước.")
CODE_TAKEN = gettext_noop("Mã %(number)s đang là mã của %(name)s. Mã không dùng lại; mời xem lại.")
TOO_FEW = gettext_noop("Nhập cần ít nhất hai đơn vị. Mời chọn thêm.")
TOO_FEW_PARTS = gettext_noop("Chia cần ít nhất hai phần. Mời ghi thêm một đơn vị.")
SAME_PART_TWICE = gettext_noop("%(name)s được ghi hai lần. Mời ghi mỗi đơn vị một lần.")
OTHER_KIND = gettext_noop("%(name)s không cùng cấp với các đơn vị kia. Mời chọn xã với xã, thôn với thôn.")
OTHER_COMMUNE = gettext_noop("%(name)s thuộc xã, phường khác. Mời chuyển về cùng một xã, phường trước rồi mới nhập.")
UNASSIGNED = gettext_noop("Còn %(count)s nơi chưa chọn về đâu, trước hết là %(name)s. Mời chọn cho đủ.")
NO_SUCH_CHILD = gettext_noop("Có một nơi không thuộc %(name)s. Mời mở lại trang này rồi chọn.")
BAD_PARENT = gettext_noop("%(name)s không thể thuộc %(parent)s. Thôn thuộc xã, phường; câu lạc bộ thuộc thôn hoặc xã.")
SAME_PARENT = gettext_noop("%(name)s đang ở %(parent)s. Mời chọn nơi khác.")
