"""An office opens a number down to its rows, and finds the club that nobody has heard of."""

import pytest

from tests.cast import TODAY
from tremang.kernel import clock

pytestmark = pytest.mark.journey


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


def test_the_city_opens_a_number_down_to_the_clubs_that_lack_it(world, desk, sign_in):
    sign_in(desk, "ha")
    assert "Bảng chỉ tiêu" in desk.title()
    row = desk.locator("main li, main tr").filter(has_text="Đủ 8 nội dung").first
    row.get_by_role("link").first.click()
    assert "cách tính" in desk.title()
    assert desk.get_by_text("Cách tính", exact=True).count()
    desk.get_by_role("link", name="Chưa", exact=False).first.click()
    said = desk.locator("main").inner_text()
    for name in ("Đồng Vàng", "Trại Giữa", "Muồng Cháu"):
        assert name in said


def test_the_same_way_leads_there_without_scripts(world, plain, sign_in):
    sign_in(plain, "ha")
    plain.locator("main li, main tr").filter(has_text="Đủ 8 nội dung").first.get_by_role("link").first.click()
    plain.get_by_role("link", name="Chưa", exact=False).first.click()
    assert "Muồng Cháu" in plain.locator("main").inner_text()


def test_a_commune_finds_its_silent_club_and_the_next_step(world, page, sign_in):
    sign_in(page, "tuan")
    assert "Xã Phúc Thọ" in page.title()
    waiting = page.locator("main").get_by_text("im lặng từ").first
    assert waiting.is_visible()
    said = page.locator("main").inner_text()
    assert "Đồng Vàng" in said
    assert "Muồng Cháu" not in said


def test_a_wrong_password_is_told_and_the_name_stays(world, page, sign_in):
    sign_in(page, "tuan", "sai-mat-khau")
    assert page.locator("input[name=login]").input_value() == "tuan"
    assert page.title().startswith("Lỗi:")


def test_whoever_has_no_duty_is_told_whom_to_ask(world, page, sign_in):
    sign_in(page, "nguoi_dung")
    page.goto("/thanh-pho/")
    assert "Trang này" in page.locator("main").inner_text()
