"""Whatever is typed into the book of health, nothing breaks."""

import random
from datetime import date

import pytest
from django.urls import reverse

from tests import nonsense
from tests.cast import TODAY
from tests.crawl import read
from tremang.areas.health.actions import Taken, measure
from tremang.areas.health.models import Reading

pytestmark = pytest.mark.usefixtures("thresholds")
TIMES = 8


@pytest.mark.parametrize(
    "name", ["measure", "reading", "checkup_add", "exercise_add", "referral_add", "insurance_add", "activity_add"]
)
def test_strange_input_gives_a_sentence_and_never_breaks(agreed, man, client_of, name):
    an, client = agreed.members["Đỗ Thị Ẩn"].pk, client_of("man")
    measure(agreed.dong_vang, date(2026, 9, 20), {an: Taken(128, 76, 52_500)}, by=man, today=TODAY)
    more = [Reading.objects.get().pk] if name == "reading" else []
    url = reverse(f"health:{name}", args=[agreed.dong_vang.pk, *more]) + "?ngay=20/9/2026&them=1"
    chooser, ids = random.Random(4), [str(an), "1", str(2**63)]
    (form,) = [one for one in read(url, 200, client.get(url).content.decode()).parsed.forms if one.method == "post"][:1]
    for sent in nonsense.fillings(form, chooser, TIMES, ids):
        answer = client.post(url, sent)
        assert answer.status_code < 500
        assert client.get(url).status_code in (200, 404)
        if answer.status_code == 404:
            break


@pytest.mark.parametrize(
    "query", ["?ngay=31/02/2026", "?ngay=<b>", "?p=99", "?p=-1", "?ngay=9999-12-31", "?ngay=24/9/2026&them"]
)
@pytest.mark.parametrize("name", ["measure", "round", "sheet", "people", "expiring", "home"])
def test_a_strange_address_never_breaks(agreed, client_of, name, query):
    url = reverse(f"health:{name}", args=[agreed.dong_vang.pk]) + query
    assert client_of("man").get(url).status_code == 200


@pytest.mark.parametrize("query", ["", "?ngay=1/1/1990"])
def test_a_round_before_the_club_was_launched_is_told_once_and_nothing_is_lost(agreed, client_of, query):
    """Nobody was a member then: one wrong digit in the year must not give a sentence for each of sixty people."""
    an, lua = agreed.members["Đỗ Thị Ẩn"].pk, agreed.members["Trần Thị Lụa"].pk
    url = reverse("health:measure", args=[agreed.dong_vang.pk]) + query
    sent = {"on": "1/1/1990", f"bp-{an}": "131/77", f"bp-{lua}": "132/78", f"yes-{lua}": "1"}
    answer = client_of("man").post(url, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Câu lạc bộ ra mắt ngày 29/3/2024" in page and "không phải thành viên" not in page
    assert "131/77" in page and "132/78" in page
    assert not Reading.objects.exists()
