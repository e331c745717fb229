"""The small demo, loaded once for all tests of this room that look at it."""

from datetime import date

import pytest

from tremang.exchange.demo.load import load
from tremang.exchange.demo.sizes import SIZES
from tremang.kernel import clock

TODAY = date(2026, 11, 12)
UNTIL = 2026 * 12 + 9


@pytest.fixture
def demo(db: None):
    """The demo of the smallest size with meetings up to October 2026, on 12/11/2026."""
    with clock.fixed(TODAY):
        load(SIZES["XS"], 1, UNTIL)
        yield
