"""Every screen of the phone as axe, weak eyes, a screen reader and a zoom of 200 % meet it."""

import json
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from tests.journeys import axe
from tests.journeys.sixty import HELD_ON, PATIENCE, PIN, Phone
from tremang.accounts.devices import actions as devices
from tremang.funds.tests.acting import Till
from tremang.inbox.models import Choice
from tremang.kernel import clock
from tremang.phone.tests.conftest import Phone as Sender

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
HERE = Path(__file__)
LOOKS, SAYS = (HERE.with_name(name).read_text(encoding="utf-8") for name in ("looks.js", "says.js"))
# What makes the page wider than the screen, if anything does.
WIDE = """() => {
  if (document.documentElement.scrollWidth <= innerWidth) return "";
  const out = [...document.querySelectorAll("#app *")].filter(node => node.getBoundingClientRect().right > innerWidth + 0.5);
  const ends = out.filter(node => !out.some(other => other !== node && node.contains(other)));
  const wide = document.documentElement.scrollWidth - innerWidth;
  return `${wide} px sideways: ${ends.map(node => node.outerHTML.slice(0, 90)).join(" | ")}`;
}"""
# Where the title begins, the keys end and the foot begins.
PLACES = """() => {
  const place = sign => document.querySelector(sign).getBoundingClientRect();
  return [place("h1").top, place(".keypad").bottom, place(".foot").top];
}"""
OTHER_LOOKS = ("contrast", "text-3")
BOOKS = ("quy", "buoi", "noi-dung", "suc-khoe", "cham-soc", "giup-nhau")
MEETING = (
    "ngay", "co-mat", "co-mat/khach", "dong-gop", "tra-no", "cho-vay", "noi-dung", "quyet-dinh", "dem-hop", "doc-lai",
)  # fmt: skip
SETTINGS = ("", "/ma", "/go-giup", "/du-lieu", "/cai-may", "/tra-may", "/ngay")
# The addresses of all that can be recorded between meetings.
ACTS = """async () => {
  const base = document.querySelector("script[type=module]").src;
  const { SECTIONS } = await import(new URL("ui/acts/index.js", base));
  return SECTIONS.flatMap(([, acts]) => acts.map(act => `ghi/${act.slug}`));
}"""
ORDER = """() => {
  const heads = [...document.querySelectorAll("h1, h2, h3")].filter(node => node.checkVisibility());
  const found = heads[0]?.tagName === "H1" ? [] : ["the title is not the first heading"];
  for (const node of document.querySelectorAll("#app button, #app input, #app h1"))
    if (!node.closest("main, nav, header, footer, .band")) found.push(`in no landmark: ${node.outerHTML.slice(0, 80)}`);
  return found;
}"""


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(HELD_ON):
        yield


class Eyes:
    """Looks at one screen after the other and gathers what it stumbles over."""

    def __init__(self, page) -> None:
        self.page, self.found, self.seen = page, [], 0

    def look(self, screen: str) -> None:
        self.seen += 1
        page = self.page
        page.wait_for_timeout(30)
        told = [*axe.told(page), *page.evaluate(LOOKS), *page.evaluate(SAYS), *page.evaluate(ORDER)]
        for look in OTHER_LOOKS:
            page.evaluate("look => document.documentElement.classList.add(look)", look)
            told += [f"{look}: {fault}" for fault in axe.told(page, look_only=True)]
            told += [f"{look}: {wide}"] if (wide := page.evaluate(WIDE)) else []
            page.evaluate("look => document.documentElement.classList.remove(look)", look)
        page.set_viewport_size({"width": 180, "height": 370})  # 360 px at 200 %
        told += [f"200 %: {wide}"] if (wide := page.evaluate(WIDE)) else []
        page.set_viewport_size({"width": 360, "height": 740})
        self.found += [f"{screen}: {fault}" for fault in told]

    def go(self, path: str) -> None:
        """The screen of an address; where it leads elsewhere, that one."""
        self.page.evaluate("path => { location.hash = '#/' + path; }", path)
        self.page.wait_for_function(
            "path => document.querySelector('main').dataset.key === path.split('/')[0] || !location.hash.startsWith('#/' + path)",
            arg=path,
        )
        self.page.wait_for_timeout(60)
        self.look(path)

    @property
    def stumbled(self) -> str:
        return "\n".join(dict.fromkeys(self.found))


