"""The one call: who may make it, what it refuses by name, what it costs, and that nothing sensitive goes out unseen."""

import gzip
import json
import os
import sqlite3
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import TODAY
from tremang.accounts.actions import name_oneself
from tremang.accounts.devices import actions as devices
from tremang.accounts.models import Role
from tremang.inbox.models import Submission
from tremang.kernel import clock
from tremang.kernel.busy import retry_after
from tremang.kernel.models import Look
from tremang.kernel.serve import THREADS, WORKERS
from tremang.members.actions import edit_person
from tremang.members.data import PersonData
from tremang.phone import admission, stamp, syncing
from tremang.phone.asked import LARGEST, MOST_TEXTS, STAMP
from tremang.phone.registry import kinds
from tremang.programme.territory.actions.changes import Decree, rename_place

STATEMENTS = {"sqlite": 21, "postgresql": 22}  # of a meeting without money that a phone sends
UID = "0190f5a0-0000-7000-8000-{:012d}"


def told(world, kind="practice", number=1, **more) -> str:
    whole = {
        "uid": UID.format(number), "kind": kind, "club": str(world.dong_vang.pk), "made_at": "2026-09-23T09:00:00+07:00",
        "app": 1, "helper": "", "base": {}, "body": {},
    }  # fmt: skip
    return json.dumps(whole | more)


def test_whoever_shows_no_secret_or_a_wrong_one_is_told_so(bind):
    phone = bind("man")
    for header in (
        "",
        "Device",
        f"Device {phone.uid}.{'x' * 43}",
        f"Bearer {phone.uid}.{phone.secret}",
        "Device \u00e1.b",
    ):
        answer = phone.post({}, Authorization=header)
        assert answer.status_code == 401
        assert answer.json()["code"] == "device_unknown"


def test_a_session_alone_opens_nothing(bind, world):
    client = Client()
    client.force_login(world.users["man"])
    answer = client.post(reverse("phone:sync"), "{}", content_type="application/json")
    assert answer.status_code == 401


def test_the_call_leaves_no_cookie_and_no_copy(bind):
    answer = bind("man").post({"have": {}})
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_what_cannot_be_read_is_refused_with_a_sentence(bind):
    phone = bind("man")
    for body in (
        "", "{", "[]", "null", "7", '"x"', "\ufeff{}", b"\xff\xfe", '{"send": {}}', '{"send": [1]}', '{"send": [null]}',
        '{"have": []}', '{"have": "x"}', "[" * 100_000, '{"send": "a"}',
    ):  # fmt: skip
        answer = phone.post(body)
        assert answer.status_code == 422, body[:20]
        assert answer.json()["code"] == "unread" and answer.json()["sentence"].startswith("Phần mềm chưa đọc được")


def test_a_text_that_is_garbage_is_refused_for_itself_and_keeps_no_other_back(bind, world):
    phone = bind("man")
    some = (
        "",
        "x",
        "\x00",
        "{}",
        "[]",
        '{"uid": 1}',
        "\ud800",
        "{" * 20_000,
        json.dumps({"uid": UID.format(9)}),
        "9" * 50_000,
    )
    for number, text in enumerate(some):
        found = phone.sync(text, told(world, "nothing_of_ours", number))["outcomes"]
        assert [one["state"] for one in found] == ["refused", "refused"], text[:20]
        assert found[0]["sentence"] and found[1]["code"] == "unknown_kind"


def test_what_is_asked_strangely_is_as_if_it_was_not_asked(bind):
    phone = bind("man")
    have = {"": "x", "Ă": "ff", "club": 7, "members": "\ud800", "x" * 50: "ff", "../etc": "ff", "none-such": "ff"}
    answer = phone.post({"app": "new", "have": have, "send": []})
    assert answer.status_code == 200
    assert answer.json()["gone"] == ["none-such"]
    assert {"club", "members", STAMP} <= answer.json()["parts"].keys()


def test_more_than_fifty_texts_are_refused_by_name(bind):
    answer = bind("man").post({"send": ["x"] * (MOST_TEXTS + 1)})
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many")


def test_more_than_half_a_megabyte_is_refused_by_name(bind):
    answer = bind("man").post({"send": ["ă" * 260_000]})
    assert (answer.status_code, answer.json()["code"]) == (422, "too_long")


def test_a_body_beyond_all_limits_is_413(bind):
    answer = bind("man").post({"send": ["x"], "more": "x" * LARGEST})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def held_for(seconds: float) -> None:
    """Make the one place look as if it had been held so long."""
    since = time.time() - seconds
    os.utime(admission._path(0), (since, since))


def test_where_the_places_have_been_held_for_a_while_a_phone_is_told_at_once_when_to_come_back(bind, monkeypatch):
    phone = bind("man")
    monkeypatch.setattr(admission, "PLACES", 1)
    monkeypatch.setattr(admission.time, "sleep", lambda seconds: pytest.fail("it must not wait"))
    with admission.admitted():
        held_for(1)
        answer = phone.post({"have": {}})
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert 2 <= int(answer["Retry-After"]) <= 10
    assert phone.post({"have": {}}).status_code == 200


