"""What clubs own: things in use, and what they were worth when they came."""

from django.utils.translation import gettext_lazy as _

from tremang.reports.lines.base import Line, Section, Unit

SECTION = Section(
    "assets",
    7,
    _("Trang thiết bị"),
    (
        Line("equipment", _("Trang thiết bị đang có"), Unit.THING, "equipment"),
        Line("equipment_value", _("Giá trị trang thiết bị khi nhận"), Unit.DONG, "equipment_value"),
    ),
    moved_by=("resources.equipment",),
)
