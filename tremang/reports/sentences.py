"""How the log tells what was done with reports."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "report_begin": _("đã mở “%(title)s” %(period)s"),
    "report_submit": _("đã gửi “%(title)s” %(period)s, bản %(number)s"),
    "report_withdraw": _("đã rút “%(title)s” %(period)s về soạn tiếp"),
    "report_return": _("đã trả lại “%(title)s” %(period)s: %(reason)s"),
    "report_approve": _("đã duyệt “%(title)s” %(period)s"),
    "report_unapprove": _("đã bỏ duyệt “%(title)s” %(period)s: %(reason)s"),
    "report_accept": _("đã đưa “%(title)s” %(period)s vào báo cáo cấp trên"),
    "report_release": _("đã lấy “%(title)s” %(period)s ra khỏi báo cáo cấp trên"),
    "report_issue": _("đã ghi văn bản phát hành số %(number)s ngày %(day)s"),
    "report_issue_correct": _(
        "đã sửa văn bản phát hành đã ghi số %(was)s: nay là số %(number)s ngày %(day)s, vì %(reason)s"
    ),
    "report_signed": _("đã thêm bản PDF đã ký của văn bản số %(number)s"),
    "override_figure": _("đã ghi số khác ở dòng “%(line)s” của “%(title)s” %(period)s: %(value)s, vì %(reason)s"),
    "drop_override": _("đã bỏ số ghi khác ở dòng “%(line)s” của “%(title)s” %(period)s"),
    "edit_sentence": _("đã sửa câu trong “%(title)s” %(period)s"),
    "draft_sentence": _("đã dùng lại câu soạn sẵn trong “%(title)s” %(period)s"),
    "explain_caution": _("đã giải thích trong “%(title)s” %(period)s: %(text)s"),
    "drop_explanation": _("đã bỏ một lời giải thích trong “%(title)s” %(period)s"),
    "allow_late_report": _("đã cho gửi muộn “%(title)s” %(period)s đến hết ngày %(until)s: %(reason)s"),
    "raise_obstacle": _("đã nêu vướng mắc: %(text)s"),
    "answer_obstacle": _("đã trả lời vướng mắc “%(text)s”: %(answer)s"),
    "pass_up_obstacle": _("đã chuyển vướng mắc của %(from)s lên %(owner)s: %(text)s"),
    "withdraw_obstacle": _("đã rút vướng mắc “%(text)s”: %(reason)s"),
    "send_reminders": _("đã nhắc hạn báo cáo: %(sent)s người được nhắc, %(failed)s người chưa gửi được"),
    "set_reminders": _("đã đặt cách nhắc hạn báo cáo, có hiệu lực từ %(day)s"),
    "start_archive": _("đã bắt đầu lập tập “%(title)s” %(period)s của tất cả xã, phường"),
    "finish_archive": _("đã lập xong tập “%(title)s” %(period)s của tất cả xã, phường"),
    "set_report_kind": _("đã đặt loại báo cáo “%(title)s”, có hiệu lực từ %(day)s"),
}
ROWS = {
    "reports.archive": _("tập báo cáo của tất cả xã, phường"),
    "reports.report": _("báo cáo"),
    "reports.step": _("một bước của báo cáo"),
    "reports.frozen": _("bản báo cáo đã gửi"),
    "reports.override": _("số ghi khác"),
    "reports.passage": _("câu đã sửa"),
    "reports.explanation": _("lời giải thích"),
    "reports.issue": _("văn bản đã phát hành"),
    "reports.issuedbefore": _("điều đã ghi trước về văn bản phát hành"),
    "reports.obstacle": _("vướng mắc"),
    "reports.lateentry": _("việc cho gửi muộn"),
    "reports.reminderrule": _("cách nhắc hạn báo cáo"),
    "reports.outboxmessage": _("lời nhắc hạn báo cáo"),
    "reports.outboxattempt": _("lần gửi lời nhắc"),
    "reports.reportkind": _("loại báo cáo"),
}
