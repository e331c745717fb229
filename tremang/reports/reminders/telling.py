"""The rule of reminders in words: who is told of what, and when. What `matters` does, for whoever asks why a reminder came."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tremang.accounts.models import RoleKind
from tremang.kernel.format import number
from tremang.reports.boxes.phrases import listed, parted
from tremang.reports.models.kinds import Level
from tremang.reports.models.reminders import ReminderRule
from tremang.reports.reminders.matters import APPROVERS, WRITERS


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
    return [(title, text % {"days": days}) for title, text, days in found if days] + [_who(level) for level in Level]


def _who(level: Level) -> tuple[str, str]:
    """Whose reports: who writes and who approves them, each with who is told where there is nobody in the first."""
    title = {
        Level.CLUB: _("Báo cáo của câu lạc bộ"), Level.COMMUNE: _("Báo cáo của xã, phường"),
        Level.CITY: _("Báo cáo của Thành phố"),
    }[level]  # fmt: skip
    words = {"writers": _in_turn(WRITERS[level]), "approvers": _in_turn(APPROVERS[level])}
    return title, _("Người lập là %(writers)s. Người duyệt là %(approvers)s.") % words


def _in_turn(kinds: Iterable[RoleKind]) -> str:
    """Thư ký câu lạc bộ; nếu chưa có thì nhắc chủ nhiệm câu lạc bộ."""
    labels = [str(kind.label) for kind in kinds]
    return _("; nếu chưa có thì nhắc ").join(label[:1].lower() + label[1:] for label in labels)


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
