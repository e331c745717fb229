"""What every history begins with: the process that holds the phones, and the club as it is after their first sync."""

import pytest

from tests.histories.club import POSTS, Ground, ground
from tests.histories.history import BEGIN
from tests.histories.host import Host
from tests.histories.server import Server


@pytest.fixture
def host():
    made = Host()
    yield made
    made.close()


@pytest.fixture
def begun(db, host) -> Ground:
    """The club, and each phone as it is after its first sync."""
    made = ground()
    server = Server(BEGIN)
    for name, key in made.keys.items():
        header = f"Device {key['uid']}.{key['secret']}"
        host.answer = lambda _phone, _path, body, header=header: server.answer(header, body)
        now = int(BEGIN.timestamp() * 1000)
        host.ask("new", p=name, now=now, seed=1, device=key)
        assert host.ask("sync", p=name, now=now)["ok"]
        host.ask("keep", p=name, name=f"first {name}")
    assert POSTS.keys() == made.keys.keys()
    return made
