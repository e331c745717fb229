"""What a channel is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tremang.accounts.models import User
from tremang.reports.models.reminders import OutboxMessage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class NotSent(Exception):
    """A message did not go out; the sentence says why. It may be tried again."""


@dataclass(frozen=True)
class Sender:
    """A channel. `address` says where it reaches somebody ("" where it does not), `send` sends and says what became of it.

    `send` raises NotSent; whatever is slow in it happens outside any lock.
    """

    code: str
    label: "StrOrPromise"
    address: Callable[[User], str]
    send: Callable[[OutboxMessage], str]
