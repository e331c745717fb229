"""Taking in what was sent."""

from collections.abc import Sequence
from datetime import date, datetime

from tremang.accounts.devices.models import Device
from tremang.accounts.models import User
from tremang.clubs.models import Club
from tremang.inbox.applying import Sender, has_come, taken, waiting_in, woken
from tremang.inbox.models import Outcome


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
    """Apply what waited for a meeting that has meanwhile been written on a page, each as its own sender. One query."""
    for row in waiting_in(club.pk):
        if has_come(club, row.result):
            woken(row, Sender(None, row.submission.user, club, today, now))
