"""The members: how many, how old, how many women; how many in hardship, as far as they have said so; who holds a card.

Persons are counted once, where they joined first. Of hardship only what a member declared and agreed to have written down
is counted, of cards only those who were asked: whoever has said nothing is in none of these numbers.
"""

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
        Line(
            "poor", _("Trong đó: thuộc hộ nghèo, theo thành viên khai"), Unit.PERSON, "poor", once=True, sensitive=True
        ),
        Line(
            "near_poor", _("Trong đó: thuộc hộ cận nghèo, theo thành viên khai"), Unit.PERSON, "near_poor", once=True,
            sensitive=True,
        ),
        Line(
            "insured", _("Trong đó: có thẻ bảo hiểm y tế còn hạn, trong số đã hỏi"), Unit.PERSON, "insured", once=True,
            sensitive=True,
        ),
        Line(
            "insured_share", _("Tỷ lệ có thẻ bảo hiểm y tế trong số đã hỏi"), Unit.PERCENT, "insured",
            bottom="insurance_asked", sensitive=True,
        ),
    ),
    moved_by=(
        "members.membership",
        "members.person",
        "members.vulnerability",
        "members.need",
        "members.support",
        "health.insurance",
        "clubs.",
    ),
)  # fmt: skip
