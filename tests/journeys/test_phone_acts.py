"""Between two meetings on the club's phone: bà Mận writes down what happened without a network, and it arrives as she said it."""

import json
import re
import time
from collections.abc import Callable
from datetime import date

import pytest

from tests.cast import BEGINNING, TODAY
from tremang.accounts.devices import actions as devices
from tremang.accounts.models import Role, RoleKind
from tremang.areas.health.models import Reading
from tremang.areas.homecare.models import CareVisit
from tremang.areas.homecare.tests.conftest import VOLUNTEERS, agree, care_for, pair
from tremang.clubs.models import Group, Team, TeamKind
from tremang.funds.actions.months import close_month
from tremang.funds.models import Gift, Transfer
from tremang.funds.tests.acting import Till
from tremang.inbox.models import Outcome, Submission
from tremang.kernel import clock
from tremang.kernel.periods import month_of
from tremang.members.models import Membership, Purpose, TeamMember

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
CARED, VISITOR = "Đỗ Thị Ẩn", VOLUNTEERS[0]
PATIENCE = 20  # seconds
KEPT = """() => new Promise(tell => { indexedDB.open("tremang").onsuccess = event => {
  const asked = event.target.result.transaction("rows").objectStore("rows").get("c/keep/acts");
  asked.onsuccess = () => { event.target.result.close(); tell(asked.result ? asked.result.data.length : 0); };
}; })"""
FULL = """() => { window.put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => { throw new DOMException("no room", "QuotaExceededError"); }; }"""
ROOM = "() => { IDBObjectStore.prototype.put = window.put; }"
# The app dies when the act is in the store and what was typed is not yet taken away.
DIES = """() => { const remove = IDBObjectStore.prototype.delete;
  IDBObjectStore.prototype.delete = function (key) { return key === "c/keep/acts" ? this.count() : remove.call(this, key); }; }"""


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def club(world):
    """The club with its money begun, one member cared for at home; bà Mận is secretary and, for a while, treasurer."""
    Till(world)
    team = Team.objects.create(club=world.dong_vang, kind=TeamKind.HOMECARE, name="Đội chăm sóc tại nhà")
    for name in VOLUNTEERS:
        TeamMember.objects.create(
            club=world.dong_vang, team=team, membership=world.members[name], from_on=world.dong_vang.launched_on
        )
    agree(world.person(CARED), Purpose.CARE)
    pair(world, care_for(world, CARED), VISITOR)
    Role(
        user=world.users["man"], kind=RoleKind.CLUB_TREASURER, place=world.dong_vang.place, from_on=BEGINNING
    ).save(force_insert=True)  # fmt: skip
    return world.dong_vang


class Phone:
    """The screens as a thumb meets them."""

    def __init__(self, page) -> None:
        self.page = page

    def go(self, path: str) -> None:
        self.page.evaluate("path => { location.hash = '#/' + path; }", path)
        self.page.wait_for_function("path => location.hash.startsWith('#/' + path)", arg=path)

    def ask(self, title: str) -> "Phone":
        """Wait for the screen of that title."""
        self.page.locator("h1", has_text=title).wait_for()
        return self

    def row(self, words: str) -> None:
        self.page.locator("main .row", has_text=words).first.tap()

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.locator(f".key[data-key='{key}']").tap()

    def type(self, words: str) -> None:
        self.page.locator("main input, main textarea").first.fill(words)

    def on(self, words: str) -> None:
        """The solid button, which says what it does."""
        self.page.locator(".foot-keys .solid", has_text=words).tap()

    def until(self, happened: Callable[[], object], told: Callable[[], object] = str) -> None:
        """Wait for something that the screen does not show, while the page goes on."""
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, told()
            self.page.wait_for_timeout(50)

    def reopened(self) -> None:
        """The app begins anew and is opened with the PIN."""
        self.page.reload()
        self.page.locator(".pin").wait_for()
        self.keys("7", "3", "0", "5")
        self.page.locator(".pin").wait_for(state="detached")

    def skip(self, words: str) -> None:
        self.page.locator(".foot-keys button", has_text=words).first.tap()


@pytest.fixture
def phone(world, club, page, live_server) -> Phone:
    """Her phone, bound by a card, with the club on it."""
    _card, token = devices.make_card(world.users["man"], club.place, by=world.users["tuan"], today=TODAY)
    page.goto(f"{live_server.url}/may/#the={token}")
    mine = Phone(page)
    mine.on("Dùng thẻ này")
    mine.on("Đúng, chọn mã")
    for title in ("Chọn mã 4 số", "Ghi lại mã đó"):
        mine.ask(title).keys("7", "3", "0", "5")
    mine.on("Vào việc")
    page.locator("nav.tabs").wait_for()
    mine.go("thanh-vien")
    page.locator("main .row", has_text="Trần Thị Lụa").wait_for(timeout=PATIENCE * 1000)
    for path, title in (("ghi", "Ghi việc gì"), ("chua-gui", "")):
        mine.go(path)  # every file of these screens is on the phone
        mine.ask(title)
    return mine


