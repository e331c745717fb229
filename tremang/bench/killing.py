"""The kill drill: while phones send whole meetings, the server is killed at random again and again.

Whatever a phone was told is in the books must be there at the end, once. The phones do as the real ones: they keep each
meeting until it is acknowledged, send it again after every cut, and a fifth of them once too often. Only their waits are
a tenth of the real ones, so that there is always somebody who sends.
"""

import asyncio
import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections

from tremang.bench.phones import bound
from tremang.bench.reckoning import findings, reckoned
from tremang.bench.server import free_port
from tremang.bench.wire import Answer, Line, at_once, request
from tremang.clubs.models import Club, State
from tremang.funds.hot import books
from tremang.funds.models import Loan, LoanState, Transfer
from tremang.kernel import serve
from tremang.meetings.hot import roll_ids
from tremang.meetings.models import Meeting

PHONES = 48  # that send at the same time
AGAIN, CUT = (
    0.2,
    0.05,
)  # shares of meetings that are sent once more, and of answers that the phone does not live to hear
DUE, BACK = 10_000, 50_000  # đồng of a contribution, of a repayment
DAYS = 28
ALIVE = (0.02, 1.5)  # seconds after the first acknowledgement of a life
NOBODY = 180.0  # seconds after which a life in which nothing is acknowledged has failed
SLOWER, LONGEST = 10, 0.5  # by how much less than a real phone it waits; seconds
BUSY = 503
LOG = "kill-drill.log"
CUTS = (OSError, EOFError, asyncio.TimeoutError)


@dataclass
class Sent:
    """A meeting to send, and what its phone was told became of it; `calls` is how often it was sent."""

    uid: str
    device: str
    club: int
    day: date
    text: str
    dues: dict[int, int]
    repayments: dict[int, int]
    calls: int = 0
    told: list[dict[str, Any]] = field(default_factory=list)


def meetings(today: date, most: int, rng: random.Random) -> list[Sent]:
    """Up to `most` meetings that could have been, on days of open months without one; their phones are bound.

    Each with the contributions of all; a club's first also with a repayment of each loan that runs.
    """
    since = today - timedelta(days=DAYS)
    taken = set(Meeting.objects.filter(held_on__gte=since).values_list("club_id", "held_on"))
    taken |= set(Transfer.objects.filter(day__gte=since).values_list("club_id", "day"))
    found = []
    for club in Club.objects.filter(state=State.ACTIVE, launched_on__lt=since).order_by("pk"):
        first, device = max(since, (books(club.pk).closed or since) + timedelta(days=1)), _uid(rng)
        days = [first + timedelta(days=n) for n in range((today - first).days)]
        loans = [
            *Loan.objects.filter(club=club, state=LoanState.RUNNING, paid_out_on__lt=first).values_list("pk", flat=True)
        ]
        for day in [day for day in reversed(days) if (club.pk, day) not in taken]:
            dues = dict.fromkeys(roll_ids(club.pk, day), DUE)
            found.append(_sent(rng, device, club.pk, day, dues, dict.fromkeys(loans, BACK)))
            loans = []
    rng.shuffle(found)
    for device, club_id in {(one.device, one.club) for one in found[:most]}:
        bound(device, club_id)
    return found[:most]


def _uid(rng: random.Random) -> str:
    return str(uuid5(NAMESPACE_OID, str(rng.random())))


def _sent(rng: random.Random, device: str, club: int, day: date, dues: dict[int, int], back: dict[int, int]) -> Sent:
    uid = _uid(rng)
    body = {
        "held_on": day.isoformat(), "contents": {str(area): {"note": "Theo kế hoạch tháng"} for area in range(1, 9)},
        "dues": {str(pk): amount for pk, amount in dues.items()},
        "repayments": {str(pk): amount for pk, amount in back.items()},
    }  # fmt: skip
    told = {
        "uid": uid, "kind": "meeting", "club": str(club), "app": 1, "made_at": f"{day}T09:00:00+07:00", "helper": "",
        "base": {}, "body": body,
    }  # fmt: skip
    return Sent(uid, device, club, day, json.dumps(told), dues, back)


