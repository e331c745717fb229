"""The 8 contents: what was done, how many took part, how many different persons in the year."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tremang.meetings.areas import AREA_LABELS, Area
from tremang.reports.lines.base import Line, Section, Span, Unit


def _of(area: Area) -> tuple[Line, Line, Line]:
    code, name = area.name.lower(), AREA_LABELS[area]
    return (
        Line(f"done_{code}", format_lazy("{}{}", name, _(": buổi và hoạt động")), Unit.ACTIVITY, f"done_{code}", Span.PERIOD),
        Line(f"took_{code}", format_lazy("{}{}", name, _(": lượt người tham gia")), Unit.TIME, f"took_{code}", Span.PERIOD),
        Line(
            f"persons_{code}", format_lazy("{}{}", name, _(": số người trong năm")), Unit.PERSON, f"persons_{code}", Span.YEAR,
            once=True,
        ),
    )  # fmt: skip


SECTION = Section(
    "contents",
    4,
    _("8 nội dung hoạt động"),
    (
        *(line for area in Area for line in _of(area)),
        Line("value_selfhelp", _("Giá trị giúp nhau"), Unit.DONG, "value_selfhelp", Span.PERIOD),
        Line("value_resources", _("Giá trị nguồn lực vận động được"), Unit.DONG, "value_resources", Span.PERIOD),
        Line(
            "poverty_exits",
            _("Hộ thành viên thoát nghèo"),
            Unit.HOUSEHOLD,
            "poverty_exits",
            Span.PERIOD,
            sensitive=True,
        ),
    ),
    moved_by=("meetings.", "areas.", "livelihood."),
)
