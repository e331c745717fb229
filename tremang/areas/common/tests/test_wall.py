"""The sheet for a public wall: things of the same name together, no names, and of care, help and rights only how often."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import TODAY
from tremang.areas.common.models import Activity
from tremang.areas.common.public import may_hang, plan_for_wall
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import MeetingData

NAMES = ["Đỗ Thị Ẩn", "Trần Thị Lụa"]


@pytest.fixture
def sheet(world, man):
    """The sheet of a month as it hangs."""
    client = Client()
    client.force_login(man)
    url = reverse("areas:wall", args=[world.dong_vang.pk])
    return lambda month="2026-09": client.get(url, {"thang": month}).content.decode()


def did(world, area, what, *days, kind=""):
    for day in days:
        Activity.objects.create(
            club=world.dong_vang, area=area, what=what, kind=kind, day=date(2026, 9, day), people=6, by_id=1
        )


def test_things_of_the_same_name_stand_together_with_how_often(world, sheet):
    did(world, 2, "Đi bộ buổi sáng", 3, 10)
    did(world, 2, "Tập dưỡng sinh", 5)
    assert '<td class="told">Đi bộ buổi sáng (2 lần); Tập dưỡng sinh</td>' in sheet()


def test_what_is_too_much_is_told_by_number(world, sheet):
    for day, what in enumerate(("Hát", "Múa", "Đọc thơ", "Đánh cờ", "Kể chuyện"), 1):
        did(world, 7, what, day)
    assert "Hát; Múa; Đọc thơ; và 2 việc nữa</td>" in sheet()


@pytest.mark.parametrize(
    ("area", "what"),
    [
        (3, "Thăm, chăm sóc tại nhà"),
        (4, "Giúp người gặp khó khăn: tiền"),
        (5, "Giới thiệu một người đi trợ giúp pháp lý"),
    ],
)
def test_of_care_help_and_rights_a_wall_says_only_how_often(world, sheet, area, what):
    did(world, area, what, 2, 3, 4, 9)
    page = sheet()
    assert what not in page
    assert '<td class="told">4 lượt</td>' in page


def test_visits_in_illness_and_grief_are_told_only_by_number(world, sheet):
    did(world, 7, "Tập văn nghệ", 1)
    did(world, 7, "Thăm ốm", 2, 3, kind="social_visit")
    did(world, 7, "Viếng, chia buồn", 4, kind="social_visit")
    did(world, 7, "Thăm người ốm", 5)  # by the common entry
    page = sheet()
    assert "Tập văn nghệ; Thăm hỏi: 3 lượt; và 1 việc nữa</td>" in page
    assert "ốm" not in page and "Viếng" not in page


def test_a_sheet_tells_what_the_meeting_of_the_month_planned_and_no_other(world, man, sheet):
    plan = "Giao lưu với Câu lạc bộ Trại Giữa; đo huyết áp.\nThăm bà Ẩn."
    data = MeetingData(held_on=date(2026, 8, 25), next_plan=plan)
    record_meeting(world.dong_vang, data, by=man, today=TODAY)
    assert "Kế hoạch tháng tới" not in sheet()
    page = sheet("2026-08")
    assert "Giao lưu với Câu lạc bộ Trại Giữa; đo huyết áp.</p>" in page
    assert "Ẩn" not in page


@pytest.mark.parametrize(
    ("words", "hangs"),
    [
        ("Giao lưu với thôn Trại Giữa", True), ("Kể chuyện Bác Hồ", True), ("Nói chuyện phòng bệnh cho bà con", True),
        ("Cụ già kể chuyện", True), ("Sửa nhà cho bà Hợi", False), ("Mừng Trần Thị Lụa", False), ("Viếng đám hiếu", False),
        ("Giúp gia đình có người ốm", False), ("Cụ Tạo kể chuyện", False),
    ],
)  # fmt: skip
def test_words_hang_only_where_they_name_nobody_and_tell_of_no_illness(words, hangs):
    assert may_hang(words, NAMES) is hangs
    assert plan_for_wall(f"Họp tổ. {words}.", NAMES) == (f"Họp tổ. {words}." if hangs else "Họp tổ.")
