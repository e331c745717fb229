"""A commune officer sends a report that he did not have to write; the City returns it once and approves it; a club then
corrects a meeting, and the difference shows beside what was sent.
"""

from datetime import date

import pytest

from tests.cast import TODAY
from tests.journeys.test_looks import LOOKS
from tremang.kernel import clock
from tremang.meetings.actions import correct_meeting, record_meeting
from tremang.meetings.data import Done, MeetingData
from tremang.reports.models import Frozen, Report, State

pytestmark = pytest.mark.journey
REPORT = "/bao-cao/commune-quarter/09715/2026-Q3/"


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def meetings(world):
    """Thôn Đồng Vàng met each month of the quarter; thôn Trại Giữa has been silent."""
    done = {area: Done("Theo kế hoạch tháng") for area in range(1, 9)}
    days = [date(2026, 6, 25), date(2026, 7, 25), date(2026, 8, 25)]
    return [
        record_meeting(world.dong_vang, MeetingData(held_on=day, done=done), by=world.users["man"], today=TODAY)
        for day in days
    ]


def pressed(page, button: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=button, exact=True).first.click()


def explain_all(page) -> int:
    """Answer the cautions on the report's page, all that it shows at one button; returns how many there were."""
    count, boxes = 0, page.locator("#can-giai-thich textarea")
    while left := boxes.count():
        for box in boxes.all():
            box.fill("Nhà văn hóa đang sửa, sinh hoạt lại từ tháng 10.")
        with page.expect_navigation():
            page.locator("#can-giai-thich").get_by_role("button", name="Ghi lời giải thích").first.click()
        count += left
    return count


def send(page) -> None:
    page.goto(REPORT)
    explain_all(page)
    with page.expect_navigation():
        page.locator("main .head a.primary").click()
    for box in page.locator("input[name=missing]").all():
        box.check()
    if page.locator("textarea[name=reason]").count():
        page.locator("textarea[name=reason]").fill("Câu lạc bộ mới tập ghi sổ.")
    pressed(page, "Gửi báo cáo")


def main(page) -> str:
    return page.locator("main").inner_text().replace("\xa0", " ")


def test_a_report_goes_up_comes_back_goes_up_again_and_a_later_correction_shows(world, meetings, desk, enter):
    tuan, ha = world.users["tuan"], world.users["ha"]
    enter(desk, tuan).goto(REPORT)
    assert "chờ Xã Phúc Thọ xem và gửi" in main(desk)
    assert explain_all(desk) > 0
    send(desk)
    assert "chờ Thành phố Hà Nội duyệt" in main(desk)

    enter(desk, ha).goto(REPORT)
    with desk.expect_navigation():
        desk.locator("main .head").get_by_role("link", name="Trả lại").click()
    desk.locator("textarea[name=reason]").fill("Đề nghị nói rõ số lượt dự.")
    pressed(desk, "Trả lại")
    assert Report.objects.get().state == State.RETURNED

    enter(desk, tuan).goto(REPORT)
    assert "Đề nghị nói rõ số lượt dự." in main(desk)
    send(desk)
    enter(desk, ha).goto(REPORT)
    pressed(desk, "Duyệt")
    assert Report.objects.get().state == State.APPROVED
    assert Frozen.objects.count() == 2

    last = meetings[-1]
    absent = MeetingData(held_on=last.held_on, done={1: Done("Trao đổi nuôi gà")})
    correct_meeting(last, absent, last.version, by=world.users["man"], today=TODAY)
    enter(desk, tuan).goto(REPORT)
    assert "đã khác bản gửi" in main(desk)
    with desk.expect_navigation():
        desk.get_by_role("link", name="Xem khác ở đâu").click()
    row = desk.locator(".beside details").first
    row.locator("summary").click()
    assert "Câu lạc bộ thôn Đồng Vàng" in row.inner_text()


def test_on_a_phone_a_figure_is_given_otherwise_and_taken_back_without_scripts_too(world, meetings, plain, page, enter):
    for screen in (page, plain):
        enter(screen, world.users["tuan"]).goto(REPORT)
        fold = screen.locator(".folds:has(#so-meetings) .fold-mark")
        if fold.is_visible():  # on a phone the figures fold, part by part
            fold.click()
        with screen.expect_navigation():
            screen.locator("#so-meetings a").first.click()
        with screen.expect_navigation():
            screen.get_by_role("link", name="Ghi số khác, có lý do").click()
        screen.locator("input[name=value]").fill("bốn")
        screen.locator("textarea[name=reason]").fill("Một buổi còn ghi trên giấy.")
        pressed(screen, "Ghi số này")
        assert screen.title().startswith("Lỗi:")
        assert screen.locator("input[name=value]").input_value() == "bốn"
        screen.locator("input[name=value]").fill("4")
        pressed(screen, "Ghi số này")
        assert "Trong sổ là 3. Ghi khác vì: Một buổi còn ghi trên giấy." in main(screen)
        pressed(screen, "Hoàn tác")
        assert "Ghi khác vì" not in main(screen)


def test_the_pages_of_a_report_are_readable_and_large_enough_on_a_phone_and_on_a_desk(
    world, meetings, page, desk, enter
):
    more = ("", "gui/", "so/meetings/", "so/meetings/sua/", "loi-van/results/them/", "vuong-mac/", "phat-hanh/")
    wrong = []
    for screen in (page, desk):
        enter(screen, world.users["tuan"])
        for one in more:
            screen.goto(REPORT + one)
            wrong += [f"{one}: {fault}" for fault in screen.evaluate(LOOKS)]
    assert not wrong, "\n".join(wrong)
