"""What the phone asks a slow line for, counted byte by byte; scripts/phone_speed.py measures how long it takes."""

from collections.abc import Callable, Iterator

import pytest

from tests.cast import TODAY
from tests.journeys.sixty import PATIENCE, PIN, Phone
from tests.journeys.wire import Wire, wire
from tremang.accounts.devices import actions as devices
from tremang.kernel import clock
from tremang.phone.assets import shell
from tremang.phone.tests.ten_years import TenYears

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FIRST_VISIT, WHOLE, FIRST_SYNC, UPDATE_CHECK = 60_000, 150_000, 250_000, 4_000
KEPT = """async wanted => {
  const names = await caches.keys();
  return names.length === 1 && (await (await caches.open(names[0])).keys()).length >= wanted;
}"""


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def line(live_server) -> Iterator[Wire]:
    with wire(live_server.url) as made:
        yield made


@pytest.fixture
def card(world, line) -> Callable[[], str]:
    """The address of a card for the secretary of a club of seventy with ten years."""
    made = TenYears(world)
    made.fill()
    made.loans()
    _card, token = devices.make_card(world.users["man"], world.dong_vang.place, by=world.users["tuan"], today=TODAY)
    return lambda: f"{line.address}/may/#the={token}"


def quiet(page, line: Wire) -> None:
    """Wait until nothing has come for a while."""
    before = -1
    while before != line.came:
        before = line.came
        page.wait_for_timeout(400)


def test_a_slow_line_carries_little_at_first_the_rest_behind_it_and_nothing_twice(page, line, card):
    files = shell()
    worker = page.context.new_cdp_session(page)
    worker.send("Network.enable")
    # What stands before the first screen: the worker is held back, as it is on a phone that is busy with that screen.
    page.add_init_script("window.requestIdleCallback = (run) => { window.later = run; };")
    page.goto(card())
    phone = Phone(page)
    phone.ask("Mở máy này bằng thẻ")
    page.wait_for_function("() => document.fonts.ready.then(() => window.later)")
    page.evaluate("() => document.fonts.load('700 20px \"Noto Sans\"', 'ă')")
    quiet(page, line)
    assert len(line.asked) <= 6, line.asked  # the page, its style, its script, two fonts, the manifest
    assert line.came <= FIRST_VISIT, (line.came, line.asked)
    first = line.came

    page.evaluate("() => window.later()")
    page.wait_for_function(KEPT, arg=len(files.first) + len(files.rest) + 1, timeout=PATIENCE * 1000)
    quiet(page, line)
    assert line.came <= WHOLE, (first, line.came, line.asked)

    page.reload()  # the worker holds the page from here on
    phone.ask("Mở máy này bằng thẻ")
    quiet(page, line)
    line.fresh()
    page.reload()
    phone.ask("Mở máy này bằng thẻ")
    page.evaluate("() => window.later()")
    quiet(page, line)
    assert set(line.asked) <= {"GET /may/sw.js"}, line.asked
    assert line.came <= UPDATE_CHECK

    line.fresh()
    phone.on("Dùng thẻ này")
    phone.on("Đúng, chọn mã")
    for title in ("Chọn mã 4 số", "Ghi lại mã đó"):
        phone.ask(title).keys(*PIN)
    phone.on("Vào việc")
    page.locator("[data-key=meeting]").wait_for(timeout=PATIENCE * 1000)
    quiet(page, line)
    assert {asked for asked in line.asked if "/may/a/" in asked} == set()  # every file was on the phone already
    assert line.came <= FIRST_SYNC, (line.came, line.asked)
    page.evaluate("location.hash = '#/thanh-vien'")
    phone.ask("Thành viên")
    assert page.locator("main .row").count() == 70