def test_where_places_change_hands_a_phone_waits_for_one(bind, monkeypatch):
    phone, waits = bind("man"), []
    monkeypatch.setattr(admission, "PLACES", 1)
    with ExitStack() as other:
        other.enter_context(admission.admitted())
        monkeypatch.setattr(admission.time, "sleep", lambda seconds: waits.append(seconds) or other.close())
        assert phone.post({"have": {}}).status_code == 200
    assert len(waits) == 1


def test_a_phone_does_not_wait_for_ever_even_where_places_change_hands(bind, monkeypatch):
    phone = bind("man")
    monkeypatch.setattr(admission, "PLACES", 1)
    monkeypatch.setattr(admission, "LONGEST", 0.01)
    with admission.admitted():
        assert phone.post({"have": {}}).status_code == 503


def test_a_place_is_left_for_pages_and_free_again_whatever_happens():
    assert 1 <= admission.PLACES < WORKERS * THREADS
    for _each in range(3 * admission.PLACES):
        with pytest.raises(ZeroDivisionError), admission.admitted():
            raise ZeroDivisionError


def test_the_times_to_come_back_are_spread():
    assert {retry_after() for _each in range(300)} == set(range(2, 11))


def test_a_database_that_is_kept_from_us_means_busy_not_broken(bind, monkeypatch):
    def failing(code):
        def fail(*args, **kwargs):
            cause = sqlite3.OperationalError("whatever it says")
            cause.sqlite_errorcode = code
            raise OperationalError("whatever it says") from cause

        return fail

    phone = bind("man")
    monkeypatch.setattr(syncing, "fetch", failing(sqlite3.SQLITE_BUSY))
    answer = phone.post({"have": {}})
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert answer.has_header("Retry-After")
    monkeypatch.setattr(syncing, "fetch", failing(sqlite3.SQLITE_FULL))
    with pytest.raises(OperationalError):  # no phone is told to come back for ever
        phone.post({"have": {}})


def test_when_the_time_is_up_the_rest_is_left_for_the_next_call(bind, world, monkeypatch):
    phone = bind("man")
    monkeypatch.setattr(syncing, "ENOUGH", -1.0)
    texts = [told(world, number=number) for number in (1, 2, 3)]
    assert [one["uid"] for one in phone.sync(*texts)["outcomes"]] == [UID.format(1)]


def test_a_phone_that_only_sends_gets_no_parts(bind, world):
    phone = bind("man")
    answer = phone.sync(told(world), have=None)
    assert answer["parts"] == {} and answer["gone"] == [] and len(answer["outcomes"]) == 1


def test_the_same_text_again_has_the_same_outcome_and_is_kept_once(bind, world):
    phone = bind("man")
    first, second = (phone.sync(told(world))["outcomes"] for _each in range(2))
    assert first == second
    assert Submission.objects.count() == 1


def test_the_answer_says_the_time_the_day_and_the_newest_app(bind):
    answer = bind("man").sync()
    assert (answer["today"], answer["app"], answer["revoked"]) == (TODAY.isoformat(), 1, "")
    assert answer["now"].startswith("2026-09-23T09:00:00+07")


def test_a_phone_that_unpacks_gets_less(bind):
    phone = bind("man")
    packed = phone.post({"have": {}}, **{"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert (
        json.loads(gzip.decompress(packed.content))["parts"].keys() == phone.post({"have": {}}).json()["parts"].keys()
    )


def test_a_second_look_brings_nothing_and_costs_six_queries(bind):
    """Two for the phone and its duties, one for the chains of events, three for the inbox."""
    phone = bind("man")
    phone.sync()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = phone.sync()
    assert (answer["parts"], answer["gone"]) == ({}, [])
    assert len(queries) <= 6, [query["sql"][:90] for query in queries]


def test_what_a_phone_sends_costs_one_transaction_and_few_statements(bind, world):
    """Beside the act: the phone, its duties, three rows of the inbox, that it called, and twice whether something waits."""
    phone = bind("man")
    phone.sync()
    body = {"held_on": "2026-09-20", "contents": {"1": {"note": "đi bộ"}}}
    with clock.fixed(TODAY, hour=11), CaptureQueriesContext(connection) as queries:
        answer = phone.sync(told(world, "meeting", body=body), have=None)
    assert answer["outcomes"][0]["state"] == "applied"
    statements = [query["sql"] for query in queries]
    assert sum("accounts_device" in sql and sql.startswith("UPDATE") for sql in statements) == 1
    assert (
        len([sql for sql in statements if not sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))])
        == STATEMENTS[connection.vendor]
    )


