"""What tests of sentences and cautions share: meetings by the act that records them, and a draft's words by key."""

from datetime import date

from tests.cast import TODAY, World
from tremang.clubs.models import Club
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.models import Meeting
from tremang.places.models import Place
from tremang.reports.asking import asked, code_of
from tremang.reports.boxes.base import written
from tremang.reports.boxes.registry import boxes
from tremang.reports.cautions.base import Caution
from tremang.reports.cautions.registry import cautions
from tremang.reports.draft import Draft


def meet(world: World, club: Club, day: date, areas: tuple[int, ...] = (1, 2), by: str = "tuan", **more) -> Meeting:
    """A meeting of `club` to which all came, but for those in `marks`."""
    data = MeetingData(held_on=day, done={area: Done() for area in areas}, **more)
    return record_meeting(club, data, by=world.users[by], today=TODAY)


def draft(kind: str, place: Place, period: str, today: date = TODAY) -> Draft:
    """The draft of a report as a page would make it."""
    one = asked(kind, code_of(place), period, today)
    return Draft.of(one.kind, one.place, one.period, today)


def words(found: Draft, box: str) -> dict[str, str]:
    """Key → sentence as it stands in a box; numbers of rows in keys stay."""
    return {one.key: one.text.replace("\u00a0", " ") for one in written(found, boxes()[box])}


def everything(found: Draft) -> list[str]:
    """All sentences of a draft."""
    return [text for code in found.kind.boxes for text in words(found, code).values()]


def warned(found: Draft) -> dict[str, Caution]:
    """Key → caution."""
    return {one.key: one for one in cautions(found)}
