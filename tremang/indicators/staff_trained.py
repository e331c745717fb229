"""Officials who carry out the plan and completed a course in the phase (I.2.3.a and b, first line)."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tremang.indicators.base import Indicator, Level, Standing, Unit
from tremang.indicators.records import CommuneRecord, Phase


def rule(commune: CommuneRecord, day: date, phase: Phase) -> Iterable[Standing]:
    """Officials on the list on the day; a commune that has declared none is left out of both sides."""
    listed = [official for official in commune.officials if official.from_on <= day <= official.to_on]
    if not listed:
        if commune.is_commune:
            yield Standing(commune.id, False, False, "undeclared", left_out=True)
        return
    for official in listed:
        done = any(phase.holds(completed) and completed <= day for completed in official.courses)
        yield Standing(official.id, done, True, "" if done else "untrained")


INDICATOR = Indicator(
    code="staff_trained",
    number=3,
    title=_("Cán bộ tham gia triển khai Kế hoạch được nâng cao nhận thức và phương pháp hỗ trợ"),
    short=_("Cán bộ được tập huấn"),
    plan_ref="I.2.3.a; I.2.3.b",
    quote=_(
        "100% cán bộ tham gia triển khai Kế hoạch được nâng cao nhận thức, phương pháp hỗ trợ Ban chủ nhiệm câu lạc bộ "
        "liên thế hệ tự giúp nhau thành lập, xây dựng và quản lý câu lạc bộ liên thế hệ tự giúp nhau."
    ),
    counted_as=_("Cán bộ trong danh sách đã học xong ít nhất một lớp trong giai đoạn."),
    denominator_is=_("Cán bộ có tên trong danh sách tham gia triển khai Kế hoạch vào ngày tính."),
    not_counted=_("Xã, phường chưa khai báo danh sách cán bộ thì để ngoài cả tử số và mẫu số."),
    convention=_("Học trước năm 2026 không tính cho giai đoạn 2026–2030."),
    unit=Unit.OFFICIAL,
    level=Level.COMMUNE,
    rule=rule,
    reasons={
        "undeclared": gettext_noop("Chưa khai báo danh sách cán bộ."),
        "untrained": gettext_noop("Chưa học lớp nào trong giai đoạn."),
    },
    phased=True,
)