def test_the_screens_of_every_day_stop_nobody(page, world, live_server):
    page.goto(f"{live_server.url}/may/")
    eyes = Eyes(page)
    page.locator("h1", has_text="Máy này chưa có thẻ").wait_for()
    eyes.look("no card")
    page.get_by_role("button", name="Tập dùng thử").tap()
    page.locator(".band.plum").wait_for()
    for path in ("viec-cho", "thanh-vien", "so-sach", "lich", "chua-gui", "cai-dat", "ghi"):
        eyes.go(path)
    for book in BOOKS:
        eyes.go(f"so-sach/{book}")
    eyes.go("so-sach/buoi")
    page.locator("main .row").first.tap()
    page.wait_for_timeout(100)
    eyes.look("a meeting of the book")
    eyes.go("thanh-vien")
    page.locator("main .row").nth(2).tap()
    page.wait_for_function("() => /^#.thanh-vien.\\d/.test(location.hash)")
    eyes.look("a member")
    member = page.evaluate("() => location.hash.split('/').at(-1)")
    for act in page.evaluate(ACTS):
        for number in range(1, 9):
            eyes.page.evaluate("path => { location.hash = '#/' + path; }", f"{act}/{member}/{number}")
            page.wait_for_timeout(80)
            if not page.evaluate("path => location.hash === '#/' + path", f"{act}/{member}/{number}"):
                break
            eyes.look(f"{act}, question {number}")
    for step in MEETING:
        eyes.go(f"buoi/{step}")
        if step == "ngay":
            page.locator(".foot .solid").tap()
            page.locator("h1", has_text="Ai có mặt?").wait_for()
    within_reach(page, f"buoi/dong-gop/{member}", "buoi/co-mat/khach", "ghi/chi/-/2")
    assert eyes.seen > 50
    assert not eyes.found, eyes.stumbled


def test_the_door_the_choices_and_the_settings_stop_nobody(page, world, live_server):
    till = Till(world)
    club = till.club
    differ(world, till)
    assert Choice.objects.filter(club=club).count() >= 2
    _card, token = devices.make_card(world.users["man"], club.place, by=world.users["tuan"], today=HELD_ON)
    page.goto(f"{live_server.url}/may/#the={token}")
    eyes, phone = Eyes(page), Phone(page)
    phone.ask("Mở máy này bằng thẻ")
    eyes.look("card")
    phone.on("Dùng thẻ này")
    phone.ask("Thẻ này của ai")
    eyes.look("whose card")
    phone.on("Đúng, chọn mã")
    phone.ask("Chọn mã 4 số").keys(*"1111")
    page.locator(".says .error").wait_for()
    eyes.look("a poor PIN")
    phone.keys(*PIN)
    phone.ask("Ghi lại mã đó").keys(*PIN)
    phone.ask("Máy đã sẵn sàng")
    eyes.look("ready")
    phone.on("Vào việc")
    page.locator("[data-key=meeting] .press").wait_for(timeout=PATIENCE * 1000)
    eyes.look("home")
    eyes.go("chon")
    for part in SETTINGS:
        eyes.go(f"cai-dat{part}")
    page.context.set_offline(True)
    phone.page.evaluate("location.hash = '#/viec-cho'")
    page.locator(".strip").wait_for()
    eyes.look("home without network")
    page.evaluate("location.hash = '#/chon'")
    page.locator("main .side").nth(1).tap()
    page.wait_for_timeout(200)
    eyes.go("chua-gui")
    page.locator("main .row").first.tap()
    phone.ask("Chọn")
    eyes.look("one that waits")
    page.context.set_offline(False)
    page.reload()
    page.locator(".pin").wait_for()
    eyes.look("unlock")
    eyes.go("mo-may/quen")
    eyes.go("mo-may")
    phone.keys(*"9182")
    page.locator(".says .error").wait_for()
    eyes.look("a wrong PIN")
    assert not eyes.found, eyes.stumbled


def within_reach(page, *paths: str) -> None:
    """The keys of a pad stand above the foot and under their question, in the largest letters too."""
    page.evaluate("document.documentElement.classList.add('text-3')")
    for path in paths:
        page.evaluate("location.hash = '#/viec-cho'")
        page.locator(".keypad").wait_for(state="detached")
        page.evaluate("path => { location.hash = '#/' + path; }", path)
        page.locator(".keypad").wait_for()
        for key in "35":
            page.locator(f".key[data-key='{key}']").tap()
        title, keys, foot = page.evaluate(PLACES)
        assert title >= 0 and keys <= foot, (path, title, keys, foot)


def differ(world, till: Till) -> None:
    """Two phones that wrote the same meeting down differently."""
    hoi = next(row for row in till.members if row.person.full_name == "Lê Thị Hợi")
    for number, name, status, sum_ in ((1, "man", "absent", 10_000), (2, "khiem", "excused", 20_000)):
        sender = sending(world, till.club, name, number)
        body = {"held_on": HELD_ON.isoformat(), "marks": {str(hoi.pk): status}, "dues": {str(hoi.pk): sum_}}
        told = {
            "uid": f"00000000-0000-7000-8000-{number:012}", "kind": "meeting", "club": str(till.club.pk), "app": 1, "helper": "",
            "made_at": f"{HELD_ON}T09:00:00+07:00", "base": {}, "body": body,
        }  # fmt: skip
        sender.sync(json.dumps(told))


def sending(world, club, name: str, number: int) -> Sender:
    _card, token = devices.make_card(world.users[name], club.place, by=world.users["tuan"], today=HELD_ON)
    uid, secret = str(UUID(int=number, version=4)), f"{name:_<43}"
    key = sha256(secret.encode()).hexdigest()
    return Sender(uid, secret, devices.bind(token, uid, key, "", HELD_ON, clock.now()).device, Client())
