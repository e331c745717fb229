"""Courses: of officials who carry out the plan, of boards, and what members are taught to earn better.

How many courses were held is on record only for the last: of the others each is written down for those who completed it.
"""

from django.utils.translation import gettext_lazy as _

from tremang.reports.lines.base import Line, Section, Span, Unit

SECTION = Section(
    "training",
    6,
    _("Tập huấn, dạy nghề"),
    (
        Line("staff_courses", _("Cán bộ được tập huấn trong kỳ"), Unit.TIME, "staff_courses", Span.PERIOD),
        Line(
            "board_courses",
            _("Thành viên Ban Chủ nhiệm được tập huấn trong kỳ"),
            Unit.TIME,
            "board_courses",
            Span.PERIOD,
        ),
        Line("classes", _("Lớp dạy nghề, buổi hướng dẫn kỹ thuật trong kỳ"), Unit.MEETING, "classes", Span.PERIOD),
        Line("class_people", _("Người dự các lớp, buổi ấy"), Unit.TIME, "class_people", Span.PERIOD),
    ),
    moved_by=("training.", "livelihood.", "areas.", "members.boardmember"),
)
