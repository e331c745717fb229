"""What was done in the book of rights, as sentences. None says who, or what was complained of."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "add_rights_help": _("đã ghi một lần giúp về quyền lợi ngày %(day)s"),
    "correct_rights_help": _("đã sửa dòng ghi giúp về quyền lợi ngày %(day)s"),
    "drop_rights_help": _("đã bỏ dòng ghi nhầm giúp về quyền lợi ngày %(day)s"),
    "add_legal_referral": _("đã ghi giới thiệu một người đi trợ giúp pháp lý ngày %(day)s"),
    "correct_legal_referral": _("đã sửa dòng ghi giới thiệu trợ giúp pháp lý ngày %(day)s"),
    "drop_legal_referral": _("đã bỏ dòng ghi nhầm giới thiệu trợ giúp pháp lý ngày %(day)s"),
    "move_legal_referral": _("đã ghi một việc trợ giúp pháp lý sang bước “%(stage)s” ngày %(day)s"),
    "step_back_legal_referral": _("đã bỏ bước “%(stage)s” ngày %(day)s của một việc trợ giúp pháp lý"),
    "add_complaint": _("đã ghi một phản hồi, kiến nghị nhận ngày %(day)s"),
    "correct_complaint": _("đã sửa dòng ghi phản hồi, kiến nghị nhận ngày %(day)s"),
    "drop_complaint": _("đã bỏ dòng ghi nhầm phản hồi, kiến nghị ngày %(day)s"),
    "take_up_complaint": _("đã bắt đầu xử lý phản hồi nhận ngày %(day)s"),
    "answer_complaint": _("đã ghi câu trả lời cho phản hồi nhận ngày %(day)s"),
    "carry_complaint": _("đã chuyển lên xã, phường phản hồi nhận ngày %(day)s"),
    "add_matter": _("đã đưa một việc lên xã, phường ngày %(day)s"),
    "correct_matter": _("đã sửa việc đưa lên xã, phường ngày %(day)s"),
    "drop_matter": _("đã bỏ việc ghi nhầm là đưa lên xã, phường ngày %(day)s"),
    "answer_matter": _("đã trả lời việc câu lạc bộ đưa lên ngày %(day)s"),
}
ROWS = {
    "rights.rightshelp": _("lần giúp về quyền lợi"),
    "rights.legalreferral": _("việc giới thiệu trợ giúp pháp lý"),
    "rights.legalstage": _("bước của việc trợ giúp pháp lý"),
    "rights.complaint": _("phản hồi, kiến nghị"),
    "rights.matter": _("việc đưa lên xã, phường"),
    "rights.answerterm": _("hạn trả lời phản hồi"),
    "rights.publicholiday": _("ngày nghỉ lễ, Tết"),
}
