"""Whatever is changed, removed or put in behind the product's back is found and named by club and event."""

from contextlib import contextmanager
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.kernel.events import key, plain, record
from tremang.kernel.lock import writing
from tremang.kernel.models import Erasure, Event, EventContent
from tremang.kernel.verify import verify
from tremang.meetings.models import Attendance, Meeting, Status
from tremang.members.models import Membership, Person

pytestmark = pytest.mark.django_db


@contextmanager
def past_the_triggers():
    """Somebody with the keys to the database switches its guards off."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'kernel_event'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _name, sql in triggers:
                cursor.execute(sql)
        else:
            cursor.execute("ALTER TABLE kernel_event DISABLE TRIGGER USER")
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE kernel_event ENABLE TRIGGER USER")


@contextmanager
def undone():
    """What happens within is rolled back: each example starts from the same books."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def meet(club, day: date, by_id: int) -> Meeting:
    """A recorded meeting with its roll-call, as an action leaves it."""
    members = list(Membership.objects.filter(club=club).order_by("pk"))
    with writing(club.pk):
        meeting = Meeting(
            club=club,
            held_on=day,
            present=len(members),
            expected=len(members),
            recorded_by_id=by_id,
            recorded_at=clock.now(),
        )
        meeting.save(force_insert=True)
        Attendance.objects.bulk_create(
            [Attendance(club=club, meeting=meeting, membership=m, status=Status.PRESENT) for m in members]
        )
        rows = {key(meeting): Meeting.recorded_rows([meeting.pk])[meeting.pk]}
        record(club.pk, "meeting_recorded", key(meeting), by_id=by_id, body={"held_on": day}, rows=rows)
    return meeting


@pytest.fixture
def books(world):
    """The small world with everything that happened written down."""
    with clock.fixed(TODAY):
        for row in Membership.objects.select_related("club"):
            with writing(row.club_id):
                rows = {key(row): plain(row), key(row.person): plain(row.person)}
                body = {"name": row.person.full_name}
                record(row.club_id, "member_joined", key(row), by_id=world.users["man"].pk, body=body, rows=rows)
        world.meetings = [
            meet(club, date(2026, month, 25), world.users["man"].pk)
            for club in (world.dong_vang, world.muong_chau) for month in (6, 7, 8)
        ]  # fmt: skip
    assert not verify().findings
    return world


def codes() -> set[tuple[int, str]]:
    return {(found.chain_id, found.code) for found in verify().findings}


def test_books_that_nobody_touched_are_whole(books):
    said = StringIO()
    call_command("verify", stdout=said)
    assert said.getvalue().startswith("Nhật ký nguyên vẹn: 23 việc")


def test_the_database_itself_refuses_to_change_or_remove_an_event(books):
    event = Event.objects.order_by("pk").first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(verb="nothing_happened")
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).delete()


def test_a_changed_mark_of_a_roll_call_is_named_by_club_and_event(books):
    mark = Attendance.objects.filter(meeting=books.meetings[0]).order_by("membership_id").first()
    Attendance.objects.filter(meeting=books.meetings[0], membership=mark.membership_id).update(status=Status.ABSENT)
    with pytest.raises(CommandError) as failed:
        call_command("verify")
    said = str(failed.value)
    assert "Câu lạc bộ thôn Đồng Vàng, việc số 12" in said
    assert f"{books.meetings[0].pk} khác với lúc ghi" in said
    assert "Muồng Cháu" not in said


def test_a_mark_taken_out_and_a_mark_put_in_are_found(books):
    mark = Attendance.objects.filter(meeting=books.meetings[3]).order_by("membership_id").first()
    Attendance.objects.filter(meeting=books.meetings[3], membership=mark.membership_id).delete()
    assert codes() == {(books.muong_chau.pk, "row_changed")}


def test_a_changed_and_a_vanished_membership_are_found(books):
    first, second = Membership.objects.filter(club=books.trai_giua).order_by("pk")[:2]
    Membership.objects.filter(pk=first.pk).update(joined_on=date(2026, 1, 1))
    assert codes() == {(books.trai_giua.pk, "row_changed")}
    second.delete()
    assert codes() == {(books.trai_giua.pk, "row_changed"), (books.trai_giua.pk, "row_missing")}


def test_a_membership_and_a_meeting_that_no_act_made_are_found(books):
    person = Person.objects.exclude(memberships__club=books.muong_chau).first()
    Membership.objects.create(club=books.muong_chau, person=person, joined_on=TODAY)
    assert codes() == {(books.muong_chau.pk, "row_unknown")}