def sent(kind: str) -> dict:
    """The body of the newest submission of a kind, as the server keeps it."""
    return json.loads(Submission.objects.filter(kind=kind).latest("received_at").kept.text)["body"]


def arrived(phone: Phone, kind: str) -> None:
    """Wait until the server has worked a submission of that kind in."""
    applied = Outcome.objects.filter(submission__kind=kind, state="applied")
    phone.until(applied.exists, lambda: list(Outcome.objects.values_list("submission__kind", "state", "sentence")))


def test_what_happened_between_two_meetings_is_kept_without_network_and_arrives_as_it_was_said(world, club, phone):
    ids = {name: str(row.pk) for name, row in world.members.items()}
    groups = dict(Group.objects.filter(club=club).values_list("name", "pk"))
    phone.page.context.set_offline(True)

    phone.go("ghi/tham")
    phone.ask("Thăm ai?").row(CARED)
    phone.ask("Đã đến thăm").row("Đã đến thăm")
    phone.ask("Đã giúp việc gì?").row("Uống thuốc")
    phone.on("Xong, 2 việc")
    phone.ask("báo không?").type("Sắp hết thuốc huyết áp")
    phone.on("Tiếp")
    phone.ask("Thăm bà Ẩn").on("Ghi lần thăm")
    phone.ask("Đã ghi lần thăm bà Ẩn")

    phone.go("ghi/do")
    phone.ask("Đo những gì?").on("Xong, 1 thứ")
    phone.ask("Đo lần lượt").row("Khuất Duy Tạo")
    phone.ask("đồng ý không").on("Ông Tạo đồng ý")
    phone.ask("Ông Khuất Duy Tạo").keys("1", "2", "8")
    phone.on("Tiếp")
    phone.keys("8", "2")
    phone.on("Xong")
    phone.go("ghi/do/-/3")
    phone.ask("Đo lần lượt").on("đã đo 1 người")
    phone.ask("Đo huyết áp").on("Ghi 1 người")
    phone.ask("Đã ghi")

    phone.go("ghi/thanh-vien-moi")
    phone.ask("Họ tên").type("Tran thi lua")
    phone.page.locator(".card", has_text="Trong câu lạc bộ đã có").wait_for()
    phone.type("Đặng Thị Xuyến")
    phone.on("Tiếp")
    phone.ask("Nữ hay nam?").row("Nữ")
    phone.ask("Sinh năm nào?").type("05/9/1957")
    phone.on("Tiếp")
    phone.ask("Số điện thoại?").skip("Không có")
    phone.ask("Vào tổ nào?").row("Tổ 2")
    phone.ask("Thêm bà Xuyến").on("Ghi thành viên mới")
    phone.ask("Chào mừng bà Xuyến")

    phone.go(f"ghi/qua-doi/{ids['Phùng Thị Tư']}")
    phone.ask("Bà Tư mất ngày nào?").row("Hôm qua")
    phone.ask("Bà Tư qua đời").on("Ghi vào sổ")
    phone.ask("Xin chia buồn cùng gia đình bà Tư")

    phone.go("ghi/ung-ho")
    phone.ask("Ủng hộ bằng gì?").row("Tiền")
    phone.ask("Ủng hộ bao nhiêu?").keys("5", "0", "0", "000")
    phone.on("Tiếp, 500.000")
    phone.ask("Ai ủng hộ?").row("Người ngoài")
    phone.ask("Tên người ủng hộ?").type("ông Lâm, xóm Đông")
    phone.on("Tiếp")
    phone.ask("Nhận ủng hộ").on("Ghi 500.000")
    phone.ask("Đã ghi vào sổ")

    phone.go("ghi/chi")
    phone.ask("Chi cho việc gì?").row("Chè nước")
    phone.ask("Chi bao nhiêu?").keys("8", "5", "000")
    phone.on("Tiếp, 85.000")
    phone.ask("Chi để làm gì?").type("chè và bánh kẹo")
    phone.on("Tiếp")
    phone.ask("Khoản chi").on("Ghi 85.000")
    phone.ask("Đã ghi vào sổ")

    phone.go("chua-gui")
    phone.ask("6 việc chưa gửi")
    rows = phone.page.locator("main .row").all_inner_texts()
    for words in (
        "Thăm bà Ẩn",
        "Đo sức khỏe ông Tạo, thứ Tư 23/9",
        "Đặng Thị Xuyến",
        "Bà Tư qua đời ngày 22/9/2026",
        "ủng hộ 500.000",
        "chè và bánh kẹo",
    ):
        assert any(words in re.sub(r"\s", " ", text) for text in rows), (words, rows)
    assert not Submission.objects.exists()

    phone.page.context.set_offline(False)
    phone.on("Gửi ngay")
    for kind in ("visit", "readings", "joined", "left", "gift", "slip"):
        arrived(phone, kind)
    assert sent("visit") == {
        "cared": ids[CARED], "volunteer": ids[VISITOR], "on": "2026-09-22", "done": ["medicine", "talk"],
        "report": "Sắp hết thuốc huyết áp", "missed": "",
    }  # fmt: skip
    assert sent("readings") == {
        "day": "2026-09-23", "taken": {ids["Khuất Duy Tạo"]: {"systolic": 128, "diastolic": 82}}, "agreeing": [ids["Khuất Duy Tạo"]],
    }  # fmt: skip
    assert sent("joined") == {
        "person": {"full_name": "Đặng Thị Xuyến", "sex": "F", "born": "1957-09-05"}, "joined_on": "2026-09-23",
        "group": str(groups["Tổ 2"]),
    }  # fmt: skip
    assert sent("left") == {"membership": ids["Phùng Thị Tư"], "left_on": "2026-09-22", "reason": "died"}
    gift = sent("gift")
    assert (gift["amount"], gift["giver"], gift["fund"], gift["kind"]) == (
        500_000,
        "ông Lâm, xóm Đông",
        "activity",
        "money",
    )
    slip = sent("slip")
    assert (slip["kind"], slip["amount"], slip["words"], slip["day"]) == (
        "supplies",
        85_000,
        "chè và bánh kẹo",
        "2026-09-23",
    )
    assert CareVisit.objects.filter(report="Sắp hết thuốc huyết áp").exists()
    assert Reading.objects.filter(systolic=128, diastolic=82, membership=ids["Khuất Duy Tạo"]).exists()
    assert Membership.objects.filter(club=club, person__full_name="Đặng Thị Xuyến").exists()
    assert Gift.objects.filter(amount=500_000).exists()