class Server:
    """The server as it is served to people, in a process group of its own; killed and started again."""

    def __init__(self) -> None:
        self.port = free_port()
        self._group: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it; it is not waited for."""
        with open(settings.VAR_DIR / LOG, "ab") as log:
            self._group = subprocess.Popen(
                serve.command("127.0.0.1", self.port), env=os.environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        """End all its processes in the middle of whatever they do, and wait until they are gone."""
        if self._group is not None:
            os.killpg(self._group.pid, signal.SIGKILL)
            self._group.wait()
            self._group = None


@dataclass
class Load:
    """Phones that send, each meeting until it is acknowledged. `acknowledged` counts them."""

    port: int
    rng: random.Random
    acknowledged: int = 0
    over: bool = False

    async def send_all(self, waiting: list[Sent]) -> None:
        """Send all that waits, or what can be sent until it is `over`; what was begun is always brought to its end."""
        await at_once([self._phone(waiting) for _each in range(PHONES)])

    async def _phone(self, waiting: list[Sent]) -> None:
        line = Line(self.port)
        while waiting and not self.over:
            sent = waiting.pop()
            await self._deliver(line, sent)
            self.acknowledged += 1
            if self.rng.random() < AGAIN:
                await self._deliver(line, sent)

    async def _deliver(self, line: Line, sent: Sent) -> None:
        tries = 0
        while True:
            answer = await self._asked(line, sent)
            if answer is not None and answer.status == 200 and (outcomes := answer.told["outcomes"]):
                sent.told += outcomes
                return
            if answer is not None and answer.status not in (200, BUSY):
                raise CommandError(f"Máy chủ trả lời điện thoại {answer.status}: {answer.body[:200].decode()}")
            later = answer.later if answer is not None else 2 ** min(tries, 8)
            await asyncio.sleep(min(LONGEST, later * self.rng.uniform(0.5, 1.5) / SLOWER))
            tries += 1

    async def _asked(self, line: Line, sent: Sent) -> Answer | None:
        """The answer; None where the line was cut, by the server's end or by the phone's own."""
        try:
            await line.send(request(sent.device, [sent.text]))
            sent.calls += 1
            if self.rng.random() < CUT:
                await asyncio.sleep(self.rng.uniform(0, 0.05))
                line.cut()
                return None
            return await line.answer()
        except CUTS:
            line.cut()
            return None


async def _lives(server: Server, load: Load, kills: int, note: Callable[[str], object]) -> None:
    """Kill the server so often, each time at a moment after it acknowledged something; then let it live."""
    for number in range(kills + 1):
        server.start()
        before, until = load.acknowledged, time.monotonic() + NOBODY
        while load.acknowledged == before and not load.over:
            if time.monotonic() > until:
                raise CommandError("Máy chủ khởi động lại mà không nhận việc nào nữa.")
            await asyncio.sleep(0.01)
        if number == kills:
            break
        await asyncio.sleep(load.rng.uniform(*ALIVE))
        await asyncio.to_thread(server.kill)
        if (number + 1) % 10 == 0:
            note(f"Đã ngắt máy chủ {number + 1} lần, {load.acknowledged} buổi đã được báo nhận …")
    load.over = True


def under_fire(waiting: Sequence[Sent], kills: int, rng: random.Random, note: Callable[[str], object]) -> list[Sent]:
    """Send under `kills` kills; the meetings that were sent. Raises CommandError where there were too few for it."""
    left, server = list(waiting), Server()
    load = Load(server.port, rng)

    async def run() -> None:
        sending = asyncio.create_task(load.send_all(left))
        killing = asyncio.create_task(_lives(server, load, kills, note))
        done, _still = await asyncio.wait({sending, killing}, return_when=asyncio.FIRST_COMPLETED)
        if sending in done:
            sending.result()  # raises what ended it
            if not load.over:
                killing.cancel()
                raise CommandError(
                    "Chưa ngắt đủ số lần thì đã hết buổi để gửi. Chọn cỡ dữ liệu lớn hơn, hoặc ít lần hơn."
                )
        await asyncio.gather(sending, killing)

    connections.close_all()
    try:
        asyncio.run(run())
    finally:
        server.kill()
    return [sent for sent in waiting if sent.calls]


def drill(waiting: Sequence[Sent], kills: int, rng: random.Random, note: Callable[[str], object]) -> Iterator[str]:
    """Run the drill; yields a sentence per step. Raises CommandError where anything is lost, doubled or half."""
    before, begun = findings({one.club for one in waiting}), time.monotonic()
    sent = under_fire(waiting, kills, rng, note)
    calls = sum(one.calls for one in sent)
    yield (
        f"Đã ngắt máy chủ {kills} lần trong {time.monotonic() - begun:.0f} giây, giữa lúc {PHONES} điện thoại cùng gửi: "
        f"{len(sent)} buổi đã được báo nhận, {calls - len(sent)} lần gửi lại."
    )
    yield from reckoned(sent, before)
