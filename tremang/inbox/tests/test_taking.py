"""Each submission once, whatever way it comes, and all of it or nothing."""

import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tremang.accounts.models import User
from tremang.agenda.bundle import record_whole
from tremang.funds.actions.months import close_month, reopen_month
from tremang.funds.actions.sitting import MoneyData
from tremang.funds.models import Voucher
from tremang.funds.queries.dues import dues
from tremang.funds.tests.acting import rows_of
from tremang.inbox import applying
from tremang.inbox.actions import drop, retry, take_in, wake_waiting
from tremang.inbox.models import Outcome, State, Submission, SubmissionText
from tremang.inbox.work import kinds
from tremang.kernel import clock, lock
from tremang.kernel.models import Event
from tremang.kernel.periods import month_of
from tremang.kernel.problems import Conflict
from tremang.kernel.verify import verify
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import MeetingData
from tremang.meetings.models import Attendance, Meeting
from tremang.members.models import Person

pytestmark = pytest.mark.django_db
DAY = "2026-08-25"


def meeting_rows(club):
    rows = [{**row, "id": 0, "recorded_at": 0} for row in Meeting.objects.filter(club=club).values()]
    marks = Attendance.objects.filter(club=club).order_by("membership").values_list("membership", "status")
    return rows_of(club.pk) | {"meetings": rows, "marks": list(marks)}


def whole(till, **more):
    return {
        "held_on": DAY, "place": "Nhà văn hóa", "marks": {str(till.others[0].pk): "absent"},
        "contents": {"1": {"note": "nuôi gà", "counts": {"mentored": 3}}}, "decisions": "Góp quỹ.",
        "dues": {str(row.pk): 10_000 for row in till.members},
    } | more  # fmt: skip


def paid(till):
    """What the first of those without a post has contributed, in đồng."""
    return next(row.paid for row in dues(till.club.pk, TODAY) if row.membership == till.others[0])


def test_a_meeting_sent_by_a_phone_is_the_meeting_of_the_pages(till, phones):
    outcome = phones("man").tell("meeting", whole(till))
    assert outcome.state == State.APPLIED, outcome.sentence
    sent = meeting_rows(till.club)
    assert outcome.result["meeting"] == str(Meeting.objects.get().pk)
    assert outcome.result["code"] == Submission.objects.get().code and len(outcome.result["code"]) == 8
    assert not [found for found in verify(till.club.pk).findings if found.code != "row_unknown"]
    assert Voucher.objects.filter(meeting__isnull=False).count() == 1
    assert sent["meetings"][0]["recorded_by_id"] == till.world.users["man"].pk


def test_the_same_text_again_is_the_same_outcome_and_writes_nothing(till, phones):
    phone = phones("man")
    text = phone.text("meeting", whole(till))
    first, again = phone.send(text, text)
    before, events = meeting_rows(till.club), Event.objects.count()
    third = phone.send(text)[0]
    assert first.body() == again.body() == third.body()
    assert (meeting_rows(till.club), Event.objects.count()) == (before, events)
    assert Submission.objects.count() == Outcome.objects.count() == 1


def test_another_text_under_the_same_id_is_refused_and_the_first_stands(till, phones):
    phone = phones("man")
    phone.tell("meeting", whole(till))
    before = meeting_rows(till.club)
    other = phone.tell("meeting", whole(till, place="Đình"), uid=phone.last)
    assert (other.state, other.code, other.uid) == (State.REFUSED, "changed_body", phone.last)
    assert meeting_rows(till.club) == before and Outcome.objects.count() == 1


def test_a_refused_text_leaves_no_row_but_its_refusal_and_is_tried_again(till, phones):
    phone = phones("man")
    text = phone.text("meeting", whole(till, dues={str(till.members[0].pk): 10**13}))
    before, events = meeting_rows(till.club), Event.objects.count()
    outcome = phone.send(text)[0]
    assert (outcome.state, outcome.code) == (State.REFUSED, "sum_too_large")
    assert (meeting_rows(till.club), Event.objects.count()) == (before, events)
    assert SubmissionText.objects.get().text == text
    assert phone.send(text)[0].body() == outcome.body() and Outcome.objects.count() == 1


