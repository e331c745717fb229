"""What a demo tells in one line for many rows, for people to read."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "gather_consents": _("đã thu giấy đồng ý của thành viên và ghi vào sổ: %(rows)s dòng"),
    "arrange_groups": _("đã ghi %(groups)s tổ và %(teams)s đội của %(club)s"),
    "renew_board": _("đã ghi Ban Chủ nhiệm %(club)s gồm %(size)s người từ ngày %(renewed_on)s"),
    "end_board": _("đã ghi nhiệm kỳ Ban Chủ nhiệm %(club)s đến hết ngày %(to_on)s"),
    "set_share": _("đã giao phần chỉ tiêu năm %(year)s cho %(commune)s: %(amount)s"),
}
