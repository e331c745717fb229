"""Clubs that themselves did something under the four themes (I.2.3.a, sixth line)."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tremang.indicators.base import Indicator, Level, Standing, Unit
from tremang.indicators.records import ClubRecord, Phase
from tremang.kernel.periods import year_window


def rule(club: ClubRecord, day: date, phase: Phase) -> Iterable[Standing]:
    """Active clubs with an activity of their own, not only a talk, in the 12 months up to the day."""
    if not club.is_active(day):
        return
    since = year_window(day)
    if club.themes_between(since, day, own=True):
        yield Standing(club.id, True)
    elif club.themes_between(since, day):
        yield Standing(club.id, False, True, "only_talks", gap=1)
    else:
        yield Standing(club.id, False, True, "none", gap=2)


INDICATOR = Indicator(
    code="digital_green_jobs",
    number=11,
    title=_(
        "Câu lạc bộ thực hiện nhiệm vụ người cao tuổi tham gia chuyển đổi số, chuyển đổi xanh, khởi nghiệp, tạo việc làm"
    ),
    short=_("Tự làm việc số, xanh, khởi nghiệp, việc làm"),
    plan_ref="I.2.3.a",
    quote=_(
        "50% câu lạc bộ thực hiện nhiệm vụ người cao tuổi tham gia chuyển đổi số, chuyển đổi xanh, khởi nghiệp, tạo "
        "việc làm."
    ),
    counted_as=_("Trong 12 tháng qua có ít nhất một việc do câu lạc bộ tự làm, không chỉ nghe nói chuyện."),
    denominator_is=_("Câu lạc bộ đang hoạt động."),
    not_counted=_("Câu lạc bộ tạm dừng. Buổi chỉ nói chuyện chuyên đề."),
    convention=_("Câu lạc bộ tự đánh dấu việc mình làm khi ghi buổi sinh hoạt hoặc ghi sổ 8 nội dung."),
    unit=Unit.CLUB,
    level=Level.CLUB,
    rule=rule,
    reasons={
        "only_talks": gettext_noop("Đã nói chuyện chuyên đề, chưa có việc tự làm."),
        "none": gettext_noop("12 tháng qua chưa có việc nào."),
    },
)
