"""One history: phones, people and troubles, all of it following from a seed; then the healing."""

import random
from collections import Counter
from contextlib import suppress
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from tests.histories import acts, odd
from tests.histories.club import Ground, day_of
from tests.histories.healing import heal
from tests.histories.host import Host
from tests.histories.network import answer
from tests.histories.phones import YEAR, Phone, surviving
from tests.histories.server import Died, Server
from tests.histories.web import Web
from tremang.clubs.models import Club
from tremang.funds.models import Transfer
from tremang.kernel.ids import seeded_ids

BEGIN = datetime.fromisoformat("2026-09-23T08:00:00+07:00")
PARTIES = {("thư ký", "thủ quỹ"): 5, ("thư ký", "chủ nhiệm"): 3, ("thư ký", "thư ký (máy thứ hai)"): 2, ("thủ quỹ", "chủ nhiệm"): 2,
           ("thủ quỹ", "chủ nhiệm", "thư ký"): 2, ("thư ký", "thư ký (máy thứ hai)", "thủ quỹ"): 1}  # fmt: skip
STEPS = {"act": 46, "sync": 26, "web": 11, "network": 7, "kill": 2, "fuse": 4, "copy": 4, "restore": 2, "skew": 3, "late": 6, "wait": 3,
         "raw": 2, "helper": 1}  # fmt: skip


