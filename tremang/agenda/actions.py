"""Keeping and dropping a meeting that is being written down. No event: nothing has happened yet."""

from datetime import date
from typing import Any

from tremang.accounts.models import User
from tremang.accounts.powers import Verb, require
from tremang.agenda.models import Draft
from tremang.clubs.models import Club
from tremang.kernel import clock
from tremang.kernel.lock import worked_out_ahead, writing
from tremang.kernel.rows import delete_where
from tremang.meetings.actions import correct_meeting, record_meeting
from tremang.meetings.data import MeetingData
from tremang.meetings.models import Meeting


def keep_draft(
    club: Club, body: dict[str, Any], *, by: User, today: date, meeting_id: int = 0, version: int = 0
) -> Draft:
    """Keep what `by` has entered so far; raises Refused where he may not record meetings of the club."""
    require(by, Verb.RECORD_MEETING, club.place, today)
    with writing(club.pk):
        draft, _made = Draft.objects.update_or_create(
            club=club, user_id=by.pk, meeting_id=meeting_id,
            defaults={"body": body, "meeting_version": version, "updated_at": clock.now()},
        )  # fmt: skip
    return draft


def write_down(
    club: Club, data: MeetingData, *, by: User, today: date, corrects: Meeting | None = None, version: int = 0
) -> Meeting:
    """Record what was entered, or correct `corrects` by it, and forget the draft: all of it or nothing.

    Raises what `record_meeting` and `correct_meeting` raise; the draft is then still there.
    """

    def act() -> Meeting:
        if corrects is None:
            meeting = record_meeting(club, data, by=by, today=today)
        else:
            meeting = correct_meeting(corrects, data, version, by=by, today=today)
        of = [club.pk, by.pk, corrects.pk if corrects else 0]
        delete_where(Draft, "club_id = %s AND user_id = %s AND meeting_id = %s", of)
        return meeting

    if corrects is None:
        return worked_out_ahead(club.pk, act)
    with writing(club.pk):
        return act()


def drop_draft(club: Club, *, by: User, today: date, meeting_id: int = 0) -> dict[str, Any] | None:
    """Forget what `by` had entered; returns it, so that it can be taken up again."""
    require(by, Verb.RECORD_MEETING, club.place, today)
    with writing(club.pk):
        draft = Draft.objects.filter(club=club, user_id=by.pk, meeting_id=meeting_id).first()
        if draft is None:
            return None
        draft.delete()
    return draft.body
