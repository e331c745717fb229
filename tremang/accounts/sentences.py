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
    "person_erased": _("đã xóa thông tin cá nhân của một người theo yêu cầu (%(legal_basis)s)"),
}
