"""Months and half-months as plain integers.

A month is year × 12 + (month - 1). A half-month is month × 2, plus 1 from the 15th on: the State's periods run
from the 15th to the 14th (NĐ 09/2019, art. 12), others by calendar month, and both add up from half-months.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

Month = int
Half = int


def month_of(day: date) -> Month:
    """The month that holds `day`."""
    return day.year * 12 + day.month - 1


def month_first(month: Month) -> date:
    """The first day of `month`."""
    return date(month // 12, month % 12 + 1, 1)


def month_text(month: Month) -> str:
    """The month as programs, addresses and names of files write it: 2026-09."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def month_last(month: Month) -> date:
    """The last day of `month`."""
    year, index = divmod(month, 12)
    return date(year, index + 1, monthrange(year, index + 1)[1])


def half_of(day: date) -> Half:
    """The half-month that holds `day`."""
    return month_of(day) * 2 + (day.day >= 15)


def half_first(half: Half) -> date:
    """The first day of `half`: a 1st or a 15th."""
    return month_first(half // 2).replace(day=15 if half % 2 else 1)


def half_last(half: Half) -> date:
    """The last day of `half`: a 14th or the last of the month."""
    return month_last(half // 2) if half % 2 else month_first(half // 2).replace(day=14)


@lru_cache(4096)
def last_complete_month(day: date) -> Month:
    """The newest month that has ended on or before `day`."""
    month = month_of(day)
    return month if day == month_last(month) else month - 1


@lru_cache(4096)
def add_months(day: date, count: int) -> date:
    """`day` moved by `count` months, clamped to the month's end (31/1 + 1 = 28/2)."""
    month = month_of(day) + count
    return month_first(month).replace(day=min(day.day, month_last(month).day))


@lru_cache(4096)
def year_window(day: date) -> date:
    """The first day of the 12 months up to and including `day`."""
    return add_months(day, -12) + timedelta(days=1)


def years_between(born: date, day: date) -> int:
    """Completed years from `born` to `day`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_on(born_year: int, born_on: date | None, day: date) -> int:
    """Age in years on `day`; the difference of years where only the year of birth is known."""
    return years_between(born_on, day) if born_on else day.year - born_year
