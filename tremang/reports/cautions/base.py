"""What a caution is."""

from typing import NamedTuple


class Caution(NamedTuple):
    """Something to mend or to explain before a report is sent.

    The key stays the same for the same matter. `url` leads to where it can be mended, `action` says so; both may be "".
    """

    key: str
    text: str
    url: str = ""
    action: str = ""
