"""A secretary at work in a real browser: by thumb, by keyboard, without scripts."""

from datetime import date

import pytest

from tests.browser import has_times
from tests.cast import TODAY
from tremang.agenda.models import Draft
from tremang.kernel import clock
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import Done, MeetingData
from tremang.meetings.models import Attendance, Meeting, Status

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


def primary(page):
    return page.locator("main .button.primary")


def onward(page, step):
    primary(page).tap()
    page.wait_for_url(f"**/{step}/")


def here(page):
    return page.locator("[data-here]").inner_text()


def test_by_thumb_on_a_phone(world, page, enter):
    enter(page, world.users["man"])
    page.goto(f"/cau-lac-bo/{world.dong_vang.pk}/")
    primary(page).tap()
    assert page.locator("[name=held_on]").input_value() == "25/8/2026"
    onward(page, "diem-danh")

    assert here(page) == "11"
    luc = page.locator(".person", has_text="Ông Kiều Văn Lực")
    tu = page.locator(".person", has_text="Bà Phùng Thị Tư")
    luc.locator(".person-name").tap(force=True)
    tu.locator(".person-name").tap(force=True)
    assert here(page) == "9"
    tu.get_by_text("Cử người đi thay").tap()
    luc.locator(".person-name").tap(force=True)
    assert here(page) == "10"
    onward(page, "noi-dung")

    for words in ("1. Tăng thu nhập", "2. Chăm sóc sức khỏe"):
        page.locator(".pick", has_text=words).tap()
    page.get_by_label("Số người được đo huyết áp").fill("9")
    assert not page.get_by_label("Số người được thăm hỏi").is_visible()
    onward(page, "chu-de")
    page.locator(".pick", has_text="Chuyển đổi số").tap()
    page.locator(".pick", has_text="tự làm một việc").first.tap()
    onward(page, "quyet-dinh")
    page.get_by_label("Quyết định của buổi sinh hoạt").fill("Thăm bà Tư")
    onward(page, "xem-lai")
    assert page.get_by_text("Có mặt 10 trong 11").is_visible()
    primary(page).tap()
    page.wait_for_url("**/xong/**")

    meeting = Meeting.objects.get()
    assert (meeting.held_on, meeting.present, meeting.contents) == (date(2026, 8, 25), 10, 0b11)
    assert (meeting.themes, meeting.own_themes) == (1, 1)
    assert Attendance.objects.get(status=Status.REPRESENTED).membership == world.members["Phùng Thị Tư"]
    page.get_by_role("button", name="Hoàn tác").tap()
    page.wait_for_url("**/cua/**")
    assert not Meeting.objects.exists()
    page.get_by_role("button", name="Hoàn tác").tap()
    page.wait_for_url(f"**/sinh-hoat/{meeting.pk}/")
    assert Meeting.objects.get().pk == meeting.pk


def test_the_foot_says_how_many_names_are_still_below(world, page, enter):
    enter(page, world.users["man"])
    page.goto(f"/ghi-buoi/{world.dong_vang.pk}/ngay/")
    onward(page, "diem-danh")
    line = page.locator(".left-below")
    hidden = """() => {
      const edge = document.querySelector(".foot-actions").getBoundingClientRect().top;
      return [...document.querySelectorAll(".person-name")].filter((n) => n.getBoundingClientRect().bottom > edge).length;
    }"""
    first = page.evaluate(hidden)
    assert 0 < first < 11
    assert line.inner_text().strip() == f"Còn {first} tên ở dưới"
    page.evaluate("scrollBy(0, 200)")
    page.wait_for_function("n => !document.querySelector('.left-below').innerText.includes(` ${n} `)", arg=first)
    assert line.inner_text().strip() == f"Còn {page.evaluate(hidden)} tên ở dưới"
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    line.wait_for(state="hidden")


