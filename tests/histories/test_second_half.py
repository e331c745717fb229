"""Generated histories of phones and server, every second one: after healing every promise holds (issue: the club's phone, Proof)."""

import pytest

from tests.histories.club import Ground
from tests.histories.host import Host
from tests.histories.living import HALVES, live

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(not HALVES[1], reason="none of these was asked for"),
]


def test_after_any_history_every_promise_holds(begun: Ground, host: Host):
    live(begun, host, HALVES[1])
