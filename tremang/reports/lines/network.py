"""The clubs: how many there are, how many came and went, how many meet the standard.

The number at the end is that at the beginning, and those launched, less those dissolved and those that went into another.
A club is founded by a decision, often some weeks before it is launched: that is told beside it, and not added.
"""

from django.utils.translation import gettext_lazy as _

from tremang.reports.lines.base import Line, Section, Span, Unit

SECTION = Section(
    "network",
    1,
    _("Mạng lưới câu lạc bộ"),
    (
        Line("launched", _("Ra mắt trong kỳ"), Unit.CLUB, "launched", Span.PERIOD),
        Line("dissolved", _("Giải thể trong kỳ"), Unit.CLUB, "dissolved", Span.PERIOD),
        Line("merged", _("Sáp nhập vào câu lạc bộ khác trong kỳ"), Unit.CLUB, "merged", Span.PERIOD),
        Line("clubs", _("Câu lạc bộ hiện có cuối kỳ"), Unit.CLUB, "clubs"),
        Line("clubs_active", _("Trong đó: đang hoạt động"), Unit.CLUB, "clubs_active"),
        Line("clubs_paused", _("Trong đó: đang tạm dừng"), Unit.CLUB, "clubs_paused"),
        Line("founded", _("Có quyết định thành lập trong kỳ"), Unit.CLUB, "founded", Span.PERIOD),
        Line("clubs_standard", _("Câu lạc bộ đạt chuẩn"), Unit.CLUB, "clubs_standard"),
        Line(
            "communes_counted",
            _("Xã, phường có câu lạc bộ đạt chuẩn"),
            Unit.COMMUNE,
            "communes_with_standard_clubs.P1.n",
        ),
    ),
    moved_by=("clubs.", "places.", "territory.", "standard."),
)
