"""Every write of the inbox: taking in, choosing, letting in what is held, trying again, dropping, unsealing a file."""

from tremang.inbox.actions.choosing import settle
from tremang.inbox.actions.deciding import drop, retry, review
from tremang.inbox.actions.files import take_file
from tremang.inbox.actions.taking import take_in, wake_waiting

__all__ = ["drop", "retry", "review", "settle", "take_file", "take_in", "wake_waiting"]
