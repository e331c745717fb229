"""Every screen of the phone as axe, weak eyes, a screen reader, a zoom of 200 % and a shaking finger meet it."""

import json
from hashlib import sha256
from uuid import UUID

import pytest
from django.test import Client

from tests.journeys.eyes import Eyes
from tests.journeys.robot import done
from tests.journeys.sixty import HELD_ON, PATIENCE, PIN, Phone
from tremang.accounts.devices import actions as devices
from tremang.funds.tests.acting import Till
from tremang.inbox.models import Choice
from tremang.kernel import clock
from tremang.phone.tests.conftest import Phone as Sender

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
# Where the title begins, the keys end and the foot begins.
PLACES = """() => {
  const place = sign => document.querySelector(sign).getBoundingClientRect();
  return [place("h1").top, place(".keypad").bottom, place(".foot").top];
}"""
BACK = "const real = Date.now.bind(Date); Date.now = () => real() - 400 * 86400e3"
# A file of the app is not on the phone; and the phone has wiped itself.
UNKEPT = """async () => {
  const kept = await caches.open((await caches.keys())[0]);
  for (const one of await kept.keys()) if (one.url.includes("/ui/screens/calendar.js")) await kept.delete(one);
}"""
WIPED = """() => new Promise(tell => { indexedDB.open("tremang").onsuccess = event => {
  const change = event.target.result.transaction("rows", "readwrite");
  change.objectStore("rows").clear();
  change.objectStore("rows").put({ why: "pin", sentence: "Đã ghi sai mã 10 lần nên máy xóa sổ trong máy.", at: 0 }, "plain/note");
  change.oncomplete = () => { event.target.result.close(); tell(); };
}; })"""
TROUBLES = (
    (
        "within another app",
        "Object.defineProperty(navigator, 'userAgent', { value: 'Mozilla/5.0 Zalo iOS' })",
        "bên trong Zalo",
    ),
    (
        "an iPhone's browser",
        "Object.defineProperty(navigator, 'userAgent', { value: 'Mozilla/5.0 (iPhone)' })",
        "màn hình chính trước",
    ),
    ("no store", "Object.defineProperty(window, 'indexedDB', { value: undefined })", "không cho lưu sổ"),
    ("not safe", "Object.defineProperty(window, 'isSecureContext', { value: false })", "chưa an toàn"),
    ("a private window", "navigator.storage.getDirectory = () => Promise.reject(new Error('no'))", "cửa sổ ẩn danh"),
)
BOOKS = ("quy", "buoi", "noi-dung", "suc-khoe", "cham-soc", "giup-nhau")
SETTINGS = ("", "/ma", "/go-giup", "/du-lieu", "/cai-may", "/tra-may")
# An act that tells of one sum tells of these, as an app does that gathers them; its own way comes back with `SINGLE`.
SEVERAL = """async ([file, sums]) => {
  const { act } = await import(new URL(`ui/acts/${file}.js`, document.querySelector("script[type=module]").src));
  Object.assign(window, { act, own: act.body });
  act.body = given => ({ day: given.day, sums });
}"""
SINGLE = "() => { window.act.body = window.own; }"
# All that can be recorded between meetings.
ACTS = """async () => {
  const base = document.querySelector("script[type=module]").src;
  const { SECTIONS } = await import(new URL("ui/acts/index.js", base));
  return SECTIONS.flatMap(([, acts]) => acts.map(act => act.slug));
}"""


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(HELD_ON):
        yield


