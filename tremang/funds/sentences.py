"""What was done about the funds, as sentences."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "declare_balance": _("đã khai báo số dư Quỹ tăng thu nhập ngày %(declared_on)s"),
}
