"""What was done in the book of care at home, as sentences: never who is cared for, nor what is needed."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "add_care_training": _("đã ghi tập huấn chăm sóc tại nhà của %(name)s ngày %(day)s"),
    "correct_care_training": _("đã sửa dòng tập huấn chăm sóc tại nhà của %(name)s ngày %(day)s"),
    "drop_care_training": _("đã bỏ dòng tập huấn chăm sóc tại nhà ghi nhầm ngày %(day)s"),
    "add_cared": _("đã ghi một người được chăm sóc tại nhà, từ ngày %(day)s"),
    "correct_cared": _("đã sửa dòng ghi một người được chăm sóc tại nhà"),
    "drop_cared": _("đã bỏ dòng ghi nhầm một người được chăm sóc tại nhà"),
    "add_care_pair": _("đã phân công %(volunteer)s đi thăm một người tại nhà, từ ngày %(day)s"),
    "correct_care_pair": _("đã sửa phân công đi thăm tại nhà của %(volunteer)s"),
    "drop_care_pair": _("đã bỏ phân công ghi nhầm của %(volunteer)s"),
    "add_care_visit": _("đã ghi một lần thăm tại nhà ngày %(day)s"),
    "correct_care_visit": _("đã sửa một lần thăm tại nhà ngày %(day)s"),
    "drop_care_visit": _("đã bỏ một lần thăm tại nhà ghi nhầm ngày %(day)s"),
    "record_care_visits": _("đã ghi %(count)s lần thăm tại nhà, từ ngày %(first)s đến ngày %(last)s"),
}
ROWS = {
    "homecare.caretraining": _("tập huấn chăm sóc tại nhà"),
    "homecare.cared": _("người được chăm sóc tại nhà"),
    "homecare.carepair": _("phân công đi thăm tại nhà"),
    "homecare.carevisit": _("lần thăm tại nhà"),
}