def test_the_screens_of_every_day_stop_nobody(page, world, live_server):
    page.goto(f"{live_server.url}/may/")
    eyes = Eyes(page)
    page.locator("h1", has_text="Máy này chưa có thẻ").wait_for()
    eyes.look("no card")
    page.get_by_role("button", name="Tập dùng thử").tap()
    page.locator(".band.plum").wait_for()
    heads = page.locator("main h2").all_inner_texts()  # a meeting that is not due yet does not stand among what waits
    assert heads[0].startswith("Buổi tới") and "việc đang chờ" in heads[1]
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
    for secret in page.locator("main .link", has_text="Mở sổ").all_inner_texts():
        page.get_by_role("button", name=secret).tap()
        page.locator("main .link", has_text=secret).wait_for(state="detached")
    eyes.look("a member with all that is a person's own")
    eyes.go("thanh-vien")
    page.get_by_label("Tìm theo tên").fill("zzz")
    page.locator(".empty").wait_for()
    eyes.look("nobody of that name")
    eyes.go("so-sach/quy/2020-01")
    page.evaluate("location.hash = '#/so-sach/cham-soc'")
    page.get_by_role("button", name="Mở danh sách").tap()
    page.get_by_role("button", name="Mở danh sách").wait_for(state="detached")
    eyes.look("who is cared for")
    page.evaluate("location.hash = '#/buoi/ngay'")
    page.locator(".foot .solid").tap()
    page.locator("h1", has_text="Ai có mặt?").wait_for()
    within_reach(page, f"buoi/dong-gop/{member}", "buoi/co-mat/khach", "ghi/chi/-/2")
    assert not eyes.found, eyes.stumbled


def test_whatever_is_written_between_meetings_stops_nobody_from_the_first_question_to_the_last_word(
    page, world, live_server
):
    page.goto(f"{live_server.url}/may/")
    eyes = Eyes(page)
    page.get_by_role("button", name="Tập dùng thử").tap()
    page.locator(".band.plum").wait_for()
    acts = page.evaluate(ACTS)
    assert len(acts) > 10
    at_once = ("sua-the", "sua-buoi")  # which read everything back first: each line's own question
    for slug in acts:
        for screen in done(page, slug) if slug not in at_once else ():
            eyes.look(screen)
    for slug in at_once:
        page.evaluate("slug => { location.hash = '#/ghi/' + slug; }", slug)
        page.locator("main .row").first.tap()
        page.locator("h1", has_text="Thẻ của" if slug == "sua-the" else "Sửa buổi").wait_for()
        lines = page.evaluate("location.hash.replace('#/', '').replace('/xem', '/')")
        eyes.look(f"{slug}, read back")
        for number in range(1, 20):
            page.evaluate("path => { location.hash = '#/' + path; }", f"{lines}{number}")
            page.wait_for_timeout(80)
            if page.evaluate("location.hash.endsWith('/xem')"):
                break
            eyes.look(f"{slug}, question {number}")
    eyes.go("ghi")
    eyes.go("chua-gui")
    page.locator("main .row").first.tap()
    eyes.look("one that was written in practice")
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


def test_who_helps_what_is_refused_and_what_goes_wrong_stops_nobody(page, world, live_server):
    _card, token = devices.make_card(world.users["man"], world.dong_vang.place, by=world.users["tuan"], today=HELD_ON)
    eyes, phone = Eyes(page), Phone(page)
    phone.bind(f"{live_server.url}/may/#the={token}")
    page.context.set_offline(False)

    eyes.go("cai-dat/go-giup")
    phone.on("Đi tiếp")
    page.locator(".field .error").wait_for()
    eyes.look("a helper without a name")
    phone.write("Tên người gõ giúp", "cháu Hoa")
    phone.on("Đi tiếp")
    phone.ask("Cho cháu Hoa gõ giúp")
    eyes.look("a helper's leave")
    phone.keys(*PIN)
    phone.ask("Chào")
    eyes.look("home while somebody helps")
    eyes.go("cai-dat/go-giup")
    page.evaluate("location.hash = '#/cai-dat/ma'")
    phone.ask("Đổi mã PIN").keys(*PIN)
    page.get_by_text("Mã mới").first.wait_for()
    eyes.look("another PIN")

    page.route("**/may/dong-bo", refused)
    for _screen in done(page, "thanh-vien-moi"):
        pass
    page.evaluate("location.hash = '#/chua-gui'")
    page.get_by_role("button", name="Xem và sửa").wait_for()
    eyes.look("what was refused")
    page.get_by_role("button", name="Xem và sửa").tap()
    phone.ask("Thành viên mới")
    eyes.look("one that was refused")
    phone.on("Sửa lại")
    page.locator(".card.brick").wait_for()
    eyes.look("it is put right")
    phone.page.evaluate(BACK)
    page.evaluate("location.hash = '#/lich'")
    eyes.go("ngay")
    phone.press("Không phải", ".foot")
    page.get_by_label("Hôm nay đúng ra là").wait_for()
    eyes.look("another day")

    page.evaluate(UNKEPT)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.context.set_offline(True)
    page.reload()
    page.locator(".pin").wait_for()
    phone.keys(*PIN)
    page.locator(".pin").wait_for(state="detached")  # the door greets as home does
    eyes.go("lich")
    assert "chưa có trong máy" in page.locator("h1").inner_text()
    page.reload()
    for _time in range(3):
        phone.keys(*"9182")
        page.locator(".says .error, .card.sunk").wait_for()
        page.wait_for_timeout(300)
    page.locator(".card.sunk", has_text="nghỉ một lúc").wait_for()
    eyes.look("the phone rests")
    page.evaluate(WIPED)
    page.reload()
    page.locator(".card.ochre", has_text="Đã ghi sai").wait_for()
    eyes.look("a phone that has wiped itself")
    for name, script, title in TROUBLES:
        other = page.context.new_page()
        other.add_init_script(script)
        other.goto("/may/#the=abcdefgh")
        other.locator("main", has_text=title).wait_for()
        there = Eyes(other)
        there.look(name)
        eyes.found += there.found
        other.close()
    assert not eyes.found, eyes.stumbled


