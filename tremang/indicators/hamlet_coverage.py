"""Hamlets that have a club (I.2.3.a and b, fifth line)."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tremang.indicators.base import Indicator, Level, Standing, Unit
from tremang.indicators.records import CommuneRecord, Phase


def rule(commune: CommuneRecord, day: date, phase: Phase) -> Iterable[Standing]:
    """Hamlets valid on the day, in communes whose catalogue has a counting date; the others are left out."""
    if not commune.is_commune:
        return
    if not commune.is_counted:
        yield Standing(commune.id, False, False, "undeclared", left_out=True)
        return
    served: set[int] = set()
    resting: set[int] = set()
    for club in commune.clubs:
        state = club.state_on(day)
        if state in ("active", "paused", "founded"):
            named = {hamlet for hamlet, from_on, to_on in club.hamlets if from_on <= day <= to_on}
            (served if state == "active" else resting).update(named)
    for hamlet, from_on, to_on in commune.hamlets:
        if from_on <= day <= to_on:
            if hamlet in served:
                yield Standing(hamlet, True)
            elif hamlet in resting:
                yield Standing(hamlet, False, True, "resting", gap=1)
            else:
                yield Standing(hamlet, False, True, "none", gap=2)


INDICATOR = Indicator(
    code="hamlet_coverage",
    number=8,
    title=_("Thôn, tổ dân phố, khu dân cư có câu lạc bộ"),
    short=_("Thôn, tổ dân phố có câu lạc bộ"),
    plan_ref="I.2.3.a; I.2.3.b",
    quote=_(
        "30% số thôn, tổ dân phố, khu dân cư trên địa bàn Thành phố có câu lạc bộ liên thế hệ tự giúp nhau "
        "(giai đoạn 2031–2035: 40%)."
    ),
    counted_as=_("Thôn, tổ dân phố, khu dân cư là nơi đặt câu lạc bộ đang hoạt động hoặc được ghi trong quyết định."),
    denominator_is=_(
        "Thôn, tổ dân phố, khu dân cư có trong danh mục vào ngày tính, ở xã, phường đã ghi ngày kiểm đếm."
    ),
    not_counted=_("Xã, phường chưa khai báo tổng số thôn, tổ dân phố thì để ngoài cả tử số và mẫu số."),
    convention=_("Câu lạc bộ cấp phường chỉ phủ những tổ dân phố ghi trong quyết định, không phải mọi tổ."),
    unit=Unit.HAMLET,
    level=Level.COMMUNE,
    rule=rule,
    reasons={
        "undeclared": gettext_noop("Chưa khai báo tổng số thôn, tổ dân phố."),
        "resting": gettext_noop("Câu lạc bộ ở đây chưa ra mắt hoặc đang tạm dừng."),
        "none": gettext_noop("Chưa có câu lạc bộ."),
    },
)
