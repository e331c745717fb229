"""Pages that the meeting's money sends to: the day it is about, its meeting, and the way back to the step."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tremang.meetings.models import Meeting


def day_asked(request: HttpRequest, today: date, field: str = "day") -> dict[str, Any]:
    """The day of `?ngay=` as what stands in a form's `field`; nothing where it is none or has not come."""
    try:
        found = date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        return {}
    return {field: found} if found <= today else {}


def way_back(request: HttpRequest, club: int, slug: str, today: date) -> str:
    """The step of the day's money from which the reader came; "" where he did not."""
    asked = day_asked(request, today)
    return reverse("funds:sitting_step", args=[club, asked["day"].isoformat(), slug]) if asked else ""


def with_day(url: str, request: HttpRequest, today: date) -> str:
    """An address that knows of the same day as the one that was asked for."""
    asked = day_asked(request, today)
    return f"{url}?ngay={asked['day'].isoformat()}" if asked else url


def meeting_of(club: int, day: date) -> int | None:
    """The club's meeting of a day, by id."""
    return Meeting.objects.filter(club=club, held_on=day).values_list("pk", flat=True).first()