def test_what_was_refused_is_applied_once_the_way_is_free(till, phones):
    phone = phones("luong")
    close_month(till.club, month_of(date(2026, 8, 1)), **till.by)
    text = phone.text("dues", {"day": DAY, "sums": {str(till.members[0].pk): 10_000}})
    assert phone.send(text)[0].code == "month_closed"
    reopen_month(till.club, month_of(date(2026, 8, 1)), "quên một khoản", **till.by)
    assert phone.send(text)[0].state == State.APPLIED
    assert [row.state for row in Outcome.objects.order_by("pk")] == [State.REFUSED, State.APPLIED]


def test_texts_and_outcomes_cannot_be_changed_in_the_database(till, phones):
    phones("man").tell("meeting", whole(till))
    for sql in (
        "UPDATE inbox_submission SET kind = 'gift'", "DELETE FROM inbox_outcome", "UPDATE inbox_submissiontext SET text = ''",
        "UPDATE inbox_outcome SET state = 'dropped'", "UPDATE inbox_outcome SET sentence = 'x'",
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE inbox_outcome SET sentence = ''")
        cursor.execute("DELETE FROM inbox_submissiontext")


def test_the_treasurers_money_waits_for_the_meeting_and_goes_in_with_it(till, phones):
    money = {"held_on": DAY, "dues": {str(row.pk): 10_000 for row in till.members}}
    treasurer, secretary = phones("luong"), phones("man")
    waits = treasurer.tell("meeting", money)
    assert (waits.state, waits.result) == (State.WAITING, {"day": DAY})
    assert not Voucher.objects.filter(meeting__isnull=False).exists()
    secretary.tell("meeting", {"held_on": DAY, "place": "Nhà văn hóa"})
    newest = Outcome.objects.filter(submission__uid=treasurer.last).latest("pk")
    assert newest.state == State.APPLIED
    assert Voucher.objects.get(meeting__isnull=False).by_id == till.world.users["luong"].pk


def test_money_that_waits_goes_in_after_the_meeting_was_written_on_a_page(till, phones):
    phones("luong").tell("meeting", {"held_on": DAY, "dues": {str(till.members[0].pk): 10_000}})
    wake_waiting(till.club, today=TODAY, now=clock.now())
    assert [row.state for row in Outcome.objects.all()] == [State.WAITING]
    record_meeting(till.club, MeetingData(date(2026, 8, 25)), by=till.world.users["man"], today=TODAY)
    wake_waiting(till.club, today=TODAY, now=clock.now())
    assert Outcome.objects.latest("pk").state == State.APPLIED
    assert Voucher.objects.get(meeting__isnull=False).by_id == till.world.users["luong"].pk


def test_what_waits_for_ever_keeps_nothing_younger_from_going_in(till, phones, monkeypatch):
    monkeypatch.setattr(applying, "MOST_WOKEN", 2)
    phone, uid = phones("man"), str(UUID(int=7))
    for _ in range(3):
        phone.tell("card", {"membership": f"new:{UUID(int=8)}", "changes": {"nickname": ["", "x"]}})
    phone.tell("card", {"membership": f"new:{uid}", "changes": {"nickname": ["", "bà giáo"]}})
    person = {"full_name": "Trịnh Thị Vượng", "sex": "F", "born": "1950"}
    assert phone.tell("joined", {"person": person, "joined_on": "2026-08-01"}, uid=uid).state == State.APPLIED
    assert Person.objects.get(full_name="Trịnh Thị Vượng").nickname == "bà giáo"


def test_what_waited_goes_in_at_the_next_call_where_the_server_stopped_before_it_came_to_it(till, phones, monkeypatch):
    phone, uid = phones("man"), str(UUID(int=7))
    phone.tell("card", {"membership": f"new:{uid}", "changes": {"nickname": ["", "bà giáo"]}})
    person = {"full_name": "Trịnh Thị Vượng", "sex": "F", "born": "1950"}
    with monkeypatch.context() as stopped:
        stopped.setattr(applying, "wake", lambda arrived, sender: None)
        phone.tell("joined", {"person": person, "joined_on": "2026-08-01"}, uid=uid)
    assert Person.objects.get(full_name="Trịnh Thị Vượng").nickname == ""
    wake_waiting(till.club, today=TODAY, now=clock.now())
    assert Person.objects.get(full_name="Trịnh Thị Vượng").nickname == "bà giáo"


@pytest.mark.parametrize("breaks", [OverflowError, DataError, IntegrityError])
def test_what_no_column_takes_is_refused_by_name_also_where_it_had_waited(till, phones, monkeypatch, breaks):
    phone, uid = phones("man"), str(UUID(int=7))
    card = phone.text("card", {"membership": f"new:{uid}", "changes": {"nickname": ["", "bà giáo"]}})
    assert phone.send(card)[0].state == State.WAITING

    def apply(work):
        raise breaks("too large for a column")

    monkeypatch.setitem(kinds(), "card", replace(kinds()["card"], apply=apply))
    first = phone.tell("card", {"membership": str(till.others[0].pk), "changes": {"nickname": ["", "bà"]}})
    assert (first.state, first.code) == (State.REFUSED, "not_fit")
    assert Submission.objects.filter(uid=first.uid).exists()  # the phone takes back what is kept: no "garbage" of it
    person = {"full_name": "Trịnh Thị Vượng", "sex": "F", "born": "1950"}
    assert phone.tell("joined", {"person": person, "joined_on": "2026-08-01"}, uid=uid).state == State.APPLIED
    latest = Outcome.objects.filter(submission__kind="card").latest("pk")
    assert (latest.state, latest.code) == (State.REFUSED, "not_fit")
    retry(latest.submission, by=till.world.users["man"], today=TODAY)
    assert Outcome.objects.filter(submission__kind="card").latest("pk") == latest


def test_what_was_refused_and_taken_back_by_its_phone_is_let_in_by_nobody_any_more(till, phones):
    august = month_of(date(2026, 8, 1))
    close_month(till.club, august, by=till.world.users["luong"], today=TODAY)
    phone, sums = phones("luong"), {str(till.others[0].pk): 10_000}
    refused = phone.tell("dues", {"day": DAY, "sums": sums})
    assert refused.state == State.REFUSED
    texts = [
        phone.text("take_back", {"uid": refused.uid}),
        phone.text("dues", {"day": TODAY.isoformat(), "sums": sums}),
    ]
    assert [one.state for one in phone.send(*texts)] == [State.APPLIED, State.APPLIED]
    reopen_month(till.club, august, "mở lại để ghi thêm", by=till.world.users["luong"], today=TODAY)
    with pytest.raises(Conflict) as problem:
        retry(Submission.objects.get(uid=refused.uid), by=till.world.users["luong"], today=TODAY)
    assert problem.value.code == "not_open"


def test_what_somebody_let_in_meanwhile_is_taken_back_and_the_correction_of_its_phone_stands_alone(till, phones):
    august = month_of(date(2026, 8, 1))
    close_month(till.club, august, by=till.world.users["luong"], today=TODAY)
    phone, sums = phones("luong"), {str(till.others[0].pk): 10_000}
    refused = phone.tell("dues", {"day": DAY, "sums": sums})
    assert refused.code == "month_closed"
    reopen_month(till.club, august, "mở lại để ghi thêm", by=till.world.users["luong"], today=TODAY)
    retry(Submission.objects.get(uid=refused.uid), by=till.world.users["luong"], today=TODAY)
    assert paid(till) == 10_000
    back = phone.tell("take_back", {"uid": refused.uid})
    assert back.state == State.APPLIED and paid(till) == 0
    assert phone.tell("dues", {"day": DAY, "sums": sums}).state == State.APPLIED
    assert paid(till) == 10_000


def test_what_waits_for_a_submission_that_somebody_dropped_is_told_so(till, phones):
    phone = phones("man")
    person = {"full_name": "Trịnh Thị Vượng", "sex": "F", "born": "2090"}
    phone.tell("joined", {"person": person, "joined_on": "2026-08-01"})
    joined = Submission.objects.get(uid=phone.last)
    assert (
        phone.tell("card", {"membership": f"new:{joined.uid}", "changes": {"nickname": ["", "x"]}}).state
        == State.WAITING
    )
    drop(joined, by=till.world.users["man"], today=TODAY, reason="ghi nhầm năm sinh")
    latest = Outcome.objects.filter(submission__uid=phone.last).latest("pk")
    assert (latest.state, latest.code) == (State.REFUSED, "other_dropped")


def test_a_whole_meeting_is_worked_out_before_the_lock_and_only_written_under_it(till, phones, monkeypatch):
    tried, ahead = [], lock._tried
    monkeypatch.setattr(lock, "_tried", lambda *asked: tried.append(ahead(*asked)) or tried[-1])
    assert phones("man").tell("meeting", whole(till)).state == State.APPLIED
    assert len(tried) == 1 and tried[0] is not None


def test_it_asks_few_statements_more_than_the_bundle_itself(till, phones):
    phone = phones("tuan")
    phone.club = till.club
    with CaptureQueriesContext(connection) as plain, transaction.atomic():
        club = type(till.club).objects.select_related("place").get(pk=till.club.pk)
        user = type(phone.user).objects.get(pk=phone.user.pk)
        data, money = MeetingData(date(2026, 7, 25)), MoneyData(dues={row.pk: 10_000 for row in till.members})
        record_whole(club, data, money, by=user, today=TODAY)
    text = phones("man").text("meeting", {"held_on": DAY, "dues": {str(row.pk): 10_000 for row in till.members}})
    secretary = phones("man")
    with CaptureQueriesContext(connection) as sent, transaction.atomic():
        secretary.send(text)
    assert len(sent) - len(plain) <= 9, [query["sql"][:90] for query in sent]


def test_a_text_that_came_before_is_answered_by_four_reads_and_without_the_lock(till, phones):
    """Of how the chain of events ends (twice), the submission, its outcome."""
    phone = phones("man")
    text = phone.text("meeting", whole(till))
    first = phone.send(text)[0]
    user, later = User.objects.get(pk=phone.user.pk), clock.now() + timedelta(minutes=5)
    with CaptureQueriesContext(connection) as queries:
        again = take_in([text], device=phone.device, by=user, club=phone.club, today=TODAY, now=later)
    assert again[0].body() == first.body()
    assert len(queries) == 4 and all(query["sql"].startswith("SELECT") for query in queries)


GARBAGE = [
    "", "{", "[]", "null", "7", "[" * 100_000, '{"uid": 7}', "{}", '{"uid":"x"}', "\x00", "\ud800", "x" * 400_000,
    '{"a": NaN}',
]  # fmt: skip


@pytest.mark.parametrize("text", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_refused_by_name_and_nothing_is_kept(till, phones, text):
    outcome = phones("man").send(text)[0]
    assert outcome.state == State.REFUSED and outcome.code in ("garbage", "too_large") and outcome.sentence
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"app": "1"}, {"app": True}, {"app": 0}, {"made_at": 7}, {"body": []}, {"base": None}, {"kind": "Meeting!"},
        {"helper": 7}, {"more": 1}, {"club": 7},
    ],
)  # fmt: skip
def test_an_envelope_that_cannot_be_is_garbage_under_its_id(till, phones, odd):
    phone = phones("man")
    text = json.dumps(json.loads(phone.text("meeting", {"held_on": DAY})) | odd)
    outcome = phone.send(text)[0]
    assert (outcome.state, outcome.code, outcome.uid) == (State.REFUSED, "garbage", phone.last)


def test_kinds_clubs_and_phones_that_cannot_be_are_refused_by_name(till, phones):
    phone = phones("man")
    assert phone.tell("party", {}).code == "unknown_kind"
    assert phone.tell("meeting", {"held_on": DAY}, club=str(till.world.trai_giua.pk)).code == "wrong_club"
    phone.club.state = "dissolved"
    phone.club.save()
    assert phone.tell("meeting", {"held_on": DAY}).code == "club_closed"


def test_a_moment_that_no_clock_shows_is_left_out(till, phones):
    for made_at in ("", "yesterday", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-09-23T09:00:00"):
        outcome = phones("man").tell("party", {}, made_at=made_at)
        assert outcome.code == "unknown_kind"
    assert json.loads(SubmissionText.objects.first().text)["kind"] == "party"
