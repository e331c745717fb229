"""Birthdays by the solar and the lunar calendar, and the ages at which a long life is wished.

Who turns which age in a year follows the law's full years unless `LongevityAge.count` says tuổi mụ; for somebody of whom
only the year of birth is known, the difference of years. By tuổi mụ the years are lunar ones: whoever was born before
Tết belongs to the year before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from lunar_vn import LunarDate, lunar_to_solar, solar_to_lunar

from tremang.areas.culture.models import LongevityAge

FIRST_LUNAR = 1900  # the calendar of `lunar_vn` begins here; nobody older is a member
LONGEST_MONTH = 30


@dataclass(frozen=True)
class Birth:
    """When somebody was born: a day, or only a year."""

    year: int
    on: date | None = None

    @property
    def lunar(self) -> LunarDate | None:
        """The day of birth by the lunar calendar; None where the day is not known."""
        return solar_to_lunar(self.on) if self.on is not None and self.on.year >= FIRST_LUNAR else None

    def solar_day_in(self, year: int) -> date | None:
        """The birthday in a year; 29/2 is kept on 28/2 where February is short."""
        if self.on is None:
            return None
        try:
            return self.on.replace(year=year)
        except ValueError:
            return date(year, 2, 28)

    def lunar_days(self, since: date, until: date) -> list[date]:
        """The days from `since` to `until` on which the lunar birthday falls.

        A leap month's is kept in the plain month; the 30th of a short month on its last day.
        """
        lunar = self.lunar
        if lunar is None:
            return []
        days = (_lunar_day(lunar, year) for year in range(since.year - 1, until.year + 1))
        return [day for day in days if since <= day <= until]

    def turns(self, year: int, count: str = LongevityAge.Count.FULL) -> int:
        """The age reached in a year by one of the two ways of counting."""
        if count == LongevityAge.Count.FULL:
            return year - self.year
        lunar = self.lunar
        return year - (lunar.year if lunar is not None else self.year) + 1


def _lunar_day(lunar: LunarDate, year: int) -> date:
    day = lunar_to_solar(LunarDate(day=lunar.day, month=lunar.month, year=year))
    if lunar.day == LONGEST_MONTH and solar_to_lunar(day).day != LONGEST_MONTH:
        return day - timedelta(days=1)
    return day


def wish_due(birth: Birth, year: int, ages: Iterable[LongevityAge]) -> LongevityAge | None:
    """The age at which somebody is to be wished a long life in a year; None where it is no such year."""
    for one in ages:
        age = birth.turns(year, one.count)
        if age == one.age or one.and_over and age > one.age:
            return one
    return None