class History:
    """What happens to one club. `skip`: steps left out, to find which of them a failure needs."""

    def __init__(self, ground: Ground, host: Host, seed: int, skip: frozenset[int] = frozenset()) -> None:
        self.ground, self.world, self.host, self.seed, self.skip = ground, ground.world, host, seed, skip
        self.club_id = ground.world.dong_vang.pk
        self.at = BEGIN
        self.story: list[str] = []
        self.counts: Counter[str] = Counter()
        self.closed: dict[date, str] = {}
        self.air: list[tuple[Phone, dict[str, Any]]] = []
        self.themes = ("digital", "green")
        self.volunteers = [ground.world.members[name].pk for name in ("Trần Thị Lụa", "Kiều Văn Lực")]
        self.server, self.web = Server(self.at), Web(self)
        self.calm, self._number, self.oddities, self.step, self.rng = False, 0, 0, 0, random.Random(f"{seed}")
        host.answer = lambda *call: answer(self, *call)
        names = self.rng.choices(list(PARTIES), list(PARTIES.values()))[0]
        self.length = self.rng.randint(12, 26)
        self.phones = [Phone(name, _user(name), self, online=self.rng.random() < 0.6) for name in names]

    # --- what everybody asks for -------------------------------------------------------------------------------------

    @property
    def today(self) -> date:
        return day_of(self.at)

    @property
    def ms(self) -> int:
        return int(self.at.timestamp() * 1000)

    @property
    def club(self) -> Club:
        return Club.objects.select_related("place").get(pk=self.club_id)

    def days(self) -> list[date]:
        """The days that acts are about: few, so that phones mean the same one."""
        found = [date(2026, 9, 22), date(2026, 9, 23), date(2026, 10, 1)]
        return [day for day in found if day <= self.today][-2:]

    def day(self, rng: random.Random) -> date:
        """One of them, mostly the last."""
        return self.days()[-1 if rng.random() < 0.7 else 0]

    def tell(self, words: str) -> None:
        self.story.append(f"{self.at:%d/%m %H:%M} {words}")

    def count(self, what: str) -> None:
        self.counts[what] += 1

    def next(self) -> int:
        self._number += 1
        return self._number

    def tag(self) -> str:
        """Words that no other act says."""
        return f"việc {self.next()}."

    def transfers(self, until: date) -> str:
        """The digest of all money moved up to a day."""
        rows = Transfer.objects.filter(club=self.club_id, day__lte=until).order_by("sequence").values_list()
        return sha256(repr(list(rows)).encode()).hexdigest()

    # --- the course of it --------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Live through it, then heal."""
        with seeded_ids(self.seed, self.ms):
            self.host.ask("clear", now=self.ms)
            for number, phone in enumerate(self.phones):
                self.host.ask(
                    "new", p=phone.name, now=self.ms, seed=self.seed * 16 + number, copy=f"first {phone.name}"
                )
            for step in range(self.length):
                self.step = step
                if step not in self.skip:
                    self.rng = random.Random(f"{self.seed}:{step}")
                    self.at += timedelta(minutes=self.rng.choice((1, 5, 20, 90)))
                    self.server.at = self.at
                    self.take(self.rng.choices(list(STEPS), list(STEPS.values()))[0])
            heal(self)

    def take(self, step: str) -> None:
        """One step of a kind."""
        rng = self.rng
        alive = [phone for phone in self.phones if not phone.wiped]
        if not alive and step not in ("web", "raw", "late", "wait"):
            return
        if step in ("web", "raw", "late", "wait"):
            {"web": lambda: self.web.act(rng), "raw": self._raw, "late": self._late, "wait": self._wait}[step]()
            return
        phone = rng.choice(alive)
        with surviving(phone):
            getattr(self, "sync" if step == "sync" else f"_{step}")(phone)

    def _act(self, phone: Phone) -> None:
        rng, view = self.rng, phone.view()
        if view["closed"]:
            return
        if view["doubt"] and rng.random() < 0.8:
            phone.ask("day", day=self.today.isoformat())
            self.tell(f"máy {phone.name} được cho biết hôm nay là {self.today}")
        roll = rng.random()
        if roll < 0.06 or (not self.oddities and self.step > self.length // 2):
            self.oddities += 1
            found = (odd.treasurer if phone.is_treasurer else odd.keeper)(self)
            kind, body = found[(self.seed + 7 * (self.oddities - 1)) % len(found)]
            self.write(phone, kind, body, {}, f"việc lạ: {str(body)[:110]}")
        elif roll < 0.13:
            self._take_back(phone, view)
        elif roll < 0.18:
            self._decide(phone, view)
        elif roll < 0.48:
            self._hold(phone, view)
        else:
            table = acts.TREASURER if phone.is_treasurer else acts.KEEPER
            made = rng.choices(list(table), list(table.values()))[0](self, phone, rng, view)
            if made:
                self.write(phone, *made)

    def write(self, phone: Phone, kind: str, body: dict[str, Any], base: dict[str, Any], words: str) -> None:
        """An act on a phone."""
        self.tell(f"máy {phone.name} ghi {kind}: {words}")
        given = phone.ask("act", kind=kind, body=body, base=base, words=words[:80])
        self.count(f"act {kind}")
        phone.wrote(given, kind, body)

    def _hold(self, phone: Phone, view: dict[str, Any]) -> None:
        day = self.day(self.rng)
        said = acts.said(self, phone, self.rng, view, day)
        self.tell(f"máy {phone.name} họp buổi {day}: {said}")
        given = phone.ask("hold", day=day.isoformat(), said=said, words="Buổi sinh hoạt")
        self.count("act meeting")
        phone.wrote(given, "meeting", said)

    def _take_back(self, phone: Phone, view: dict[str, Any]) -> None:
        rows = [row for row in [*view["unsent"], *view["sent"]][:8] if row["uid"] in phone.acts]
        if not rows:
            return
        row = self.rng.choice(rows)
        act = phone.acts[row["uid"]]
        self.tell(f"máy {phone.name} hoàn tác {row['kind']} {row['uid']} ({row['state']})")
        act.unsure = True
        given = phone.ask("undo", uid=row["uid"])
        act.unsure = False
        if given:
            self.count("act take_back")
            phone.wrote(given, "take_back", {"uid": row["uid"]})
        elif row["state"] != "refused":
            act.undone, act.owed = True, False
            self.count("undone before sending")

    def _decide(self, phone: Phone, view: dict[str, Any]) -> None:
        rows = [row for row in view["unsent"] if row["state"] == "refused"]
        if not rows:
            return
        row, what = self.rng.choice(rows), self.rng.choice(("drop", "retry"))
        self.tell(f"máy {phone.name}: {what} {row['kind']} {row['uid']}")
        phone.ask(what, uid=row["uid"])
        self.count(f"phone {what}")

    def sync(self, phone: Phone) -> None:
        self.tell(f"máy {phone.name} gửi")
        result = phone.ask("sync")
        self.tell(f"  → {result['why'] or 'xong'}")
        if result["why"] in ("revoked", "gone"):
            phone.wiped = True

    def _network(self, phone: Phone) -> None:
        phone.online = not phone.online
        self.tell(f"máy {phone.name} {'có' if phone.online else 'mất'} mạng")
        if phone.online:
            self.sync(phone)

    def _kill(self, phone: Phone) -> None:
        self.tell(f"máy {phone.name} tắt rồi mở lại")
        phone.wake()

    def _fuse(self, phone: Phone) -> None:
        left, after = self.rng.randint(1, 3), self.rng.random() < 0.5
        self.tell(f"máy {phone.name} sẽ tắt ở lần ghi thứ {left}, {'sau' if after else 'trước'} khi ghi")
        phone.ask("fuse", left=left, after=after)

    def _copy(self, phone: Phone) -> None:
        name = f"{phone.name} {len(phone.copies)}"
        phone.ask("keep", name=name)
        phone.copies.append(name)
        self.tell(f"máy {phone.name} được sao ra")

    def _restore(self, phone: Phone) -> None:
        name = self.rng.choice(phone.copies or [f"first {phone.name}"])
        self.tell(f"máy {phone.name} trở về bản sao {name}")
        phone.restore(name)
        self.count("phone restored")

    def _skew(self, phone: Phone) -> None:
        phone.skew = self.rng.choice((-YEAR, YEAR, timedelta(hours=-5), timedelta(days=50), timedelta()))
        phone.ask("skew", ms=phone.skew / timedelta(milliseconds=1))
        self.tell(f"đồng hồ máy {phone.name} lệch {phone.skew}")
        self.count("clock jumped")

    def _helper(self, phone: Phone) -> None:
        phone.ask("helper", name="Cháu Bình")
        self.tell(f"cháu Bình ghi giúp trên máy {phone.name}")

    def _wait(self) -> None:
        self.at += timedelta(days=self.rng.choice((1, 3, 8, 32)))
        self.server.at = self.at
        self.tell("nhiều ngày trôi qua")

    def _late(self) -> None:
        if not self.air:
            return
        phone, body = self.air.pop(self.rng.randrange(len(self.air)))
        self.tell(f"bản gửi cũ của máy {phone.name} nay mới tới ({len(body['send'])} việc)")
        with suppress(Died):
            self.server.answer(phone.header, body)
        self.count("trouble arrived late")

    def _raw(self) -> None:
        phone, send = self.rng.choice(self.phones), odd.raw(self, self.rng)
        answer = self.server.answer(phone.header, {"app": 1, "now": "", "send": send, "have": None})
        for outcome in answer["json"].get("outcomes", []):
            self.count(f"code {outcome['code']}")
        self.tell(f"ai đó gửi chữ lạ từ máy {phone.name}")


def _user(name: str) -> str:
    from tests.histories.club import POSTS

    return POSTS[name]
