"""What was done in the book of self-help, as sentences."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "add_help": _("đã ghi một người gặp khó khăn được giúp ngày %(day)s (%(kind)s)"),
    "correct_help": _("đã sửa dòng ghi người được giúp ngày %(day)s (%(kind)s)"),
    "drop_help": _("đã bỏ dòng ghi nhầm người được giúp ngày %(day)s (%(kind)s)"),
    "add_community_action": _("đã ghi việc làm cho cộng đồng ngày %(day)s, %(people)s người: %(what)s"),
    "correct_community_action": _("đã sửa việc làm cho cộng đồng ngày %(day)s: %(what)s"),
    "drop_community_action": _("đã bỏ việc làm cho cộng đồng ghi nhầm ngày %(day)s: %(what)s"),
    "add_find": _("đã ghi điều tổ trưởng %(group)s báo ngày %(day)s"),
    "correct_find": _("đã sửa điều tổ trưởng %(group)s báo ngày %(day)s"),
    "drop_find": _("đã bỏ điều ghi nhầm của tổ trưởng %(group)s ngày %(day)s"),
}
ROWS = {
    "selfhelp.help": _("người được giúp"),
    "selfhelp.communityaction": _("việc làm cho cộng đồng"),
    "selfhelp.find": _("điều tổ trưởng báo"),
}
