"""Recording, correcting and taking back a meeting."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY, person
from tremang.clubs.models import State, StateRow
from tremang.kernel import clock
from tremang.kernel.models import Event, Stale
from tremang.kernel.periods import half_of
from tremang.kernel.problems import Conflict, Problem, Refused
from tremang.kernel.verify import verify
from tremang.meetings.actions import bring_back_meeting, correct_meeting, record_meeting, undo_meeting
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.models import Attendance, ContentLine, Meeting, Status
from tremang.meetings.versions import differences, member_names, versions
from tremang.members.models import Membership, MembershipPause, Person

DAY = date(2026, 8, 25)


@pytest.fixture
def told(world):
    tu, luc = world.members["Phùng Thị Tư"], world.members["Kiều Văn Lực"]
    return MeetingData(
        held_on=DAY, place="Nhà văn hóa thôn", chaired_by="Hoàng Văn Khiêm", written_by="Phạm Thị Mận",
        marks={tu.pk: Status.REPRESENTED, luc.pk: Status.ABSENT}, guests=2, guest_names="Chị Nga, anh Tuấn",
        done={1: Done("Xét 3 đơn vay"), 2: Done("Đo huyết áp", {"measured": 9}), 7: Done()},
        themes=["digital"], own_themes=["green"], decisions="Thăm bà Tư.\nDọn đường làng.", next_on=date(2026, 9, 25),
    )  # fmt: skip


@pytest.fixture
def write(world):
    def write(data, *, club=world.dong_vang, by="man", today=TODAY):
        with clock.fixed(today):
            return record_meeting(club, data, by=world.users[by], today=today)

    return write


def test_everybody_on_the_roll_has_a_mark_and_is_present_unless_told(world, told, write):
    meeting = write(told)
    marks = dict(Attendance.objects.filter(meeting=meeting).values_list("membership_id", "status"))
    assert len(marks) == 11 == meeting.expected
    assert meeting.present == 9, "whoever sent somebody counts apart"
    assert marks[world.members["Phùng Thị Tư"].pk] == Status.REPRESENTED
    assert marks[world.members["Đỗ Thị Ẩn"].pk] == Status.PRESENT
    assert meeting.contents == 0b01000011
    assert (meeting.themes, meeting.own_themes) == (0b0011, 0b0010), "an own theme is a theme"
    assert ContentLine.objects.filter(meeting=meeting).count() == 2, "a tick without words needs no line"


def test_who_was_paused_or_left_before_the_day_is_not_expected(world, told, write):
    world.members["Trần Thị Lụa"].left_on = DAY - timedelta(days=1)
    world.members["Trần Thị Lụa"].save()
    MembershipPause.objects.create(club=world.dong_vang, membership=world.members["Lê Thị Hợi"], from_on=DAY, to_on=DAY)
    assert write(told).expected == 9


def test_who_died_before_the_day_is_not_expected_even_where_only_another_club_wrote_it(world, told, write):
    Person.objects.filter(pk=world.person("Phùng Thị Tư").pk).update(died_on=DAY - timedelta(days=1))
    tu, luc = world.members["Phùng Thị Tư"], world.members["Kiều Văn Lực"]
    with pytest.raises(Problem) as refusal:
        write(told)
    assert refusal.value.code == "not_on_roll"
    meeting = write(replace(told, marks={luc.pk: Status.ABSENT}))
    assert (meeting.expected, meeting.present) == (10, 9)
    assert not Attendance.objects.filter(meeting=meeting, membership=tu).exists()


def test_the_event_and_the_stale_mark_are_written_in_the_same_act(world, told, write):
    meeting = write(told)
    event = Event.objects.get(subject=f"meetings.meeting:{meeting.pk}")
    assert (event.verb, event.actor_id, event.chain_id) == ("record_meeting", world.users["man"].pk, world.dong_vang.pk)
    assert Stale.objects.get().half == half_of(DAY)
    assert not [found for found in verify(world.dong_vang.pk).findings if found.row.startswith("meetings.")]


def test_a_mark_changed_behind_the_products_back_is_found(world, told, write):
    meeting = write(told)
    Attendance.objects.filter(meeting=meeting, status=Status.ABSENT).update(status=Status.PRESENT)
    assert f"meetings.meeting:{meeting.pk}" in {found.row for found in verify(world.dong_vang.pk).findings}


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (TODAY + timedelta(days=1), "in_future"),
        (date(2024, 3, 28), "before_launch"),
        (date(2020, 1, 1), "before_launch"),
    ],
)
def test_a_day_on_which_the_club_could_not_meet_is_refused(world, told, write, day, code):
    with pytest.raises(Problem) as caught:
        write(MeetingData(held_on=day))
    assert (caught.value.code, caught.value.field) == (code, "held_on")
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("state", "code"), [(State.PAUSED, "while_paused"), (State.DISSOLVED, "after_end")])
def test_a_paused_or_closed_club_holds_no_meeting(world, write, state, code):
    StateRow.objects.filter(club=world.dong_vang, state=State.ACTIVE).update(to_on=date(2026, 7, 31))
    StateRow.objects.create(club=world.dong_vang, state=state, from_on=date(2026, 8, 1), by_id=0)
    write(MeetingData(held_on=date(2026, 7, 31)))
    with pytest.raises(Problem) as caught:
        write(MeetingData(held_on=DAY))
    assert caught.value.code == code


def test_the_same_day_twice_names_who_wrote_it_and_leads_there(world, told, write):
    first = write(told)
    with pytest.raises(Conflict) as caught:
        write(told, by="khiem")
    assert "Phạm Thị Mận" in caught.value.sentence
    assert caught.value.parameters["meeting_id"] == first.pk
    assert Meeting.objects.get() == first


def test_a_membership_of_another_club_is_refused(world, write):
    stranger = world.members["Bùi Thị Sáu"].pk
    with pytest.raises(Problem) as caught:
        write(MeetingData(held_on=DAY, marks={stranger: Status.ABSENT}))
    assert caught.value.code == "not_on_roll"
    assert not Meeting.objects.exists() and not Attendance.objects.exists()


@pytest.mark.parametrize("who", ["luong", "sau", "nga", "ha", "chu_tich", "lanh_dao", "nguoi_dung"])
def test_only_those_who_may_record_do(world, told, write, who):
    with pytest.raises(Refused):
        write(told, by=who)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("who", ["man", "khiem", "tuan"])
def test_secretary_chair_and_the_communes_officer_record(told, write, who):
    assert write(told, by=who).pk


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"guests": -1}, "guests"), ({"guests": 1000}, "guests"), ({"next_on": DAY}, "next_on"),
        ({"next_on": date(2029, 1, 1)}, "next_on"), ({"themes": ["space"]}, "themes"), ({"place": "x" * 121}, "place"),
        ({"decisions": "x" * 4001}, "decisions"), ({"done": {9: Done()}}, "areas"),
        ({"done": {2: Done("", {"measured": -1})}}, "count_2_measured"),
        ({"done": {2: Done("", {"helped": 1})}}, "count_2_helped"), ({"done": {2: Done("x" * 301)}}, "note_2"),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_refused_at_its_field(write, change, field):
    with pytest.raises(Problem) as caught:
        write(MeetingData(held_on=DAY, **change))
    assert caught.value.field == field


def test_a_correction_keeps_what_was_said_before_readable(world, told, write):
    meeting = write(told)
    luc = world.members["Kiều Văn Lực"].pk
    again = MeetingData(held_on=DAY, place="Sân đình", marks={luc: Status.EXCUSED}, done={2: Done("Cân")}, guests=2)
    with clock.fixed(TODAY):
        corrected = correct_meeting(meeting, again, 1, by=world.users["khiem"], today=TODAY)
    assert (corrected.version, corrected.present, corrected.place) == (2, 10, "Sân đình")
    assert corrected.recorded_by_id == world.users["man"].pk
    latest, first = versions(corrected)
    assert (latest.name, first.name) == ("Hoàng Văn Khiêm", "Phạm Thị Mận")
    assert first.row["place"] == "Nhà văn hóa thôn"
    words = {
        change.label: (change.before, change.after)
        for change in differences(first.row, latest.row, member_names({pk for pk, _status in first.row["marks"]}))
    }
    assert words["Nơi họp"] == ("Nhà văn hóa thôn", "Sân đình")
    assert words["Kiều Văn Lực"] == ("vắng", "vắng có phép")
    assert words["Chăm sóc sức khỏe"] == ("Đo huyết áp; 9", "Cân")


def test_a_correction_of_what_somebody_else_changed_meanwhile_is_a_conflict(world, told, write):
    meeting = write(told)
    with clock.fixed(TODAY):
        correct_meeting(meeting, MeetingData(held_on=DAY), 1, by=world.users["khiem"], today=TODAY)
        with pytest.raises(Conflict) as caught:
            correct_meeting(meeting, told, 1, by=world.users["man"], today=TODAY)
    assert "Hoàng Văn Khiêm" in caught.value.sentence
    assert Meeting.objects.get().place == ""


def test_the_same_again_writes_nothing(world, told, write):
    meeting = write(told)
    with clock.fixed(TODAY):
        assert correct_meeting(meeting, told, 1, by=world.users["man"], today=TODAY).version == 1
    assert Event.objects.count() == 1


def test_a_meeting_cannot_move_onto_another_ones_day(world, told, write):
    write(MeetingData(held_on=date(2026, 7, 25)))
    meeting = write(told)
    with pytest.raises(Conflict):
        correct_meeting(meeting, MeetingData(held_on=date(2026, 7, 25)), 1, by=world.users["man"], today=TODAY)


def test_a_correction_that_moves_the_day_reworks_facts_from_the_earlier_day(world, told, write):
    meeting = write(told)
    Stale.objects.all().delete()
    with clock.fixed(TODAY):
        correct_meeting(meeting, MeetingData(held_on=date(2026, 6, 3)), 1, by=world.users["man"], today=TODAY)
        correct_meeting(meeting, MeetingData(held_on=date(2026, 9, 3)), 2, by=world.users["man"], today=TODAY)
    assert {mark.half for mark in Stale.objects.all()} == {half_of(date(2026, 6, 3))}


def test_undo_removes_what_was_just_recorded_and_can_itself_be_undone(world, told, write):
    meeting = write(told)
    before = Meeting.recorded_rows([meeting.pk])[meeting.pk]
    with clock.fixed(TODAY):
        assert undo_meeting(meeting, 1, by=world.users["man"], today=TODAY) is None
        assert not Meeting.objects.exists() and not Attendance.objects.exists()
        back = bring_back_meeting(world.dong_vang, meeting.pk, by=world.users["man"], today=TODAY)
    after = Meeting.recorded_rows([back.pk])[back.pk]
    assert {**after, "version": 1} == before
    assert not [found for found in verify(world.dong_vang.pk).findings if found.row.startswith("meetings.")]


def test_undo_of_a_correction_gives_back_what_was_said_before(world, told, write):
    meeting = write(told)
    before = Meeting.recorded_rows([meeting.pk])[meeting.pk]
    with clock.fixed(TODAY):
        correct_meeting(meeting, MeetingData(held_on=date(2026, 8, 20)), 1, by=world.users["man"], today=TODAY)
        undo_meeting(meeting, 2, by=world.users["man"], today=TODAY)
    after = Meeting.recorded_rows([meeting.pk])[meeting.pk]
    assert {**after, "version": 1} == before


def test_undo_goes_on_where_it_left_off_until_the_meeting_is_gone_and_once_more_after_it_came_back(world, told, write):
    """A meeting of the wrong day that was corrected, and given back what it said, can still be taken out of the books."""
    meeting = write(told)
    by = {"by": world.users["man"], "today": TODAY}
    with clock.fixed(TODAY):
        correct_meeting(meeting, MeetingData(held_on=date(2026, 8, 20)), 1, **by)
        correct_meeting(meeting, MeetingData(held_on=date(2026, 8, 21)), 2, **by)
        days = [undo_meeting(meeting, version, **by).held_on for version in (3, 4)]
        assert days == [date(2026, 8, 20), told.held_on]
        assert undo_meeting(meeting, 5, **by) is None
        back = bring_back_meeting(world.dong_vang, meeting.pk, **by)
        correct_meeting(back, MeetingData(held_on=date(2026, 8, 22)), back.version, **by)
        assert undo_meeting(back, back.version + 1, **by).held_on == told.held_on
        assert undo_meeting(back, back.version + 2, **by) is None
    assert not [found for found in verify(world.dong_vang.pk).findings if found.row.startswith("meetings.")]


def test_undo_of_a_version_that_is_no_longer_the_latest_is_a_conflict(world, told, write):
    meeting = write(told)
    with clock.fixed(TODAY):
        correct_meeting(meeting, MeetingData(held_on=DAY), 1, by=world.users["khiem"], today=TODAY)
        with pytest.raises(Conflict):
            undo_meeting(meeting, 1, by=world.users["man"], today=TODAY)


def test_after_thirty_days_there_is_correction_but_no_undo(world, told, write):
    meeting = write(told)
    later = TODAY + timedelta(days=31)
    with clock.fixed(later), pytest.raises(Problem) as caught:
        undo_meeting(meeting, 1, by=world.users["man"], today=later)
    assert caught.value.code == "undo_late"


def test_what_was_taken_back_does_not_come_back_over_another_meeting(world, told, write):
    meeting = write(told)
    with clock.fixed(TODAY):
        undo_meeting(meeting, 1, by=world.users["man"], today=TODAY)
        write(MeetingData(held_on=DAY), by="khiem")
        with pytest.raises(Conflict):
            bring_back_meeting(world.dong_vang, meeting.pk, by=world.users["man"], today=TODAY)


def test_a_meeting_comes_back_only_in_its_own_club(world, told, write):
    meeting = write(told)
    with clock.fixed(TODAY):
        undo_meeting(meeting, 1, by=world.users["man"], today=TODAY)
        with pytest.raises(Problem):
            bring_back_meeting(world.trai_giua, meeting.pk, by=world.users["sau"], today=TODAY)


@pytest.mark.parametrize("size", [3, 121])
def test_recording_costs_the_same_few_statements_for_any_club(world, told, write, size):
    club = world.muong_chau
    for number in range(size - 2):
        Membership.objects.create(club=club, person=person(f"Bạch Văn {number}", "M", 1950), joined_on=club.launched_on)
    data = MeetingData(held_on=DAY, done={1: Done("Xét đơn"), 2: Done("Đo huyết áp")})
    with CaptureQueriesContext(
        connection,
    ) as seen:
        write(data, club=club, by="nhan")
    asked = [query["sql"] for query in seen]
    locked = next(number for number, sql in enumerate(asked) if sql.startswith("SAVEPOINT"))
    before, under = asked[:locked], asked[locked + 1 : -1]
    assert len(before) <= 4, "\n".join(before)
    # The rows, with the savepoint around them.
    assert len(under) <= 11 + (connection.vendor == "postgresql"), "\n".join(under)
