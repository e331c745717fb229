"""Promises of the forms of the books: what was typed is not lost to a consent that is asked for, or to a suggestion."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.health.models import Referral
from tremang.areas.homecare.models import Cared
from tremang.members.models import Consent, Purpose


@pytest.fixture
def client(world):
    browser = Client()
    browser.force_login(world.users["man"])
    return browser


@pytest.fixture
def asked(world, client):
    """The form of somebody to be cared for, sent of bà Ẩn, who was not asked yet: the way to her consents."""
    url = reverse("homecare:cared_add", args=[world.dong_vang.pk])
    sent = {
        "membership_id": str(world.members["Đỗ Thị Ẩn"].pk), "needs": ["1", "16"], "from_on": "5/9/2026", "prefers_sex": "F",
        "to_on": "",
    }  # fmt: skip
    answer = client.post(url, sent)
    assert answer.status_code == 422
    consent = {"purposes": ["care"], "channel": "spoken", "given_on": "20/9/2026", "given_by": ""}
    return url, sent, client.post(answer.context["form"].ways["membership_id"][1], consent).url


def test_whoever_went_to_ask_for_a_consent_finds_all_he_had_typed(asked, client):
    _url, sent, back = asked
    form = client.get(back).context["form"]
    shown = {name: form[name].value() for name in sent}
    assert shown == sent
    assert client.post(back, shown).status_code == 302
    assert Cared.objects.get().from_on == date(2026, 9, 5)


def test_what_was_typed_is_shown_for_no_other_member_and_gone_once_it_is_written(world, asked, client):
    url, sent, back = asked
    other = client.get(f"{url}?ai={world.members['Trần Thị Lụa'].pk}").context["form"]
    assert other["from_on"].value() == "23/9/2026"
    client.post(back, sent)
    assert client.get(back).context["form"]["from_on"].value() == "23/9/2026"


def test_a_correction_that_has_to_ask_finds_all_that_was_typed_too(world, client):
    agreed, other = world.members["Trần Thị Lụa"], world.members["Kiều Văn Lực"]
    Consent.objects.create(
        person=agreed.person, purpose=Purpose.HEALTH, given_on=TODAY, text_version="1", channel="spoken", by_id=1
    )
    row = Referral.objects.create(club=world.dong_vang, membership=agreed, on=date(2026, 9, 5), why="check", by_id=1)
    url = reverse("health:referral_correct", args=[world.dong_vang.pk, row.pk])
    sent = {"membership_id": str(other.pk), "on": "7/9/2026", "why": "check", "where": "Trạm Y tế xã"}
    answer = client.post(url, sent)
    assert answer.status_code == 422
    consent = {"purposes": ["health"], "channel": "spoken", "given_on": "20/9/2026", "given_by": ""}
    form = client.get(client.post(answer.context["form"].ways["membership_id"][1], consent).url).context["form"]
    assert {name: form[name].value() for name in sent} == sent


def test_nothing_of_it_stands_in_an_address(asked):
    _url, _sent, back = asked
    assert "5/9" not in back
    assert "needs" not in back


def test_a_suggestion_fills_its_box_and_leaves_the_others_as_typed(world, client):
    url = reverse("health:activity_add", args=[world.dong_vang.pk])
    page = client.get(url).content.decode()
    assert "?viec=" not in page.partition("<form")[0]
    assert '<button form="viec-moi" name="viec"' in page
    sent = {"what": "", "day": "20/9/2026", "people": "12", "outsiders": "", "note": "ở đình", "viec": "Tập dưỡng sinh"}
    answer = client.post(url, sent, follow=True)
    form = answer.context["form"]
    assert not form.errors
    assert [form[name].value() for name in ("what", "day", "people", "note", "own")] == [
        "Tập dưỡng sinh", "20/9/2026", "12", "ở đình", False,
    ]  # fmt: skip
    assert form.shows_more
