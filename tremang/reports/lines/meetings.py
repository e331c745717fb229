"""The monthly meetings."""

from django.utils.translation import gettext_lazy as _

from tremang.reports.lines.base import Line, Section, Span, Unit

SECTION = Section(
    "meetings",
    3,
    _("Sinh hoạt hằng tháng"),
    (
        Line("meetings", _("Buổi sinh hoạt đã ghi"), Unit.MEETING, "meetings", Span.PERIOD),
        Line("present", _("Lượt thành viên dự"), Unit.TIME, "present", Span.PERIOD),
        Line("attendance", _("Tỷ lệ dự sinh hoạt"), Unit.PERCENT, "present", Span.PERIOD, bottom="expected"),
    ),
    moved_by=("meetings.",),
)
