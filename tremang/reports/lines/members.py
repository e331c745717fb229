"""The members: how many, how old, how many women."""

from django.utils.translation import gettext_lazy as _

from tremang.reports.lines.base import Line, Section, Unit

SECTION = Section(
    "members",
    2,
    _("Thành viên"),
    (
        Line("memberships", _("Lượt thành viên trong danh sách các câu lạc bộ"), Unit.TIME, "members"),
        Line("members", _("Thành viên (mỗi người tính một lần)"), Unit.PERSON, "members_once", once=True),
        Line("older", _("Trong đó: từ 60 tuổi"), Unit.PERSON, "older", once=True),
        Line("women", _("Trong đó: phụ nữ"), Unit.PERSON, "women", once=True),
        Line("older_share", _("Tỷ lệ người từ 60 tuổi"), Unit.PERCENT, "older", bottom="members_once"),
        Line("women_share", _("Tỷ lệ phụ nữ"), Unit.PERCENT, "women", bottom="members_once"),
    ),
    moved_by=(
        "members.membership",
        "members.person",
        "members.vulnerability",
        "members.need",
        "members.support",
        "clubs.",
    ),
)
