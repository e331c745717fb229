"""A phone as its owner knows it: what it was told to write, and what of that it owes to the server."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.histories.host import Killed, Said
from tremang.inbox.models import Submission

if TYPE_CHECKING:
    from tests.histories.history import History

YEAR = timedelta(days=365)


@dataclass
class Act:
    """One act on a phone. `owed`: it must come to the server once. `unsure`: the phone died while it was taken back."""

    uid: str
    kind: str
    body: dict[str, Any]
    tag: str = ""
    owed: bool = True
    undone: bool = False
    unsure: bool = False


@dataclass
class Phone:
    """One phone of the club. `fault` is what goes wrong at its next call."""

    name: str
    user: str
    history: "History"
    online: bool = True
    skew: timedelta = timedelta()
    acts: dict[str, Act] = field(default_factory=dict)
    copies: list[str] = field(default_factory=list)
    wiped: bool = False
    in_call: bool = False

    @property
    def is_treasurer(self) -> bool:
        return self.user == "luong"

    @property
    def header(self) -> str:
        key = self.history.ground.keys[self.name]
        return f"Device {key['uid']}.{key['secret']}"

    def ask(self, op: str, **more: Any) -> Any:
        """Tell the phone something; where it dies of it, it is opened again and what it knows is held against what it said."""
        try:
            return self.history.host.ask(op, p=self.name, now=self.history.ms, **more)
        except Killed:
            self.history.tell(f"  máy {self.name} tắt đột ngột")
            self.history.count("phone killed")
            if not self.in_call:  # within a call the outer command tells of it
                self.wake()
            raise

    def wake(self) -> None:
        """Open the app again after it died."""
        self.ask("reopen")
        self.remember()

    def view(self) -> dict[str, Any]:
        return self.ask("view")

    def told(self) -> dict[str, Any]:
        return self.ask("told")

    def wrote(self, given: dict[str, str], kind: str, body: dict[str, Any], tag: str = "") -> None:
        """The phone has said that the act is written down."""
        self.acts.setdefault(given["uid"], Act(given["uid"], kind, body, tag))

    def remember(self, *, copy: bool = False) -> None:
        """After a new start: whatever was acknowledged is there, or at the server; only an old copy may have forgotten."""
        told = self.told()
        if told["note"]:
            self.wiped = True
            return
        there = told["out"] | told["sent"]
        came = set(Submission.objects.filter(uid__in=[*self.acts]).values_list("uid", flat=True))
        for uid, act in self.acts.items():
            if uid in told["out"]:
                act.owed, act.undone = True, False
            elif uid not in there and uid not in came:
                allowed = copy or act.undone or act.unsure or not act.owed
                assert allowed, f"{self.name} has lost {act.kind} {uid}, which it had acknowledged"
                act.owed = False
        for uid, row in there.items():
            if uid not in self.acts:
                self.acts[uid] = Act(uid, row["kind"], {})

    def restore(self, name: str) -> None:
        """Put an old copy back, as a repair shop does."""
        self.ask("restore", name=name)
        self.remember(copy=True)


@contextmanager
def surviving(phone: Phone) -> Iterator[None]:
    """A refusal of the core is told, a death is survived."""
    try:
        yield
    except Killed:
        pass
    except Said as said:
        phone.history.tell(f"  máy {phone.name} từ chối: {said}")
        phone.history.count(f"said {said.code}")
