"""Whatever way the network plays: each submission once, nothing lost, money whole."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import TODAY, build
from tremang.accounts.models import User
from tremang.funds.models import Fund, Transfer
from tremang.funds.queries.balances import trial
from tremang.funds.tests.acting import Till, rows_of
from tremang.inbox import applying
from tremang.inbox.models import DONE, Choice, Outcome, State, Submission
from tremang.inbox.tests.conftest import Phones
from tremang.kernel import clock
from tremang.kernel.models import Event
from tremang.kernel.verify import verify
from tremang.meetings.models import Attendance, Meeting

DAY = "2026-08-25"
SHORT = settings(max_examples=12)


class Back(Exception):
    """Ends a try of something else."""


def sound(club):
    assert not [found for found in verify(club.pk).findings if found.code != "row_unknown"]


def whole(club):
    """Debits and credits of each fund's accounts are one sum, and no account of money is below zero."""
    for fund in Fund:
        found = trial(club.pk, TODAY)
        held = sum(found.balance(fund, account) for account in ("cash", "bank", "loans"))
        moved = Transfer.objects.filter(club=club, fund=fund, day__lte=TODAY)
        assert held == sum(
            row.amount * ((row.debit in ("cash", "bank", "loans")) - (row.credit in ("cash", "bank", "loans")))
            for row in moved
        )
        assert all(found.balance(fund, account) >= 0 for account in ("cash", "bank", "loans"))


def said(club):
    """What the books say, without ids, moments and the numbers that slips got by the order in which they came."""
    transfers = Transfer.objects.filter(club=club).values_list(
        "fund", "day", "debit", "credit", "amount", "kind", "membership", "loan"
    )
    meetings = Meeting.objects.filter(club=club).values_list(
        "held_on", "place", "contents", "decisions", "present", "expected"
    )
    marks = Attendance.objects.filter(club=club).values_list("meeting__held_on", "membership", "status")
    cards = club.membership_set.order_by("pk").values_list("person__phone", "person__nickname", "left_on")
    return [sorted(transfers, key=str), sorted(meetings, key=str), sorted(marks, key=str), list(cards)]


def commuting(till, phones):
    """Submissions of two phones about different things: whatever the order, the books end the same."""
    man, luong = phones("man"), phones("luong")
    one, two, three = (str(row.pk) for row in till.others[:3])
    return [
        (man, man.text("meeting", {"held_on": DAY, "place": "Đình", "marks": {one: "absent"}, "dues": {one: 10_000}})),
        (luong, luong.text("meeting", {"held_on": DAY, "dues": {two: 20_000}})),
        (man, man.text("meeting", {"held_on": "2026-07-25", "contents": {"1": {}}})),
        (man, man.text("card", {"membership": two, "changes": {"phone": ["", "0912345678"]}})),
        (man, man.text("card", {"membership": two, "changes": {"nickname": ["", "bà giáo"]}})),
        (luong, luong.text("slip", {"day": "2026-09-20", "fund": "activity", "kind": "other_in", "amount": 7_000})),
        (luong, luong.text("dues", {"day": "2026-09-20", "sums": {three: 10_000}})),
        (man, man.text("left", {"membership": three, "left_on": "2026-09-21", "reason": "moved"})),
    ]


@pytest.mark.django_db
@pytest.mark.slow
@SHORT
@given(data=st.data())
def test_any_order_with_duplicates_ends_as_the_order_in_which_they_were_made_sent_once(data):
    with pytest.raises(Back), transaction.atomic(), clock.fixed(TODAY):
        till = Till(build())
        sent = commuting(till, Phones(till.world))
        with pytest.raises(Back), transaction.atomic():
            for phone, text in sent:
                phone.send(text)
            wanted = said(till.club)
            raise Back
        order = data.draw(st.permutations(range(len(sent))))
        more = data.draw(st.lists(st.sampled_from(range(len(sent))), max_size=6))
        for n in [*order, *more]:
            phone, text = sent[n]
            phone.send(text, *([text] if n % 2 else []))
        assert said(till.club) == wanted
        assert Submission.objects.count() == len(sent)
        assert {row.state for row in Outcome.objects.exclude(state=State.WAITING)} == {State.APPLIED}
        assert Outcome.objects.filter(state__in=DONE).count() == len(sent)
        whole(till.club)
        sound(till.club)
        raise Back


