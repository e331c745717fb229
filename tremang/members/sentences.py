"""What happened to members, for people to read."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "join": _("đã ghi %(name)s vào câu lạc bộ từ ngày %(joined_on)s"),
    "take_back_join": _("đã bỏ %(name)s vừa ghi nhầm khỏi danh sách"),
    "back_again": _("đã đưa %(name)s trở lại danh sách thành viên"),
    "leave": _("đã ghi %(name)s thôi là thành viên sau ngày %(left_on)s, lý do: %(reason)s"),
    "pause_member": _("đã ghi %(name)s tạm nghỉ từ ngày %(from_on)s"),
    "resume_member": _("đã ghi %(name)s sinh hoạt lại từ ngày %(back_on)s"),
    "take_back_pause": _("đã hoàn tác việc ghi tạm nghỉ của %(name)s"),
    "edit_person": _("đã sửa thẻ của %(name)s"),
    "undo_edit": _("đã trả thẻ của %(name)s về như trước khi sửa"),
    "give_consent": _("đã ghi lời đồng ý của %(name)s: %(purposes)s"),
    "withdraw_consent": _("đã ghi %(name)s rút lại lời đồng ý: %(purpose)s"),
    "take_back_consent": _("đã hoàn tác lời đồng ý vừa ghi của %(name)s: %(purposes)s"),
    "declare_vulnerability": _("đã ghi hoàn cảnh của %(name)s: %(kind)s"),
    "declare_need": _("đã ghi nhu cầu của %(name)s: %(kind)s, ngày %(day)s"),
    "give_support": _("đã ghi hỗ trợ cho %(name)s: %(kind)s, ngày %(day)s"),
    "withdraw_line": _("đã ghi không còn nhu cầu hoặc hoàn cảnh của %(name)s: %(kind)s"),
    "take_back_line": _("đã hoàn tác một dòng trên thẻ của %(name)s: %(kind)s"),
    "merge_persons": _("đã nhập hai thẻ của %(name)s làm một"),
    "undo_merge": _("đã tách lại hai thẻ của %(name)s"),
}
