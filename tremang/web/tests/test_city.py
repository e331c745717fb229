"""The City's board as offices see it."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def ha(world, client):
    client.force_login(world.users["ha"], backend="django.contrib.auth.backends.ModelBackend")
    with clock.fixed(TODAY):
        yield client


def test_the_board_shows_all_rows_within_twelve_queries_and_sixty_kilobytes(ha, django_assert_max_num_queries):
    ha.get(reverse("web:city"))
    with django_assert_max_num_queries(12):
        page = ha.get(reverse("web:city"))
    assert page.status_code == 200
    assert page.content.decode().count('class="board-number"') == 14
    assert len(page.content) <= 60_000
