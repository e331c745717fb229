"""What was done in the book of learning, as sentences."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "add_talk": _("đã ghi buổi nói chuyện ngày %(day)s: %(what)s"),
    "correct_talk": _("đã sửa buổi nói chuyện ngày %(day)s: %(what)s"),
    "drop_talk": _("đã bỏ buổi nói chuyện ghi nhầm ngày %(day)s: %(what)s"),
    "open_class": _("đã mở lớp “%(what)s” từ ngày %(day)s, %(people)s người"),
    "change_class": _("đã sửa lớp “%(what)s” mở ngày %(day)s"),
    "drop_class": _("đã bỏ lớp ghi nhầm “%(what)s” ngày %(day)s"),
    "mark_class": _("đã ghi buổi học ngày %(day)s của lớp “%(what)s”, %(people)s người học"),
}
ROWS = {
    "learning.talk": _("buổi nói chuyện"),
    "learning.topic": _("chủ đề nói chuyện"),
    "learning.material": _("tài liệu chữ to"),
    "learning.materialversion": _("bản của tài liệu chữ to"),
    "learning.programme": _("chương trình lớp học"),
    "learning.skill": _("việc học được trong lớp"),
    "learning.learningclass": _("lớp học"),
    "learning.learner": _("người học trong lớp"),
    "learning.classday": _("buổi học của lớp"),
    "learning.skillmark": _("mức làm được của người học"),
}
