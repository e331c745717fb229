"""The board and the map in a real browser."""

import pytest

from tests.cast import TODAY
from tremang.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ha(world, desk, enter):
    with clock.fixed(TODAY):
        yield enter(desk, world.users["ha"])


def test_a_figure_of_the_board_opens_down_to_the_club(ha):
    ha.goto("/thanh-pho/")
    ha.get_by_role("link", name="Câu lạc bộ giữ chất lượng").first.click()
    ha.wait_for_url("**/chi-tieu/quality_kept/**")
    ha.get_by_role("link", name="Chưa", exact=True).click()
    assert ha.get_by_role("cell", name="Chưa đánh giá lần nào.").count() == 3


def test_arrows_move_over_the_map_and_its_words_follow(ha):
    ha.goto("/ban-do/")
    ha.wait_for_function("document.querySelector('object').contentDocument?.querySelector('svg[data-led]')")
    ha.evaluate("document.querySelector('object').contentDocument.querySelector('a.tile[tabindex=\"0\"]').focus()")
    first = ha.locator("[data-tile-words]").text_content()
    ha.keyboard.press("ArrowDown")
    second = ha.locator("[data-tile-words]").text_content()
    assert {first, second} == {"Xã Phúc Thọ: 2 câu lạc bộ, 0 đạt chuẩn.", "Xã Yên Bài: 1 câu lạc bộ, 0 đạt chuẩn."}
    ha.keyboard.press("Enter")
    ha.wait_for_url("**/xa-phuong/*/")


def test_the_board_needs_no_script_and_fits_a_phone(world, browser, live_server, enter):
    with clock.fixed(TODAY):
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": 360, "height": 740}, java_script_enabled=False
        )
        page = enter(context.new_page(), world.users["ha"])
        for address in (
            "/thanh-pho/",
            "/ban-do/",
            "/chi-tieu/fund_over_50m/",
            "/xa-phuong/09715/",
            "/nen-lam/im-lang/",
        ):
            assert page.goto(address).status == 200
            wide = page.locator("main").bounding_box()["width"]
            assert wide <= 360, address
        context.close()
