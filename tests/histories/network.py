"""Between phone and server: calls that get lost, come late or twice, and deaths on either side."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.histories import acts
from tests.histories.host import Reply
from tests.histories.phones import Phone, surviving
from tests.histories.server import TROUBLES, Died

if TYPE_CHECKING:
    from tests.histories.history import History

TROUBLE = {
    "": 48, "lost on the way": 6, "answer lost": 8, "delayed": 8, "sent twice": 6, "phone killed before": 3, "phone killed after": 4,
    **dict.fromkeys([name for name in TROUBLES if name], 5),
}  # fmt: skip
MEANWHILE = ("correct", "card", "record", "collect")


def answer(history: "History", name: str, path: str, body: dict[str, Any]) -> Reply:
    phone = next(each for each in history.phones if each.name == name)
    assert path == "dong-bo"
    if not phone.online:
        return {"lost": True}
    history.at += timedelta(seconds=3)
    history.server.at = history.at
    trouble = "" if history.calm else history.rng.choices(list(TROUBLE), list(TROUBLE.values()))[0]
    if trouble:
        history.tell(f"  sự cố: {trouble}")
        history.count(f"trouble {trouble}")
    if not history.calm and history.rng.random() < 0.08:
        _meanwhile(history, phone)
    try:
        return _through(history, phone, body, trouble)
    except Died:
        return {"lost": True}


def _through(history: "History", phone: Phone, body: dict[str, Any], trouble: str) -> Reply:
    if trouble == "lost on the way":
        return {"lost": True}
    if trouble == "phone killed before":
        return {"kill": True}
    if trouble == "delayed":
        history.air.append((phone, body))
        return {"lost": True}
    if trouble == "sent twice":
        history.server.answer(phone.header, body)
        return history.server.answer(phone.header, body)
    if trouble in TROUBLES:
        other = lambda: history.web.act(history.rng, history.rng.choice(("correct", "card", "record", "collect")))  # noqa: E731
        return history.server.answer(phone.header, body, trouble, history.rng, other)
    given = history.server.answer(phone.header, body)
    history.tell(
        f"  kết quả: {[(row['uid'][-4:], row['state'], row['code']) for row in given['json'].get('outcomes', [])]}"
    )
    if trouble == "answer lost":
        return {"lost": True}
    return {"kill": True} if trouble == "phone killed after" else given


def _meanwhile(history: "History", phone: Phone) -> None:
    """The holder writes on while the phone sends."""
    history.count("written while sending")
    phone.in_call = True
    try:
        with surviving(phone):
            history.write(phone, *acts.looked(history, phone, history.rng, {}))
    finally:
        phone.in_call = False
