"""A secretary writes her meeting down, and a moment later the City's board shows it."""

from datetime import date

import pytest

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.models import Meeting, Status

pytestmark = pytest.mark.journey
FULL = "Đủ 8 nội dung"
DAYS = [date(2025, month, 25) for month in (9, 10, 11, 12)] + [date(2026, month, 25) for month in range(1, 8)]


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def all_but_august(world):
    """Thôn Đồng Vàng has met every month with seven of the 8 contents; August, and content 5, are still to be written."""
    done = {area: Done("Theo kế hoạch tháng") for area in (1, 2, 3, 4, 6, 7, 8)}
    for held_on in DAYS:
        record_meeting(world.dong_vang, MeetingData(held_on=held_on, done=done), by=world.users["man"], today=TODAY)


def on_the_board(desk) -> str:
    """How many clubs the City's board counts as full and monthly, as it is written there."""
    desk.goto("/thanh-pho/")
    return desk.locator("main li, main tr").filter(has_text=FULL).first.inner_text().replace("\xa0", " ")


def write_down(page, absent: str = "") -> None:
    """From the club's page to the last press, as the steps ask for it."""
    page.get_by_role("link", name="Ghi buổi sinh hoạt").first.click()
    page.locator("input[name=held_on]").fill("25/8/2026")
    onward(page)
    if absent:
        page.locator("fieldset.person", has_text=absent).locator("input[name=absent]").check()
    onward(page)
    page.locator("input[name=done_5]").check()
    page.locator("input[name=note_5]").fill("Nói về trợ cấp xã hội từ 75 tuổi")
    onward(page)
    onward(page)
    page.locator("textarea[name=decisions]").fill("Tháng sau khám sức khỏe tại trạm y tế.")
    onward(page)
    onward(page)


def onward(page) -> None:
    with page.expect_navigation():
        page.locator("main button.primary").click()


def test_the_number_moves_while_the_city_looks_on(world, all_but_august, page, desk, sign_in):
    sign_in(desk, "ha")
    assert "0 / 3" in on_the_board(desk)
    sign_in(page, "man")
    write_down(page, absent="Phùng Thị Tư")
    assert "Đã ghi" in page.title()
    assert "1 / 3" in on_the_board(desk)
    meeting = Meeting.objects.get(club=world.dong_vang, held_on=date(2026, 8, 25))
    assert (meeting.present, meeting.expected) == (10, 11)
    assert meeting.marks.get(membership=world.members["Phùng Thị Tư"]).status == Status.ABSENT


def test_what_was_recorded_can_be_taken_back_and_the_board_follows(world, all_but_august, page, desk, sign_in):
    sign_in(desk, "ha")
    sign_in(page, "man")
    write_down(page)
    assert "1 / 3" in on_the_board(desk)
    with page.expect_navigation():
        page.get_by_role("button", name="Hoàn tác").first.click()
    assert not Meeting.objects.filter(club=world.dong_vang, held_on=date(2026, 8, 25)).exists()
    assert "0 / 3" in on_the_board(desk)


def test_without_scripts_the_same_steps_record_the_same(world, all_but_august, plain, sign_in):
    sign_in(plain, "man")
    write_down(plain, absent="Phùng Thị Tư")
    meeting = Meeting.objects.get(club=world.dong_vang, held_on=date(2026, 8, 25))
    assert (meeting.present, meeting.expected) == (10, 11)


def test_a_meeting_left_half_way_is_there_again(world, page, sign_in):
    sign_in(page, "man")
    page.get_by_role("link", name="Ghi buổi sinh hoạt").first.click()
    page.locator("input[name=held_on]").fill("25/8/2026")
    page.locator("input[name=place]").fill("Sân đình")
    page.get_by_role("button", name="Để lại sau").click()
    page.get_by_role("link", name="Ghi tiếp buổi").first.click()
    page.goto(f"/ghi-buoi/{world.dong_vang.pk}/ngay/")
    assert page.locator("input[name=place]").input_value() == "Sân đình"


def test_an_impossible_day_is_told_in_a_sentence_and_nothing_typed_is_lost(world, page, sign_in):
    sign_in(page, "man")
    page.get_by_role("link", name="Ghi buổi sinh hoạt").first.click()
    page.locator("input[name=held_on]").fill("31/2/2026")
    page.locator("input[name=place]").fill("Sân đình")
    onward(page)
    assert page.title().startswith("Lỗi:")
    assert page.locator("input[name=held_on]").input_value() == "31/2/2026"
    assert page.locator("input[name=place]").input_value() == "Sân đình"
