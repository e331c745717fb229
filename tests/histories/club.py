"""The club in which histories take place, made once: money, loans, people cared for, and a phone for each post."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

from tests.cast import TODAY, World, build
from tremang.accounts.devices import actions as devices
from tremang.accounts.devices.models import Device
from tremang.areas.homecare.tests.conftest import VOLUNTEERS, care_for, pair
from tremang.areas.homecare.tests.conftest import agree as agreed
from tremang.clubs.models import Club, Team, TeamKind
from tremang.funds.tests.acting import Till
from tremang.kernel import clock
from tremang.kernel.ids import seeded_ids
from tremang.members.models import Membership, Purpose, TeamMember

MADE = datetime(2026, 9, 20, tzinfo=UTC)
POSTS = {"thư ký": "man", "thủ quỹ": "luong", "chủ nhiệm": "khiem", "thư ký (máy thứ hai)": "man"}


@dataclass
class Ground:
    """What every history begins with. `keys`: phone → its uid and secret."""

    world: World
    till: Till
    devices: dict[str, Device] = field(default_factory=dict)
    keys: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def club(self) -> Club:
        return Club.objects.select_related("place").get(pk=self.world.dong_vang.pk)

    @property
    def members(self) -> list[Membership]:
        """Those whom acts are about: few, so that phones often mean the same one."""
        return self.till.others[:5]


def ground() -> Ground:
    """The club on the morning of the day of the cast."""
    with seeded_ids(1, int(MADE.timestamp() * 1000)), clock.fixed(TODAY, 7):
        made = Ground(build(), None)  # type: ignore[arg-type]
        made.till = Till(made.world)
        for who in (0, 1):
            made.till.lent(who, 6_000_000)
        for who in (2, 3):
            made.till.approved(who, 3_000_000)
        _books(made.world)
        for number, (name, user) in enumerate(POSTS.items(), 1):
            _phone(made, number, name, user)
    return made


def _books(world: World) -> None:
    club = world.dong_vang
    team = Team.objects.create(club=club, kind=TeamKind.HOMECARE, name="Đội chăm sóc tại nhà")
    for name in VOLUNTEERS:
        TeamMember.objects.create(club=club, team=team, membership=world.members[name], from_on=club.launched_on)
    for name in ("Đỗ Thị Ẩn", "Lê Thị Hợi"):
        agreed(world.person(name), Purpose.CARE, Purpose.HEALTH)
    cared = care_for(world, "Đỗ Thị Ẩn")
    pair(world, cared, "Trần Thị Lụa")


def _phone(made: Ground, number: int, name: str, user: str) -> None:
    place = made.world.dong_vang.place
    _card, token = devices.make_card(made.world.users[user], place, by=made.world.users["tuan"], today=TODAY)
    uid, secret = str(UUID(int=number, version=4)), f"{number:_<43}"
    key = sha256(secret.encode()).hexdigest()
    made.devices[name] = devices.bind(token, uid, key, name, TODAY, clock.now()).device
    made.keys[name] = {"uid": uid, "secret": secret}


def day_of(moment: datetime) -> date:
    """The day in Hanoi."""
    return moment.astimezone(clock.timezone.get_default_timezone()).date()
