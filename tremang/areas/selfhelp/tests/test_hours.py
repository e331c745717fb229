"""Promises of the hours of an action for the community: what a day cannot hold is refused, a very long day asked about."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.selfhelp.models import ActionKind, CommunityAction
from tremang.kernel import clock


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def send(world):
    client = Client()
    client.force_login(world.users["man"])
    url = reverse("selfhelp:community_action_add", args=[world.dong_vang.pk])
    sent = {"kind": ActionKind.values[0], "what": "quét đường", "on": "20/9/2026", "people": "3"}
    return lambda hours, **more: client.post(url, sent | {"hours": hours, **more})


@pytest.mark.parametrize("hours", ["25", "48", "100"])
def test_more_hours_than_a_day_has_are_refused(send, hours):
    for _time in range(2):
        answer = send(hours)
        assert answer.status_code == 422
        assert f"Một ngày chỉ có 24 giờ, ở đây ghi mỗi người {hours} giờ." in answer.content.decode()
    assert not CommunityAction.objects.exists()


def test_a_very_long_day_is_asked_about_once(send):
    answer = send("13")
    assert answer.status_code == 422
    assert "Mỗi người làm 13 giờ trong một ngày là rất nhiều." in answer.content.decode()
    assert send("13", chac=answer.context["form"].sure).status_code == 302
    assert CommunityAction.objects.get().hours == 13


def test_half_a_day_is_written_unasked(send):
    assert send("12").status_code == 302
