"""What the book of rights tells those whose duty it is not."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common import actions as records
from tremang.areas.rights.book import HELPS
from tremang.areas.rights.tests.test_rights import helped
from tremang.kernel import clock


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


def test_the_numbers_that_are_hidden_above_are_hidden_in_the_clubs_book_too(world):
    records.add(HELPS, world.dong_vang, helped(world), by=world.users["man"], today=TODAY)
    pages = {}
    for name in ("so", "luong", "man"):
        client = Client()
        client.force_login(world.users[name])
        pages[name] = client.get(reverse("rights:home", args=[world.dong_vang.pk])).content.decode()
    for name in ("so", "luong"):
        assert "1 lần, không nêu số người vì có lần ít" in pages[name] and "dưới 5" in pages[name]
    assert "1 lần, 1 lượt người" in pages["man"]
