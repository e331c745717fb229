"""Promises of exchanges: told once, on both sides' books, each side by its own word; never with oneself, never a half."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common import actions as common
from tremang.areas.common.models import Activity
from tremang.areas.culture import actions
from tremang.areas.culture.book import EXCHANGES
from tremang.areas.culture.models import Exchange, ExchangeDenial
from tremang.areas.culture.queries import exchanges_in, waiting_exchanges
from tremang.kernel.models import Event
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.kernel.verify import verify

ON = date(2026, 9, 20)
YEAR = (date(2026, 1, 1), TODAY)


def told(other, **more):
    return {
        "on": ON,
        "what": "văn nghệ",
        "place": "Sân đình",
        "people": 8,
        "other_id": other.pk,
        "other_name": "",
        **more,
    }


@pytest.fixture
def exchange(world, man):
    """Đồng Vàng tells of an exchange with Trại Giữa."""
    return common.add(EXCHANGES, world.dong_vang, told(world.trai_giua), by=man, today=TODAY)[0]


def counts(world):
    return exchanges_in(world.dong_vang, *YEAR), exchanges_in(world.trai_giua, *YEAR)


def tables():
    return [list(model.objects.order_by("pk").values()) for model in (Exchange, ExchangeDenial, Activity)]


def test_the_other_club_finds_it_waiting_and_counts_it_by_its_own_word(world, exchange, sau):
    assert list(waiting_exchanges(world.trai_giua.pk)) == [exchange]
    assert counts(world) == (1, 0)
    actions.confirm_exchange(world.trai_giua, exchange, {"people": 3}, by=sau, today=TODAY)
    row = Exchange.objects.get(club=world.trai_giua)
    assert (row.other, row.on, row.what, row.people, row.pair) == (world.dong_vang, ON, "văn nghệ", 3, exchange.pair)
    assert row.activity.people == 3
    assert counts(world) == (1, 1)
    assert not waiting_exchanges(world.trai_giua.pk) and not waiting_exchanges(world.dong_vang.pk)
    assert Event.objects.get(verb="confirm_exchange").chain_id == world.trai_giua.pk


def test_nobody_writes_in_the_books_of_the_other_club(world, exchange, man):
    assert not Event.objects.filter(chain_id=world.trai_giua.pk).exists()
    with pytest.raises(Refused):
        actions.confirm_exchange(world.trai_giua, exchange, {"people": 3}, by=man, today=TODAY)


def test_the_other_club_may_tell_it_otherwise(world, exchange, sau):
    values = {"people": 3, "on": date(2026, 9, 21), "place": "Nhà văn hóa"}
    actions.confirm_exchange(world.trai_giua, exchange, values, by=sau, today=TODAY)
    row = Exchange.objects.get(club=world.trai_giua)
    assert (row.on, row.place, row.what) == (date(2026, 9, 21), "Nhà văn hóa", "văn nghệ")
    assert not waiting_exchanges(world.trai_giua.pk) and not waiting_exchanges(world.dong_vang.pk)


def test_what_both_wrote_on_one_day_is_one_exchange(world, exchange, sau):
    common.add(EXCHANGES, world.trai_giua, told(world.dong_vang, people=3), by=sau, today=TODAY)
    assert counts(world) == (1, 1)
    assert not waiting_exchanges(world.trai_giua.pk) and not waiting_exchanges(world.dong_vang.pk)


def test_what_both_wrote_on_near_days_can_be_joined(world, exchange, sau):
    given = told(world.dong_vang, people=3, on=date(2026, 9, 19))
    own, _event = common.add(EXCHANGES, world.trai_giua, given, by=sau, today=TODAY)
    assert waiting_exchanges(world.trai_giua.pk) and waiting_exchanges(world.dong_vang.pk)
    actions.join_exchange(world.trai_giua, exchange, own.pk, by=sau, today=TODAY)
    assert counts(world) == (1, 1)
    assert not waiting_exchanges(world.trai_giua.pk) and not waiting_exchanges(world.dong_vang.pk)


def test_only_a_near_exchange_with_that_club_can_be_joined(world, exchange, sau):
    given = told(world.dong_vang, people=3, on=date(2026, 9, 16))
    own, _event = common.add(EXCHANGES, world.trai_giua, given, by=sau, today=TODAY)
    with pytest.raises(Problem) as refusal:
        actions.join_exchange(world.trai_giua, exchange, own.pk, by=sau, today=TODAY)
    assert refusal.value.code == "not_the_same"


def test_an_exchange_that_was_none_is_asked_about_no_more(world, exchange, sau):
    actions.deny_exchange(world.trai_giua, exchange, by=sau, today=TODAY)
    assert not waiting_exchanges(world.trai_giua.pk)
    assert counts(world) == (1, 0)


def test_an_undo_before_the_other_side_answered_leaves_nothing(world, exchange, man):
    event = Event.objects.get(verb="add_exchange")
    common.undo(world.dong_vang, event.pk, by=man, today=TODAY)
    assert tables() == [[], [], []]
    assert not waiting_exchanges(world.trai_giua.pk)


def test_an_undo_after_the_other_side_answered_leaves_its_own_word_whole(world, exchange, man, sau):
    actions.confirm_exchange(world.trai_giua, exchange, {"people": 3}, by=sau, today=TODAY)
    common.drop(EXCHANGES, exchange, by=man, today=TODAY)
    theirs = Exchange.objects.get()
    assert theirs.club == world.trai_giua
    assert counts(world) == (0, 1)
    assert list(waiting_exchanges(world.dong_vang.pk)) == [theirs]


@pytest.mark.parametrize("how", ["confirm", "join", "deny"])
def test_an_answer_can_be_taken_back_to_the_row(world, exchange, sau, how):
    given = told(world.dong_vang, people=3, on=date(2026, 9, 19))
    own, _event = common.add(EXCHANGES, world.trai_giua, given, by=sau, today=TODAY)
    before = tables()
    acts = {
        "confirm": lambda: actions.confirm_exchange(world.trai_giua, exchange, {"people": 3}, by=sau, today=TODAY),
        "join": lambda: actions.join_exchange(world.trai_giua, exchange, own.pk, by=sau, today=TODAY),
        "deny": lambda: actions.deny_exchange(world.trai_giua, exchange, by=sau, today=TODAY),
    }
    event = acts[how]()
    assert tables() != before
    common.undo(world.trai_giua, event.pk, by=sau, today=TODAY)
    assert tables() == before
    assert not [found for found in verify().findings if found.code != "row_unknown"]


def test_an_exchange_is_answered_once(world, exchange, sau):
    actions.deny_exchange(world.trai_giua, exchange, by=sau, today=TODAY)
    with pytest.raises(Conflict):
        actions.confirm_exchange(world.trai_giua, exchange, {"people": 3}, by=sau, today=TODAY)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"other_id": None}, "no_other"), ({"other_name": "Câu lạc bộ bạn"}, "two_others"),
        ({"on": date(2026, 9, 24)}, "in_future"), ({"people": 40}, "more_than_roll"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(world, man, change, code):
    with pytest.raises(Problem) as refusal:
        common.add(EXCHANGES, world.dong_vang, told(world.trai_giua) | change, by=man, today=TODAY)
    assert refusal.value.code == code
    assert not Activity.objects.exists()


def test_nobody_exchanges_with_himself(world, man):
    with pytest.raises(Problem) as refusal:
        common.add(EXCHANGES, world.dong_vang, told(world.dong_vang), by=man, today=TODAY)
    assert refusal.value.code == "oneself"
    with pytest.raises(IntegrityError), transaction.atomic():
        Exchange.objects.create(club=world.dong_vang, by_id=1, **told(world.dong_vang))


def test_a_club_outside_the_register_has_only_its_name(world, man):
    given = told(world.trai_giua, other_id=None, other_name="Câu lạc bộ Bá Thước")
    row, _event = common.add(EXCHANGES, world.dong_vang, given, by=man, today=TODAY)
    assert row.activity.what == "Giao lưu với Câu lạc bộ Bá Thước: văn nghệ"


def test_a_name_typed_leads_to_the_club_of_that_name_in_the_city(world, man):
    client = Client()
    client.force_login(man)
    sent = {"other_name": "cau lac bo thon muong chau, yen bai", "what": "văn nghệ", "on": "20/9/2026", "people": "8"}
    assert client.post(reverse("culture:exchange_add", args=[world.dong_vang.pk]), sent).status_code == 302
    assert (Exchange.objects.get().other, Exchange.objects.get().other_name) == (world.muong_chau, "")


def test_the_other_club_answers_on_its_page(world, exchange, sau):
    client = Client()
    client.force_login(sau)
    home = reverse("culture:home", args=[world.trai_giua.pk])
    url = reverse("culture:answer_exchange", args=[world.trai_giua.pk, exchange.pk])
    assert url in client.get(home).content.decode()
    assert client.get(url).status_code == 200
    assert " checked" not in client.get(url).content.decode()
    assert client.post(url, {"people": "3"}).status_code == 422
    assert client.post(url, {"answer": "yes", "people": ""}).status_code == 422
    assert client.post(url, {"answer": "yes", "people": "3"}).status_code == 302
    assert Exchange.objects.filter(club=world.trai_giua, people=3).exists()
    assert client.get(url).status_code == 302
    assert url not in client.get(home).content.decode()


@pytest.mark.parametrize(
    ("name", "is_own"),
    [
        ("clb đồng vàng", True), ("Câu lạc bộ Đồng Vàng", True), ("thôn Đồng Vàng, Phúc Thọ", True),
        ("CLB thôn Đồng Vàng, xã Phúc Thọ", True), ("Câu lạc bộ liên thế hệ tự giúp nhau thôn Đồng Vàng", True),
        ("CLB thôn Đồng Vàng, xã Yên Bài", False), ("CLB thôn Đồng", False), ("Câu lạc bộ dưỡng sinh", False),
    ],
)  # fmt: skip
def test_a_club_is_known_under_the_names_that_people_give_it(world, man, name, is_own):
    given = told(world.trai_giua, other_id=None, other_name=name)
    if not is_own:
        assert common.add(EXCHANGES, world.dong_vang, given, by=man, today=TODAY)
        return
    with pytest.raises(Problem) as refusal:
        common.add(EXCHANGES, world.dong_vang, given, by=man, today=TODAY)
    assert refusal.value.code == "oneself"
