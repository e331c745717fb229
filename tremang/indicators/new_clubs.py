"""Clubs newly founded (I.2.1; I.2.3.a and b): by the day of the founding decision."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tremang.indicators.base import Indicator, Level, Standing, Unit
from tremang.indicators.records import ClubRecord, Phase


def counts(decided_on: date | None, is_refounding: bool, phase: Phase) -> bool:
    """Whether a club with this decision is a new club of the phase."""
    return phase.holds(decided_on) and not is_refounding


def rule(club: ClubRecord, day: date, phase: Phase) -> Iterable[Standing]:
    """A club counts from its decision on; once dissolved it stays counted and is shown as such."""
    if club.decided_on is None or club.decided_on > day:
        if club.state_on(day) in ("campaign", "proposed"):
            yield Standing(club.id, False, False, "undecided", gap=1)
        return
    if not phase.holds(club.decided_on):
        return
    if club.is_refounding:
        yield Standing(club.id, False, False, "refounding", gap=2)
    elif club.state_on(day) in ("dissolved", "merged"):
        yield Standing(club.id, True, False, "closed_since")
    else:
        yield Standing(club.id, True, False)


INDICATOR = Indicator(
    code="new_clubs",
    number=1,
    title=_("Câu lạc bộ thành lập mới"),
    short=_("Câu lạc bộ mới"),
    plan_ref="I.2.1; I.2.3.a; I.2.3.b",
    quote=_("Xây dựng thành lập mới ít nhất 250 câu lạc bộ liên thế hệ tự giúp nhau mỗi giai đoạn, 500 đến năm 2035."),
    counted_as=_("Câu lạc bộ có ngày quyết định thành lập nằm trong giai đoạn và không phải thành lập lại."),
    denominator_is="",
    not_counted=_("Câu lạc bộ thành lập lại sau khi sắp xếp đơn vị hành chính, được kể riêng."),
    convention=_("Câu lạc bộ thành lập rồi giải thể vẫn được tính và ghi rõ. Năm 2030 thuộc giai đoạn 2026–2030."),
    unit=Unit.CLUB,
    level=Level.CLUB,
    rule=rule,
    reasons={
        "undecided": gettext_noop("Đang vận động hoặc đề nghị, chưa có quyết định."),
        "refounding": gettext_noop("Thành lập lại, kể riêng."),
        "closed_since": gettext_noop("Trong đó đã giải thể hoặc sáp nhập."),
    },
    percent=False,
    phased=True,
)
