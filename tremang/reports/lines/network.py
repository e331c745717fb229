"""The clubs: how many there are, how many are new, how many meet the standard."""

from django.utils.translation import gettext_lazy as _

from tremang.reports.lines.base import Line, Section, Span, Unit

SECTION = Section(
    "network",
    1,
    _("Mạng lưới câu lạc bộ"),
    (
        Line("clubs", _("Câu lạc bộ hiện có"), Unit.CLUB, "clubs"),
        Line("clubs_active", _("Trong đó: đang hoạt động"), Unit.CLUB, "clubs_active"),
        Line("clubs_paused", _("Trong đó: đang tạm dừng"), Unit.CLUB, "clubs_paused"),
        Line("founded", _("Thành lập trong kỳ"), Unit.CLUB, "founded", Span.PERIOD),
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
