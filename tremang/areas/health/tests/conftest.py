"""What the tests of the book of health share: consents, and the thresholds that a migration loads."""

from importlib import import_module

import pytest
from django.test import Client

from tests.cast import TODAY
from tremang.areas.health.models import Threshold
from tremang.kernel import clock
from tremang.members.models import Channel, Consent, Purpose


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def thresholds(db):
    """Put back where a transactional test has emptied all tables."""
    if not Threshold.objects.exists():
        from django.apps import apps

        import_module("tremang.areas.health.migrations.0002_thresholds").fill(apps, None)


@pytest.fixture
def agreed(world):
    """Everybody of thôn Đồng Vàng but ông Tạo has agreed."""
    rows = [
        Consent(
            person=member.person, purpose=Purpose.HEALTH, text_version="2026-11", channel=Channel.SPOKEN, given_on=TODAY,
            by_id=1,
        )
        for name, member in world.members.items()
        if member.club_id == world.dong_vang.pk and name != "Khuất Duy Tạo"
    ]  # fmt: skip
    Consent.objects.bulk_create(rows)
    return world


@pytest.fixture
def man(world):
    return world.users["man"]


@pytest.fixture
def client_of(world):
    """A signed-in client by the name of the user."""

    def make(name: str) -> Client:
        client = Client()
        client.force_login(world.users[name])
        return client

    return make