def test_what_the_server_has_worked_in_is_taken_back_by_the_button_beside_it(club, phone):
    phone.go("ghi/thu-khac")
    phone.ask("Thu khoản gì?").row("Thu khác")
    phone.ask("Thu bao nhiêu?").keys("1", "2", "0", "000")
    phone.on("Tiếp, 120.000")
    phone.ask("Thu từ đâu?").skip("Bỏ qua")
    phone.ask("Khoản thu khác").on("Ghi 120.000")
    phone.ask("Đã ghi vào sổ")
    arrived(phone, "slip")
    phone.page.locator(".undo button").tap()
    phone.ask("Đã hoàn tác")
    arrived(phone, "take_back")
    first = Submission.objects.get(kind="slip")
    assert sent("take_back") == {"uid": first.uid}
    assert Transfer.objects.filter(club=club, amount=120_000).count() == 2


def test_whoever_pays_a_second_time_on_one_day_is_written_down_with_the_whole_of_that_day(world, phone):
    offered = []
    for told in (
        "Còn thiếu",
        "Hôm nay đã đóng 10.000",
    ):  # the server holds one sum a day, a second one stands against it
        phone.go(f"ghi/dong-gop/{world.members['Phùng Thị Tư'].pk}")
        phone.ask("đóng bao nhiêu?").page.locator("main", has_text=told).wait_for()
        offered.append(phone.page.locator(".sum b").inner_text())
        phone.keys("Xóa hết", "1", "0", "000")
        phone.on("Tiếp")
        phone.ask("Thu đóng góp").on("Ghi")
        phone.ask("Đã ghi vào sổ").on("Xong")
    assert offered[0] == offered[1] > "10.000"


def put_right(phone: Phone) -> None:
    """The refused contribution, of a closed month, is written down for today."""
    phone.page.get_by_role("button", name="Xem và sửa").tap()
    phone.page.get_by_role("button", name="Sửa lại").tap()
    phone.ask("Thu đóng góp").page.locator(".card.brick", has_text="tháng").wait_for()
    phone.row("Ngày đóng")
    phone.ask("Đóng ngày nào?").row("Hôm nay")
    phone.ask("Thu đóng góp").on("Ghi")
    phone.ask("Đã ghi vào sổ")


