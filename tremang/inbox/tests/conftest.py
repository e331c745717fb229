"""A club with money, and phones that send."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests.cast import TODAY, World
from tremang.accounts.devices.models import Device
from tremang.accounts.models import User
from tremang.accounts.powers import roles
from tremang.clubs.models import Club
from tremang.funds.tests.acting import Till
from tremang.inbox.actions import take_in
from tremang.inbox.models import Outcome
from tremang.kernel import clock


@dataclass
class Phone:
    """A phone of one user in one club; what it makes it can send, in any order, any number of times."""

    number: int
    device: Device
    user: User
    club: Club
    made: int = 0
    last: str = field(default="")

    def text(self, kind: str, body: dict, uid: str = "", **more) -> str:
        """A submission as the app makes it."""
        self.made += 1
        uid = uid or str(UUID(int=(self.number << 64) + self.made))
        at = clock.now() + timedelta(seconds=self.made)
        told = {
            "uid": uid, "kind": kind, "club": str(self.club.pk), "made_at": at.isoformat(), "app": 1, "helper": "",
            "base": {}, "body": body,
        }  # fmt: skip
        self.last = uid
        return json.dumps(told | more, ensure_ascii=False)

    def send(self, *texts: str, now: datetime | None = None) -> list[Outcome]:
        """Send texts, as one call does."""
        user = User.objects.get(pk=self.user.pk)
        user._roles = (TODAY, [role for role in roles(user, TODAY) if role.place_id == self.club.pk])
        device = Device.objects.get(pk=self.device.pk) if self.device else None
        club = Club.objects.select_related("place").get(pk=self.club.pk)
        return take_in(texts, device=device, by=user, club=club, today=TODAY, now=now or clock.now())

    def tell(self, kind: str, body: dict, **more) -> Outcome:
        """Make a submission and send it."""
        return self.send(self.text(kind, body, **more))[0]


class Phones:
    """One phone for each who asks."""

    def __init__(self, world: World) -> None:
        self.world, self.count = world, 0

    def __call__(self, name: str, club: Club | None = None) -> Phone:
        self.count += 1
        club, user = club or self.world.dong_vang, self.world.users[name]
        device = Device.objects.create(
            uid=str(UUID(int=self.count)), user=user, place=club.place, key="0" * 64, label=f"Máy {self.count}",
            bound_at=clock.now(),
        )  # fmt: skip
        return Phone(self.count, device, user, club)


@pytest.fixture
def till(world: World):
    """Bà Lương's till of thôn Đồng Vàng on the day of the cast."""
    with clock.fixed(TODAY):
        yield Till(world)


@pytest.fixture
def phones(till: Till) -> Phones:
    return Phones(till.world)
