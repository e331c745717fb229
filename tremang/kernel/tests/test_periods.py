"""Months as plain integers, and how they are written where a program reads them."""

from datetime import date

from tremang.kernel.periods import month_of, month_text


def test_a_month_is_written_with_two_digits_so_that_it_sorts_as_text():
    days = [date(2026, 1, 1), date(2026, 9, 30), date(2026, 12, 31), date(2027, 2, 1)]
    written = [month_text(month_of(day)) for day in days]
    assert written == ["2026-01", "2026-09", "2026-12", "2027-02"] == sorted(written)
