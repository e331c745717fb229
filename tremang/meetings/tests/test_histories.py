"""Whatever sequence of acts: the sums equal the marks, the events vouch for the rows, the two rolls agree."""

import json
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.kernel.events import canonical
from tremang.kernel.problems import Problem
from tremang.kernel.verify import verify
from tremang.meetings.actions import bring_back_meeting, correct_meeting, record_meeting, undo_meeting
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.hot import roll_ids, stage_on
from tremang.meetings.models import Attendance, Meeting, Status
from tremang.meetings.queries import roll, tally
from tremang.meetings.versions import columns_of
from tremang.members.models import LeaveReason, Membership, MembershipPause, Person

DAYS = [date(2024, 3, 20) + timedelta(days=40 * step) for step in range(23)]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["record", "correct", "undo", "back"]), st.integers(0, 5), st.sampled_from(DAYS),
        st.dictionaries(st.integers(0, 10), st.sampled_from([2, 3, 4]), max_size=4), st.integers(0, 255),
    ),
    max_size=10,
)  # fmt: skip


@settings(max_examples=40)
@given(acts=ACTS)
def test_after_any_history_sums_marks_and_events_agree(world, django_db_blocker, acts):
    point = transaction.savepoint()
    with clock.fixed(TODAY):
        _live_through(world, acts)
    for meeting in Meeting.objects.all():
        counted = tally(Attendance.objects.filter(meeting=meeting).values_list("status", flat=True))
        assert meeting.present == counted[Status.PRESENT]
        assert meeting.expected == sum(counted.values())
        assert meeting.own_themes & ~meeting.themes == 0
    assert not [found for found in verify(world.dong_vang.pk).findings if found.row.startswith("meetings.")]
    transaction.savepoint_rollback(point)


def _live_through(world, acts):
    man, club = world.users["man"], world.dong_vang
    ids = sorted(Membership.objects.filter(club=club).values_list("pk", flat=True))
    made, versions = [], {}
    for act, which, day, absent, contents in acts:
        areas = {area: Done("x" if area % 2 else "") for area in range(1, 9) if contents >> (area - 1) & 1}
        data = MeetingData(day, marks={ids[index]: mark for index, mark in absent.items()}, done=areas)
        meeting = made[which % len(made)] if made else None
        try:
            if act == "record":
                made.append(record_meeting(club, data, by=man, today=TODAY))
                versions[made[-1].pk] = 1
            elif meeting is not None and act == "correct":
                versions[meeting.pk] = correct_meeting(meeting, data, versions[meeting.pk], by=man, today=TODAY).version
            elif meeting is not None and act == "undo":
                left = undo_meeting(meeting, versions[meeting.pk], by=man, today=TODAY)
                versions[meeting.pk] = left.version if left else versions[meeting.pk]
            elif meeting is not None:
                versions[meeting.pk] = bring_back_meeting(club, meeting.pk, by=man, today=TODAY).version
        except Problem as problem:
            assert problem.sentence


OFFSETS = st.integers(-40, 40)


@settings(max_examples=60)
@given(
    joined=OFFSETS,
    left=st.none() | OFFSETS,
    paused=st.none() | OFFSETS,
    back=st.none() | OFFSETS,
    died=st.none() | OFFSETS,
    reason=st.sampled_from(["", *LeaveReason]),
)
def test_the_fast_roll_is_the_roll(world, joined, left, paused, back, died, reason):
    day = date(2026, 8, 25)
    at = lambda offset: None if offset is None else day + timedelta(days=offset)  # noqa: E731
    member = world.members["Trần Thị Lụa"]
    begins = at(joined)
    ends = max(begins, at(left)) if left is not None else None
    Membership.objects.filter(pk=member.pk).update(joined_on=begins, left_on=ends, leave_reason=reason if ends else "")
    Person.objects.filter(pk=member.person_id).update(died_on=at(died))
    MembershipPause.objects.filter(membership=member).delete()
    if paused is not None:
        until = max(at(paused), at(back)) if back is not None else None
        MembershipPause.objects.create(club=world.dong_vang, membership=member, from_on=at(paused), to_on=until)
    slow = list(roll(world.dong_vang.pk, day).order_by("pk").values_list("pk", flat=True))
    assert roll_ids(world.dong_vang.pk, day) == slow


def test_the_stage_of_a_day_is_the_row_that_holds(world):
    club = world.dong_vang.pk
    assert stage_on(club, date(2024, 3, 13)) == (None, None)
    assert stage_on(club, date(2024, 3, 28)) == ("founded", None)
    assert stage_on(club, date(2024, 3, 29)) == ("active", None)


@pytest.mark.parametrize("name", ["held_on", "recorded_at", "next_on"])
def test_rows_read_back_from_an_event_are_the_rows_themselves(world, name):
    with clock.fixed(TODAY):
        meeting = record_meeting(
            world.dong_vang,
            MeetingData(date(2026, 8, 25), next_on=date(2026, 9, 25)),
            by=world.users["man"],
            today=TODAY,
        )
    told = json.loads(canonical(Meeting.recorded_rows([meeting.pk])[meeting.pk]))
    assert columns_of(told)[name] == getattr(Meeting.objects.get(), name)
