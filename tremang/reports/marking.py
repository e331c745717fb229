"""How a report is marked where many stand side by side: one shape and one wording, on every board and in the calendar."""

from django.utils.translation import gettext as _

from tremang.reports.below import DONE
from tremang.reports.models.written import State


def marked(
    state: State, *, is_there: bool, complete: bool, on_time: bool, is_late: bool
) -> tuple[str, str]:  # fmt: skip
    """Shape and words of where a report stands."""
    if state == State.RETURNED:
        return "behind", str(State.RETURNED.label)
    if is_late:
        return "behind", _("Trễ hạn")
    if complete:
        return ("met", _("Đủ, đúng hạn")) if on_time else ("on_pace", _("Đủ, muộn"))
    if not is_there:
        return "undeclared", _("Chưa đến hạn")
    if state in DONE:
        return "on_pace", _("Đã duyệt, gửi khi còn thiếu") if on_time else _("Đã duyệt, gửi muộn, còn thiếu")
    return "on_pace", _("Đã gửi khi còn thiếu") if on_time else _("Gửi muộn, còn thiếu")
