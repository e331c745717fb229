"""A whole meeting sent by another program: the rows of the pages, or a sentence and no rows."""

import json
import random
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from tests.cast import TODAY
from tests.nonsense import STRANGE
from tremang.funds.actions import dues, loans
from tremang.funds.actions.box import count_box
from tremang.funds.models import CashCount, Fund, LoanState, Transfer, Voucher
from tremang.funds.tests.acting import Till, rows_of
from tremang.kernel import clock
from tremang.kernel.models import Event
from tremang.kernel.verify import verify
from tremang.meetings.actions import record_meeting, undo_meeting
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.models import Attendance, ContentLine, Meeting

pytestmark = pytest.mark.django_db
DAY = date(2026, 8, 25)


class Back(Exception):
    """Ends a try of something else."""


@pytest.fixture
def till(world):
    with clock.fixed(TODAY):
        yield Till(world)


@pytest.fixture
def program(world, client):
    """`program("tuan")` sends JSON as anh Tuấn, who may record meetings and keep money."""

    def program(name, club, told, **more):
        client.force_login(world.users[name])
        body = told if isinstance(told, str | bytes) else json.dumps(told)
        return client.post(address(club), body, **{"content_type": "application/json", **more})

    return program


def address(club):
    return f"/api/cau-lac-bo/{club.pk}/buoi-sinh-hoat"


def whole(till, **more):
    """Two who repay, one who is handed a loan, everybody's contribution, one absent, the box counted."""
    first, second, new = till.lent(0), till.lent(1), till.approved(3, 3_000_000, date(2026, 8, 1))
    hands = till.hands
    return {
        "request": str(uuid4()), "held_on": "2026-08-25", "place": "Nhà văn hóa", "chaired_by": "Hoàng Văn Khiêm",
        "marks": {str(till.others[0].pk): "excused", str(till.others[1].pk): "absent"}, "guests": 2,
        "contents": {"1": {"note": "nuôi gà", "counts": {"mentored": 3}}, "2": {}}, "themes": ["digital"],
        "own_themes": ["green"], "decisions": "Thăm bà Tư.\nGóp quỹ.", "next_on": "2026-09-25",
        "dues": {str(row.pk): 10_000 for row in till.members},
        "repayments": {str(first.pk): 530_000, str(second.pk): 1_060_000},
        "loans": [{"loan": str(new.pk), "paid_by": str(hands.paid_by.pk), "witness": str(hands.witness.pk),
                   "first_due": "2026-10-01"}],
        "counts": {"activity": {"50000": 2, "10000": 1}},
    } | more  # fmt: skip


def by_the_pages(till, told):
    """The same by the acts that the pages call, one after the other."""
    by = {"by": till.world.users["tuan"], "today": TODAY}
    data = MeetingData(
        held_on=DAY, place=told["place"], chaired_by=told["chaired_by"], guests=2, themes=["digital"], own_themes=["green"],
        marks={till.others[0].pk: 3, till.others[1].pk: 4}, done={1: Done("nuôi gà", {"mentored": 3}), 2: Done()},
        decisions=told["decisions"], next_on=date(2026, 9, 25),
    )  # fmt: skip
    meeting = record_meeting(till.club, data, **by)
    here = {"day": DAY, "meeting_id": meeting.pk, **by}
    dues.collect(till.club, {int(pk): amount for pk, amount in told["dues"].items()}, **here)
    for pk, amount in told["repayments"].items():
        loans.repay(loans.Loan.objects.get(pk=pk), amount, **here)
    for line in told["loans"]:
        loans.pay_out(loans.Loan.objects.get(pk=line["loan"]), till.hands, first_due=date(2026, 10, 1), **here)
    count_box(till.club, Fund.ACTIVITY, {50_000: 2, 10_000: 1}, on=DAY, meeting_id=meeting.pk, **by)


