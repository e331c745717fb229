"""What came of itself is nobody's word until somebody says it: notes that a phone made of the day's money, marks left as they were."""

import pytest

from tremang.inbox.models import Choice, State
from tremang.meetings.models import Attendance, Meeting

pytestmark = pytest.mark.django_db
DAY = "2026-09-23"
MADE, OTHER, TYPED = "Thu đóng góp của 65 người", "Thu đóng góp của 1 người", "Bà con đóng góp đủ cả"


@pytest.mark.parametrize(
    ("first", "second", "stands"), [(MADE, OTHER, MADE), (MADE, TYPED, TYPED), (TYPED, MADE, TYPED), ("", MADE, MADE)]
)
def test_of_two_notes_the_one_that_a_person_wrote_stands_else_the_first(till, phones, first, second, stands):
    for name, note in (("man", first), ("khiem", second)):
        told = phones(name).tell("meeting", {"held_on": DAY, "contents": {"8": {"note": note, "counts": {}}}})
        assert told.state != State.PART
    assert not Choice.objects.exists()
    assert Meeting.objects.get().lines.get(area=8).note == stands


def test_between_two_notes_that_persons_wrote_somebody_chooses(till, phones):
    for name, note in (("man", TYPED), ("khiem", "Thu đóng góp của 65 người, có bà Lụa nộp hộ")):
        phones(name).tell("meeting", {"held_on": DAY, "contents": {"8": {"note": note, "counts": {}}}})
    assert Choice.objects.get().key == "contents.8"


def test_who_said_what_came_of_itself_has_said_it(till, phones):
    """Khiêm told that she was there when nobody had said so yet: nothing new, and yet not for another to overwrite."""
    who = till.others[0].pk
    phones("man").tell("meeting", {"held_on": DAY})
    assert phones("khiem").tell("meeting", {"held_on": DAY, "marks": {str(who): "present"}}).state == State.NOTHING
    assert phones("man").tell("meeting", {"held_on": DAY, "marks": {str(who): "absent"}}).state == State.PART
    assert Attendance.objects.get(membership=who).status == 1
    choice = Choice.objects.get()
    assert (choice.first["who"], choice.second["who"]) == ("Hoàng Văn Khiêm", "Phạm Thị Mận")
