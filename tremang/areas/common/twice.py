"""What looks as if it stood in the books already is asked about once: who means it sends the same form again."""

from datetime import date
from typing import Any

from tremang.areas.common import problems as say
from tremang.areas.common.models import Activity, OfficeSupport
from tremang.clubs.models import Club
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.kernel.text import fold
from tremang.meetings.areas import Area, areas_of
from tremang.meetings.queries import meeting_on
from tremang.places.models import Place
from tremang.ui.asking import Asker


def ask_of_meeting(asker: Asker, club: Club, area: int, data: dict[str, Any]) -> None:
    """Raise Problem once where the meeting of the day names the content, and the form does not say that it was there."""
    day: date | None = data.get("day") or data.get("on")
    if day is None or data.get("at_meeting", True):
        return
    meeting = meeting_on(club.pk, day)
    if meeting is not None and Area(area) in areas_of(meeting.contents):
        asker.ask(f"hop {day}", Problem("also_at_meeting", say.ALSO_AT_MEETING, field="at_meeting", day=written(day)))


def ask_of_done(asker: Asker, club: Club, area: int, data: dict[str, Any]) -> None:
    """Raise Problem once where the book holds something of the same day in the same words."""
    day, what = data["day"], fold(data["what"])
    told = Activity.objects.filter(club=club, area=area, day=day).values_list("what", flat=True)
    if any(fold(one) == what for one in told):
        asker.ask(f"lap {day} {what}", Problem("told_already", say.TOLD_ALREADY, field="what", day=written(day)))


def ask_of_record(asker: Asker, club: Club, model: type[Any], values: dict[str, Any]) -> None:
    """Raise Problem once where a register holds a record that says the same in every column."""
    columns = {field.attname for field in model._meta.concrete_fields} | {
        field.name for field in model._meta.concrete_fields
    }
    same = {name: value for name, value in values.items() if name in columns and name != "photo"}
    if same and model.objects.filter(club=club, **same).exists():
        asker.ask(f"lap {sorted(map(str, same.values()))}", Problem("recorded_already", say.RECORDED_ALREADY))


def ask_of_support(asker: Asker, place: Place, values: dict[str, Any]) -> None:
    """Raise Problem once where the office told of the same support, of the same day in the same words, before."""
    day, what = values["day"], fold(values["what"])
    told = OfficeSupport.objects.filter(place=place, area=values["area"], day=day).values_list("what", flat=True)
    if any(fold(one) == what for one in told):
        asker.ask(f"lap {day} {what}", Problem("given_already", say.GIVEN_ALREADY, field="what", day=written(day)))
