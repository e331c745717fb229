"""What was done in the book of income, as sentences."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "found_income_group": _("đã lập “%(group)s” từ ngày %(day)s, %(count)s người"),
    "join_income_group": _("đã ghi %(count)s người vào “%(group)s” từ ngày %(day)s"),
    "leave_income_group": _("đã ghi %(name)s ra khỏi “%(group)s” sau ngày %(day)s"),
    "drop_income_member": _("đã bỏ dòng ghi nhầm %(name)s trong “%(group)s”"),
    "record_mentor_months": _("đã ghi %(count)s cặp giúp nhau làm ăn tháng %(month)s"),
    "add_income_group": _("đã ghi tổ làm ăn “%(group)s” từ ngày %(day)s"),
    "correct_income_group": _("đã sửa tổ làm ăn “%(group)s”"),
    "drop_income_group": _("đã bỏ tổ làm ăn ghi nhầm “%(group)s”"),
    "add_mentor_pair": _("đã ghi %(volunteer)s nhận giúp một thành viên làm ăn từ ngày %(day)s"),
    "correct_mentor_pair": _("đã sửa cặp giúp nhau làm ăn của %(volunteer)s từ ngày %(day)s"),
    "drop_mentor_pair": _("đã bỏ cặp giúp nhau làm ăn ghi nhầm của %(volunteer)s từ ngày %(day)s"),
    "add_mentor_month": _("đã ghi %(volunteer)s giúp làm ăn tháng %(month)s"),
    "correct_mentor_month": _("đã sửa dòng ghi %(volunteer)s giúp làm ăn tháng %(month)s"),
    "drop_mentor_month": _("đã bỏ dòng ghi nhầm %(volunteer)s giúp làm ăn tháng %(month)s"),
    "add_course": _("đã ghi lớp, buổi hướng dẫn ngày %(day)s: %(what)s"),
    "correct_course": _("đã sửa lớp, buổi hướng dẫn ngày %(day)s: %(what)s"),
    "drop_course": _("đã bỏ lớp, buổi hướng dẫn ghi nhầm ngày %(day)s: %(what)s"),
    "add_poverty_exit": _("đã ghi một hộ thoát nghèo năm %(year)s"),
    "correct_poverty_exit": _("đã sửa dòng ghi một hộ thoát nghèo năm %(year)s"),
    "drop_poverty_exit": _("đã bỏ dòng ghi nhầm một hộ thoát nghèo năm %(year)s"),
}
ROWS = {
    "livelihood.incomegroup": _("tổ làm ăn"),
    "livelihood.incomemember": _("người trong tổ làm ăn"),
    "livelihood.mentorpair": _("cặp giúp nhau làm ăn"),
    "livelihood.mentormonth": _("dòng giúp nhau làm ăn trong tháng"),
    "livelihood.course": _("lớp, buổi hướng dẫn"),
    "livelihood.povertyexit": _("hộ thoát nghèo"),
}
