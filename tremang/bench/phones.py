"""Phones: many that send a whole meeting at once and try again, one that asks whether there is news, one that begins.

The people and phones are put down here first; what is sent goes the whole way, through the inbox to the acts.
"""

import asyncio
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, islice
from uuid import NAMESPACE_OID, uuid4, uuid5

from tremang.accounts.devices.models import Device
from tremang.accounts.devices.sealing import digest
from tremang.accounts.models import Role, RoleKind, User
from tremang.bench import floors, money
from tremang.bench.load import Client, Sample, Unexpected
from tremang.bench.report import Result
from tremang.bench.wire import SECRET, Answer, Line, at_once, request
from tremang.clubs.models import Club
from tremang.funds.models import Kind, Transfer
from tremang.inbox.models import State, Submission
from tremang.kernel import clock
from tremang.meetings.models import Meeting

SEED = 20_261_128
PHONES, AGAIN = 500, 0.2  # phones that send at once, share that sends once more
WARM = 40  # bundles before them that only warm up
VIEWS = 100
MOST_TRIES = 30


@dataclass
class Phone:
    """A phone of a club, and the meeting that it has to send. `busy` is how often it was told to come back later."""

    uid: str
    club: int
    day: date
    text: str
    dues: int
    busy: int = 0

    async def deliver(self, line: Line, again: bool = False) -> tuple[float, float]:
        """Send the meeting until it is acknowledged: seconds of the call that did it, and since the first was sent.

        `again`: the first answer is lost on its way. Raises Unexpected.
        """
        told, first = request(self.uid, [self.text]), time.perf_counter()
        if again:
            await line.call(told)
        for _try in range(MOST_TRIES):
            begun = time.perf_counter()
            answer = await line.call(told)
            now = time.perf_counter()
            if answer.status == 200:
                outcome = answer.told["outcomes"][0]
                if outcome["state"] != State.APPLIED:
                    raise Unexpected(f"{outcome['state']} {outcome['sentence']}")
                return now - begun, now - first
            if answer.status != 503:
                raise Unexpected(f"{answer.status} {answer.body[:200]!r}")
            self.busy += 1
            await asyncio.sleep(answer.later * random.uniform(1, 1.5))
        raise Unexpected("busy for too long")


def phone_sync(clients: Sequence[Client], size: str, today: date) -> Iterator[Result]:
    """Five hundred phones send at once, each a meeting of about 60 with its money, a fifth of them twice.

    `until_p99_ms` is how long a phone had to go on until it was done, `client_ms` what one costs on this side in processor
    time. `lost` are meetings acknowledged and not there, `doubled` those whose meeting or contributions are there more
    than once. Then come calls without work.
    """
    every, port = list(_phones(today)), clients[0].line.port
    warming = len(every) * WARM // (WARM + PHONES)
    chooser, phones = random.Random(SEED), every[warming:]
    twice = {phone.uid for phone in phones if chooser.random() < AGAIN}

    async def send(some: Sequence[Phone]) -> list[tuple[float, float]]:
        return await at_once([phone.deliver(Line(port), phone.uid in twice) for phone in some])

    asyncio.run(send(every[:warming]))
    begun, spent = time.perf_counter(), time.process_time()
    times = asyncio.run(send(phones))
    sample = Sample([call for call, _until in times], time.perf_counter() - begun)
    spent = time.process_time() - spent
    lost, doubled = _astray(phones)
    first, idle, weight = asyncio.run(_calls_without_work(Line(port), phones[0]))
    extra = (
        ("phones", len(phones)), ("again", len(twice)), ("busy", sum(phone.busy for phone in phones)), ("lost", lost),
        ("doubled", doubled), ("until_p99_ms", Sample([until for _call, until in times]).percentile(99)),
        ("client_ms", 1000 * spent / len(phones)), ("first_p50_ms", first.percentile(50)),
        ("first_p95_ms", first.percentile(95)), ("first_kb", weight / 1000), ("idle_p50_ms", idle.percentile(50)),
        ("idle_p95_ms", idle.percentile(95)),
    )  # fmt: skip
    yield Result("phone_sync", size, sample, floors.bundle(), extra=extra)


