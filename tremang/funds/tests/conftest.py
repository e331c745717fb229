"""Tests of the funds stand on the day of the small world, most of them beside its treasurer."""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.cast import TODAY, World
from tremang.funds.tests.acting import Till
from tremang.kernel import clock


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The clock of the small world."""
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def till(world: World) -> Till:
    """Bà Lương with capital to lend."""
    return Till(world)


@pytest.fixture
def page(till: Till) -> Client:
    """Her browser."""
    client = Client()
    client.force_login(till.world.users["luong"])
    return client


@pytest.fixture
def desk(page: Client) -> Client:
    """The same, for tests that call what they read a page."""
    return page
