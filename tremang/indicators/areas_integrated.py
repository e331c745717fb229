"""Clubs that bring the scheme on digital change, green change, start-up and jobs into the 8 contents (I.2.3.a and b)."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tremang.indicators.base import Indicator, Level, Standing, Unit
from tremang.indicators.records import ClubRecord, Phase
from tremang.kernel.periods import year_window


def rule(club: ClubRecord, day: date, phase: Phase) -> Iterable[Standing]:
    """Active clubs with a meeting or an activity of their books under one of the four themes in the 12 months up to the day."""
    if club.is_active(day):
        done = club.themes_between(year_window(day), day)
        yield Standing(club.id, done, True, "" if done else "none")


INDICATOR = Indicator(
    code="areas_integrated",
    number=9,
    title=_("Câu lạc bộ lồng ghép 8 nội dung với nhiệm vụ chuyển đổi số, chuyển đổi xanh, khởi nghiệp, tạo việc làm"),
    short=_("Lồng ghép số, xanh, khởi nghiệp, việc làm"),
    plan_ref="I.2.3.a; I.2.3.b",
    quote=_(
        "8 nội dung hoạt động của các câu lạc bộ liên thế hệ tự giúp nhau có lồng ghép với nhiệm vụ của Đề án người cao "
        "tuổi tham gia đẩy mạnh chuyển đổi số, chuyển đổi xanh, khởi nghiệp và tạo việc làm."
    ),
    counted_as=_(
        "Trong 12 tháng qua có ít nhất một buổi sinh hoạt, hoặc một việc trong sổ 8 nội dung, nói đến hoặc làm một trong "
        "bốn việc đó."
    ),
    denominator_is=_("Câu lạc bộ đang hoạt động."),
    not_counted=_("Câu lạc bộ tạm dừng."),
    convention=_("Kế hoạch không đặt mức, nên chỉ theo dõi."),
    unit=Unit.CLUB,
    level=Level.CLUB,
    rule=rule,
    reasons={"none": gettext_noop("12 tháng qua chưa có buổi hoặc việc nào lồng ghép.")},
)
