"""Small questions about a club that several rules ask."""

from collections.abc import Iterator
from datetime import date, timedelta

from tremang.indicators.records import FAR, ClubRecord, Elsewhere, Member
from tremang.kernel.periods import add_months, last_complete_month, month_of, year_window

MONTHS_BEFORE_JUDGED = 3


def months_to_judge(club: ClubRecord, day: date) -> range | None:
    """The complete months that the test of monthly meetings looks at; None if the club is too young.

    They are the 12 complete months ended on or before `day`, or those after the month of launch if fewer. A club is
    judged once 3 complete months have passed since the month of launch.
    """
    if club.launched_on is None:
        return None
    last, launch = last_complete_month(day), month_of(club.launched_on)
    if last - launch < MONTHS_BEFORE_JUDGED:
        return None
    return range(max(last - 11, launch + 1), last + 1)


def standard_on(club: ClubRecord, day: date) -> bool:
    """Whether an active club's latest assessment of the last 12 months says meets or good."""
    found = club.assessment_on(day, year_window(day))
    return club.is_active(day) and found is not None and found[1]


def running(club: ClubRecord, day: date) -> Iterator[Member]:
    """The memberships that run on `day`."""
    return (member for member in club.members if member.joined_on <= day <= member.left_on)


def counted_here(club_id: int, joined_on: date, others: list[Elsewhere]) -> bool:
    """Whether a person is counted at this club above the clubs: where he first joined, ties by the lower id."""
    return all((joined_on, club_id) < (other.joined_on, other.club_id) for other in others)


def turns(first: date, last: date) -> Iterator[date]:
    """The days on which something begins and ends that holds from `first` to `last`, both included (see `Indicator.moments`)."""
    yield first
    if last != FAR:
        yield last + timedelta(days=1)


def lapses(day: date, months: int) -> Iterator[date]:
    """The days on one of which `day` falls out of a window of so many months: months are of unequal length."""
    end = add_months(day, months)
    yield end
    yield end + timedelta(days=1)