async def _calls_without_work(line: Line, phone: Phone) -> tuple[Sample, Sample, int]:
    """Calls that bring all parts, calls that bring nothing, and the bytes of the first as they travel."""
    ask = request(phone.uid, [], {})
    first, answer = await _timed(line, ask)
    parts = answer.told["parts"]
    idle, _answer = await _timed(line, request(phone.uid, [], {name: part["hash"] for name, part in parts.items()}))
    return first, idle, len(answer.body)


async def _timed(line: Line, ask: bytes) -> tuple[Sample, Answer]:
    """The same call again and again, and its last answer."""
    sample, begun = Sample(), time.perf_counter()
    for _turn in range(VIEWS):
        start = time.perf_counter()
        answer = await line.call(ask)
        sample.times.append(time.perf_counter() - start)
        if answer.status != 200:
            raise Unexpected(f"{answer.status}")
    sample.seconds = time.perf_counter() - begun
    return sample, answer


def _phones(today: date) -> Iterator[Phone]:
    """A phone for each of the meetings to send; its secretary and the money of its club are put down."""
    asks = islice(chain.from_iterable(money.asks_of(meetings) for meetings in money.rounds(today)[2:]), WARM + PHONES)
    for club, day, told in asks:
        uid = str(uuid5(NAMESPACE_OID, f"{club} {day}"))
        bound(uid, club)
        body = {
            "held_on": day.isoformat(), "contents": {str(area): {"note": money.NOTE} for area in range(1, 9)},
            "dues": {str(pk): amount for pk, amount in told.dues.items()},
            "repayments": {str(pk): amount for pk, amount in told.repayments.items()},
            "payouts": [
                {"loan": str(one.loan), "paid_by": str(one.paid_by), "witness": str(one.witness)} for one in told.payouts
            ],
        }  # fmt: skip
        text = {
            "uid": str(uuid4()), "kind": "meeting", "club": str(club), "app": 1,
            "made_at": f"{day}T09:00:00+07:00", "helper": "", "base": {}, "body": body,
        }  # fmt: skip
        yield Phone(uid, club, day, json.dumps(text), len(told.dues))


def bound(uid: str, club: int) -> None:
    """A phone in the hands of a secretary of the club, put down unless one of that id is left from before."""
    place = Club.objects.select_related("place").get(pk=club).place
    who, made = User.objects.get_or_create(username=f"do_dien_thoai_{club}", defaults={"full_name": "Thư ký đo tốc độ"})
    if made:
        since = date(2014, 1, 1)
        Role(user=who, kind=RoleKind.CLUB_SECRETARY, place=place, from_on=since).save(force_insert=True)
    if not Device.objects.filter(uid=uid).exists():
        now = clock.now() - timedelta(minutes=5)
        row = Device(uid=uid, user=who, place=place, posts=[], key=digest(SECRET), label="đo", bound_at=now, app=1)
        row.save(force_insert=True)


def _astray(phones: Sequence[Phone]) -> tuple[int, int]:
    """How many meetings are missing, and how many are there more than once, in roll-call or in money."""
    lost = doubled = 0
    for phone in phones:
        uid = json.loads(phone.text)["uid"]
        meetings = list(Meeting.objects.filter(club=phone.club, held_on=phone.day).values_list("pk", flat=True))
        dues = Transfer.objects.filter(club=phone.club, day=phone.day, kind=Kind.DUES, reverses__isnull=True).count()
        told = Submission.objects.filter(uid=uid).count()
        lost += not meetings or not told or dues < phone.dues
        doubled += len(meetings) > 1 or told > 1 or dues > phone.dues
    return lost, doubled
