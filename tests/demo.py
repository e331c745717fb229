"""The smallest demo, loaded once a file: each test of the file sees it as it was loaded, whatever the one before wrote."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tremang.exchange.demo.load import load
from tremang.exchange.demo.sizes import SIZES, Size
from tremang.kernel import clock

TODAY = date(2026, 11, 12)
UNTIL = 2026 * 12 + 9


@contextmanager
def held(blocker: DjangoDbBlocker, size: Size, seed: int) -> Iterator[None]:
    """The rows of a demo, in a transaction around those of the tests; for a fixture of a whole file."""
    with blocker.unblock(), transaction.atomic():
        with clock.fixed(TODAY):
            load(size, seed, UNTIL)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with held(django_db_blocker, SIZES["XS"], 1):
        yield


@pytest.fixture
def demo(_loaded: None, db: None) -> Iterator[None]:
    """The demo of the smallest size with meetings up to October 2026, on 12/11/2026.

    A file that asks for it holds no test that wants an empty database.
    """
    with clock.fixed(TODAY):
        yield
