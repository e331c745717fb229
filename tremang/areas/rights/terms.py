"""The last day for an answer: working days counted from the day after, by the terms and holidays that are data."""

from datetime import date, timedelta

from lunar_vn import LunarDate, lunar_to_solar

from tremang.areas.rights import problems as say
from tremang.areas.rights.models import AnswerTerm, PublicHoliday
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.places.models import Dated

COMPLAINT, MATTER = "complaint", "matter"
WEEKEND = (5, 6)
ONE_DAY = timedelta(days=1)


def due_on(code: str, start: date) -> date:
    """The last day for the answer to what came on `start`. Two queries; raises Problem where no term holds then."""
    term = AnswerTerm.objects.filter(Dated.on(start), code=code).order_by("-from_on").first()
    if term is None:
        raise Problem("no_term", say.NO_TERM, field="on", day=written(start))
    return working_day_after(start, term.working_days)


def working_day_after(start: date, count: int, holidays: list[PublicHoliday] | None = None) -> date:
    """The day that is `count` working days after `start`. One query unless the table of `holidays` is given."""
    if holidays is None:
        holidays = list(PublicHoliday.objects.order_by("pk"))
    off = days_off(holidays, start.year) | days_off(holidays, start.year + 1)
    day, left = start, count
    while left:
        day += ONE_DAY
        if day.weekday() not in WEEKEND and day not in off:
            left -= 1
    return day


def days_off(holidays: list[PublicHoliday], year: int) -> set[date]:
    """The public holidays of a year. Days taken in lieu of those on a weekend are not among them: they are set each year."""
    found = set()
    for one in holidays:
        first = _solar(one, year) - timedelta(days=one.before)
        if one.holds_on(first):
            found |= {first + timedelta(days=n) for n in range(one.days)}
    return found


def _solar(one: PublicHoliday, year: int) -> date:
    if one.is_lunar:
        return lunar_to_solar(LunarDate(day=one.day, month=one.month, year=year))
    return date(year, one.month, one.day)
