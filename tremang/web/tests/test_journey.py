"""The board and the map in a real browser."""

from datetime import date
from itertools import pairwise

import pytest

from tests.cast import TODAY
from tremang.kernel import clock
from tremang.meetings.actions import record_meeting
from tremang.meetings.data import MeetingData

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


@pytest.mark.parametrize("fonts", ["come", "stay away"])
@pytest.mark.parametrize("size", ["1", "3"])
def test_the_top_of_a_phone_is_one_line_that_unfolds_without_a_script(world, browser, live_server, enter, size, fonts):
    with clock.fixed(TODAY):
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": 360, "height": 740}, java_script_enabled=False
        )
        context.add_cookies([{"name": "text_size", "value": size, "url": live_server.url}])
        if fonts == "stay away":
            context.route("**/*.woff2", lambda route: route.abort())
        page = enter(context.new_page(), world.users["tuan"])
        page.goto("/xa-phuong/09715/")
        users, me = page.get_by_role("link", name="Người dùng"), page.get_by_role("link", name="Nguyễn Anh Tuấn")
        assert not users.is_visible() and not me.is_visible()
        logo, menu = page.locator(".logo").bounding_box(), page.locator(".menu summary").bounding_box()
        assert menu["y"] < logo["y"] + logo["height"] and menu["x"] + menu["width"] <= 344
        assert page.locator("main").bounding_box()["y"] < 140
        page.get_by_text("Mục lục").click()
        assert me.is_visible()
        users.click()
        page.wait_for_url("**/tai-khoan/**")
        context.close()


def test_twelve_months_keep_their_heads_apart_on_a_phone(world, page, enter):
    with clock.fixed(TODAY):
        record_meeting(world.dong_vang, MeetingData(date(2026, 8, 25)), by=world.users["man"], today=TODAY)
        enter(page, world.users["man"]).goto(f"/thanh-vien/{world.person('Trần Thị Lụa').pk}/")
        edges = page.evaluate("""() => [...document.querySelectorAll(".grid12 thead tr:last-child th")].slice(1).map((th) => {
          const words = document.createRange();
          words.selectNodeContents(th);
          const box = words.getBoundingClientRect();
          return [box.left, box.right];
        })""")
    assert len(edges) == 13
    assert all(right < left for (_l, right), (left, _r) in pairwise(edges))
