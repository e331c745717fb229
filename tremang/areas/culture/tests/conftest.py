"""Today is the day of the cast."""

import pytest

from tests.cast import TODAY
from tremang.areas.culture.models import LongevityAge
from tremang.kernel import clock


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def man(world):
    """Bà Mận, secretary of thôn Đồng Vàng."""
    return world.users["man"]


@pytest.fixture
def sau(world):
    """Bà Sáu, secretary of thôn Trại Giữa."""
    return world.users["sau"]


@pytest.fixture
def ages(db):
    """The ages of the law."""
    return list(LongevityAge.objects.order_by("age"))
