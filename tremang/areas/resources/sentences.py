"""What was done in the book of resources, as sentences."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "add_plan_line": _("đã ghi kế hoạch vận động năm %(year)s: %(source)s %(expected)s đ"),
    "correct_plan_line": _("đã sửa kế hoạch vận động năm %(year)s: %(source)s %(expected)s đ"),
    "drop_plan_line": _("đã bỏ dòng kế hoạch ghi nhầm năm %(year)s: %(source)s"),
    "add_earning": _("đã ghi việc gây quỹ ngày %(day)s: %(what)s"),
    "correct_earning": _("đã sửa việc gây quỹ ngày %(day)s: %(what)s"),
    "drop_earning": _("đã bỏ việc gây quỹ ghi nhầm ngày %(day)s: %(what)s"),
    "earn_together": _("đã ghi việc gây quỹ ngày %(day)s: %(what)s, thu %(income)s đ, phiếu %(slip)s"),
    "receive_earning": _("đã nhận vào quỹ %(income)s đ, phiếu %(slip)s, của việc gây quỹ ngày %(day)s: %(what)s"),
    "drop_earned": _("đã bỏ việc gây quỹ ngày %(day)s: %(what)s, cùng phiếu %(slip)s"),
    "add_sponsor": _("đã ghi nhà tài trợ %(sponsor)s"),
    "correct_sponsor": _("đã sửa nhà tài trợ %(sponsor)s"),
    "drop_sponsor": _("đã bỏ nhà tài trợ ghi nhầm %(sponsor)s"),
    "sponsor_gave": _("đã ghi %(sponsor)s giúp %(value)s đ ngày %(on)s"),
    "add_equipment": _("đã ghi thiết bị: %(what)s"),
    "correct_equipment": _("đã sửa thiết bị: %(what)s"),
    "drop_equipment": _("đã bỏ thiết bị ghi nhầm: %(what)s"),
}
ROWS = {
    "resources.planline": _("dòng kế hoạch vận động"),
    "resources.earning": _("việc gây quỹ"),
    "resources.sponsor": _("nhà tài trợ"),
    "resources.givenline": _("khoản được giúp"),
    "resources.equipment": _("thiết bị"),
}
