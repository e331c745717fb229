"""Every kind of page as it stands on a phone and on a desk: read, pressed and walked by keyboard."""

from pathlib import Path

import pytest
from django.test import Client

from tests.cast import TODAY
from tests.crawl import walk
from tremang.kernel import clock

pytestmark = pytest.mark.journey
LOOKS = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")
FOCUS = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return "";
  if (node.matches("object")) return ""; // it shows the focus within itself
  const style = getComputedStyle(node);
  const shown = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none";
  const around = node.closest("label, .pick, .person");
  const parent = around ? getComputedStyle(around) : style;
  const near = parent.outlineStyle !== "none" && parseFloat(parent.outlineWidth) >= 2 || parent.boxShadow !== "none";
  return shown || near ? "" : `${node.tagName} ${(node.innerText || node.name || "").trim().slice(0, 30)}`;
}"""
TABS = 25


def addresses(world, name: str) -> list[str]:
    """One address of each kind of page that one person reaches."""
    client = Client(raise_request_exception=False)
    client.force_login(world.users[name])
    return [page.url for page in walk(client) if page.body and page.status == 200]


@pytest.mark.parametrize("name", ["man", "tuan", "ha"])
def test_on_a_phone_every_page_is_readable_and_large_enough_to_press(world, page, enter, name):
    with clock.fixed(TODAY):
        wrong = looked_at(enter(page, world.users[name]), addresses(world, name))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["man", "tuan", "ha"])
def test_on_a_desk_every_page_is_readable_and_the_keyboard_shows_where_it_is(world, desk, enter, name):
    with clock.fixed(TODAY):
        enter(desk, world.users[name])
        wrong = looked_at(desk, found := addresses(world, name))
        for url in found[:12]:
            desk.goto(url)
            for _tab in range(TABS):
                desk.keyboard.press("Tab")
                if lost := desk.evaluate(FOCUS):
                    wrong.append(f"{url}: focus not to be seen on {lost}")
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def looked_at(page, urls: list[str]) -> list[str]:
    wrong = []
    for url in urls:
        page.goto(url)
        wrong += [f"{url}: {fault}" for fault in page.evaluate(LOOKS)]
    return wrong


BEHIND = """() => {
  const node = document.activeElement, foot = document.querySelector(".foot-actions");
  if (!foot || foot.contains(node) || !node.closest("main")) return "";
  const own = (node.closest("label, .pick, .person") || node).getBoundingClientRect(), edge = foot.getBoundingClientRect();
  const hidden = Math.min(own.bottom, edge.bottom) - Math.max(own.top, edge.top);
  return hidden > own.height / 3 ? `${node.tagName} ${node.name}` : "";
}"""


def test_what_the_keyboard_reaches_is_never_behind_the_foot_of_a_page(world, desk, enter):
    desk.set_viewport_size({"width": 1440, "height": 480})
    with clock.fixed(TODAY):
        enter(desk, world.users["man"])
        desk.goto(f"/ghi-buoi/{world.dong_vang.pk}/ngay/")
        desk.locator("input[name=held_on]").fill("25/8/2026")
        desk.locator("input[name=place]").fill("Sân đình")
        desk.get_by_role("button", name="Để lại sau").click()
        desk.wait_for_url("**/cau-lac-bo/**")
        wrong, walked = [], 0
        for step in ("diem-danh", "noi-dung"):
            desk.goto(f"/ghi-buoi/{world.dong_vang.pk}/{step}/")
            for _tab in range(60):
                desk.keyboard.press("Tab")
                walked += desk.evaluate("() => Boolean(document.activeElement.closest('main'))")
                if behind := desk.evaluate(BEHIND):
                    wrong.append(f"{step}: {behind}")
    assert walked > 30
    assert not wrong, "\n".join(wrong)
