"""A whole meeting in one act: roll-call, contents and money, all of it or nothing."""

from datetime import date
from typing import NamedTuple

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.clubs.models import Club
from tremang.funds.actions.sitting import MoneyData, keep_money
from tremang.funds.models import Voucher
from tremang.kernel.lock import worked_out_ahead
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import MeetingData
from tremang.meetings.models import Meeting


class Sent(NamedTuple):
    """The request that a meeting came with: a key that its sender made up, and the SHA-256 of all that it said."""

    key: str
    sha256: str

    @property
    def words(self) -> str:
        """How the event of the meeting keeps it."""
        return f"{self.key} {self.sha256}"


def record_whole(
    club: Club, data: MeetingData, money: MoneyData, *, by: User, today: date, sent: Sent | None = None
) -> Meeting:
    """The meeting of `recorded`."""
    return recorded(club, data, money, by=by, today=today, sent=sent)[0]


def recorded(
    club: Club, data: MeetingData, money: MoneyData, *, by: User, today: date, sent: Sent | None = None
) -> tuple[Meeting, list[Voucher]]:
    """Record a meeting and its money of the day; the meeting, and the slips written with it.

    Raises what `record_meeting` and `keep_money` raise; then nothing is written. `by` needs both powers where money is
    told. What was `sent` before by the same user gives the meeting that is there; the same key with anything else is a
    Conflict.
    """
    require(by, Verb.RECORD_MEETING, club.place, today)
    if money:
        require(by, Verb.MEETING_MONEY, club.place, today)

    def act() -> tuple[Meeting, list[Voucher]]:
        try:
            meeting = record_meeting(club, data, by=by, today=today, sent=sent.words if sent else "")
        except Conflict as conflict:
            first = _recorded_before(conflict, sent, by)
            if first is None:
                raise
            return first, []
        meeting.club = club
        slips = keep_money(meeting, money, by=by, today=today, once=sent.key if sent else "") if money else []
        return meeting, slips

    return worked_out_ahead(club.pk, act)


def _recorded_before(conflict: Conflict, sent: Sent | None, by: User) -> Meeting | None:
    """The meeting that stands in the way, if it is what `by` now sends once more."""
    pk = conflict.parameters.get("meeting_id")
    if sent is None or pk is None:
        return None
    acts = Event.objects.filter(subject=f"{Meeting._meta.label_lower}:{pk}", verb="record_meeting", actor_id=by.pk)
    said = [act.content.body.get("sent") for act in acts.select_related("content") if hasattr(act, "content")]
    return Meeting.objects.get(pk=pk) if sent.words in said else None
