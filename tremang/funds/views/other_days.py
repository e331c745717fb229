"""The way to the money of an earlier day: the meetings of the last year, those not yet recorded too, and any day by hand."""

from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tremang.accounts.powers import Verb
from tremang.clubs.days import days_from
from tremang.clubs.models import Club
from tremang.funds.forms.sitting import OtherDayForm
from tremang.funds.queries.months import books_begin
from tremang.funds.views.parts import crumbs_of, reader_of
from tremang.kernel.periods import month_of
from tremang.meetings.queries import held_between

LOOK_BACK = timedelta(days=365)


class Day(NamedTuple):
    """A day on which the club met, or should have by its own day of the month."""

    on: date
    url: str
    is_recorded: bool


def other_days(request: HttpRequest, club: int) -> HttpResponse:
    """The days to choose from; `?ngay=25/9` goes to the day itself.

    The treasurer writes down what he took in whether or not the secretary has recorded the meeting.
    """
    reader = reader_of(request, club, Verb.KEEP_MONEY)
    form = OtherDayForm(
        request.GET if "ngay" in request.GET else None, today=reader.today, since=reader.club.launched_on
    )
    if form.is_valid():
        return redirect("funds:sitting", club, form.cleaned_data["ngay"].isoformat())
    context = {
        "title": _("Tiền của buổi khác"), "crumbs": crumbs_of(reader.club), "form": form,
        "days": _days(reader.club, reader.today, books_begin(club)), "back_url": reverse("funds:home", args=[club]),
    }  # fmt: skip
    return render(request, "funds/other_days.html", context, status=422 if form.is_bound else 200)


def _days(club: Club, today: date, begun: date | None) -> list[Day]:
    """The club's meetings of the last year and its own days of months without one, newest first. One query.

    None from before the day with whose balances the books have begun: nothing can be written there.
    """
    if club.launched_on is None:
        return []
    since = max(today - LOOK_BACK, club.launched_on, begun or club.launched_on)
    held = {meeting.held_on for meeting in held_between(club.pk, since, today)}
    met = {month_of(day) for day in held}
    own = takewhile(lambda day: day <= today, days_from(club.meeting_day, club.meets_by_lunar, since))
    lacking = {day for day in own if month_of(day) not in met}
    return [
        Day(day, reverse("funds:sitting", args=[club.pk, day.isoformat()]), day in held)
        for day in sorted(held | lacking, reverse=True)
    ]
