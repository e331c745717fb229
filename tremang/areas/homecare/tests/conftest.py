"""The club of Đồng Vàng with three volunteers and two people cared for, on Wednesday 23/9/2026."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.cast import TODAY, World
from tremang.accounts.models import User
from tremang.areas.common import actions
from tremang.areas.homecare.book import CAREDS, PAIRS
from tremang.areas.homecare.models import Cared, CarePair
from tremang.clubs.models import Team, TeamKind
from tremang.kernel import clock
from tremang.members.models import Channel, Consent, Person, Purpose, TeamMember

SINCE = date(2026, 9, 1)
VOLUNTEERS = ("Trần Thị Lụa", "Kiều Văn Lực", "Nguyễn Thu Hường")
TUESDAY_FRIDAY = 2 + 16


def agree(person: Person, *purposes: str) -> None:
    """The person gives these consents."""
    for purpose in purposes:
        Consent.objects.create(
            person=person, purpose=purpose, text_version="1", channel=Channel.PAPER, given_on=SINCE, by_id=0
        )


def care_for(world: World, name: str, **more) -> Cared:
    """Somebody of Đồng Vàng is cared for from the first of September."""
    values = {"membership_id": world.members[name].pk, "about": "", "needs": 1 | 16, "from_on": SINCE, **more}
    return actions.add(CAREDS, world.dong_vang, values, by=world.users["man"], today=TODAY)[0]


def pair(world: World, cared: Cared, volunteer: str, weekdays: int = TUESDAY_FRIDAY, **more) -> CarePair:
    """A volunteer visits somebody from the first of September."""
    values = {
        "cared_id": cared.pk, "volunteer_id": world.members[volunteer].pk, "weekdays": weekdays, "from_on": SINCE, **more,
    }  # fmt: skip
    return actions.add(PAIRS, world.dong_vang, values, by=world.users["man"], today=TODAY)[0]


def signed_in(user: User) -> Client:
    """A browser in which `user` has signed in."""
    client = Client()
    client.force_login(user)
    return client


def visit(world: World, cared: Cared, volunteer: str = "Trần Thị Lụa", **more) -> dict[str, Any]:
    """The columns of a visit on Tuesday 22/9/2026."""
    return {
        "cared_id": cared.pk, "volunteer_id": world.members[volunteer].pk, "on": date(2026, 9, 22), "done": 1, "report": "", "why": "",
        **more,
    }  # fmt: skip


@pytest.fixture
def man(world):
    return world.users["man"]


@pytest.fixture
def team(world):
    """The team for care at home, since the launch."""
    row = Team.objects.create(club=world.dong_vang, kind=TeamKind.HOMECARE, name="Đội chăm sóc tại nhà")
    for name in VOLUNTEERS:
        TeamMember.objects.create(
            club=world.dong_vang, team=row, membership=world.members[name], from_on=world.dong_vang.launched_on
        )
    return row


@pytest.fixture
def an(world, team) -> Cared:
    """Bà Ẩn agreed to the book, not to be shown to the commune."""
    agree(world.person("Đỗ Thị Ẩn"), Purpose.CARE)
    return care_for(world, "Đỗ Thị Ẩn")


@pytest.fixture
def lua_visits_an(world, an) -> CarePair:
    """Bà Lụa visits bà Ẩn on Tuesdays and Fridays."""
    return pair(world, an, "Trần Thị Lụa")


@pytest.fixture(autouse=True)
def now():
    """Pages ask the clock; here it stands at the day of the small world."""
    with clock.fixed(TODAY):
        yield