MARKS = st.sampled_from(["absent", "excused", "represented", "present"])


@pytest.mark.django_db
@pytest.mark.slow
@SHORT
@given(data=st.data())
def test_two_who_write_one_meeting_lose_nothing_each_word_stands_or_waits_for_a_choice(data):
    with pytest.raises(Back), transaction.atomic(), clock.fixed(TODAY):
        till = Till(build())
        phones = Phones(till.world)
        members = [str(row.pk) for row in till.others[:4]]
        told = []
        for name in ("man", "khiem", "man"):
            body = {
                "held_on": DAY, "marks": data.draw(st.dictionaries(st.sampled_from(members), MARKS)),
                "dues": data.draw(st.dictionaries(st.sampled_from(members), st.sampled_from([10_000, 20_000]))),
            }  # fmt: skip
            if place := data.draw(st.sampled_from(["", "Đình", "Sân kho"])):
                body["place"] = place
            told.append(body)
            outcome = phones(name).tell("meeting", body)
            assert outcome.state in (*DONE, State.NOTHING), outcome.sentence
        meeting = Meeting.objects.get()
        marks = {str(pk): status for pk, status in Attendance.objects.values_list("membership", "status")}
        numbers = {"present": 1, "represented": 2, "excused": 3, "absent": 4}
        choices = {(row.key, str(row.second["value"])) for row in Choice.objects.all()}
        paid = {str(row.membership_id): row.amount for row in Transfer.objects.filter(kind="dues")}
        assert Transfer.objects.filter(kind="dues").count() == len(paid)
        for body in told:
            for m, mark in body["marks"].items():
                assert marks[m] == numbers[mark] or (f"marks.{m}", mark) in choices
            for m, amount in body["dues"].items():
                assert paid[m] == amount or (f"dues.{m}", str(amount)) in choices
            place = body.get("place", meeting.place)
            assert place == meeting.place or ("place", place) in choices
        whole(till.club)
        sound(till.club)
        raise Back


@pytest.mark.django_db
def test_a_server_that_dies_before_the_outcome_is_written_has_written_nothing(till, phones, monkeypatch):
    phone = phones("man")
    text = phone.text("meeting", {"held_on": DAY, "dues": {str(row.pk): 10_000 for row in till.members}})
    before, events = rows_of(till.club.pk), Event.objects.count()
    for name in ("outcome_of", "keep"):
        with monkeypatch.context() as patch:
            patch.setattr(applying, name, lambda *_args, **_more: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt), transaction.atomic():
                phone.send(text)
        assert (rows_of(till.club.pk), Event.objects.count(), Meeting.objects.count()) == (before, events, 0)
        assert not Submission.objects.exists()
    assert phone.send(text)[0].state == State.APPLIED


@pytest.mark.django_db(transaction=True)
def test_the_same_text_on_two_lines_at_once_is_written_once():
    with clock.fixed(TODAY):
        till = Till(build())
        phone = Phones(till.world)("man")
        texts = [
            phone.text("meeting", {"held_on": DAY, "dues": {str(row.pk): 10_000 for row in till.members}}),
            phone.text("card", {"membership": str(till.others[0].pk), "changes": {"nickname": ["", "bà giáo"]}}),
            phone.text("looked", {"what": "care"}),
        ]
        start, found = threading.Barrier(4), []

        def send():
            try:
                start.wait()
                found.extend(outcome.body() for outcome in phone.send(*texts))
            finally:
                connection.close()

        threads = [threading.Thread(target=send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 12 and {body["state"] for body in found} == {"applied"}
        assert len({body["uid"] for body in found}) == 3
        assert Submission.objects.count() == Outcome.objects.count() == 3
        assert Transfer.objects.filter(kind="dues").count() == len(till.members)
        assert Meeting.objects.get().held_on == date(2026, 8, 25) and User.objects.exists()
