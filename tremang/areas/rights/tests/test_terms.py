"""Promises of the clock: working days by data, holidays of the sun and of the moon."""

from datetime import date

from tremang.areas.rights.models import PublicHoliday
from tremang.areas.rights.terms import COMPLAINT, days_off, due_on


def test_fifteen_working_days_leave_out_weekends_and_holidays(db):
    assert due_on(COMPLAINT, date(2026, 8, 3)) == date(2026, 8, 24)
    assert due_on(COMPLAINT, date(2026, 9, 1)) == date(2026, 9, 24)  # 2/9 and 3/9 do not count


def test_tet_is_found_by_the_moon(db):
    off = days_off(list(PublicHoliday.objects.all()), 2027)
    assert {date(2027, 2, day) for day in range(5, 10)} <= off  # mùng 1 is 6/2/2027
    assert date(2027, 4, 16) in off


def test_a_holiday_counts_from_the_year_of_its_law(db):
    rows = list(PublicHoliday.objects.all())
    assert date(2026, 11, 24) in days_off(rows, 2026)
    assert date(2025, 11, 24) not in days_off(rows, 2025)
