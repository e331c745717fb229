"""A whole meeting in one act: roll-call, contents and money, all of it or nothing."""

from datetime import date

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.funds.actions.sitting import MoneyData, keep_money
from tremang.kernel.lock import writing
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import MeetingData
from tremang.meetings.models import Meeting


def record_whole(club: Club, data: MeetingData, money: MoneyData, *, by: User, today: date) -> Meeting:
    """Record a meeting and its money of the day. Raises what `record_meeting` and `keep_money` raise; then nothing is written.

    `by` needs both powers, also where no money moved: who may not keep money records the meeting alone.
    """
    require(by, Verb.RECORD_MEETING, club.place, today)
    require(by, Verb.KEEP_MONEY, club.place, today)
    with writing(club.pk):
        meeting = record_meeting(club, data, by=by, today=today)
        meeting.club = club
        keep_money(meeting, money, by=by, today=today)
    return meeting
