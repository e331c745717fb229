"""Clubs that meet every month and cover all 8 contents (I.2.3.a, sixth line)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tremang.indicators.base import Indicator, Level, Standing, Unit
from tremang.indicators.clubs import months_to_judge
from tremang.indicators.records import FAR, ClubRecord, Phase
from tremang.kernel.periods import month_first, month_last, month_of

ALL_CONTENTS = 0xFF
MONTHS_MAY_MISS = 0  # a setting of the City: how many months may pass without a meeting (Tết)


def by_month(club: ClubRecord, months: range) -> dict[int, int]:
    """Month → the contents covered by that month's meetings and books, as bits; months without a meeting are missing."""
    window = club.window(month_first(months[0]), month_last(months[-1]))
    found: dict[int, int] = {}
    for held_on, contents in zip(club.held[window], club.contents[window], strict=True):
        month = month_of(held_on)
        found[month] = found.get(month, 0) | contents
    if club.covered:
        return {month: contents | club.covered.get(month, 0) for month, contents in found.items()}
    return found


def rule(club: ClubRecord, day: date, phase: Phase) -> Iterable[Standing]:
    """Active clubs launched at least 3 complete months ago: a meeting in each judged month, all 8 contents within them.

    Meetings and books cover contents; only a meeting makes a month one with a meeting.
    """
    months = months_to_judge(club, day)
    if months is None or not club.is_active(day):
        return
    found = by_month(club, months)
    missed = len(months) - len(found)
    covered = 0
    for contents in found.values():
        covered |= contents
    if club.covered:  # a month without a meeting is missed, yet what was done in it was done
        for month in months:
            covered |= club.covered.get(month, 0)
    lacking = [str(area) for area in range(1, 9) if not covered >> (area - 1) & 1]
    if missed <= MONTHS_MAY_MISS and not lacking:
        strict = all(contents == ALL_CONTENTS for contents in found.values())
        yield Standing(club.id, True, True, "strict" if strict else "full")
    elif missed > MONTHS_MAY_MISS and lacking:
        detail = {"missed": missed, "lacking": ", ".join(lacking)}
        yield Standing(club.id, False, True, "both", detail, gap=missed + len(lacking))
    elif lacking:
        yield Standing(club.id, False, True, "lacking", {"lacking": ", ".join(lacking)}, gap=len(lacking))
    else:
        yield Standing(club.id, False, True, "missed", {"missed": missed, "months": len(months)}, gap=missed)


def moments(club: ClubRecord) -> Iterator[date]:
    """Ends of months until 12 of them have passed with nothing done in them, and where a stage of the club's life begins or ends."""
    for from_on, to_on, _state in club.states:
        yield from_on
        if to_on != FAR:
            yield to_on + timedelta(days=1)
    if club.launched_on is not None:
        latest = [month_of(day) for day in (club.launched_on, *club.held[-1:])]
        for month in range(month_of(club.launched_on), max([*latest, *club.covered]) + 15):
            yield month_last(month)


INDICATOR = Indicator(
    code="full_and_monthly",
    number=10,
    title=_("Câu lạc bộ sinh hoạt đủ 8 nội dung và định kỳ hằng tháng"),
    short=_("Đủ 8 nội dung, hằng tháng"),
    plan_ref="I.2.3.a",
    quote=_(
        "50% câu lạc bộ đảm bảo sinh hoạt đủ 8 nội dung hoạt động theo quy định, duy trì sinh hoạt định kỳ hằng tháng."
    ),
    counted_as=_(
        "Tháng nào cũng có sinh hoạt trong 12 tháng trọn gần nhất, và trong các tháng đó có đủ 8 nội dung, ở buổi sinh "
        "hoạt hoặc trong sổ 8 nội dung."
    ),
    denominator_is=_("Câu lạc bộ đang hoạt động, đã ra mắt từ 3 tháng trọn trở lên."),
    not_counted=_("Câu lạc bộ tạm dừng hoặc mới ra mắt chưa đủ 3 tháng trọn."),
    convention=_(
        "Câu lạc bộ ra mắt chưa đủ 12 tháng thì xét các tháng trọn sau tháng ra mắt. Ở phần “Đã tính” có thêm số chặt hơn: "
        "tháng nào cũng đủ 8 nội dung (mục III.2). Việc cơ quan ghi giúp chỉ tính khi câu lạc bộ đã xác nhận."
    ),
    unit=Unit.CLUB,
    level=Level.CLUB,
    rule=rule,
    looks_back=12,
    moments=moments,
    reasons={
        "strict": gettext_noop("Tháng nào cũng đủ 8 nội dung."),
        "full": gettext_noop("Đủ 8 nội dung trong các tháng xét."),
        "both": gettext_noop("Thiếu %(missed)s tháng và chưa có nội dung %(lacking)s."),
        "lacking": gettext_noop("Chưa có nội dung %(lacking)s."),
        "missed": gettext_noop("Thiếu sinh hoạt %(missed)s trong %(months)s tháng."),
    },
)
