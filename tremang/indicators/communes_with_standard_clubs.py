"""Communes with at least 1 (later 4) clubs that meet the standard (I.2.3.a and b, fourth line)."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tremang.indicators.base import Indicator, Level, Standing, Unit
from tremang.indicators.clubs import standard_on
from tremang.indicators.records import CommuneRecord, Phase

AT_LEAST = {"P1": 1, "P2": 4}
STRETCH = {"P1": 3, "P2": 6}


def rule(commune: CommuneRecord, day: date, phase: Phase) -> Iterable[Standing]:
    """Communes valid on the day; the upper end of the plan's range is shown as the stretch."""
    if not commune.is_commune:
        return
    found = sum(standard_on(club, day) for club in commune.clubs)
    lacking = AT_LEAST[phase.code] - found
    if lacking > 0:
        yield Standing(commune.id, False, True, "lacking", {"found": found, "lacking": lacking}, gap=lacking)
    else:
        why = "stretch" if found >= STRETCH[phase.code] else "enough"
        yield Standing(commune.id, True, True, why, {"found": found})


INDICATOR = Indicator(
    code="communes_with_standard_clubs",
    number=7,
    title=_("Xã, phường có đủ số câu lạc bộ hoạt động đạt chuẩn"),
    short=_("Xã, phường có câu lạc bộ đạt chuẩn"),
    plan_ref="I.2.3.a; I.2.3.b",
    quote=_(
        "100% xã, phường có ít nhất từ 01 - 03 câu lạc bộ liên thế hệ tự giúp nhau hoạt động đạt chuẩn "
        "(giai đoạn 2031–2035: 04 - 06)."
    ),
    counted_as=_(
        "Xã, phường có ít nhất 1 câu lạc bộ đang hoạt động được đánh giá đạt chuẩn trong 12 tháng qua (sau 2030: 4)."
    ),
    denominator_is=_("Tất cả xã, phường của Thành phố vào ngày tính."),
    not_counted=_("Câu lạc bộ tạm dừng, hoặc đánh giá đã quá 12 tháng."),
    convention=_("Kế hoạch ghi khoảng 01 - 03 và 04 - 06: mức dưới là mức phải đạt, mức trên để phấn đấu."),
    unit=Unit.COMMUNE,
    level=Level.COMMUNE,
    rule=rule,
    reasons={
        "lacking": gettext_noop("Có %(found)s, còn thiếu %(lacking)s câu lạc bộ đạt chuẩn."),
        "enough": gettext_noop("Có %(found)s câu lạc bộ đạt chuẩn."),
        "stretch": gettext_noop("Có %(found)s câu lạc bộ đạt chuẩn, bằng hoặc hơn mức phấn đấu."),
    },
    phased=True,
)
