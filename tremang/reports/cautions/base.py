"""What a caution is."""

from typing import NamedTuple

from tremang.advice.queries import Silent


class Caution(NamedTuple):
    """Something to mend or to explain before a report is sent.

    The key stays the same for the same matter. `url` leads to where it can be mended, `action` says so; both may be "".
    Of a `silent` club readers who may give accounts are told their own next step.
    """

    key: str
    text: str
    url: str = ""
    action: str = ""
    silent: Silent | None = None

    def told_to(self, *, keeps_users: bool) -> "Caution":
        """As a reader sees it who may give accounts, or who may not."""
        if self.silent is None:
            return self
        action, url = self.silent.next_step(keeps_users=keeps_users)
        return self._replace(action=action, url=url)