def all_rows(till):
    meetings = [{**row, "id": 0, "recorded_at": 0} for row in Meeting.objects.filter(club=till.club).values()]
    return rows_of(till.club.pk) | {
        "meetings": meetings,
        "marks": list(
            Attendance.objects.filter(club=till.club).order_by("membership").values_list("membership", "status")
        ),
        "lines": list(
            ContentLine.objects.filter(club=till.club).order_by("area").values_list("area", "note", "counts")
        ),
        "counts": list(CashCount.objects.values_list("fund", "on", "notes", "counted", "book", "meeting__held_on")),
    }


def test_what_is_sent_becomes_the_rows_of_the_pages(till, program):
    told = whole(till)
    with pytest.raises(Back), transaction.atomic():
        by_the_pages(till, told)
        wanted = all_rows(till)
        raise Back
    answer = program("tuan", till.club, told)
    assert answer.status_code == 200, answer.content.decode()
    assert all_rows(till) == wanted
    meeting = Meeting.objects.get()
    count = len(till.members)
    assert answer.json() == {
        "meeting": str(meeting.pk), "held_on": "2026-08-25", "present": count - 2, "expected": count,
    }  # fmt: skip
    assert not [found for found in verify(till.club.pk).findings if found.code != "row_unknown"]


def test_the_same_request_sent_twice_has_one_effect_and_one_answer(till, program):
    told = whole(till)
    first = program("tuan", till.club, told)
    before, events = all_rows(till), Event.objects.count()
    again = program("tuan", till.club, told)
    assert (again.status_code, again.json()) == (200, first.json())
    assert (all_rows(till), Event.objects.count()) == (before, events)


def test_the_same_day_told_by_another_request_or_another_user_is_a_conflict(till, program, world):
    told = whole(till)
    program("tuan", till.club, told)
    before = all_rows(till)
    other = told | {"request": str(uuid4())}
    for name, sent in (("tuan", other), ("tuan", told | {"place": "Đình"}), ("man", {**told, "dues": {}, "loans": [],
                       "repayments": {}, "counts": {}})):  # fmt: skip
        answer = program(name, till.club, sent)
        assert (answer.status_code, answer.json()["code"]) == (409, "meeting_exists")
        assert all_rows(till) == before


def test_money_is_not_written_twice_where_the_minutes_were_taken_back_meanwhile(till, program):
    told = whole(till)
    program("tuan", till.club, told)
    undo_meeting(Meeting.objects.get(), 1, by=till.world.users["tuan"], today=TODAY)
    before = all_rows(till)
    answer = program("tuan", till.club, told)
    assert (answer.status_code, answer.json()["code"]) == (409, "written_already")
    assert all_rows(till) == before and not Meeting.objects.exists()


def test_the_secretary_sends_the_meeting_with_the_money_of_its_table(till, program):
    assert program("man", till.club, whole(till)).status_code == 200
    man = till.world.users["man"].pk
    assert Meeting.objects.get().recorded_by_id == man
    assert {row.by_id for row in Voucher.objects.filter(meeting__isnull=False)} == {man}


@pytest.mark.parametrize("name", ["luong", "ha", "nga"])
def test_who_may_not_record_meetings_is_refused_before_anything_is_read(till, program, name):
    answer = program(name, till.club, "{")
    assert answer.status_code == 403
    assert {*answer.json()} == {"code", "sentence", "field"}


def test_a_request_without_the_token_against_forgery_is_refused_as_json(till, world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["tuan"])
    told = {"request": str(uuid4()), "held_on": "2026-08-25"}
    kind = {"content_type": "application/json", "headers": {"accept": "application/json"}}
    answer = client.post(address(till.club), told, **kind)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    client.cookies["csrftoken"] = "x" * 32
    kind["headers"]["x-csrftoken"] = "x" * 32
    assert client.post(address(till.club), told, **kind).status_code == 200


