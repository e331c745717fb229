"""Clubs kept in quality (I.2.2): assessed within 12 months and found to meet the standard."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tremang.indicators.base import Indicator, Level, Standing, Unit
from tremang.indicators.records import ClubRecord, Phase
from tremang.kernel.format import day as written
from tremang.kernel.periods import year_window


def rule(club: ClubRecord, day: date, phase: Phase) -> Iterable[Standing]:
    """Clubs launched and not dissolved or merged; without an assessment in 12 months a club counts as not kept."""
    if club.state_on(day) not in ("active", "paused"):
        return
    found = club.assessment_on(day, year_window(day))
    if found is None:
        before = club.assessment_on(day, date.min)
        if before is None:
            yield Standing(club.id, False, True, "never", gap=3)
        else:
            yield Standing(club.id, False, True, "lapsed", {"day": written(before[0])}, gap=1)
    elif found[1]:
        yield Standing(club.id, True)
    else:
        yield Standing(club.id, False, True, "below", {"day": written(found[0])}, gap=2)


INDICATOR = Indicator(
    code="quality_kept",
    number=2,
    title=_("Câu lạc bộ được duy trì bảo đảm chất lượng hoạt động và quản lý"),
    short=_("Câu lạc bộ giữ chất lượng"),
    plan_ref="I.2.2",
    quote=_(
        "Duy trì đảm bảo chất lượng hoạt động và quản lý 100% các câu lạc bộ liên thế hệ tự giúp nhau đã thành lập ở "
        "giai đoạn trước và các câu lạc bộ liên thế hệ tự giúp nhau mới thành lập."
    ),
    counted_as=_("Lần đánh giá gần nhất trong 12 tháng qua ghi đạt chuẩn hoặc đạt chuẩn, xếp loại tốt."),
    denominator_is=_("Câu lạc bộ đã ra mắt, chưa giải thể, chưa sáp nhập."),
    not_counted=_("Câu lạc bộ chưa ra mắt, đã giải thể hoặc đã sáp nhập."),
    convention=_("12 tháng không có lần đánh giá nào thì tính là chưa giữ được và ghi là chưa đánh giá."),
    unit=Unit.CLUB,
    level=Level.CLUB,
    rule=rule,
    reasons={
        "never": gettext_noop("Chưa đánh giá lần nào."),
        "lapsed": gettext_noop("Chưa đánh giá lại từ %(day)s."),
        "below": gettext_noop("Đánh giá %(day)s: chưa đạt."),
    },
)
