"""Clubs whose income fund holds 50 million đồng or more (I.2.3.a, eighth line)."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tremang.indicators.base import Indicator, Level, Standing, Unit
from tremang.indicators.records import ClubRecord, Phase
from tremang.kernel.format import vnd

ENOUGH = 50_000_000  # đồng


def rule(club: ClubRecord, day: date, phase: Phase) -> Iterable[Standing]:
    """Active clubs; the balance is cash, bank and loans outstanding at the end of the day."""
    if not club.is_active(day):
        return
    balance = club.balance_on(day)
    if balance is None:
        yield Standing(club.id, False, True, "unknown", gap=ENOUGH)
    elif balance >= ENOUGH:
        yield Standing(club.id, True, True, "enough", {"balance": vnd(balance)})
    else:
        detail = {"balance": vnd(balance), "lacking": vnd(ENOUGH - balance)}
        yield Standing(club.id, False, True, "lacking", detail, gap=ENOUGH - balance)


INDICATOR = Indicator(
    code="fund_over_50m",
    number=13,
    title=_("Câu lạc bộ có quỹ tăng thu nhập từ 50 triệu đồng trở lên"),
    short=_("Quỹ từ 50 triệu đồng trở lên"),
    plan_ref="I.2.3.a",
    quote=_("50% - 70% câu lạc bộ có quỹ tăng thu nhập đạt từ 50 triệu đồng trở lên."),
    counted_as=_("Tiền mặt, tiền gửi và dư nợ cho vay của Quỹ tăng thu nhập, cộng lại từ 50.000.000 đ."),
    denominator_is=_("Câu lạc bộ đang hoạt động."),
    not_counted=_("Câu lạc bộ tạm dừng. Quỹ hoạt động và hiện vật không cộng vào."),
    convention=_("Dư nợ được tính vào quỹ. Số dư tính từ sổ quỹ của câu lạc bộ, cuối ngày được hỏi."),
    unit=Unit.CLUB,
    level=Level.CLUB,
    rule=rule,
    reasons={
        "unknown": gettext_noop("Chưa mở sổ Quỹ tăng thu nhập."),
        "enough": gettext_noop("Quỹ có %(balance)s."),
        "lacking": gettext_noop("Quỹ có %(balance)s, còn thiếu %(lacking)s."),
    },
)
