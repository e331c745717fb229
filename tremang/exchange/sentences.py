"""What a demo tells in one line for many rows, for people to read."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "gather_consents": _("đã thu giấy đồng ý của thành viên và ghi vào sổ: %(rows)s dòng"),
    "end_board": _("đã ghi nhiệm kỳ Ban Chủ nhiệm %(club)s đến hết ngày %(to_on)s"),
    "set_share": _("đã giao phần chỉ tiêu năm %(year)s cho %(commune)s: %(amount)s"),
}
