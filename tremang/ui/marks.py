"""Shapes that stand beside words: verdicts, icons, the cells of the twelve-month grid, the mark of the house."""

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from tremang.ui.svg import tag

DISC = '<circle class="mark" cx="10" cy="10" r="8"/>'
VERDICTS = {
    "met": (_("Đạt"), DISC + '<path class="mark-tick" d="m6.2 10.3 2.7 2.7 5-5.6"/>'),
    "on_pace": (_("Đúng nhịp"), DISC),
    "above_range": (_("Trên khoảng"), '<path class="mark" d="M10 2 19 18H1z"/>'),
    "behind": (
        _("Chậm nhịp"),
        '<circle class="mark-line late" cx="10" cy="10" r="7.4"/><path class="mark late" d="M10 2.6a7.4 7.4 0 0 0 0 14.8z"/>',
    ),
    "no_number": (_("Theo dõi"), '<path class="mark-line quiet" d="M2 10h16"/>'),
    "undeclared": (
        _("Chưa khai báo"),
        '<circle class="mark-line quiet" cx="10" cy="10" r="7.6" stroke-dasharray="3.2 2.8"/>',
    ),
}
CELLS = {
    "present": (_("có mặt"), '<circle class="mark" cx="10" cy="10" r="8"/>'),
    "represented": (
        _("cử người đi thay"),
        '<circle class="mark-line" cx="10" cy="10" r="7"/><path class="mark" d="M10 3a7 7 0 0 0 0 14z"/>',
    ),
    "excused": (
        _("vắng có phép"),
        '<circle class="mark-line ink" cx="10" cy="10" r="7"/><circle class="mark ink" cx="10" cy="10" r="3"/>',
    ),
    "absent": (_("vắng"), '<circle class="mark-line ink" cx="10" cy="10" r="7"/>'),
    "none": (_("chưa có buổi hoặc chưa vào"), '<path class="mark-line quiet" d="M6 10h8"/>'),
    "done": (_("có làm"), '<rect class="mark" x="2" y="2" width="16" height="16" rx="3"/>'),
    "not_done": (_("chưa làm"), '<rect class="mark-line quiet" x="3" y="3" width="14" height="14" rx="3"/>'),
}
ICONS = {
    "clock": '<circle class="stroke" cx="10" cy="10" r="8"/><path class="stroke" d="M10 5.5V10h3.5"/>',
    "tick": DISC + '<path class="mark-tick" d="m6.2 10.3 2.7 2.7 5-5.6"/>',
    "ring": '<circle class="mark-line ink" cx="10" cy="10" r="8"/>',
    "right": '<path class="stroke" d="m7 3 6 7-6 7"/>',
    "left": '<path class="stroke" d="m13 3-6 7 6 7"/>',
    "down": '<path class="stroke" d="m3 7 7 6 7-6"/>',
    "caret": '<path class="solid" d="M2 4h16l-8 13z"/>',
    "caret-up": '<path class="solid" d="M2 16h16L10 3z"/>',
}
LOGO = mark_safe(
    '<svg viewBox="0 0 30 38" aria-hidden="true">'
    '<path class="logo-bamboo" d="M3 1h10v36H3zM1 11.5h14v2H1zM1 24.5h14v2H1z"/>'
    '<path class="logo-node" d="M0 12.5h16M0 25.5h16"/>'
    '<path class="logo-bamboo" d="M1 10.2h14v1.6H1zM1 13.2h14v1.6H1zM1 23.2h14v1.6H1zM1 26.2h14v1.6H1z"/>'
    '<path class="logo-shoot" d="M23.5 14c4 6 6 13 5.6 23H18c-.5-10 1.500-17 5.500-23z"/>'
    '<path class="logo-leaf" d="M18 30c4.500-.5 8-3 10-6.500M23.500 37c.5-4 2-7 5.500-9.500"/></svg>'
)


def shape(inside: str, label: str = "", cls: str = "icon") -> SafeString:
    """One shape in a 20 × 20 square; named when it stands without words."""
    named = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return mark_safe(tag("svg", inside, viewBox="0 0 20 20", cls=cls, **named))
