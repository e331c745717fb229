"""The whole life of a club's phones: card, PIN, practice, a meeting held on two phones that differ, the City's number, a lost phone.

TREMANG_FILM=<folder> leaves a picture of every station there.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.urls import reverse

from tests import browser as browsers
from tests.journeys.handset import Film, Phone
from tests.journeys.sixty import HELD_ON, PATIENCE
from tremang.accounts.devices import sealing
from tremang.accounts.devices.models import Device, DeviceCard
from tremang.funds.actions import dues
from tremang.funds.models import Account, Fund, Kind, Transfer
from tremang.funds.tests.acting import DUES, Till
from tremang.inbox.models import Choice, Outcome, Submission
from tremang.kernel import clock
from tremang.meetings.models import Meeting, Status
from tremang.ui import qr

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LUA, HOI = "Trần Thị Lụa", "Lê Thị Hợi"
SILENT = "{} câu lạc bộ im lặng"
ROWS = """() => new Promise(tell => { indexedDB.open("tremang").onsuccess = event => {
  const asked = event.target.result.transaction("rows").objectStore("rows").getAllKeys();
  asked.onsuccess = () => { event.target.result.close(); tell(asked.result); };
}; })"""


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(HELD_ON):
        yield


@pytest.fixture
def till(world) -> Till:
    """Eleven members who have paid up to August, one of whom has an instalment due."""
    made = Till(world)
    made.by["today"] = HELD_ON
    before = HELD_ON.replace(month=8)
    dues.collect(made.club, {row.pk: 6 * DUES for row in made.members}, day=before, **made.by)
    made.lent(0, 3_000_000, before)
    return made


@pytest.fixture
def tokens(monkeypatch) -> list[str]:
    """What stands on the cards that are printed: the picture says it to a camera alone."""
    made: list[str] = []
    plain = sealing.new_token

    def new_token() -> str:
        made.append(plain())
        return made[-1]

    monkeypatch.setattr(sealing, "new_token", new_token)
    return made


@pytest.fixture
def phone(browser, live_server) -> Iterator[Callable[[str], Phone]]:
    """`phone("A")` is a new phone: a browser of its own, watched for everything that goes wrong."""
    film = Film()
    with ExitStack() as open_ones:
        watched = contextmanager(browsers._watched)
        yield lambda whose: Phone(
            open_ones.enter_context(watched(browser, live_server, 360, 740, has_touch=True)), whose, film
        )


def until(happened: Callable[[], object], page) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, list(Outcome.objects.values_list("submission__kind", "state", "sentence"))
        page.wait_for_timeout(50)


def squares(page: str) -> str:
    """What a camera sees of a card."""
    return page.split('<path d="')[1].split('"')[0]


def board(desk) -> str:
    desk.goto("/thanh-pho/")
    return desk.locator("main").inner_text().replace("\xa0", " ")


def test_a_card_two_phones_one_meeting_written_twice_a_choice_and_a_lost_phone(
    world, till, tokens, phone, desk, enter, live_server
):
    club, users = world.dong_vang, world.users
    a, b = phone("A"), phone("B")

    # The officer prints a card for each.
    enter(desk, users["tuan"])
    for mine, name in ((a, "Phạm Thị Mận"), (b, "Hoàng Văn Khiêm")):
        desk.goto(reverse("web:club", args=[club.pk]))
        desk.get_by_role("link", name="Điện thoại của câu lạc bộ").first.click()
        desk.locator("button", has_text=f"In thẻ: {name}").click()
        desk.locator(".phone-card-name", has_text=name).wait_for()
        address = f"{live_server.url}/may/#the={tokens[-1]}"
        assert squares(qr.drawn(address, "", qr.HIGH)) == squares(desk.content())
        a.film(desk, f"desk-card-{mine.whose}")
        mine.open_card(address)
    assert DeviceCard.objects.filter(device__isnull=False).count() == 2

    enter(desk, users["ha"])
    before = board(desk)
    a.film(desk, "desk-city-before")

    # Without a network: a practice meeting on A, then the real one on both.
    a.offline(True)
    b.offline(True)
    practice(a)
    differ = {"A": "", "B": "Có phép"}
    for mine in (a, b):
        meeting = mine.meets()
        next(meeting)
        mine.member(LUA).tap()
        mine.page.locator(".away", has_text=LUA).wait_for()
        if differ[mine.whose]:
            mine.press(differ[mine.whose])
        next(meeting)
        if mine is b:
            mine.member(HOI).tap()
            mine.ask("đóng góp").keys("2", "0", "000")
            mine.on("Ghi 20.000")
            mine.ask("Đóng góp")
        next(meeting)
        if mine is a:
            mine.press("Trả đúng kỳ")
        next(meeting)
        for content in ("2. Chăm sóc", "6. Nâng cao", "7. Văn hóa") if mine is a else ("3. Chăm sóc", "7. Văn hóa"):
            mine.tick(content)
        next(meeting)
        if mine is a:
            mine.write("Hôm nay quyết định gì", "Tháng sau khám sức khỏe tại trạm y tế.")
        assert next(meeting, None) is None
        mine.reopened()
        mine.page.locator(".strip", has_text="1 việc chưa gửi").wait_for()
        mine.shot("home-offline-again")
    assert not Submission.objects.exists()

    # The network comes back.
    a.offline(False)
    until(lambda: Outcome.objects.filter(submission__device__user=users["man"], state="applied").exists(), a.page)
    b.offline(False)
    until(lambda: Outcome.objects.filter(submission__device__user=users["khiem"], state="part").exists(), b.page)
    assert Choice.objects.filter(club=club).count() == 2
    enter(desk, users["tuan"])
    desk.goto(reverse("inbox:list", args=[club.pk]))
    assert desk.get_by_text("xem và chọn").first.is_visible()
    assert desk.locator(".telling").count() == 2
    a.film(desk, "desk-choices")
    a.page.evaluate("location.hash = '#/chua-gui'")
    a.ask("Đã gửi hết")
    # It lay aside, and is taken up again.
    a.page.evaluate("location.hash = '#/viec-cho'; dispatchEvent(new Event('focus'))")
    a.member("xem và chọn").wait_for(timeout=PATIENCE * 1000)
    a.reopened()
    a.member("xem và chọn").wait_for(timeout=PATIENCE * 1000)
    a.shot("home-choice-waits")
    a.member("Đóng góp của").tap()
    a.page.locator("main .side").nth(3).wait_for()
    assert "Hợi" in a.page.locator("main section.card").first.inner_text()  # what was tapped stands first
    a.shot("choices")
    a.page.locator("section.card", has_text="Lụa").locator(".side", has_text="phép").tap()
    a.page.locator("main .side").nth(2).wait_for(state="detached")
    a.shot("one-chosen")
    a.press("Hoàn tác", ".undo")  # a choice stays on the phone for a while, in which it can be taken back
    a.page.locator("main .side").nth(3).wait_for()
    a.page.locator("section.card", has_text="Lụa").locator(".side", has_text="phép").tap()
    a.page.locator("main .side").nth(2).wait_for(state="detached")
    a.page.locator("section.card", has_text="Hợi").locator(".side", has_text="20.000").tap()
    a.ask("Không còn gì phải chọn")
    a.shot("nothing-to-choose")
    until(lambda: Outcome.objects.filter(submission__kind="choose", state="applied").count() == 2, a.page)
    a.page.locator(".undo button").wait_for(state="detached")
    a.page.evaluate("location.hash = '#/so-sach/quy'")
    a.ask("Quỹ").page.get_by_text("Đóng góp, 10 người").wait_for(timeout=PATIENCE * 1000)

    meeting = Meeting.objects.get(club=club, held_on=HELD_ON)
    assert (meeting.present, meeting.expected) == (10, 11)
    assert dict(
        meeting.marks.exclude(status=Status.PRESENT).values_list("membership__person__full_name", "status")
    ) == {LUA: Status.EXCUSED}
    assert "Tháng sau khám sức khỏe" in meeting.decisions
    assert all(meeting.contents & 1 << area - 1 for area in (2, 3, 6, 7))
    paid = Transfer.objects.filter(club=club, day=HELD_ON, kind=Kind.DUES)
    net: Counter[str] = Counter()
    for name, amount, debit in paid.values_list("membership__person__full_name", "amount", "debit"):
        net[name] += amount if debit == Account.CASH else -amount
    assert net == {row.person.full_name: DUES for row in till.members if row.person.full_name not in (LUA, HOI)} | {
        HOI: 2 * DUES
    }
    assert Transfer.objects.filter(club=club, day=HELD_ON, kind=Kind.PRINCIPAL, fund=Fund.INCOME).count() == 1

    # The City sees it.
    enter(desk, users["ha"])
    after = board(desk)
    a.film(desk, "desk-city-after")
    assert SILENT.format(3) in before and SILENT.format(2) in after

    # B is lost.
    enter(desk, users["tuan"])
    desk.goto(reverse("accounts:devices:list", args=[club.pk]))
    desk.locator("a", has_text="Mất điện thoại: Hoàng Văn Khiêm").click()
    a.film(desk, "desk-lost")
    desk.get_by_role("button", name="Báo mất điện thoại này").click()
    desk.locator("h2", has_text="Đã báo mất").wait_for()
    b.reopened()
    b.ask("Máy này chưa có thẻ")
    b.shot("wiped")
    assert [key for key in b.page.evaluate(ROWS) if not key.startswith("plain/note")] == []
    until(lambda: Device.objects.get(user=users["khiem"]).wiped_at, b.page)
    desk.reload()
    a.film(desk, "desk-phones-at-the-end")
    assert desk.get_by_text("Máy đã nhận tin tự xóa").is_visible()
    assert Submission.objects.filter(kind="meeting").count() == 2


def practice(a: Phone) -> None:
    """A meeting of the invented club: it shows that it is one, and leaves no trace."""
    a.page.evaluate("location.hash = '#/cai-dat'")
    a.ask("Cài đặt")
    a.shot("settings")
    a.member("Tập dùng thử").tap()
    a.page.locator(".band.plum").wait_for()
    a.shot("practice-home")
    a.page.locator("[data-key=meeting] .press").tap()
    a.ask("Buổi sinh hoạt ngày nào?").on("Xong, sang điểm danh")
    a.ask("Ai có mặt?")
    a.shot("practice-roll-call")
    a.onward("Đóng góp")
    for title in ("Ai trả nợ?", "Cho vay", "Tám nội dung", "Quyết định", "Đếm hộp", "Đọc lại"):
        a.onward(title)
    a.on("Đúng cả, ghi vào sổ")
    a.ask("Xong buổi sinh hoạt")
    a.shot("practice-done")
    a.page.get_by_role("button", name="Thôi tập").tap()
    a.page.locator(".band.plum").wait_for(state="detached")
