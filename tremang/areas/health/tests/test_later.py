"""Promises of a death or a leaving that is written late: what the books tell of later days is said, not passed over."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.health.actions import Taken, measure
from tremang.members.models import Membership

pytestmark = pytest.mark.usefixtures("thresholds")


@pytest.fixture
def an(agreed, man):
    """Bà Ẩn, measured on three days of September."""
    row = agreed.members["Đỗ Thị Ẩn"]
    for day in (10, 15, 20):
        measure(agreed.dong_vang, date(2026, 9, day), {row.pk: Taken(128, 76)}, by=man, today=TODAY)
    return row


def said(client, row, day, reason="died"):
    sent = {"reason": reason, "left_on": day}
    page = client.post(reverse("members:leave", args=[row.pk]), sent, follow=True).content.decode()
    assert Membership.objects.get(pk=row.pk).left_on is not None
    return page


@pytest.mark.parametrize("reason", ["died", "left"])
def test_readings_of_days_after_a_death_or_a_leaving_are_told(an, client_of, reason):
    page = said(client_of("man"), an, "12/9/2026", reason)
    assert "Sổ còn ghi người này ở 2 ngày sau ngày 12/9/2026, gần nhất là 20/9/2026." in page


def test_where_nothing_stands_of_later_days_nothing_is_said_of_it(an, client_of):
    assert "Sổ còn ghi người này" not in said(client_of("man"), an, "20/9/2026")
