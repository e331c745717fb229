"""Taking in what was sent."""

from collections.abc import Sequence
from datetime import date, datetime

from tremang.accounts.devices.models import Device
from tremang.accounts.models import User
from tremang.clubs.models import Club
from tremang.inbox.applying import Sender, due, taken, waiting_in, woken
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
    """Apply what waited and no longer need, each as its own sender: for a meeting that was written on a page meanwhile, or for
    a submission after which the server stopped before it came to this.

    One query where nothing waits, else three before the first is applied.
    """
    for row in due(club, waiting_in(club.pk)):
        woken(row, Sender(None, row.submission.user, club, today, now))
