"""What happened in the life of a club, for people to read."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "start_campaign": _("đã mở cuộc vận động thành lập %(club)s từ ngày %(day)s"),
    "propose_club": _("đã đề nghị thành lập %(club)s ngày %(day)s"),
    "found_club": _("đã ghi Quyết định %(number)s ngày %(day)s của %(issuer)s thành lập %(club)s"),
    "launch_club": _("đã ghi %(club)s hoạt động từ ngày %(day)s"),
    "resume_club": _("đã ghi %(club)s hoạt động trở lại từ ngày %(day)s"),
    "pause_club": _("đã ghi %(club)s tạm dừng từ ngày %(day)s: %(reason)s"),
    "dissolve_club": _("đã ghi %(club)s giải thể từ ngày %(day)s: %(reason)s"),
    "merge_club": _("đã ghi %(club)s sáp nhập vào %(into)s từ ngày %(day)s"),
    "correct_stage": _("đã sửa ngày của giai đoạn “%(stage)s” thành %(day)s"),
    "correct_decision": _("đã sửa quyết định thành lập thành số %(number)s ngày %(day)s"),
    "edit_club": _("đã sửa thông tin %(club)s"),
    "undo_club_act": _("đã hoàn tác việc %(act)s"),
}
