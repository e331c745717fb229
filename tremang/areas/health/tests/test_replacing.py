"""Promises of a round sent for a day that holds readings already: nothing that the writer did not see is replaced unasked."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.health.actions import Taken, measure
from tremang.areas.health.models import Reading

EARLIER = date(2026, 9, 20)
pytestmark = pytest.mark.usefixtures("thresholds")


@pytest.fixture
def an(agreed, man):
    """Bà Ẩn, measured on the 20th."""
    pk = agreed.members["Đỗ Thị Ẩn"].pk
    measure(agreed.dong_vang, EARLIER, {pk: Taken(144, 87, 52_000)}, by=man, today=TODAY)
    return pk


@pytest.fixture
def send(agreed, client_of):
    client = client_of("man")
    return lambda **sent: client.post(reverse("health:measure", args=[agreed.dong_vang.pk]), sent)


def stands(pk):
    row = Reading.objects.get(membership=pk, on=EARLIER)
    return row.systolic, row.diastolic, row.weight


def test_a_reading_of_an_earlier_day_is_asked_about_once_before_it_is_replaced(an, send):
    sent = {"on": "20/9/2026", f"bp-{an}": "130/80"}
    answer = send(**sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày 20/9/2026 đã ghi huyết áp là 144/87, ở đây là 130/80." in page
    assert stands(an) == (144, 87, 52_000)
    assert send(**sent, chac=answer.context["form"].sure).status_code == 302
    assert stands(an) == (130, 80, 52_000)


def test_what_was_asked_about_another_value_is_asked_again(an, send, agreed, man):
    sent = {"on": "20/9/2026", f"bp-{an}": "130/80"}
    sure = send(**sent).context["form"].sure
    measure(agreed.dong_vang, EARLIER, {an: Taken(150, 90, 52_000)}, by=man, today=TODAY)
    assert send(**sent, chac=sure).status_code == 422


def test_the_same_figure_another_box_and_what_the_page_had_shown_are_written_unasked(an, send):
    assert send(**{"on": "20/9/2026", f"bp-{an}": "144/87"}).status_code == 302
    assert send(**{"on": "20/9/2026", f"eo-{an}": "82"}).status_code == 302
    assert send(**{"on": "20/9/2026", f"had-{an}": "144/87|52|82|", f"bp-{an}": "131/81"}).status_code == 302
    assert stands(an) == (131, 81, 52_000)
