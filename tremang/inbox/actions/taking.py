"""Taking in what was sent."""

from collections.abc import Sequence
from datetime import date, datetime

from tremang.accounts.devices.models import Device
from tremang.accounts.models import User
from tremang.clubs.models import Club
from tremang.inbox.applying import MOST_WOKEN, Sender, taken, waiting_in, woken
from tremang.inbox.models import Outcome
from tremang.meetings.models import Meeting


def take_in(
    texts: Sequence[str], *, device: Device | None, by: User, club: Club, today: date, now: datetime
) -> list[Outcome]:
    """What became of each text, in order. Never raises for what a text says; the acts ask `by` for their powers.

    The same text again gives the outcome that it has; what was refused is tried again. Of what no `uid` could be read,
    nothing is kept.
    """
    sender = Sender(device, by, club, today, now)
    return [taken(text, sender) for text in texts]


def wake_waiting(club: Club, *, today: date, now: datetime) -> None:
    """Apply what waited for a meeting that has meanwhile been written on a page, each as its own sender.

    One query where nothing waits, else three before the first is applied.
    """
    rows = [row for row in waiting_in(club.pk) if "day" in row.result]
    days = {row.result["day"] for row in rows}
    held = {
        day.isoformat() for day in Meeting.objects.filter(club=club, held_on__in=days).values_list("held_on", flat=True)
    }
    for row in [row for row in rows if row.result["day"] in held][:MOST_WOKEN]:
        woken(row, Sender(None, row.submission.user, club, today, now))
