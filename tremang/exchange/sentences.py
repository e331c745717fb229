"""What the demo and the export tell in one line, for people to read."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "gather_consents": _("đã thu giấy đồng ý của thành viên và ghi vào sổ: %(rows)s dòng"),
    "end_board": _("đã ghi nhiệm kỳ Ban Chủ nhiệm %(club)s đến hết ngày %(to_on)s"),
    "export_sensitive": _("đã xuất ra tệp các sổ có thông tin nhạy cảm ngày %(on)s: %(files)s"),
    "set_share": _("đã giao phần chỉ tiêu năm %(year)s cho %(commune)s: %(amount)s"),
}
