"""Days as people write them: 5/9, 25-9-2026, 25.9.26, 2026-09-25."""

import re
from calendar import monthrange
from datetime import date

from django.utils.translation import gettext_noop

from tremang.kernel.problems import Problem

NOT_A_DAY = gettext_noop("Chưa hiểu “%(text)s” là ngày nào. Mời ghi như 25/9/2026.")
NO_SUCH_MONTH = gettext_noop("Một năm chỉ có 12 tháng. Mời ghi lại ngày.")
NO_SUCH_DAY = gettext_noop("Tháng %(month)s năm %(year)s chỉ có %(days)s ngày. Mời ghi lại ngày.")

_WRITTEN = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})(?:\s*[/.\-\s]\s*(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
FIRST_YEAR, LAST_YEAR = 1880, 2200


def read_day(text: str, today: date, *, ahead: bool = False, field: str = "") -> date:
    """The day that `text` means.

    Without a year it is the latest such day up to `today`, or with `ahead` the first one after it. Raises Problem
    with an example, or with what is impossible about the day.
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        year, month, number = map(int, found.groups())
    elif found := _WRITTEN.fullmatch(text):
        number, month = int(found[1]), int(found[2])
        year = int(found[3]) if found[3] else 0
        if found[3] and len(found[3]) == 2:
            year += 2000
    else:
        raise Problem("not_a_day", NOT_A_DAY, field=field, text=text[:30])
    if not 1 <= month <= 12:
        raise Problem("no_such_month", NO_SUCH_MONTH, field=field)
    if not year:
        year = _nearest_year(number, month, today, ahead)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Problem("not_a_day", NOT_A_DAY, field=field, text=text[:30])
    days = monthrange(year, month)[1]
    if not 1 <= number <= days:
        raise Problem("no_such_day", NO_SUCH_DAY, field=field, month=month, year=year, days=days)
    return date(year, month, number)


def _nearest_year(number: int, month: int, today: date, ahead: bool) -> int:
    if ahead:
        return today.year if (month, number) > (today.month, today.day) else today.year + 1
    return today.year if (month, number) <= (today.month, today.day) else today.year - 1
