"""The share of women among the older joiners (I.2.3.a and b, third line): a range of 50 to 60 %."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tremang.indicators.base import Indicator, Level, Standing, Unit
from tremang.indicators.older_joiners import moments, standings
from tremang.indicators.records import ClubRecord, Phase


def rule(club: ClubRecord, day: date, phase: Phase) -> Iterable[Standing]:
    """Women among those whom `older_joiners` counts."""
    for member, standing in standings(club, day, phase):
        if standing.counted:
            is_woman = member.sex == "F"
            yield Standing(member.person_id, is_woman, True, "" if is_woman else "man")


INDICATOR = Indicator(
    code="older_women_share",
    number=6,
    title=_("Tỷ lệ nữ trong số người cao tuổi tham gia"),
    short=_("Tỷ lệ nữ"),
    plan_ref="I.2.3.a; I.2.3.b",
    quote=_("… trong đó tỷ lệ nữ người cao tuổi chiếm 50 - 60%."),
    counted_as=_("Phụ nữ trong số người cao tuổi vào câu lạc bộ mới."),
    denominator_is=_("Người cao tuổi vào câu lạc bộ mới."),
    not_counted=_("Người dưới 60 tuổi khi vào."),
    convention=_("Cao hơn 60% được ghi là trên khoảng, không phải là không đạt."),
    unit=Unit.PERSON,
    level=Level.CLUB,
    rule=rule,
    reasons={"man": gettext_noop("Nam.")},
    phased=True,
    moments=moments,
)
