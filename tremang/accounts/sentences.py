"""What the verbs of accounts mean in the log."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "user_created": _("đã cấp tài khoản %(username)s cho %(person)s"),
    "role_given": _("đã giao %(person)s làm %(role)s từ ngày %(from_on)s"),
    "role_ended": _("đã thôi giao %(person)s làm %(role)s"),
    "role_given_back": _("đã giao lại %(person)s làm %(role)s"),
    "password_reset": _("đã cấp mật khẩu dùng một lần cho %(person)s"),
    "user_locked": _("đã khóa tài khoản của %(person)s"),
    "user_unlocked": _("đã mở lại tài khoản của %(person)s"),
    "device_card_printed": _("đã in thẻ điện thoại cho %(person)s (%(posts)s), dùng được đến hết ngày %(until)s"),
    "device_card_cancelled": _("đã hủy thẻ điện thoại của %(person)s"),
    "device_bound": _("đã gắn điện thoại %(label)s cho %(person)s (%(posts)s)"),
    "device_revoked": _("đã báo mất điện thoại %(label)s của %(person)s"),
    "device_found": _("đã ghi điện thoại %(label)s của %(person)s tìm thấy, dùng lại được"),
    "device_wiped": _("đã được báo để điện thoại %(label)s tự xóa dữ liệu"),
    "device_code_made": _("đã cấp mã mở điện thoại %(label)s cho %(person)s quên mã PIN"),
    "device_opened": _("đã mở lại điện thoại %(label)s bằng mã cấp khi quên mã PIN"),
    "person_erased": _("đã xóa thông tin cá nhân của một người theo yêu cầu (%(legal_basis)s)"),
}

ROWS = {
    "accounts.devicecard": _("thẻ điện thoại"),
    "accounts.device": _("điện thoại"),
    "accounts.devicecode": _("mã mở điện thoại"),
}
