"""The end of a history: everybody comes online, what waits is decided, and all sync until nothing moves."""

import random
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.histories import acts, odd
from tests.histories.host import Killed
from tests.histories.phones import surviving

if TYPE_CHECKING:
    from tests.histories.history import History

ROUNDS = 14


def heal(history: "History") -> None:
    """Everybody comes online; what is still on its way arrives or is lost; all sync until nothing moves."""
    history.calm = True
    history.tell("— lành lại —")
    history.rng = random.Random(f"{history.seed}:heal")
    while history.air:
        history.take("late") if history.rng.random() < 0.6 else history.air.pop()
    for phone in history.phones:
        phone.online = True
        if not phone.wiped:
            phone.ask("fuse", left=10**9, after=False)
    _round(history)
    if history.rng.random() < 0.6:
        _sort_out(history)
    before: Any = None
    for _ in range(ROUNDS):
        _round(history)
        now = [None if phone.wiped else _still(phone.told()) for phone in history.phones]
        if now == before:
            return
        before = now
    raise AssertionError("the phones never come to rest")


def _round(history: "History") -> None:
    """Each phone syncs once."""
    history.at += timedelta(minutes=2)
    for phone in history.phones:
        if not phone.wiped:
            with suppress(Killed):
                history.sync(phone)


def _sort_out(history: "History") -> None:
    """What waits for somebody is decided: on the pages, or on phones, where two may choose differently."""
    for phone in history.phones:
        if not phone.wiped and history.rng.random() < 0.5:
            with surviving(phone):
                made = acts.choose(history, phone, history.rng, phone.view())
                if made:
                    history.write(phone, *made)
    for _ in range(2):
        history.web.act(history.rng, history.rng.choice(("settle", "review")))
    for phone in history.phones:
        found = odd.leaning(history, phone.is_treasurer)
        if found and not phone.wiped and history.rng.random() < 0.4:
            kind, body = history.rng.choice(found)
            with surviving(phone):
                history.write(phone, kind, body, {}, f"việc lạ: {body}")


def _still(told: dict[str, Any]) -> Any:
    return {name: told[name] for name in ("out", "sent", "parts")}
