"""Phones of the small world: the secretary's, the treasurer's and the chair's of thôn Đồng Vàng."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY, World
from tremang.accounts.devices import actions as devices
from tremang.accounts.devices.models import Device
from tremang.clubs.models import Club
from tremang.kernel import clock


@dataclass
class Phone:
    """A phone: what it shows to the server, and what it holds."""

    uid: str
    secret: str
    device: Device
    client: Client = field(default_factory=Client)
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def header(self) -> str:
        return f"Device {self.uid}.{self.secret}"

    @property
    def have(self) -> dict[str, str]:
        return {name: part["hash"] for name, part in self.parts.items()}

    def post(self, body: Any, **headers: str) -> Any:
        """The raw answer to any body."""
        text = body if isinstance(body, bytes | str) else json.dumps(body)
        headers = {"Authorization": self.header} | headers
        return self.client.post(reverse("phone:sync"), text, content_type="application/json", headers=headers)

    def sync(self, *send: str, have: dict[str, str] | str | None = "all") -> dict[str, Any]:
        """One call as the app makes it: sends, and takes over what it is answered."""
        asked = self.have if have == "all" else have
        answer = self.post({"app": 1, "now": "2026-09-23T09:00:00+07:00", "send": list(send), "have": asked})
        assert answer.status_code == 200, answer.content[:300].decode()
        told = answer.json()
        self.parts |= told["parts"]
        for name in told["gone"]:
            self.parts.pop(name, None)
        return told

    def body(self, name: str) -> dict[str, Any]:
        return self.parts[name]["body"]


Bind = Callable[..., Phone]


@pytest.fixture
def today() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def bind(world: World, today: None) -> Bind:
    """Bind a phone to the post of a user, by a card that the officer printed."""
    count = iter(range(1, 100))

    def bound(name: str, club: Club | None = None) -> Phone:
        place = (club or world.dong_vang).place
        _card, token = devices.make_card(world.users[name], place, by=world.users["tuan"], today=TODAY)
        uid, secret = str(UUID(int=next(count), version=4)), f"{name:_<43}"
        key = sha256(secret.encode()).hexdigest()
        return Phone(uid, secret, devices.bind(token, uid, key, "", TODAY, clock.now()).device)

    return bound
