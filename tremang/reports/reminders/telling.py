"""The rule of reminders in words: who is told of what, and when. What `matters` does, for whoever asks why a reminder came."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tremang.kernel.format import number
from tremang.reports.boxes.phrases import listed, parted
from tremang.reports.models.reminders import ReminderRule


def told_of(rule: ReminderRule) -> list[tuple[str, str]]:
    """Each kind of matter: who is told, and of what on which days."""
    later = [offset for offset in rule.offsets if offset >= 0]
    found = [
        (
            _("Nơi có báo cáo đến hạn mà chưa gửi"),
            _("Nhắc người lập báo cáo: %(days)s."),
            _days(rule.offsets, _("hạn gửi")),
        ),
        (_("Nơi có báo cáo bị trả lại"), _("Nhắc người lập báo cáo: %(days)s."), _days(later, _("ngày bị trả lại"))),
        (_("Nơi duyệt, khi có báo cáo đang chờ"), _("Nhắc người duyệt: %(days)s."), _days(later, _("ngày nhận"))),
    ]
    who = _(
        "Ở câu lạc bộ là thư ký, chưa có thư ký thì chủ nhiệm; ở xã, phường là cán bộ phụ trách, chưa có thì lãnh đạo; "
        "ở Thành phố là cán bộ Thành phố, riêng việc duyệt báo cáo của Thành phố là lãnh đạo."
    )
    return [(title, text % {"days": days}) for title, text, days in found if days] + [(_("Người được nhắc"), who)]


def _days(offsets: Iterable[int], named: str) -> str:
    """2 ngày làm việc trước hạn gửi; đúng hạn gửi; 1 và 5 ngày làm việc sau hạn gửi."""
    ordered = sorted(offsets)
    before = [number(-one) for one in ordered if one < 0][::-1]
    after = [number(one) for one in ordered if one > 0]
    found = []
    if before:
        found.append(_("%(count)s ngày làm việc trước %(day)s") % {"count": listed(before), "day": named})
    if 0 in ordered:
        found.append(_("đúng %(day)s") % {"day": named})
    if after:
        found.append(_("%(count)s ngày làm việc sau %(day)s") % {"count": listed(after), "day": named})
    return parted(found)
