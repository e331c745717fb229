"""A loan whose first due day is a meeting of its club is due at its meetings; every other on the same day of each month."""

from datetime import date, timedelta
from itertools import pairwise

from django.urls import reverse
from lunar_vn import solar_to_lunar

from tests.cast import TODAY
from tremang.clubs.days import days_from, is_tet, next_day
from tremang.clubs.models import Club
from tremang.funds.actions import loans
from tremang.funds.models import Loan
from tremang.funds.tests.acting import BEGUN
from tremang.kernel.format import day as written

RAM = 15  # rằm


def meets(till, day, by_lunar):
    Club.objects.filter(pk=till.club.pk).update(meeting_day=day, meets_by_lunar=by_lunar)
    till.club.refresh_from_db()
    for member in till.members:
        member.club.refresh_from_db()


def out(till, first_due, day=BEGUN):
    loan = till.approved(0, 6_000_000, day)
    loans.pay_out(loan, till.hands, day=day, first_due=first_due, **till.by)
    return Loan.objects.get(pk=loan.pk)


def test_every_period_of_a_club_that_meets_at_the_full_moon_is_due_at_the_full_moon(till):
    meets(till, RAM, True)
    first = next_day(RAM, True, BEGUN + timedelta(days=15))
    dues = [period.due_on for period in out(till, first).schedule()]
    assert len(dues) == 12 and dues[0] == first
    assert [solar_to_lunar(day).day for day in dues] == [RAM] * 12
    assert all(29 <= (later - day).days <= 30 for day, later in pairwise(dues))


def test_a_meeting_in_tet_moves_and_its_due_day_with_it(till):
    meets(till, 2, True)
    dues = [period.due_on for period in out(till, next_day(2, True, BEGUN + timedelta(days=15))).schedule()]
    moved = [day for day in dues if solar_to_lunar(day).day != 2]
    assert moved == [date(2027, 2, 12)] and not is_tet(moved[0])  # mùng 2 Tết Đinh Mùi to mùng 7
    assert dues == sorted(set(dues))


def test_a_club_that_meets_on_the_31st_is_due_on_the_last_of_shorter_months(till):
    meets(till, 31, False)
    dues = [period.due_on for period in out(till, date(2026, 3, 31)).schedule()]
    assert dues[:4] == [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30)]


def test_another_first_day_keeps_to_itself_by_the_solar_month(till):
    meets(till, RAM, True)
    loan = out(till, date(2026, 4, 10))
    assert loan.meeting_day is None
    assert [period.due_on.day for period in loan.schedule()] == [10] * 12


def test_the_days_agreed_on_stay_when_the_club_meets_on_another_day(till):
    meets(till, RAM, True)
    loan = out(till, next_day(RAM, True, BEGUN + timedelta(days=15)))
    before = loan.schedule()
    meets(till, 3, False)
    assert Loan.objects.get(pk=loan.pk).schedule() == before


def test_more_time_goes_on_at_the_meetings(till):
    meets(till, RAM, True)
    loan = out(till, next_day(RAM, True, BEGUN + timedelta(days=15)))
    on = date(2026, 7, 10)
    loans.extend(loan, 3, "lợn chưa bán được", on=on, **till.by)
    loan.refresh_from_db()
    dues = [period.due_on for period in loan.schedule()]
    assert len(dues) == 15 and [solar_to_lunar(day).day for day in dues] == [RAM] * 15
    assert all(29 <= (later - day).days <= 30 for day, later in pairwise(dues))


def test_days_of_the_club_follow_each_other_from_the_first_on():
    found = days_from(RAM, True, date(2026, 3, 1))
    first, second = next(found), next(found)
    assert (first, second) == (next_day(RAM, True, date(2026, 3, 1)), next_day(RAM, True, first + timedelta(days=1)))


def test_the_preview_shows_the_days_that_the_pay_out_will_give(till, client):
    meets(till, RAM, True)
    client.force_login(till.world.users["luong"])
    told = {
        "membership": till.others[0].pk, "principal": "5 triệu", "purpose": "nuôi gà", "months": "12",
        "cosigner": "Con trai", "asked_on": "20/9/2026",
    }  # fmt: skip
    page = client.post(reverse("funds:ask_loan", args=[till.club.pk]), told).content.decode()
    days = days_from(RAM, True, date(2026, 9, 20) + timedelta(days=15))
    assert all(f"{n}. {written(day)}" in page for n, day in zip(range(1, 13), days, strict=False))
    assert not Loan.objects.exists() and date(2026, 9, 23) == TODAY
