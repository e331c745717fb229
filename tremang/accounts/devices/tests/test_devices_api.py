"""What a phone is answered before it is signed in, whatever it sends."""

import hashlib
import json
import sqlite3
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client

from tests.cast import TODAY
from tremang.accounts.devices import actions
from tremang.accounts.devices.models import Device
from tremang.kernel import clock

pytestmark = pytest.mark.django_db
KEY = hashlib.sha256(b"x" * 43).hexdigest()


@pytest.fixture(autouse=True)
def _today():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def token(world):
    return actions.make_card(world.users["man"], world.dong_vang.place, by=world.users["tuan"], today=TODAY)[1]


def ask(path: str, body: object, **headers: str):
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    return client.post(f"/may/{path}", text, content_type="application/json", **headers)


def card(token: str, **other: object) -> dict:
    return {"card": token, "device": str(uuid4()), "key": KEY, "label": "Samsung A05"} | other


def test_a_card_is_answered_with_club_user_posts_and_rescue_key(world, token):
    sent = card(token)
    answer = ask("the", sent)
    assert answer.status_code == 200
    found = answer.json()
    rescue = found.pop("rescue")
    assert len(rescue) == 43
    assert found == {
        "device": sent["device"], "posts": ["club_secretary"], "user": {"name": "Phạm Thị Mận", "address": ""},
        "club": {"id": str(world.dong_vang.pk), "name": "Câu lạc bộ thôn Đồng Vàng", "commune": "Xã Phúc Thọ"},
    }  # fmt: skip
    assert not answer.cookies
    assert "no-store" in answer.headers["cache-control"]
    assert ask("the", sent).json()["rescue"] == rescue
    assert Device.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "code", "status"),
    [({"card": "none"}, "card_unknown", 404), ({"key": "0"}, "not_understood", 422), ({"device": "1"}, "not_understood", 422)],
)  # fmt: skip
def test_a_refusal_is_a_code_a_sentence_and_a_field(token, change, code, status):
    answer = ask("the", card(token, **change))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["sentence"].endswith(".")
    assert answer.json()["field"] == next(iter(change))


@pytest.mark.parametrize(
    "body", ["", "[]", "null", "{", "[" * 3000, b"\xff\xfe", '{"card": 1}', '{"card": "a", "device": "b", "key": null}',
             '{"card": "\\u0000", "device": "\\ud800", "key": "x", "label": "y"}'],
)  # fmt: skip
@pytest.mark.parametrize("path", ["the", "ma-moi"])
def test_garbage_is_not_understood(path, body):
    answer = ask(path, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "not_understood")


def test_a_strange_label_is_kept_clean(token):
    answer = ask("the", card(token, label="Má\u0000y \ud800 bà\n Mận" + "x" * 500))
    assert answer.status_code == 200
    assert Device.objects.get().label.startswith("Máy bà Mậnx")


def test_a_long_body_is_refused_and_reading_is_not_answered(token):
    assert ask("the", card(token, label="x" * 20_000)).status_code == 413
    assert Client().get("/may/the").status_code == 405


def test_a_code_gives_the_rescue_key_and_five_wrong_ones_a_wait(world, token):
    bound = ask("the", card(token)).json()
    device = Device.objects.get()
    _row, code = actions.make_code(device, by=world.users["khiem"], today=TODAY)
    assert ask("ma-moi", {"device": device.uid, "code": code}).json() == {"rescue": bound["rescue"]}
    for _try in range(5):
        wrong = ask("ma-moi", {"device": device.uid, "code": code})
        assert (wrong.status_code, wrong.json()["code"]) == (422, "code_wrong")
    waits = ask("ma-moi", {"device": device.uid, "code": code})
    assert (waits.status_code, waits.json()["code"], waits.headers["retry-after"]) == (429, "code_wait", "3600")


@pytest.mark.parametrize(("path", "act"), [("the", "bind"), ("ma-moi", "spend_code")])
def test_a_database_that_others_hold_is_a_sentence_and_a_time_to_come_back(token, monkeypatch, path, act):
    locked = OperationalError("database is locked")
    locked.__cause__ = sqlite3.OperationalError("database is locked")
    locked.__cause__.sqlite_errorcode = sqlite3.SQLITE_BUSY

    def waits_in_vain(*args, **kwargs):
        raise locked

    monkeypatch.setattr(actions, act, waits_in_vain)
    answer = ask(path, card(token) | {"code": "12345678"})
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert 2 <= int(answer.headers["retry-after"]) <= 10
    assert answer.json()["sentence"].endswith("rồi làm lại.")


def test_many_tries_from_one_phone_or_one_address_are_told_to_wait():
    uid = str(uuid4())
    answers = [ask("the", card("none", device=uid)).status_code for _try in range(12)]
    assert answers == [404] * 10 + [429] * 2
    others = [ask("the", card("none")) for _try in range(60)]
    assert others[-1].status_code == 429
    assert others[-1].json()["code"] == "too_often"
    assert others[-1].headers["retry-after"] == "60"


def test_an_expired_card_says_its_last_day(token):
    with clock.fixed(TODAY + timedelta(days=8)):
        answer = ask("the", card(token))
    assert (answer.status_code, answer.json()["code"]) == (410, "card_expired")
    assert "30/9/2026" in answer.json()["sentence"]
