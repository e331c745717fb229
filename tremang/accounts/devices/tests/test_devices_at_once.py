"""Several phones at one card, and one code tried twice at once: one effect each."""

import threading
from collections.abc import Callable, Sequence
from uuid import uuid4

import pytest
from django.db import connection

from tests.cast import TODAY
from tremang.accounts.devices import actions
from tremang.accounts.devices.models import Device
from tremang.kernel import clock
from tremang.kernel.problems import Problem
from tremang.kernel.verify import verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
KEY = "a" * 64


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


def at_once(acts: Sequence[Callable[[], object]]) -> list[str]:
    """Run all in threads of their own from one start; "" or the code of the refusal of each, in order."""
    start, found = threading.Barrier(len(acts)), [""] * len(acts)

    def run(number: int) -> None:
        start.wait()
        try:
            acts[number]()
        except Problem as problem:
            found[number] = problem.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(found)


def bind(token: str, uid: str) -> Callable[[], object]:
    return lambda: actions.bind(token, uid, KEY, "", TODAY, clock.now())


def token_of(world, name: str) -> str:
    place = world.users[name].roles.get().place
    return actions.make_card(world.users[name], place, by=world.users["tuan"], today=TODAY)[1]


def test_of_four_phones_at_one_card_one_is_bound(world):
    token = token_of(world, "man")
    assert at_once([bind(token, str(uuid4())) for _phone in range(4)]) == ["", "card_used", "card_used", "card_used"]
    assert Device.objects.count() == 1
    assert not [found for found in verify().findings if found.row.startswith("accounts.")]


def test_one_phone_that_asks_four_times_at_once_is_bound_once_and_always_answered(world):
    token, uid = token_of(world, "man"), str(uuid4())
    assert at_once([bind(token, uid)] * 4) == [""] * 4
    assert Device.objects.count() == 1


def test_one_phone_at_the_cards_of_two_clubs_belongs_to_one(world):
    uid = str(uuid4())
    tokens = [token_of(world, "man"), token_of(world, "sau")]
    assert at_once([bind(token, uid) for token in tokens]) == ["", "device_taken"]


def test_a_code_tried_four_times_at_once_opens_once(world):
    device = bind(token_of(world, "man"), str(uuid4()))().device
    _row, code = actions.make_code(device, by=world.users["khiem"], today=TODAY)
    spend = [lambda: actions.spend_code(device.uid, code, clock.now())] * 4
    assert at_once(spend) == ["", "code_wrong", "code_wrong", "code_wrong"]
