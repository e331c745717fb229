"""Promises of support by offices: asked once, answered by the club, counted once, taken back while nobody has answered."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import TODAY, World
from tremang.areas.common import actions
from tremang.areas.common.done import done_of
from tremang.areas.common.models import Activity, OfficeSupport, SupportAnswer
from tremang.areas.common.offices.queries import given as given_at
from tremang.areas.common.queries import done, proof_of, sums
from tremang.kernel.models import Event, Stale
from tremang.kernel.periods import month_of
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.kernel.verify import verify
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import Done, MeetingData

ON = date(2026, 9, 12)
Answer = SupportAnswer.Answer
CHECKUP = {"area": 2, "day": ON, "what": "khám sức khỏe", "giver": "Trạm Y tế xã", "themes": 0}


@pytest.fixture
def both(world):
    return [world.dong_vang, world.trai_giua]


def offered(world: World, **more):
    """Support of the commune to its two clubs."""
    clubs = [world.dong_vang, world.trai_giua]
    return actions.give(world.phuc_tho, CHECKUP | more, clubs, by=world.users["tuan"], today=TODAY)


def row_of(club):
    return Activity.objects.get(club=club, office__isnull=False)


def times(club, area=2):
    return sums(done(club.pk, area, date(2026, 9, 1), TODAY)).events


def tables():
    return [list(model.objects.order_by("pk").values()) for model in (Activity, SupportAnswer, OfficeSupport)]


def test_each_club_finds_the_support_in_its_book_and_it_does_not_count_yet(world, both):
    given_ = offered(world)
    assert given_.asked == both
    for club in both:
        row = row_of(club)
        assert (row.area, row.day, row.what, row.is_confirmed) == (2, ON, "khám sức khỏe", False)
        assert times(club) == 0
        assert proof_of(done(club.pk, 2, ON, TODAY), month_of(ON)) is None
        assert Event.objects.filter(chain_id=club.pk, verb="give_office_support").count() == 1
        assert Stale.objects.filter(node_id=club.pk).exists()
    assert Event.objects.filter(chain_id=world.phuc_tho.pk, verb="give_office_support").count() == 1


def test_once_confirmed_it_counts_with_the_clubs_own_number(world):
    offered(world)
    row = row_of(world.dong_vang)
    actions.answer(row, Answer.YES, {"people": 9}, by=world.users["man"], today=TODAY)
    assert (times(world.dong_vang), times(world.trai_giua)) == (1, 0)
    assert sums(done(world.dong_vang.pk, 2, ON, ON)).people == 9
    assert SupportAnswer.objects.get().answer == Answer.YES


def test_a_club_may_correct_what_was_written(world):
    offered(world)
    changes = {"people": 9, "what": "đo mắt", "day": date(2026, 9, 13)}
    actions.answer(row_of(world.dong_vang), Answer.YES, changes, by=world.users["man"], today=TODAY)
    row = row_of(world.dong_vang)
    assert (row.what, row.day) == ("đo mắt", date(2026, 9, 13))
    assert SupportAnswer.objects.get().answer == Answer.CORRECTED


def test_where_it_did_not_take_place_it_goes(world):
    offered(world)
    actions.answer(row_of(world.dong_vang), Answer.NO, by=world.users["man"], today=TODAY)
    assert not Activity.objects.filter(club=world.dong_vang).exists()
    assert SupportAnswer.objects.get().answer == Answer.NO


def test_what_the_club_had_written_itself_takes_the_offices_name_and_counts_once(world):
    man = world.users["man"]
    mine = {"area": 2, "what": "khám ở trạm", "day": date(2026, 9, 14), "people": 8}
    own, _event = actions.add(done_of(2), world.dong_vang, mine, by=man, today=TODAY)
    offered(world)
    assert times(world.dong_vang) == 1
    actions.answer(row_of(world.dong_vang), Answer.ALREADY, own=own.pk, by=man, today=TODAY)
    kept = Activity.objects.get(club=world.dong_vang)
    assert (kept.pk, kept.office.giver, kept.people, times(world.dong_vang)) == (own.pk, "Trạm Y tế xã", 8, 1)


@pytest.mark.parametrize("change", [{"day": date(2026, 9, 16)}, {"area": 4}])
def test_only_an_activity_of_that_content_and_those_days_is_the_same(world, change):
    man = world.users["man"]
    mine = {"area": 2, "what": "khám ở trạm", "day": ON, "people": 8} | change
    own, _event = actions.add(done_of(2), world.dong_vang, mine, by=man, today=TODAY)
    offered(world)
    with pytest.raises(Problem) as refusal:
        actions.answer(row_of(world.dong_vang), Answer.ALREADY, own=own.pk, by=man, today=TODAY)
    assert refusal.value.code == "not_the_same"


@pytest.mark.parametrize("said", [Answer.YES, Answer.NO, Answer.ALREADY])
def test_an_answer_can_be_taken_back_to_the_row(world, said):
    man = world.users["man"]
    mine = {"area": 2, "what": "khám ở trạm", "day": ON, "people": 8}
    own, _event = actions.add(done_of(2), world.dong_vang, mine, by=man, today=TODAY)
    offered(world)
    before = tables()
    event = actions.answer(
        row_of(world.dong_vang), said, {"people": 3} if said == Answer.YES else None, own.pk, by=man, today=TODAY
    )
    assert tables() != before
    actions.undo(world.dong_vang, event.pk, by=man, today=TODAY)
    assert tables() == before


@pytest.mark.parametrize("said", [Answer.YES, Answer.ALREADY])
def test_where_the_club_drops_what_it_had_confirmed_its_answer_follows_and_comes_back(world, said):
    man = world.users["man"]
    own = None
    if said == Answer.ALREADY:
        mine = {"area": 2, "what": "khám ở trạm", "day": ON, "people": 8}
        own = actions.add(done_of(2), world.dong_vang, mine, by=man, today=TODAY)[0].pk
    offered(world)
    actions.answer(row_of(world.dong_vang), said, own=own, by=man, today=TODAY)
    before = tables()
    event = actions.drop(done_of(2), row_of(world.dong_vang), by=man, today=TODAY)
    assert SupportAnswer.objects.get().answer == Answer.NO
    assert [row.took_place for row in given_at(world.phuc_tho, 2026)] == [0]
    actions.undo(world.dong_vang, event.pk, by=man, today=TODAY)
    assert tables() == before


def test_a_club_answers_once(world):
    offered(world)
    row, man = row_of(world.dong_vang), world.users["man"]
    actions.answer(row, Answer.NO, by=man, today=TODAY)
    with pytest.raises(Conflict) as refusal:
        actions.answer(row, Answer.YES, by=man, today=TODAY)
    assert refusal.value.code == "answered"


def test_what_waits_is_answered_not_corrected(world):
    offered(world)
    with pytest.raises(Conflict):
        actions.drop(done_of(2), row_of(world.dong_vang), by=world.users["man"], today=TODAY)


def test_the_same_form_sent_again_asks_only_who_was_not_asked(world, both):
    tuan = world.users["tuan"]
    first = actions.give(world.phuc_tho, CHECKUP, both[:1], by=tuan, today=TODAY, pk=777)
    actions.answer(row_of(both[0]), Answer.NO, by=world.users["man"], today=TODAY)
    second = actions.give(world.phuc_tho, CHECKUP, both, by=tuan, today=TODAY, pk=777)
    third = actions.give(world.phuc_tho, CHECKUP, both, by=tuan, today=TODAY, pk=777)
    assert (first.asked, second.asked, third.asked) == (both[:1], both[1:], [])
    assert OfficeSupport.objects.count() == Activity.objects.count() == 1


def test_the_chains_vouch_for_everything_that_was_given_answered_and_withdrawn(world):
    actions.withdraw(offered(world).support, by=world.users["tuan"], today=TODAY)
    offered(world)
    event = actions.answer(row_of(world.dong_vang), Answer.NO, by=world.users["man"], today=TODAY)
    actions.undo(world.dong_vang, event.pk, by=world.users["man"], today=TODAY)
    actions.answer(row_of(world.trai_giua), Answer.YES, {"people": 3}, by=world.users["sau"], today=TODAY)
    assert not [found for found in verify().findings if found.code != "row_unknown"]


def test_clubs_that_could_not_have_had_it_are_left_out(world, both):
    given_ = offered(world, day=date(2025, 5, 5))
    assert (given_.asked, given_.left_out) == (both[:1], both[1:])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"day": date(2026, 9, 24)}, "in_future"), ({"what": " "}, "no_words"), ({"giver": ""}, "no_giver"),
        ({"day": date(2020, 1, 1)}, "none_fit"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(world, change, code):
    with pytest.raises(Problem) as refusal:
        offered(world, **change)
    assert refusal.value.code == code
    assert not OfficeSupport.objects.exists()


def test_no_club_and_a_club_of_elsewhere_are_refused(world):
    for clubs, code in (([], "no_clubs"), ([world.muong_chau], "not_here")):
        with pytest.raises(Problem) as refusal:
            actions.give(world.phuc_tho, CHECKUP, clubs, by=world.users["tuan"], today=TODAY)
        assert refusal.value.code == code


@pytest.mark.parametrize("who", ["man", "nga", "lanh_dao", "ban", "trung_uong", "nguoi_dung"])
def test_who_has_no_such_duty_in_the_commune_gives_nothing(world, who):
    with pytest.raises(Refused):
        actions.give(world.phuc_tho, CHECKUP, [world.dong_vang], by=world.users[who], today=TODAY)


def test_a_department_gives_to_all_clubs_of_the_city_and_sees_no_person(world):
    client = Client()
    client.force_login(world.users["so"])
    url = reverse("areas:give", args=["01"])
    page = client.get(url).content.decode()
    sent = {"area": "5", "what": "trợ giúp pháp lý", "day": "12/9/2026", "giver": "Sở Tư pháp", "everyone": "on"}
    answer = client.post(url, sent, follow=True)
    page += answer.content.decode()
    assert Activity.objects.filter(is_confirmed=False).count() == 3
    assert "Sở Tư pháp" in page
    assert not [name for name in world.members if name in page]


def test_the_city_chooses_communes(world):
    client = Client()
    client.force_login(world.users["ha"])
    sent = {
        "area": "5",
        "what": "trợ giúp pháp lý",
        "day": "12/9/2026",
        "giver": "Sở Tư pháp",
        "clubs": [world.yen_bai.pk],
    }
    assert client.post(reverse("areas:give", args=["01"]), sent).status_code == 302
    assert [row.club for row in Activity.objects.all()] == [world.muong_chau]


def test_the_city_chooses_a_commune_and_then_single_clubs(world):
    client = Client()
    client.force_login(world.users["ha"])
    url = f"{reverse('areas:give', args=['01'])}?xa=09715"
    page = client.get(url).content.decode()
    assert world.dong_vang.name in page
    assert world.muong_chau.name not in page
    sent = {"area": "5", "what": "trợ giúp pháp lý", "day": "12/9/2026", "giver": "Sở Tư pháp"}
    assert client.post(url, sent | {"clubs": [world.muong_chau.pk]}).status_code == 422
    assert client.post(url, sent | {"clubs": [world.trai_giua.pk]}).status_code == 302
    assert [row.club for row in Activity.objects.all()] == [world.trai_giua]
    assert OfficeSupport.objects.get().place == world.city
    assert client.get(f"{reverse('areas:give', args=['01'])}?xa=khac").status_code == 200


def test_the_officers_page_writes_what_the_act_writes_and_withdraws_it(world):
    client = Client()
    client.force_login(world.users["tuan"])
    club = world.dong_vang.pk
    sent = {
        "area": "2", "what": "khám sức khỏe", "day": "12/9/2026", "giver": "Trạm Y tế xã", f"people_{club}": "7",
        "themes": ["digital"], "ma": "4242",
    }  # fmt: skip
    url = reverse("areas:give", args=["09715"])
    assert client.post(url, sent | {"giver": ""}).status_code == 422
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 302
    row = Activity.objects.get()
    assert (row.club_id, row.people, row.office_id, row.themes) == (club, 7, 4242, row.office.themes)
    page = client.get(reverse("areas:given", args=["09715"])).content.decode()
    assert "0 trên 1" in page
    assert "thôn Đồng Vàng" in page
    answer = client.post(reverse("areas:withdraw", args=["09715", 4242]), follow=True)
    assert not Activity.objects.exists()
    event = Event.objects.get(chain_id=world.phuc_tho.pk, verb="withdraw_office_support")
    undo = reverse("areas:undo_withdraw", args=["09715", event.pk])
    assert undo in answer.content.decode()
    assert client.post(undo).status_code == 302
    assert Activity.objects.get().people == 7


def test_what_was_given_last_year_is_shown_on_the_page_of_that_year(world):
    client = Client()
    client.force_login(world.users["tuan"])
    sent = {
        "area": "2", "what": "khám sức khỏe", "day": "12/12/2025", "giver": "Trạm Y tế xã", "everyone": "on",
    }  # fmt: skip
    page = client.post(reverse("areas:give", args=["09715"]), sent, follow=True)
    assert "Khám sức khỏe<small>" in page.content.decode()


def test_a_club_sees_what_waits_and_answers_on_the_page(world):
    offered(world)
    client = Client()
    client.force_login(world.users["man"])
    row = row_of(world.dong_vang)
    url = reverse("areas:answer", args=[world.dong_vang.pk, row.office_id])
    assert url in client.get(reverse("areas:all", args=[world.dong_vang.pk])).content.decode()
    asked = client.get(url).content.decode()
    assert "Trạm Y tế xã" in asked and 'value="yes" id' in asked and " checked" not in asked
    assert "Chưa chọn. Mời chọn một dòng." in client.post(url, {"people": "9"}).content.decode()
    assert client.post(url, {"answer": "yes", "people": "40", "what": "", "day": ""}).status_code == 422
    assert client.post(url, {"answer": "yes", "people": "9", "what": "", "day": ""}).status_code == 302
    row.refresh_from_db()
    assert (row.is_confirmed, row.people, row.what, row.day) == (True, 9, "khám sức khỏe", ON)


@pytest.mark.parametrize("name", ["areas:give", "areas:given"])
def test_a_page_of_an_office_asks_at_most_twelve_queries(world, name, django_assert_max_num_queries):
    for _time in range(15):
        offered(world)
    client = Client()
    client.force_login(world.users["tuan"])
    url = reverse(name, args=["09715"])
    client.get(url)
    with django_assert_max_num_queries(12):
        assert client.get(url).status_code == 200


@settings(max_examples=25)
@given(
    at_meeting=st.booleans(), in_book=st.booleans(), by_office=st.booleans(), apart=st.integers(0, 3),
    order=st.permutations(["meeting", "book", "office"]),
)  # fmt: skip
def test_the_same_act_through_meeting_book_and_office_counts_once(world, at_meeting, in_book, by_office, apart, order):
    """Whatever tells of it, in whichever order: said to be the same, it is one act."""
    club, man = world.dong_vang, world.users["man"]
    told = {"meeting": at_meeting, "book": in_book, "office": by_office}
    own = None
    with transaction.atomic():
        for how in (how for how in order if told[how]):
            if how == "meeting":
                record_meeting(club, MeetingData(held_on=ON, done={2: Done("khám")}), by=man, today=TODAY)
            elif how == "book":
                mine = {"area": 2, "what": "khám", "day": ON, "people": 5, "at_meeting": at_meeting}
                own, _event = actions.add(done_of(2), club, mine, by=man, today=TODAY)
            else:
                day = date(2026, 9, ON.day - (0 if at_meeting else apart))
                actions.give(world.phuc_tho, CHECKUP | {"day": day}, [club], by=world.users["tuan"], today=TODAY)
        if by_office:
            waiting = Activity.objects.get(club=club, is_confirmed=False)
            if own is not None:
                actions.answer(waiting, Answer.ALREADY, own=own.pk, by=man, today=TODAY)
            else:
                values = {"people": 5, "at_meeting": at_meeting}
                actions.answer(waiting, Answer.YES, values, by=man, today=TODAY)
        assert times(club) == int(any(told.values()))
        proof = proof_of(done(club.pk, 2, date(2026, 9, 1), TODAY), month_of(ON))
        assert (proof is not None) == any(told.values()) and bool(proof and proof.meeting_id) == at_meeting
        transaction.set_rollback(True)
