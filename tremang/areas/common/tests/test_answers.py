"""Promises of a club's answers to support: chosen by the club, never in vain, and open to be said otherwise."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common import actions
from tremang.areas.common.done import done_of
from tremang.areas.common.models import Activity, SupportAnswer
from tremang.kernel.problems import Conflict
from tremang.kernel.verify import verify

ON = date(2026, 9, 12)
Answer = SupportAnswer.Answer
YES, NO, ALREADY = "yes", "no", "already"


@pytest.fixture
def support(world):
    values = {"area": 2, "day": ON, "what": "khám sức khỏe", "giver": "Trạm Y tế xã", "themes": 0}
    return actions.give(world.phuc_tho, values, [world.dong_vang], by=world.users["tuan"], today=TODAY).support


@pytest.fixture
def own(world, man):
    values = {"area": 2, "what": "khám ở trạm", "day": ON, "people": 8}
    return actions.add(done_of(2), world.dong_vang, values, by=man, today=TODAY)[0]


@pytest.fixture
def page(world, man, support):
    """Opens or sends the page of the answer."""
    client = Client()
    client.force_login(man)
    url = reverse("areas:answer", args=[world.dong_vang.pk, support.pk])

    def opened(sent=None):
        if sent is None:
            return client.get(url, follow=True)
        answers = SupportAnswer.objects.filter(office=support).first()
        return client.post(f"{url}?da={answers.answer}" if answers else url, sent)

    return opened


def stands(world):
    """What stands in the book: words, number, whether the office gave it, whether it counts."""
    rows = Activity.objects.filter(club=world.dong_vang).order_by("pk")
    return sorted((row.what, row.people, row.office_id is not None, row.is_confirmed) for row in rows)


OWN, OFFICE = ("khám ở trạm", 8, False, True), ("khám sức khỏe", 6, True, True)
BOOK = {YES: [OFFICE, OWN], NO: [OWN], ALREADY: [("khám ở trạm", 8, True, True)]}


@pytest.mark.parametrize("first", [YES, NO, ALREADY])
@pytest.mark.parametrize("then", [YES, NO, ALREADY])
def test_an_answer_can_be_opened_and_said_otherwise(world, own, page, first, then, support):
    sent = {YES: {"people": "6"}, NO: {}, ALREADY: {"own": own.pk}}
    assert page({"answer": first} | sent[first]).status_code == 302
    assert stands(world) == BOOK[first]
    shown = page()
    assert shown.status_code == 200
    assert shown.context["form"]["answer"].value() == first
    assert page({"answer": then} | sent[then]).status_code == 302
    assert stands(world) == BOOK[then]
    assert [row.answer for row in SupportAnswer.objects.all()] == [then]
    assert not [found for found in verify().findings if found.code != "row_unknown"]


def test_what_was_said_anew_can_be_taken_back(world, man, support, own):
    actions.answer(Activity.objects.get(is_confirmed=False), ALREADY, own=own.pk, by=man, today=TODAY)
    before = stands(world)
    event = actions.answer_anew(SupportAnswer.objects.get(), ALREADY, YES, {"people": 6}, by=man, today=TODAY)
    assert stands(world) == BOOK[YES]
    actions.undo(world.dong_vang, event.pk, by=man, today=TODAY)
    assert (stands(world), SupportAnswer.objects.get().answer) == (before, ALREADY)


def test_who_changes_an_answer_that_changed_meanwhile_is_told(world, man, support):
    actions.answer(Activity.objects.get(), NO, by=man, today=TODAY)
    seen = SupportAnswer.objects.get()
    actions.answer_anew(seen, NO, YES, {"people": 6}, by=man, today=TODAY)
    with pytest.raises(Conflict):
        actions.answer_anew(seen, NO, NO, by=man, today=TODAY)


def test_beside_a_line_of_its_own_the_club_must_choose(world, own, page):
    assert "checked" not in page().content.decode().split("Số người của câu lạc bộ")[0]
    answer = page({"people": ""})
    assert answer.status_code == 422
    assert not SupportAnswer.objects.exists()


def test_a_number_typed_beside_the_clubs_own_line_is_not_passed_over(world, own, page):
    answer = page({"answer": ALREADY, "own": own.pk, "people": "12"})
    assert answer.status_code == 422
    assert "chỉ được ghi khi trả lời “Đúng, có việc này”" in answer.content.decode()
    assert page({"answer": ALREADY, "own": own.pk, "people": ""}).status_code == 302


def test_the_answers_of_a_club_stand_in_a_list_from_which_each_opens(world, man, page, support):
    page({"answer": NO})
    client = Client()
    client.force_login(man)
    listed = client.get(reverse("areas:answers", args=[world.dong_vang.pk])).content.decode()
    assert reverse("areas:answer", args=[world.dong_vang.pk, support.pk]) in listed
    assert "không có việc này" in listed.lower()
    book = client.get(reverse("health:home", args=[world.dong_vang.pk])).content.decode()
    assert reverse("areas:answers", args=[world.dong_vang.pk]) in book


def test_an_address_made_up_changes_nothing(world, man, page, support):
    page({"answer": NO})
    client = Client()
    client.force_login(man)
    url = reverse("areas:answer", args=[world.dong_vang.pk, support.pk])
    for asked in ("?da=x", "?da=yes", ""):
        assert client.post(f"{url}{asked}", {"answer": YES, "people": "6"}).status_code == 409
    assert client.get(reverse("areas:answer", args=[world.trai_giua.pk, support.pk])).status_code == 403
    assert SupportAnswer.objects.get().answer == NO
