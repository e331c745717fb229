"""Refusals of cards, phones and codes: for whoever holds the phone, and for the officer or the chair."""

from django.utils.translation import gettext_noop

from tremang.kernel.problems import Problem

# On the phone.
CARD_UNKNOWN = gettext_noop("Máy chưa đọc được thẻ này. Mời quét lại, hoặc nhờ cán bộ xã in thẻ khác.")
CARD_USED = gettext_noop("Thẻ này đã dùng cho một điện thoại khác. Mời nhờ cán bộ xã in thẻ mới.")
CARD_EXPIRED = gettext_noop("Thẻ này đã hết hạn ngày %(day)s. Mời nhờ cán bộ xã in thẻ mới.")
CARD_REVOKED = gettext_noop("Thẻ này đã hủy. Mời nhờ cán bộ xã in thẻ mới.")
NO_POST_ANY_MORE = gettext_noop("%(person)s hiện không giữ việc ở %(place)s. Mời hỏi cán bộ xã phụ trách.")
CLUB_CLOSED = gettext_noop("%(place)s đã thôi hoạt động. Mời hỏi cán bộ xã phụ trách.")
DEVICE_TAKEN = gettext_noop(
    "Điện thoại này đã gắn với một câu lạc bộ. Mời vào Cài đặt, chọn “Trả máy”, rồi quét lại thẻ."
)
DEVICE_UNKNOWN = gettext_noop("Điện thoại này chưa gắn với câu lạc bộ nào. Mời quét thẻ điện thoại.")
DEVICE_REVOKED = gettext_noop("Điện thoại này đã được báo mất nên không dùng được nữa. Mời hỏi cán bộ xã phụ trách.")
CODE_WRONG = gettext_noop("Mã này chưa đúng hoặc đã quá 15 phút. Mời ghi lại 8 chữ số, hoặc xin mã mới.")
CODE_FORM = gettext_noop("Mã gồm 8 chữ số. Mời ghi lại.")
CODE_WAIT = gettext_noop("Đã ghi sai mã 5 lần. Mời đợi một giờ rồi xin mã mới.")
TOO_OFTEN = gettext_noop("Đã thử nhiều lần liền nhau. Mời đợi một phút rồi thử lại.")
NOT_UNDERSTOOD = gettext_noop("Máy gửi thiếu hoặc sai nội dung. Mời mở lại ứng dụng rồi quét lại thẻ.")
# On the pages of the officer and the chair.
NO_PERSON = gettext_noop("Chưa chọn người nhận thẻ. Mời chọn một người trong danh sách.")
NO_POST = gettext_noop("%(person)s chưa giữ việc nào ở %(place)s. Mời giao việc trước, rồi in thẻ.")
LOCKED = gettext_noop("Tài khoản của %(person)s đang khóa. Mời mở lại tài khoản, rồi in thẻ.")
CARD_IN_USE = gettext_noop("Thẻ này đã gắn với một điện thoại. Nếu cần, mời báo mất điện thoại đó.")
NOT_REVOKED = gettext_noop("Điện thoại này đang dùng được, không cần làm gì thêm.")
WIPED = gettext_noop("Điện thoại này đã nhận tin và tự xóa dữ liệu. Mời in thẻ mới rồi quét lại.")
UNDO_OVER = gettext_noop("Đã quá 30 ngày từ khi báo mất. Mời in thẻ mới rồi quét lại.")
REVOKED_ALREADY = gettext_noop("Điện thoại này đã báo mất. Tìm thấy rồi, mời bấm “Đã tìm thấy” trước.")


class Unknown(Problem):
    """Nothing of that name is known (HTTP 404)."""

    status = 404


class Unsigned(Problem):
    """The phone did not say who it is, or is not known (HTTP 401)."""

    status = 401


class Over(Problem):
    """It was good once and is no longer (HTTP 410)."""

    status = 410


class TooOften(Problem):
    """Tried too often (HTTP 429)."""

    status = 429


def device_unknown() -> Unsigned:
    """The refusal of a call from a phone that is not known, or not with this secret."""
    return Unsigned("device_unknown", DEVICE_UNKNOWN)
