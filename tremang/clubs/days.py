"""On which day a club meets next: a fixed day of the month, by the solar or the lunar calendar.

A month shorter than the day takes its last day. A day that falls into Tết (28 Chạp to mùng 6) moves to mùng 7 where
that keeps the month, else to the day before Tết begins: our own default, as no rule of the clubs says it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _
from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar

from tremang.clubs.models import Club, State
from tremang.kernel.periods import month_first, month_last, month_of

TET_BEFORE, TET_DAYS = 3, 6
FULL_MOON, LAST_MUNG = 15, 10
ONE_DAY = timedelta(days=1)


def next_meeting_day(club: Club, today: date) -> date | None:
    """The first of the club's monthly days from `today` on; None unless the club is active."""
    if club.state != State.ACTIVE:
        return None
    return next_day(club.meeting_day, club.meets_by_lunar, today)


def next_day(day: int, by_lunar: bool, today: date) -> date:
    """The first time from `today` on that a club meets that meets on `day` of each month."""
    return next(days_from(day, by_lunar, today))


def days_from(day: int, by_lunar: bool, since: date) -> Iterator[date]:
    """All the times from `since` on that a club meets that meets on `day` of each month, without end."""
    months = _lunar_months(since) if by_lunar else _solar_months(since)
    found = (_outside_tet(min(first + timedelta(days=day - 1), last), first, last) for first, last in months)
    return (when for when in found if when >= since)


def monthly_words(day: int, by_lunar: bool) -> str:
    """The monthly day as people say it: "ngày 25 hằng tháng", "rằm âm lịch hằng tháng"."""
    if not by_lunar:
        return _("ngày %(day)s hằng tháng") % {"day": day}
    if day == FULL_MOON:
        return _("ngày rằm âm lịch hằng tháng")
    if day <= LAST_MUNG:
        return _("mùng %(day)s âm lịch hằng tháng") % {"day": day}
    return _("ngày %(day)s âm lịch hằng tháng") % {"day": day}


def lunar_words(day: date) -> str:
    """The lunar date of `day`: "rằm tháng Tám", "mùng 1 tháng Giêng", "ngày 20 tháng Chạp"."""
    lunar = _lunar(day)
    name = _months()[lunar.month - 1]
    if lunar.leap:
        name = _("%(month)s nhuận") % {"month": name}
    if lunar.day == FULL_MOON:
        return _("rằm tháng %(month)s") % {"month": name}
    if lunar.day <= LAST_MUNG:
        return _("mùng %(day)s tháng %(month)s") % {"day": lunar.day, "month": name}
    return _("ngày %(day)s tháng %(month)s âm lịch") % {"day": lunar.day, "month": name}


def is_tet(day: date) -> bool:
    """Whether `day` falls into Tết, when no club is expected to meet."""
    begins = tet(day.year) - timedelta(days=TET_BEFORE)
    return begins <= day < tet(day.year) + timedelta(days=TET_DAYS)


def _months() -> list[str]:
    names = _("Giêng, Hai, Ba, Tư, Năm, Sáu, Bảy, Tám, Chín, Mười, Mười một, Chạp")
    return names.split(", ")


def _solar_months(today: date) -> Iterator[tuple[date, date]]:
    month = month_of(today)
    while True:
        yield month_first(month), month_last(month)
        month += 1


def _lunar_months(today: date) -> Iterator[tuple[date, date]]:
    first = today - timedelta(days=_lunar(today).day - 1)
    while True:
        # A lunar month has 29 or 30 days.
        following = first + timedelta(days=29 if _lunar(first + timedelta(days=29)).day == 1 else 30)
        yield first, following - ONE_DAY
        first = following


def _outside_tet(day: date, first: date, last: date) -> date:
    if not is_tet(day):
        return day
    after = tet(day.year) + timedelta(days=TET_DAYS)
    return after if first <= after <= last else tet(day.year) - timedelta(days=TET_BEFORE + 1)


@lru_cache(4096)
def _lunar(day: date) -> LunarDate:
    return solar_to_lunar(day)


@lru_cache(64)
def tet(year: int) -> date:
    """The first day of the lunar year that begins in `year`."""
    return lunar_to_solar(LunarDate(day=1, month=1, year=year))
