"""What was done in the book of health, as sentences. No name and no figure of anybody stands in them."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "measure": _("đã ghi chỉ số đo ngày %(day)s"),
    "correct_reading": _("đã sửa chỉ số đo ngày %(day)s"),
    "drop_reading": _("đã bỏ chỉ số ghi nhầm ngày %(day)s"),
    "agree_health": _("đã ghi lời đồng ý cho ghi chỉ số sức khỏe"),
    "erase_readings": _("đã xóa hẳn thông tin sức khỏe của một người theo yêu cầu"),
    "add_checkup": _("đã ghi đợt khám sức khỏe ngày %(day)s: %(provider)s"),
    "correct_checkup": _("đã sửa đợt khám sức khỏe ngày %(day)s: %(provider)s"),
    "drop_checkup": _("đã bỏ đợt khám sức khỏe ghi nhầm ngày %(day)s: %(provider)s"),
    "add_exercise": _("đã ghi tập luyện của %(team)s tháng %(month)s/%(year)s: %(times)s buổi"),
    "correct_exercise": _("đã sửa dòng ghi tập luyện của %(team)s tháng %(month)s/%(year)s: %(times)s buổi"),
    "drop_exercise": _("đã bỏ dòng ghi nhầm tập luyện của %(team)s tháng %(month)s/%(year)s"),
    "add_referral": _("đã ghi một lần nhắc đi khám ngày %(day)s"),
    "correct_referral": _("đã sửa một lần nhắc đi khám ngày %(day)s"),
    "drop_referral": _("đã bỏ một lần nhắc đi khám ghi nhầm ngày %(day)s"),
    "add_insurance": _("đã ghi thẻ bảo hiểm y tế của một thành viên"),
    "correct_insurance": _("đã sửa dòng ghi thẻ bảo hiểm y tế của một thành viên"),
    "drop_insurance": _("đã bỏ dòng ghi thẻ bảo hiểm y tế của một thành viên"),
}
ROWS = {
    "health.measuringround": _("đợt đo sức khỏe"),
    "health.reading": _("chỉ số đo được"),
    "health.threshold": _("ngưỡng khuyên đi khám"),
    "health.checkup": _("đợt khám sức khỏe"),
    "health.exercise": _("tập luyện của đội"),
    "health.referral": _("lần nhắc đi khám"),
    "health.insurance": _("thẻ bảo hiểm y tế"),
}
