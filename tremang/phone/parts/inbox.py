"""What waits for somebody's choice in the club, and what this phone sent that is not settled."""

from collections.abc import Iterator

from tremang.phone.holder import Body, Holder
from tremang.phone.registry import Part


def _bodies(holder: Holder) -> Iterator[tuple[str, Body]]:
    """As the room of the inbox tells it."""
    yield "inbox", holder.inbox


PART = Part(_bodies)
