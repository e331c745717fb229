"""What happened to meetings, for people to read."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "record_meeting": _("đã ghi buổi sinh hoạt ngày %(held_on)s, %(present)s trong %(expected)s người có mặt"),
    "correct_meeting": _("đã sửa buổi sinh hoạt ngày %(held_on)s, nay là %(present)s trong %(expected)s người có mặt"),
    "restore_meeting": _("đã trả buổi sinh hoạt ngày %(held_on)s về bản trước khi sửa"),
    "remove_meeting": _("đã bỏ buổi sinh hoạt ngày %(held_on)s vừa ghi"),
    "bring_back_meeting": _("đã đưa buổi sinh hoạt ngày %(held_on)s trở lại sổ"),
    "add_photo": _("đã thêm một ảnh vào buổi sinh hoạt ngày %(held_on)s"),
    "remove_photo": _("đã bỏ một ảnh khỏi buổi sinh hoạt ngày %(held_on)s"),
    "bring_back_photo": _("đã đưa lại một ảnh vào buổi sinh hoạt ngày %(held_on)s"),
}