def test_a_person_in_two_clubs_is_compared_with_the_later_word(books):
    tu = books.person("Phùng Thị Tư")
    tu.phone = "0912345678"
    tu.save()
    with clock.fixed(TODAY, 11), writing(books.dong_vang.pk):
        record(books.dong_vang.pk, "person_changed", key(tu), by_id=1, rows={key(tu): plain(tu)})
    assert not verify().findings
    Person.objects.filter(pk=tu.pk).update(phone="0900000000")
    assert codes() == {(books.dong_vang.pk, "row_changed")}


def test_a_removed_row_that_comes_back_is_found(books):
    membership = books.members["Bạch Công Sơn"]
    pk, person, joined = membership.pk, membership.person, membership.joined_on
    Attendance.objects.filter(membership=membership).delete()
    rows = {key(membership): None}
    rows |= {f"meetings.meeting:{m.pk}": Meeting.recorded_rows([m.pk])[m.pk] for m in books.meetings[3:]}
    membership.delete()
    with clock.fixed(TODAY, 12), writing(books.muong_chau.pk):
        record(books.muong_chau.pk, "member_removed", f"members.membership:{pk}", by_id=1, rows=rows)
    assert not verify().findings
    Membership.objects.create(pk=pk, club=books.muong_chau, person=person, joined_on=joined)
    assert codes() == {(books.muong_chau.pk, "row_came_back")}


def test_destroyed_words_with_a_decision_are_said_to_be_erased_and_without_one_are_missed(books):
    event = Event.objects.filter(chain_id=books.trai_giua.pk).first()
    EventContent.objects.filter(event=event).delete()
    assert codes() == {(books.trai_giua.pk, "content_missing")}
    Erasure.objects.create(subject=key(event), at=clock.now(), actor_id=1, legal_basis="Luật 91/2025/QH15")
    said = StringIO()
    call_command("verify", stdout=said)
    assert "1 việc đã xóa lời ghi theo yêu cầu của luật" in said.getvalue()


CHANGES = {
    "verb": "changed_verb", "subject": "members.person:1", "actor_id": 424242, "content_digest": "0" * 64, "hash": "1" * 64,
    "previous_hash": "2" * 64, "digests": {"members.person:1": "3" * 64}, "sequence": 9999, "chain_id": 31337,
}  # fmt: skip


@settings(max_examples=60)
@given(data=st.data())
def test_whatever_field_of_whatever_event_is_changed_is_found(books, data):
    with undone(), past_the_triggers():
        events = list(Event.objects.order_by("chain_id", "sequence"))
        event = data.draw(st.sampled_from(events), label="event")
        change = data.draw(st.sampled_from([*CHANGES, "at", "removed", "words"]), label="change")
        if change == "removed":
            EventContent.objects.filter(event=event).delete()
            Event.objects.filter(pk=event.pk).delete()
        elif change == "words":
            EventContent.objects.filter(event=event).update(body={"name": "Ai Đó"})
        else:
            value = clock.now() if change == "at" else CHANGES[change]
            Event.objects.filter(pk=event.pk).update(**{change: value})
        found = verify().findings
        assert found
        # An event moved to another chain shows there; any other change shows in the event's own chain.
        assert change == "chain_id" or event.chain_id in {finding.chain_id for finding in found}


ROWS = st.sampled_from(["status", "joined_on", "left_on", "person_id", "held_on", "present", "contents"])


@settings(max_examples=40)
@given(data=st.data(), what=ROWS)
def test_whatever_row_is_changed_is_found_and_named(books, data, what):
    with undone():
        if what == "status":
            mark = data.draw(st.sampled_from(list(Attendance.objects.order_by("meeting_id", "membership_id"))))
            status = data.draw(st.sampled_from([2, 3, 4]))
            Attendance.objects.filter(meeting=mark.meeting_id, membership=mark.membership_id).update(status=status)
            named = (mark.club_id, f"meetings.meeting:{mark.meeting_id}")
        elif what in ("held_on", "present", "contents"):
            meeting = data.draw(st.sampled_from(list(Meeting.objects.order_by("pk"))))
            value = date(2026, 6, data.draw(st.integers(1, 24))) if what == "held_on" else 1
            Meeting.objects.filter(pk=meeting.pk).update(**{what: value})
            named = (meeting.club_id, key(meeting))
        else:
            row = data.draw(st.sampled_from(list(Membership.objects.order_by("pk"))))
            other = Person.objects.exclude(memberships__club=row.club_id).order_by("pk").first()
            value = {"joined_on": date(2023, 1, 1), "left_on": date(2026, 9, 30), "person_id": other.pk}[what]
            Membership.objects.filter(pk=row.pk).update(**{what: value})
            named = (row.club_id, key(row))
        assert named in {(found.chain_id, found.row) for found in verify().findings}