def test_what_the_server_refused_is_put_right_on_the_screens_on_which_it_was_written(world, club, phone):
    phone.page.context.set_offline(True)
    phone.go(f"ghi/dong-gop/{world.members['Phùng Thị Tư'].pk}")
    phone.ask("đóng bao nhiêu?").on("Tiếp")
    phone.ask("Thu đóng góp").row("Ngày đóng")
    phone.ask("Đóng ngày nào?").type("20/8")
    phone.on("Chọn")
    phone.ask("Thu đóng góp").on("Ghi")
    phone.ask("Đã ghi vào sổ")
    close_month(club, month_of(date(2026, 8, 1)), by=world.users["luong"], today=TODAY)
    phone.page.context.set_offline(False)
    phone.go("chua-gui")
    phone.page.get_by_role("button", name="Xem và sửa").wait_for()
    calls = []  # a call that hangs: what is written meanwhile has certainly not left
    phone.page.route("**/may/dong-bo", lambda route: calls.append(route))
    phone.page.evaluate("dispatchEvent(new Event('focus'))")
    phone.until(lambda: calls)
    put_right(phone)
    phone.page.locator(".undo button").tap()
    phone.ask("Đã hoàn tác").page.get_by_text("Bản trước lại chờ").wait_for()
    phone.on("Xong")
    phone.ask("1 việc chưa gửi").page.unroute("**/may/dong-bo")  # it goes on
    put_right(phone)
    phone.until(lambda: Transfer.objects.filter(club=club, day=TODAY).exists())
    phone.go("chua-gui")
    phone.ask("Đã gửi hết")


def test_what_is_being_typed_is_there_again_after_the_app_was_closed(phone):
    phone.go("ghi/chi")
    phone.ask("Chi cho việc gì?").row("Thăm hỏi")
    phone.ask("Chi bao nhiêu?")
    phone.until(lambda: phone.page.evaluate(KEPT))
    answered = phone.page.evaluate(KEPT)
    phone.keys("2", "0", "0", "000")
    phone.until(lambda: phone.page.evaluate(KEPT) > answered)  # the sum too is in the sealed store
    phone.reopened()
    phone.go("ghi")
    phone.page.locator(".card", has_text="Đang ghi dở").wait_for()
    phone.page.get_by_role("button", name="Ghi tiếp").tap()
    phone.ask("Chi bao nhiêu?")
    assert "200.000" in phone.page.locator(".sum").inner_text()


def test_what_was_written_is_not_offered_again_where_the_app_died_right_behind_it(phone):
    phone.page.context.set_offline(True)
    phone.go("ghi/thu-khac")
    phone.ask("Thu khoản gì?").row("Thu khác")
    phone.ask("Thu bao nhiêu?").keys("1", "2", "0", "000")
    phone.on("Tiếp, 120.000")
    phone.ask("Thu từ đâu?").skip("Bỏ qua")
    phone.ask("Khoản thu khác").page.evaluate(DIES)
    phone.on("Ghi 120.000")
    phone.ask("Đã ghi vào sổ")
    assert phone.page.evaluate(KEPT)
    phone.page.context.set_offline(False)
    phone.reopened()
    phone.go("ghi")
    phone.ask("Ghi việc gì")
    assert not phone.page.locator(".card", has_text="Đang ghi dở").count()
    arrived(phone, "slip")
    assert Submission.objects.filter(kind="slip").count() == 1


def test_a_half_typed_answer_is_asked_again_before_anything_is_written(world, phone):
    phone.go(f"ghi/sua-the/{world.members[CARED].pk}")
    phone.ask("Thẻ của bà Ẩn").row("Năm sinh")
    phone.ask("Sinh năm nào?").type("19")
    phone.page.go_back()
    phone.ask("Sinh năm nào?").on("Tiếp")
    phone.page.locator(".error", has_text="Chưa hiểu “19”").wait_for()
    phone.type("1948")
    phone.on("Tiếp")
    phone.ask("Thẻ của bà Ẩn").page.locator(".foot .solid", has_text="Ghi 1 chỗ sửa").wait_for()


def test_a_book_of_persons_stays_shut_where_the_look_cannot_be_written_down(world, phone):
    phone.go(f"thanh-vien/{world.members[CARED].pk}")
    phone.ask(CARED)
    assert CARED not in phone.page.title()  # the browser keeps titles, in clear
    phone.page.evaluate(FULL)
    key = phone.page.get_by_role("button", name="Mở sổ chăm sóc")
    key.tap()
    phone.page.locator(".undo", has_text="Máy hết chỗ lưu").wait_for()
    assert key.is_visible() and not phone.page.get_by_text("Cần giúp:").count()
    phone.page.evaluate(ROOM)
    key.tap()
    phone.page.get_by_text("Cần giúp:").wait_for()
    arrived(phone, "looked")
    assert Submission.objects.filter(kind="looked").count() == 1


def test_a_phone_that_is_given_back_says_so_and_keeps_nothing(phone):
    phone.go("cai-dat/tra-may")
    phone.ask("Trả máy").page.get_by_role("button", name="Xóa sổ khỏi máy này").tap()
    phone.ask("Máy này chưa có thẻ")
    phone.page.locator(".card", has_text="Đã trả máy").wait_for()
    phone.page.reload()
    phone.ask("Máy này chưa có thẻ")
