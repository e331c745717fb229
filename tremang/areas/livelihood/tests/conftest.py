"""The club of Đồng Vàng with two economic volunteers, on Wednesday 23/9/2026."""

from datetime import date

import pytest

from tests.cast import TODAY, World
from tremang.areas.common import actions
from tremang.areas.livelihood.book import PAIRS
from tremang.areas.livelihood.models import MentorPair
from tremang.clubs.models import Team, TeamKind
from tremang.kernel import clock
from tremang.members.models import Channel, Consent, Person, Purpose, TeamMember

SINCE = date(2026, 8, 3)
VOLUNTEERS = ("Trần Thị Lụa", "Hoàng Văn Khiêm")


def agree(person: Person, *purposes: Purpose) -> None:
    """The person gives these consents."""
    for purpose in purposes:
        Consent.objects.create(
            person=person, purpose=purpose, text_version="1", channel=Channel.PAPER, given_on=SINCE, by_id=0
        )


def pair_values(world: World, volunteer: str = "Trần Thị Lụa", member: str = "Kiều Văn Lực", **more) -> dict:
    """A pair as the form gives it."""
    return {
        "volunteer_id": world.members[volunteer].pk, "membership_id": world.members[member].pk, "about": "nuôi vịt đẻ",
        "from_on": SINCE, **more,
    }  # fmt: skip


@pytest.fixture
def man(world):
    return world.users["man"]


@pytest.fixture
def team(world) -> Team:
    row = Team.objects.create(club=world.dong_vang, kind=TeamKind.ECONOMY, name="Đội kinh tế")
    for name in VOLUNTEERS:
        TeamMember.objects.create(
            club=world.dong_vang, team=row, membership=world.members[name], from_on=world.dong_vang.launched_on
        )
    return row


@pytest.fixture
def lua_helps_luc(world, man, team) -> MentorPair:
    return actions.add(PAIRS, world.dong_vang, pair_values(world), by=man, today=TODAY)[0]


@pytest.fixture(autouse=True)
def now():
    """Pages ask the clock; here it stands at the day of the small world."""
    with clock.fixed(TODAY):
        yield
