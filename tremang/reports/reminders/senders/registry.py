"""All channels, found by listing this folder: adding one is copying a sibling file."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

from tremang.accounts.models import User
from tremang.reports.reminders.senders.base import Sender

NOT_CHANNELS = {"__init__", "base", "registry", "phones", "endpoints"}


@cache
def senders() -> dict[str, Sender]:
    """Code → channel, by the names of their files."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in NOT_CHANNELS)
    found = [import_module(f"{__package__}.{name}").SENDER for name in names]
    return {sender.code: sender for sender in found}


def channel_for(user: User, codes: Iterable[str]) -> tuple[Sender, str]:
    """The first of the channels `codes` that reaches a user, and where; the printed list reaches everybody."""
    for code in codes:
        sender = senders().get(code)
        if sender is not None and (where := sender.address(user)):
            return sender, where
    printed = senders()["printed"]
    return printed, printed.address(user)
