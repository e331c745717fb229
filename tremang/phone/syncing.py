"""The one call of a phone: it sends what was done, hears what became of it, and fetches the parts that differ."""

import json
import time
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tremang.accounts.devices import actions as devices
from tremang.accounts.devices.models import Device
from tremang.accounts.looks import looked
from tremang.accounts.powers import require
from tremang.inbox.actions import take_in, wake_waiting
from tremang.inbox.models import Outcome
from tremang.kernel.events import canonical
from tremang.phone import problems as say
from tremang.phone.asked import STAMP, Asked
from tremang.phone.holder import Holder
from tremang.phone.registry import Filled, filled
from tremang.phone.stamp import mark, state_of

APP = 1  # the newest app; an older one still delivers its work
ENOUGH = 10.0  # seconds after which what is left waits for the next call: others want to be answered too


@dataclass
class Fetched:
    """The parts that differ, each as the text of {"hash", "body"}, and the names that the phone must drop."""

    parts: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)


def sync(device: Device, asked: Asked, now: datetime) -> str:
    """What the phone is answered, as JSON. A phone that was given up hears what became of its work, and nothing else."""
    today = timezone.localtime(now).date()
    outcomes = _taken(device, asked.send, today, now)
    fetched = Fetched()
    if device.revoked:
        devices.wiped(device, now)
    else:
        devices.seen(device, now, asked.app)
        wake_waiting(device.club, today=today, now=now)
        if asked.have is not None:
            fetched = fetch(Holder(device, device.club, today, now), asked.have)
    head: dict[str, Any] = {
        "now": timezone.localtime(now).isoformat(timespec="seconds"), "today": today,
        "outcomes": [outcome.body() for outcome in outcomes], "gone": fetched.gone, "app": APP,
        "revoked": _(say.REVOKED) if device.revoked else "",
    }  # fmt: skip
    parts = ",".join(f"{json.dumps(name)}:{text}" for name, text in fetched.parts.items())
    return f'{canonical(head)[:-1]},"parts":{{{parts}}}}}'


def _taken(device: Device, texts: list[str], today: date, now: datetime) -> list[Outcome]:
    """What became of each text, in order; of those left when the time was up the phone hears nothing and sends them again."""
    until, found = time.monotonic() + ENOUGH, []
    for text in texts:
        found += take_in([text], device=device, by=device.acting, club=device.club, today=today, now=now)
        if time.monotonic() > until:
            break
    return found


def fetch(holder: Holder, have: dict[str, str]) -> Fetched:
    """What the phone lacks of its parts. Each time that something sensitive goes out, a look is written down.

    The mark of the whole travels as a part with an empty body, so that a phone needs to know nothing of it.
    """
    held = {name: value for name, value in have.items() if name != STAMP}
    if not holder.powers:
        return Fetched(gone=sorted(have))
    state = state_of(holder)
    if have.get(STAMP) == mark(state, held):
        return Fetched()
    parts = filled(holder)
    sent = {name: part for name, part in parts.items() if held.get(name) != part.hash}
    _write_looks(holder, sent)
    stamp = mark(state, {name: part.hash for name, part in parts.items()})
    texts = {name: _told(part.hash, part.text) for name, part in sent.items()}
    return Fetched(texts | {STAMP: _told(stamp, "{}")}, sorted(held.keys() - parts.keys()))


def _told(hash_: str, body: str) -> str:
    return f'{{"hash":"{hash_}","body":{body}}}'


def _write_looks(holder: Holder, sent: dict[str, Filled]) -> None:
    for part in sent.values():
        if part.part.by is not None:
            duty = require(holder.user, part.part.by, holder.club.place, holder.today)
            looked(holder.user, holder.club, part.part.look, duty)
