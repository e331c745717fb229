"""What a kind of submission is handed to do its work, and what it gives back."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from tremang.accounts.models import User
from tremang.accounts.powers import Verb
from tremang.clubs.models import Club
from tremang.inbox import problems as say
from tremang.inbox.envelope import Envelope, opened
from tremang.inbox.models import Choice, Outcome, State, Submission
from tremang.inbox.reading import Told
from tremang.kernel.format import day as written
from tremang.kernel.problems import Problem
from tremang.kernel.rows import read
from tremang.members.models import Membership

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NEW = "new:"
_NEW = re.compile(r"new:([0-9a-f-]{36})")
ASTRAY = timedelta(days=400)  # a clock that is further off than this is not believed
AHEAD = timedelta(hours=1)


class Waits(Problem):
    """It can be applied once another submission (`uid`), or the meeting of a day (`on`), is there."""

    def __init__(self, uid: str = "", on: date | None = None) -> None:
        if on is None:
            super().__init__("waits_for_other", say.WAITS_FOR_OTHER)
        else:
            super().__init__("waits_for_meeting", say.WAITS_FOR_MEETING, day=written(on))
        self.result = {"for": uid} if on is None else {"day": on.isoformat()}


class Held(Problem):
    """It can only be applied once a person has looked at it."""


@dataclass
class Done:
    """What a kind did: ids by name, the row it is about ("model:id"), and what somebody must choose."""

    result: Told = field(default_factory=dict)
    subject: str = ""
    state: State = State.APPLIED
    choices: list[Choice] = field(default_factory=list)
    code: str = ""
    sentence: str = ""


@dataclass
class Work:
    """One submission being applied. `forced`: a person let it in, so that what collides is left out instead of held.

    `pick` is what was chosen, where a choice is being settled.
    """

    envelope: Envelope
    submission: Submission
    club: Club
    by: User
    today: date
    now: datetime
    forced: bool = False
    pick: str = ""

    @property
    def told(self) -> dict[str, Any]:
        """What every act asks for."""
        return {"by": self.by, "today": self.today}

    @property
    def body(self) -> Told:
        """The body, each "new:<uid>" in it replaced by the id that submission got; raises Waits."""
        return _body(self.envelope, self.club.pk)

    def choice(self, key: str, about: str, what: str, first: Told, value: Any, words: str) -> Choice:
        """A choice between what stands (`first`) and what this submission says."""
        second = {"value": value, "words": words, "who": who(self.submission), "at": when(self.submission)}
        return Choice(
            club=self.club, submission=self.submission, key=key[:60], about=about, what=what[:200], first=first,
            second=second, at=self.now,
        )  # fmt: skip

    def membership(self, pk: int) -> Membership:
        """A member of the club by id; raises Problem."""
        row = Membership.objects.filter(pk=pk, club=self.club).select_related("person", "club__place").first()
        if row is None:
            raise Problem("no_member", say.NO_MEMBER, field="membership")
        return row


def body_of(submission: Submission) -> Told:
    """What was told by a submission that is applied, each "new:<uid>" replaced; {} where its text, or one of these, is gone."""
    kept = getattr(submission, "kept", None)
    try:
        return _body(opened(kept.text), submission.club_id) if kept is not None else {}
    except Problem:
        return {}


def _body(envelope: Envelope, club_id: int) -> Told:
    if NEW not in envelope.text:
        return envelope.body
    found: Told = _resolved(envelope.body, club_id)
    return found


def _resolved(value: Any, club_id: int) -> Any:
    if isinstance(value, dict):
        return {_resolved(key, club_id): _resolved(one, club_id) for key, one in value.items()}
    if isinstance(value, list):
        return [_resolved(one, club_id) for one in value]
    if isinstance(value, str) and (told := _NEW.fullmatch(value)):
        return made_by(club_id, told[1])
    return value


def made_by(club_id: int, uid: str) -> str:
    """The id that a submission got for what it told: of the membership, or of the meeting. Raises Waits, Problem."""
    row = Submission.objects.filter(uid=uid, club=club_id).first()
    latest = newest(row) if row else None
    if latest is None or latest.state in (State.WAITING, State.HELD, State.REFUSED):
        raise Waits(uid)
    if latest.state == State.DROPPED:
        raise Problem("other_dropped", say.OTHER_DROPPED)
    found = latest.result.get("membership") or latest.result.get("meeting")
    if found:
        return str(found)
    if latest.state == State.PART:  # somebody must choose first
        raise Waits(uid)
    raise Problem("not_that", say.NOT_THAT)


def newest(submission: Submission) -> Outcome | None:
    """The outcome that holds."""
    found = read(Outcome, "submission_id = %s ORDER BY id DESC LIMIT 1", [submission.pk])
    if not found:
        return None
    found[0].uid = submission.uid
    return found[0]


def who(submission: Submission) -> str:
    """Who says it: the user, and who typed for him."""
    name = submission.user.full_name
    return f"{name} ({submission.helper} ghi giúp)" if submission.helper else name


def sender_of(submission: Submission) -> Q:
    """The condition that another submission came from the same phone; without one, from the same user."""
    if submission.device_id is not None:
        return Q(device=submission.device_id)
    return Q(device__isnull=True, user=submission.user_id)


def when(submission: Submission) -> str:
    """When it was made, as far as the sender's clock can be believed; else when it came."""
    made, came = submission.made_at, submission.received_at
    believed = made is not None and came - ASTRAY < made < came + AHEAD
    return (made if believed and made else came).isoformat()


@dataclass(frozen=True)
class Kind:
    """A kind of submission: its name, the power that its act asks for, and what it does.

    `apply` reads `work.body` and acts. `undo` takes back what `result` says was written; None where that cannot be.
    `settle` writes the second value of a choice and gives what to add to the result. `words` tells a body in one line;
    it names nobody where the book is sensitive. `chooses` gives the power that settling a choice asks for, by its key, where
    that is another than `verb`. `sees` is the power without which nobody is shown that there is a choice at all: its values are
    sensitive, so the choice keeps none, and `sides` reads both in words when somebody looks. `room` names the book whose
    forgetting of a person takes the texts along. `ahead`: it can be worked out before the lock (decision 0022).
    """

    code: str
    name: "StrOrPromise"
    verb: Verb
    apply: Callable[[Work], Done]
    words: Callable[[Told], str] = lambda body: ""
    undo: Callable[[Work, Told], None] | None = None
    settle: Callable[[Work, Choice], Told] | None = None
    chooses: Callable[[str], Verb] | None = None
    sees: Verb | None = None
    sides: Callable[[Choice], tuple[str, str]] | None = None
    room: str = ""
    ahead: bool = False
    has_code: bool = False

    def power_over(self, choice: Choice) -> Verb:
        """The power that settling a choice asks for: that of the act which would write it."""
        return self.chooses(choice.key) if self.chooses else self.verb


@cache
def kinds() -> dict[str, Kind]:
    """The kinds by code: found by listing the folder."""
    folder = Path(__file__).parent / "kinds"
    names = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    found = [import_module(f"tremang.inbox.kinds.{name}").KIND for name in names]
    return {kind.code: kind for kind in found}


def verb_over(submission: Submission) -> Verb:
    """The power that deciding about a submission asks for; of a kind that nobody here knows, that over members."""
    kind = kinds().get(submission.kind)
    return kind.verb if kind else Verb.KEEP_MEMBERS
