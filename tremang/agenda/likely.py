"""What most likely stands in a new meeting: the day, who led it, who wrote it, when the next one is."""

from collections.abc import Iterable
from datetime import date, timedelta

from tremang.clubs.days import next_day
from tremang.clubs.models import BoardPost, Club
from tremang.kernel.periods import month_of
from tremang.meetings.models import Meeting
from tremang.members.models import BoardMember
from tremang.places.models import Dated

LOOK_BACK = timedelta(days=75)  # within which a meeting may still be waiting to be written down
APART = timedelta(days=10)  # a meeting that comes earlier than its day by less is that of its day


def likely_day(club: Club, today: date) -> date:
    """The club's latest own day up to today that still lacks a meeting in its month; today where none does."""
    since = (today - LOOK_BACK).replace(day=1)
    held = Meeting.objects.filter(club=club, held_on__range=(since, today)).values_list("held_on", flat=True)
    return lacking_day(club, held, today) or today


def lacking_day(club: Club, held: Iterable[date], today: date) -> date | None:
    """The club's latest own day up to today in whose month it has not met, looking back some weeks."""
    met = {month_of(day) for day in held}
    lacking = None
    day = next_day(club.meeting_day, club.meets_by_lunar, max(today - LOOK_BACK, club.launched_on or today))
    while day <= today:
        if month_of(day) not in met:
            lacking = day
        day = next_day(club.meeting_day, club.meets_by_lunar, day + timedelta(days=1))
    return lacking


def following_day(club: Club, held_on: date) -> date:
    """The club's own day of the next time after a meeting."""
    return next_day(club.meeting_day, club.meets_by_lunar, held_on + APART)


def board_names(club: Club, day: date) -> tuple[str, str]:
    """Who chairs and who writes on `day`, by the board; empty where a post is vacant. One query."""
    rows = BoardMember.objects.filter(
        Dated.on(day), club=club, post__in=[BoardPost.CHAIR, BoardPost.SECRETARY]
    ).values_list("post", "person__full_name")
    names = dict(rows)
    return names.get(BoardPost.CHAIR, ""), names.get(BoardPost.SECRETARY, "")
