"""A new version of the app: offered at a calm moment, taken when its holder says so, and nothing unsent is lost by it."""

from dataclasses import replace

import pytest

from tests.journeys.eyes import Eyes
from tests.journeys.handset import KEPT
from tests.journeys.robot import done
from tests.journeys.sixty import HELD_ON, PATIENCE, PIN, Phone
from tremang.accounts.devices import actions as devices
from tremang.inbox.models import Outcome
from tremang.kernel import clock
from tremang.phone import assets

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LOOK_FOR_ONE = "() => navigator.serviceWorker.getRegistration('/may/').then(each => each.update()).then(() => {})"
WAITS = "() => navigator.serviceWorker.getRegistration('/may/').then(each => Boolean(each.waiting))"
SYNC = "**/may/dong-bo"
BAND = ".band:has-text('Có bản mới')"


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(HELD_ON):
        yield


@pytest.fixture
def newer(page, monkeypatch):
    """`newer(version)`: the server has got a version of that name, and the phone has fetched it."""

    def come(version: str) -> None:
        made = replace(assets.shell(), version=version)
        monkeypatch.setattr(assets, "_kept", lambda _touched: made)
        page.evaluate(LOOK_FOR_ONE)
        page.wait_for_function(WAITS, timeout=PATIENCE * 1000)

    return come


@pytest.fixture
def phone(page, world, live_server) -> Phone:
    """Bà Mận's phone with the whole app on it; one member has joined, and the server does not hear of it."""
    _card, token = devices.make_card(world.users["man"], world.dong_vang.place, by=world.users["tuan"], today=HELD_ON)
    mine = Phone(page)
    mine.bind(f"{live_server.url}/may/#the={token}")
    page.route(SYNC, lambda route: route.abort())
    page.context.set_offline(False)
    files = assets.shell()
    page.wait_for_function(KEPT, arg=len(files.first) + len(files.rest), timeout=PATIENCE * 1000)
    for _screen in done(page, "thanh-vien-moi"):
        pass
    return mine


def test_the_band_of_a_new_version_stops_nobody_and_what_is_unsent_goes_on_under_it(page, phone, newer):
    eyes = Eyes(page)
    newer("0123456789ab")
    page.locator(BAND).wait_for()
    for path in ("viec-cho", "chua-gui", "thanh-vien", "ghi/do", "cai-dat/go-giup"):
        eyes.go(path)
    phone.write("Tên người gõ giúp", "cháu Hoa")
    phone.on("Đi tiếp")
    phone.ask("Cho cháu Hoa gõ giúp").keys(*PIN)
    phone.ask("Chào").page.locator(".band", has_text="gõ giúp").wait_for()
    eyes.look("home with a helper and a new version")
    assert not eyes.found, eyes.stumbled

    page.locator(BAND).get_by_role("button", name="Dùng bản mới").tap()
    page.locator(".pin").wait_for()
    assert page.evaluate("document.body.dataset.version") == "0123456789ab"
    phone.keys(*PIN)
    phone.ask("Chào").page.locator(".strip", has_text="1 việc").wait_for()
    assert not page.locator(BAND).count()
    assert not Outcome.objects.exists()
    page.unroute(SYNC)
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.locator(".strip").wait_for(state="detached", timeout=PATIENCE * 1000)
    assert Outcome.objects.get().state == "applied"


def test_nobody_is_asked_about_a_new_version_while_a_meeting_is_being_written(page, phone, newer):
    phone.on("Bắt đầu buổi sinh hoạt")
    phone.ask("Ai có mặt?")
    newer("0123456789ab")
    phone.row(1)
    page.locator(".undo").wait_for()
    phone.press("Để lại sau", ".top")
    phone.ask("Chào").page.get_by_role("button", name="Ghi tiếp").wait_for()
    assert not page.locator(BAND).count()