def test_only_what_changed_travels(bind, world):
    phone, other = bind("man"), bind("khiem")
    phone.sync()
    other.sync()
    person = world.person("Đỗ Thị Ẩn")
    data = PersonData("Đỗ Thị Ẩn", "F", "1945", phone="0912345678")
    edit_person(person, data, person.version, club=world.dong_vang, by=world.users["man"], today=TODAY)
    for each in (phone, other):
        assert each.sync()["parts"].keys() == {"members", STAMP}
        assert each.body("members")["rows"][str(world.members["Đỗ Thị Ẩn"].pk)]["phone"] == "0912345678"


def test_what_changes_in_another_club_of_a_member_arrives_too(bind, world):
    phone = bind("man")
    phone.sync()
    person = world.person("Phùng Thị Tư")
    data = PersonData("Phùng Thị Tư", "F", "1948", nickname="Tư Bún")
    edit_person(person, data, person.version, club=world.trai_giua, by=world.users["sau"], today=TODAY)
    assert "members" in phone.sync()["parts"]


def test_a_new_name_of_the_commune_arrives(bind, world):
    phone = bind("man")
    phone.sync()
    rename_place(world.phuc_tho, "Xã Phúc Lộc", decree=Decree("1/NQ", TODAY, TODAY), by=world.users["ha"], today=TODAY)
    assert "club" in phone.sync()["parts"]
    assert phone.body("club")["commune"] == "Xã Phúc Lộc"


def test_a_new_name_of_whoever_holds_it_arrives_and_how_to_address_him_too(bind, world):
    phone, man = bind("man"), world.users["man"]
    phone.sync()
    for name, address in (("Phạm Thị Mận Hai", man.address_as), ("Phạm Thị Mận Hai", "chị")):
        name_oneself(man, full_name=name, address_as=address)
        assert "club" in phone.sync()["parts"]
        assert phone.body("club")["user"] == {"name": name, "address": address}


def test_what_was_sent_and_is_not_settled_arrives_though_nothing_in_the_books_changed(bind, world):
    phone = bind("man")
    phone.sync()
    phone.sync(told(world, "nothing_of_ours"), have=None)
    assert phone.sync()["parts"].keys() == {"inbox", STAMP}
    assert [(one["uid"], one["state"]) for one in phone.body("inbox")["mine"]] == [(UID.format(1), "refused")]


def test_a_phone_that_lost_a_part_gets_it_again(bind):
    phone = bind("man")
    phone.sync()
    del phone.parts["members"]
    assert phone.sync()["parts"].keys() >= {"members"}


def test_the_next_day_brings_what_depends_on_the_day(bind):
    phone = bind("man")
    phone.sync()
    with clock.fixed(TODAY + timedelta(days=8)):
        assert "club" in phone.sync()["parts"]  # the next meeting is another


def test_a_new_version_of_the_program_brings_what_it_makes_of_the_same_rows(bind, monkeypatch):
    phone = bind("man")
    phone.sync()
    made_anew = replace(kinds()["club"], bodies=lambda holder: iter([("club", {"name": holder.club.name.upper()})]))
    monkeypatch.setitem(kinds(), "club", made_anew)
    assert phone.sync()["parts"] == {}  # the program has not changed, so nobody asks
    monkeypatch.setattr(stamp, "program", lambda: "another")
    assert phone.sync()["parts"].keys() == {"club", STAMP}


def test_powers_that_end_take_their_parts_from_the_phone(bind, world):
    phone = bind("luong")
    phone.sync()
    assert "money" in phone.parts
    Role.objects.filter(user=world.users["luong"]).update(kind="club_secretary")
    answer = phone.sync()
    assert "health" in answer["parts"] and "money" in phone.parts
    Role.objects.filter(user=world.users["luong"]).update(to_on=TODAY - timedelta(days=1))
    phone.sync()
    assert phone.parts == {}


def test_a_phone_given_up_hears_what_became_of_its_work_and_nothing_else(bind, world):
    phone = bind("man")
    phone.sync()
    devices.revoke(phone.device, by=world.users["khiem"], today=TODAY)
    answer = phone.sync(told(world))
    assert answer["revoked"].startswith("Máy này đã được báo mất")
    assert answer["parts"] == {} and answer["gone"] == []
    assert [one["state"] for one in answer["outcomes"]] == ["held"]
    phone.device.refresh_from_db()
    assert phone.device.wiped_at == clock.now()  # from now on nothing brings it back


def test_each_time_that_health_or_care_goes_out_a_look_is_written_down(bind):
    phone = bind("man")
    phone.sync()
    assert sorted(Look.objects.values_list("what", flat=True)) == ["care", "hardship", "health"]
    phone.sync()
    assert Look.objects.count() == 3
    del phone.parts["health"]
    phone.sync()
    assert sorted(Look.objects.values_list("what", flat=True)) == ["care", "hardship", "health", "health"]


def test_the_treasurer_looks_at_nobodys_health(bind):
    phone = bind("luong")
    phone.sync()
    assert not {"health", "care", "help"} & phone.parts.keys()
    assert not Look.objects.exists()
