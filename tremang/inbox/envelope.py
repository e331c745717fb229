"""What stands around each submission: who sends what, when made, by which version; and the code for the paper book."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from tremang.inbox import problems as say
from tremang.inbox.reading import Told, parsed
from tremang.kernel.problems import Problem
from tremang.kernel.text import clean, whole

APP = 1  # the newest version of the app that this server knows
LARGEST = 300_000  # letters of one submission
PARTS = {"uid", "kind", "club", "made_at", "app", "helper", "base", "body"}
HELPER_LIMIT = 80
_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KIND = re.compile(r"[a-z_]{1,20}")


@dataclass(frozen=True)
class Envelope:
    """One submission as told, its body not yet read."""

    text: str
    sha256: str
    uid: str
    kind: str
    club: int
    made_at: datetime | None
    app: int
    helper: str
    base: Told
    body: Told

    @property
    def code(self) -> str:
        """Eight digits that follow from the text alone: the phone works out the same without a network."""
        return f"{int(self.sha256, 16) % 10**8:08d}"

    @property
    def newer(self) -> bool:
        """Whether its sender is of a later version than this server."""
        return self.app > APP


class Unreadable(Problem):
    """A text that is no submission; `uid` as far as it could be made out."""

    def __init__(self, code: str, sentence: str, uid: str) -> None:
        super().__init__(code, sentence)
        self.uid = uid


def opened(text: str) -> Envelope:
    """The submission of a text; raises Unreadable."""
    if not isinstance(text, str):
        raise Unreadable("garbage", say.GARBAGE, "")
    if len(text) > LARGEST:
        raise Unreadable("too_large", say.TOO_LARGE, _uid_in(text))
    try:
        digest, told = sha256(text.encode()).hexdigest(), parsed(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("garbage", say.GARBAGE, _uid_in(text)) from error
    if not isinstance(told, dict):
        raise Unreadable("garbage", say.GARBAGE, "")
    return _envelope(text, digest, told)


def _envelope(text: str, digest: str, told: Told) -> Envelope:
    uid, kind, app = told.get("uid"), told.get("kind"), told.get("app")
    club, helper = told.get("club"), told.get("helper", "")
    base, body = told.get("base", {}), told.get("body", {})
    if not isinstance(uid, str) or not _UID.fullmatch(uid):
        raise Unreadable("garbage", say.GARBAGE, "")
    sound = (
        isinstance(kind, str) and _KIND.fullmatch(kind) and type(app) is int and 1 <= app <= 10**6
        and isinstance(club, str) and isinstance(helper, str) and isinstance(base, dict) and isinstance(body, dict)
        and isinstance(told.get("made_at"), str) and (told.keys() <= PARTS or app > APP)
    )  # fmt: skip
    if not sound:
        raise Unreadable("garbage", say.GARBAGE, uid)
    return Envelope(
        text,
        digest,
        uid,
        kind,
        whole(club, -1),
        _moment(told["made_at"]),
        app,
        clean(helper)[:HELPER_LIMIT],
        base,
        body,
    )


def _moment(text: str) -> datetime | None:
    """When the sender's clock says that it was made; None where it says nothing that is a moment."""
    try:
        found = datetime.fromisoformat(text[:40])
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _uid_in(text: str) -> str:
    """The id of a text that is not read, where one stands near its beginning."""
    found = _UID.search(text[:400])
    return found[0] if found else ""
