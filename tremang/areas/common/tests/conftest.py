"""Today is the day of the cast."""

import pytest

from tests.cast import TODAY
from tremang.kernel import clock


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def man(world):
    """Bà Mận, secretary of thôn Đồng Vàng."""
    return world.users["man"]
