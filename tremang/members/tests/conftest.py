"""The day on which the tests of members stand, and who sits at the machines."""

import pytest

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.members.tests.looking import signed_in


@pytest.fixture
def today(world):
    with clock.fixed(TODAY):
        yield TODAY


@pytest.fixture
def man(world, today):
    """Bà Mận, who writes the books of thôn Đồng Vàng."""
    return world.users["man"]


@pytest.fixture
def tuan(world, today):
    """Anh Tuấn, who keeps every club of Phúc Thọ."""
    return world.users["tuan"]


@pytest.fixture
def desk_of(world, today):
    """`desk_of("man")` is a browser in which bà Mận is signed in."""
    return lambda name: signed_in(world, name)