def test_who_is_not_signed_in_is_told_so_as_json(till):
    answer = Client().post(
        address(till.club), {}, content_type="application/json", headers={"accept": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")


def test_it_takes_nothing_but_json_that_is_sent(till, program, client):
    told = {"request": str(uuid4()), "held_on": "2026-08-25"}
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        assert program("tuan", till.club, told, content_type=kind).status_code == 415, kind
    assert client.get(address(till.club)).status_code == 405
    assert program("tuan", till.world.city, told).status_code == 404


NOT_JSON = [
    b" ", b"{", b"[]", b"null", b"7", b'"x"', b"\xff\xfe{}", b'{"held_on": NaN}', b'{"guests": 1e999}', b'{"guests": 1.0}',
    b'{"guests": ' + b"9" * 5_000 + b"}", b"[" * 100_000, b'{"place": "\\ud800"}', b'{"dues": {"1": 5, "1": 6}}',
    b'{"guests": 1, "guests": 1}', b"{\x00}",
]  # fmt: skip


@pytest.mark.parametrize("body", NOT_JSON, ids=range(len(NOT_JSON)))
def test_what_is_no_json_of_one_meaning_is_refused(till, program, body):
    answer = program("tuan", till.club, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "not_json")
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"request": None}, "missing", "request"),
        ({"request": "7"}, "wrong_kind", "request"),
        ({"held_on": None}, "missing", "held_on"),
        ({"held_on": "25/8/2026"}, "wrong_kind", "held_on"),
        ({"held_on": "2026-02-30"}, "wrong_kind", "held_on"),
        ({"held_on": 20260825}, "wrong_kind", "held_on"),
        ({"held_on": "9999-12-31"}, "wrong_kind", "held_on"),
        ({"held_on": "2026-09-24"}, "in_future", "held_on"),
        ({"held_on": "1999-01-01"}, "before_launch", "held_on"),
        ({"next_on": "2026-08-25"}, "next_not_after", "next_on"),
        ({"plase": "Đình"}, "unknown_part", ""),
        ({"place": 7}, "wrong_kind", "place"),
        ({"place": "x" * 121}, "too_long", "place"),
        ({"guests": True}, "wrong_kind", "guests"),
        ({"guests": 10**30}, "too_many_guests", "guests"),
        ({"guests": -1}, "too_many_guests", "guests"),
        ({"marks": []}, "wrong_kind", "marks"),
        ({"marks": {"7": "absent"}}, "not_on_roll", "marks"),
        ({"marks": {"7": "away"}}, "wrong_kind", "marks"),
        ({"marks": {"7": []}}, "wrong_kind", "marks"),
        ({"marks": {"x": "absent"}}, "wrong_kind", "marks"),
        ({"contents": {"9": {}}}, "unknown_area", "areas"),
        ({"contents": {"1": {"counts": {"mentored": 10_000}}}}, "bad_count", "count_1_mentored"),
        ({"contents": {"1": {"counts": {"mentored": "3"}}}}, "wrong_kind", "contents"),
        ({"contents": {"1": {"words": ""}}}, "unknown_part", "contents"),
        ({"contents": {"1": "nuôi gà"}}, "wrong_kind", "contents"),
        ({"themes": ["chess"]}, "unknown_theme", "themes"),
        ({"themes": [[]]}, "wrong_kind", "themes"),
        ({"dues": {"7": 10_000}}, "not_a_member", ""),
        ({"dues": {str(2**63): 10_000}}, "wrong_kind", "dues"),
        ({"dues": {"-1": 10_000}}, "wrong_kind", "dues"),
        ({"dues": {"7": "10000"}}, "wrong_kind", "dues"),
        ({"dues": {"7": 1, "07": 1}}, "wrong_kind", "dues"),
        ({"dues": {str(n): 1 for n in range(2_001)}}, "too_many", "dues"),
        ({"repayments": {"7": 10_000}}, "loan_unknown", ""),
        ({"loans": {}}, "wrong_kind", "loans"),
        ({"loans": ["7"]}, "wrong_kind", "loans"),
        ({"loans": [{"loan": "7", "paid_by": "8"}]}, "missing", "witness"),
        ({"loans": [{"loan": 7, "paid_by": "8", "witness": "9"}]}, "wrong_kind", "loan"),
        ({"loans": [{"loan": "7", "paid_by": "8", "witness": "9"}]}, "loan_unknown", ""),
        ({"loans": [{}] * 2_001}, "too_many", "loans"),
        ({"counts": {"gold": {}}}, "unknown_part", "counts"),
        ({"counts": {"income": {"300": 1}}}, "wrong_notes", ""),
        ({"counts": {"income": {"500000": -1}}}, "wrong_notes", ""),
        ({"counts": {"income": {"500000": 10**40}}}, "wrong_notes", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_the_name_of_its_part(till, program, more, code, field):
    before = all_rows(till)
    answer = program("tuan", till.club, {"request": str(uuid4()), "held_on": "2026-08-25"} | more)
    said = answer.json()
    assert (answer.status_code, said["code"], said["field"]) == (422, code, field), said
    assert said["sentence"].strip() and all_rows(till) == before
    assert "payouts" not in said["sentence"]  # only phones call them so


@pytest.mark.parametrize("amount", [0, -1, 10**12 + 1, 10**40])
def test_sums_that_cannot_be_are_refused(till, program, amount):
    told = whole(till)
    loan = till.lent(4)
    before = all_rows(till)
    for more in ({"dues": {str(till.members[0].pk): amount}}, {"repayments": {str(loan.pk): amount}}):
        answer = program("tuan", till.club, told | {"dues": {}, "repayments": {}, "loans": []} | more)
        assert answer.status_code == 422 and answer.json()["sentence"]
        assert all_rows(till) == before


def test_members_loans_and_hands_of_another_club_are_unknown_here(till, program, world):
    told = whole(till)
    stranger = str(world.members["Bùi Thị Sáu"].pk)
    loan = loans.Loan.objects.get(state=LoanState.APPROVED)
    board = [str(row.pk) for row in till.board]
    before = all_rows(till)
    for more in (
        {"marks": {stranger: "absent"}},
        {"dues": {stranger: 10_000}},
        {"loans": [{"loan": str(loan.pk), "paid_by": stranger, "witness": board[0]}]},
    ):
        answer = program("tuan", till.club, told | more)
        assert answer.status_code == 422, more
        assert all_rows(till) == before
    elsewhere = {"request": str(uuid4()), "held_on": "2026-08-25"}
    for more in (
        {"repayments": dict.fromkeys(told["repayments"], 10000)},
        {"loans": [{"loan": str(loan.pk), "paid_by": board[0], "witness": board[1]}]},
        {"dues": {board[0]: 10_000}},
    ):
        answer = program("tuan", world.trai_giua, elsewhere | more)
        assert answer.status_code == 422, more
    assert all_rows(till) == before and not Meeting.objects.exists()
    assert not Transfer.objects.filter(club=world.trai_giua).exists()


def test_nonsense_in_any_part_is_answered_with_a_sentence_and_leaves_nothing(till, program):
    told, chooser, before = whole(till), random.Random(20_261_125), all_rows(till)
    odd = [*STRANGE, None, True, 0, -1, 10**20, 2**63, [], {}, [[]], {"": ""}, {"1": None}, [None] * 3, {"7": {"7": 7}}]
    for _turn in range(300):
        sent = json.loads(json.dumps(told))
        place, key = sent, chooser.choice(list(sent))
        while isinstance(place[key], dict | list) and place[key] and chooser.random() < 0.7:
            place = place[key]
            key = chooser.choice(list(place) if isinstance(place, dict) else range(len(place)))
        if isinstance(place, dict) and chooser.random() < 0.3:
            place[str(chooser.choice(odd))] = place.pop(key)
        else:
            place[key] = chooser.choice(odd)
        with transaction.atomic():
            answer = program("tuan", till.club, sent)
            assert answer.status_code in (200, 403, 409, 422), (sent, answer.content.decode())
            if answer.status_code != 200:
                assert answer.json()["sentence"] and all_rows(till) == before, sent
            transaction.set_rollback(True)
