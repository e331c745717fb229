"""What the phone says, and the way out, where its disk is full, its store is closed or thrown away, or the app is not all there."""

from collections.abc import Callable

import pytest

from tests.journeys.eyes import Eyes
from tests.journeys.robot import done
from tests.journeys.sixty import HELD_ON, PATIENCE, PIN, Phone
from tremang.accounts.devices import actions as devices
from tremang.inbox.models import Outcome
from tremang.kernel import clock
from tremang.phone import assets

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FULL = """() => { window.put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => { throw new DOMException("no room", "QuotaExceededError"); }; }"""
ROOM = "() => { IDBObjectStore.prototype.put = window.put; }"
# The browser has closed the database, as it does when its disk is full or the phone wakes up.
CLOSED = """() => { const real = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function () {
    IDBDatabase.prototype.transaction = real;
    throw new DOMException("closing", "InvalidStateError");
  }; }"""
KICK = "() => dispatchEvent(new Event('focus'))"
ADD = "thanh-vien-moi"


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(HELD_ON):
        yield


@pytest.fixture
def card(world, live_server) -> Callable[[], str]:
    """`card()` is the address of a new card of bà Mận's."""

    def made() -> str:
        place = world.dong_vang.place
        _card, token = devices.make_card(world.users["man"], place, by=world.users["tuan"], today=HELD_ON)
        return f"{live_server.url}/may/#the={token}"

    return made


@pytest.fixture
def phone(page, card) -> Phone:
    """Her phone, without a network."""
    bound = Phone(page)
    bound.bind(card())
    page.evaluate("location.hash = '#/ghi'")
    bound.ask("Ghi việc gì?")
    return bound


def written(phone: Phone) -> None:
    for _screen in done(phone.page, ADD):
        pass


def test_a_disk_that_is_full_is_told_at_home_until_there_is_room_again(phone):
    written(phone)
    phone.page.evaluate("location.hash = '#/viec-cho'")
    phone.ask("Chào").page.evaluate(FULL)
    phone.page.context.set_offline(False)
    phone.page.evaluate(KICK)
    phone.page.locator(".strip.late", has_text="Máy hết chỗ lưu").wait_for()
    assert not Outcome.objects.exists()  # nothing leaves that the phone could not note as sent
    phone.page.evaluate(ROOM)
    phone.page.evaluate(KICK)
    phone.page.locator(".strip").wait_for(state="detached", timeout=PATIENCE * 1000)
    assert Outcome.objects.get().state == "applied"


def test_a_store_that_the_browser_has_closed_is_opened_again_and_nobody_notices(phone):
    phone.page.evaluate(CLOSED)
    written(phone)
    phone.page.evaluate("location.hash = '#/chua-gui'")
    phone.ask("1 việc chưa gửi")


def test_data_cleared_under_the_app_are_told_at_once_and_what_is_unsent_still_leaves(phone, live_server):
    written(phone)
    eyes, line = Eyes(phone.page), phone.page.context.new_cdp_session(phone.page)
    told = {"origin": live_server.url, "storageTypes": "indexeddb"}
    line.send("Storage.clearDataForOrigin", told)
    phone.ask("Sổ trong máy vừa bị xóa").page.locator(".card.brick", has_text="1 việc chưa gửi").wait_for()
    eyes.look("thrown away")
    phone.on("Gửi ngay")
    phone.page.locator(".undo", has_text="Chưa gửi được").wait_for()
    with phone.page.expect_download() as saved:
        phone.press("Lưu thành tệp")
    assert saved.value.suggested_filename.startswith("tre-mang-")
    phone.page.context.set_offline(False)
    phone.on("Gửi ngay")
    phone.page.locator(".undo", has_text="Đã gửi hết").wait_for()
    assert Outcome.objects.get().state == "applied"
    phone.on("Thử mở lại")
    phone.ask("Máy này chưa có thẻ").page.locator(".card.ochre", has_text="nay không còn").wait_for()
    eyes.look("gone")
    assert not eyes.found, eyes.stumbled


def test_whoever_finds_everything_gone_is_told_why_and_what_to_do(page, live_server):
    page.goto(f"{live_server.url}/may/")
    phone = Phone(page)
    phone.ask("Máy này chưa có thẻ").press("Máy này trước đây đã có sổ?")
    page.locator(".card.ochre", has_text="7 ngày không mở").wait_for()
    assert "ghi lại theo sổ giấy" in page.locator(".card.ochre").inner_text()


def test_an_app_that_is_not_all_on_the_phone_says_so_at_home(page, card, monkeypatch):
    cut = assets.Asset(assets.PACK, "text/plain", b"cut off", None)
    monkeypatch.setitem(vars(assets.shell()), "pack", cut)
    phone = Phone(page)
    page.goto(card())
    phone.on("Dùng thẻ này")
    phone.on("Đúng, chọn mã")
    for title in ("Chọn mã 4 số", "Ghi lại mã đó"):
        phone.ask(title).keys(*PIN)
    phone.on("Vào việc")
    page.locator(".card.ochre", has_text="chưa tải hết về máy").wait_for(timeout=PATIENCE * 1000)
