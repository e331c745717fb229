"""What a phone with a Vietnamese voice reads aloud, and the keys that only such a phone has."""

import pytest

from tests.journeys.eyes import Eyes
from tests.journeys.sixty import HELD_ON, Phone
from tremang.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
# A voice that says nothing and keeps what it was given; `spoken()` tells that the last word was said.
VOICE = """(() => {
  const voice = { lang: "vi-VN", localService: true };
  window.heard = [];
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  const speak = (one) => { heard.push(one.text); window.spoken = () => one.onend(); };
  Object.defineProperty(window, "speechSynthesis", { value: { getVoices: () => [voice], addEventListener() {}, cancel() {}, speak } });
})()"""
HEARD = "() => heard.splice(0).join('\\n').replaceAll('\\u00a0', ' ')"


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(HELD_ON):
        yield


@pytest.fixture
def phone(page, live_server) -> Phone:
    """A phone that has a voice, in practice."""
    page.add_init_script(VOICE)
    page.goto(f"{live_server.url}/may/")
    page.get_by_role("button", name="Tập dùng thử").tap()
    page.locator(".band.plum").wait_for()
    return Phone(page)


def test_each_screen_says_what_is_to_be_done_and_reads_itself_when_asked_to(page, phone):
    eyes, read = Eyes(page), page.get_by_role("button", name="Nghe đọc")
    eyes.go("cai-dat")
    assert not page.evaluate(HEARD) and not read.count()  # nothing speaks unless somebody wishes it to
    page.locator("main").get_by_role("checkbox", name="Nghe đọc").tap()
    read.wait_for()
    assert "Từ nay máy đọc việc cần làm" in page.evaluate(HEARD)
    eyes.go("viec-cho")
    assert page.evaluate(HEARD).startswith("Chào bác Mận")  # it is still being said when the key is tapped
    read.tap()
    page.get_by_role("button", name="Thôi đọc").wait_for()
    assert "việc đang chờ" in page.evaluate(HEARD)
    page.evaluate("spoken()")
    read.wait_for()
    for path in ("so-sach", "chua-gui", "ghi/chi/-/2"):
        eyes.go(path)
    assert not eyes.found, eyes.stumbled


def test_the_minutes_are_read_to_everybody_sums_as_they_are_spoken(page, phone):
    page.evaluate("location.hash = '#/buoi/ngay'")
    phone.on("Xong, sang điểm danh")
    phone.ask("Ai có mặt?").page.evaluate("location.hash = '#/buoi/dong-gop'")
    phone.ask("Đóng góp").on("Thu đủ")
    page.locator(".undo").wait_for()
    page.evaluate("location.hash = '#/buoi/doc-lai'")
    phone.ask("Đọc lại")
    eyes = Eyes(page)
    eyes.look("read back, with a voice")
    phone.press("Nghe máy đọc")
    page.get_by_role("button", name="Thôi đọc").wait_for()
    told = page.evaluate(HEARD)
    assert "người đóng góp 440000 đồng" in told and " đ " not in told
    phone.press("Thôi đọc")
    page.get_by_role("button", name="Nghe máy đọc").wait_for()
    assert not eyes.found, eyes.stumbled
