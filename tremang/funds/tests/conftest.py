"""Tests of the funds stand on the day of the small world."""

from collections.abc import Iterator

import pytest

from tests.cast import TODAY
from tremang.kernel import clock


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The clock of the small world."""
    with clock.fixed(TODAY):
        yield