def test_nothing_on_a_phone_is_wider_than_the_phone(world, page, enter):
    enter(page, world.users["man"])
    base = f"/ghi-buoi/{world.dong_vang.pk}"
    page.goto(f"{base}/ngay/")
    for step in ("diem-danh", "noi-dung", "chu-de", "quyet-dinh", "xem-lai"):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
        onward(page, step)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_is_left_lying_is_taken_up_later(world, page, enter):
    enter(page, world.users["man"])
    page.goto(f"/ghi-buoi/{world.dong_vang.pk}/ngay/")
    onward(page, "diem-danh")
    page.locator(".person", has_text="Ông Kiều Văn Lực").locator(".person-name").tap(force=True)
    page.get_by_role("button", name="Để lại sau").tap()
    page.wait_for_url("**/cau-lac-bo/**")
    assert page.get_by_text("Ghi tiếp buổi 25/8").is_visible()
    primary(page).tap()
    page.wait_for_url(f"**/ghi-buoi/{world.dong_vang.pk}/")
    primary(page).tap()
    page.wait_for_url("**/noi-dung/")
    assert Draft.objects.get().body["marks"] == {str(world.members["Kiều Văn Lực"].pk): Status.ABSENT}


def test_without_scripts(world, browser, live_server, enter):
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    try:
        page = enter(context.new_page(), world.users["man"])
        page.goto(f"/ghi-buoi/{world.dong_vang.pk}/ngay/")
        primary(page).click()
        assert not page.locator(".left-below").is_visible()
        page.locator(".person", has_text="Ông Kiều Văn Lực").locator(".absent").check()
        page.locator(".person", has_text="Ông Kiều Văn Lực").get_by_text("Có phép").click()
        primary(page).click()
        page.locator(".pick", has_text="8. Vận động nguồn lực").click()
        for _step in range(3):
            primary(page).click()
        primary(page).click()
        page.wait_for_url("**/xong/**")
    finally:
        context.close()
    meeting = Meeting.objects.get()
    assert (meeting.present, meeting.contents) == (10, 0b10000000)
    assert Attendance.objects.get(status=Status.EXCUSED).membership == world.members["Kiều Văn Lực"]


def test_by_keyboard_alone(world, desk, enter):
    enter(desk, world.users["man"])
    desk.goto(f"/ghi-buoi/{world.dong_vang.pk}/ngay/")

    def go_to(selector):
        wanted = desk.locator(selector).first
        for _press in range(120):
            desk.keyboard.press("Tab")
            if wanted.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"the keyboard does not reach {selector}")

    go_to("[name=place]")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/diem-danh/")
    go_to(f".absent[value='{world.members['Kiều Văn Lực'].pk}']")
    desk.keyboard.press("Space")
    go_to(f"[name='why-{world.members['Kiều Văn Lực'].pk}']")
    desk.keyboard.press("Space")
    go_to("main .button.primary")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/noi-dung/")
    go_to("[name=done_3]")
    desk.keyboard.press("Space")
    go_to("[name=note_3]")
    desk.keyboard.type("Thăm cụ Tý")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/chu-de/")
    for onward in ("**/quyet-dinh/", "**/xem-lai/", "**/xong/**"):
        go_to("main .button.primary")
        desk.keyboard.press("Enter")
        desk.wait_for_url(onward)
    meeting = Meeting.objects.get()
    assert meeting.contents == 0b100 and meeting.lines.get().note == "Thăm cụ Tý"
    assert Attendance.objects.get(status=Status.REPRESENTED).membership == world.members["Kiều Văn Lực"]


@pytest.mark.skipif(not has_times(), reason="no typeface of Times' measure here")
def test_the_minutes_of_a_usual_meeting_fit_on_one_sheet(world, desk, enter):
    done = {area: Done("Xét ba đơn vay, đồng ý cả ba") for area in range(1, 9)}
    meeting = record_meeting(
        world.dong_vang,
        MeetingData(
            date(2026, 8, 25), "Nhà văn hóa thôn", "Hoàng Văn Khiêm", "Phạm Thị Mận", done=done, themes=["digital"],
            decisions="Thăm bà Tư.", next_plan="Khám mắt cho các cụ.", next_on=date(2026, 9, 25),
        ),
        by=world.users["man"], today=TODAY,
    )  # fmt: skip
    enter(desk, world.users["man"])
    desk.goto(f"/sinh-hoat/{meeting.pk}/bien-ban/")
    pdf = desk.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == 1
    room = "heads => heads.map(head => parseFloat(getComputedStyle(head).paddingTop))"
    assert min(desk.eval_on_selector_all(".official h2", room)) >= 4, "else a mark above Ế prints on the page before"