@pytest.mark.parametrize(("kind", "slug"), [("dues", "dong-gop"), ("repayments", "tra-no")])
def test_several_sums_that_were_refused_are_put_right_line_by_line_and_stop_nobody(
    page, world, live_server, kind, slug
):
    till = Till(world)
    till.by["today"] = HELD_ON
    loans = [till.lent(who, 3_000_000, HELD_ON.replace(month=8)).pk for who in range(3)]
    keys = loans if kind == "repayments" else [row.pk for row in till.members[:3]]
    _card, token = devices.make_card(world.users["luong"], till.club.place, by=world.users["tuan"], today=HELD_ON)
    eyes, phone = Eyes(page), Phone(page)
    phone.bind(f"{live_server.url}/may/#the={token}")
    page.route("**/may/dong-bo", refused)
    page.context.set_offline(False)
    page.evaluate(SEVERAL, [kind, {str(key): 20_000 for key in keys}])
    page.evaluate("path => { location.hash = '#/' + path; }", f"ghi/{slug}/{keys[0]}")
    for button in ("Tiếp", "Ghi", "Xong"):
        phone.on(button)
    page.evaluate(SINGLE)
    page.evaluate("location.hash = '#/chua-gui'")
    page.get_by_role("button", name="Xem và sửa").tap()
    phone.on("Sửa lại")
    page.locator("main .read", has_text="3 người, 60.000").wait_for()
    eyes.look(f"{kind}: several, read back")
    page.locator("main .read").first.tap()
    for left in (2, 1, 0):
        phone.ask("Các khoản").row(left)
        page.locator(".keypad").wait_for()
        eyes.look(f"{kind}: one of several")
        phone.press("Bỏ dòng này", ".foot")
        phone.ask("Các khoản").page.locator(".state", has_text="Bỏ").nth(2 - left).wait_for()
        eyes.look(f"{kind}: several, {left} left")
    phone.on("Xong")
    page.locator("main .read").first.wait_for()
    page.locator(".foot .solid").tap()
    page.locator(".card.brick", has_text="Đã bỏ hết các dòng").wait_for()
    eyes.look(f"{kind}: none left")
    assert not eyes.found, eyes.stumbled


def refused(route) -> None:
    """The server takes nothing that is sent."""
    texts = [json.loads(text) for text in json.loads(route.request.post_data)["send"]]
    told = {"state": "refused", "code": "out_of_range", "sentence": "Năm sinh này chưa đúng. Mời xem lại năm sinh."}
    route.fulfill(json={
        "now": clock.now().isoformat(), "today": HELD_ON.isoformat(), "outcomes": [{"uid": one["uid"], **told} for one in texts],
        "parts": {}, "gone": [], "revoked": "", "app": 1,
    })  # fmt: skip


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
