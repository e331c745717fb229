"""A club of sixty that meets, and the phone on which its meeting is written down, as a thumb meets its screens."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.cast import World, person
from tremang.clubs.models import Club
from tremang.funds.actions import dues
from tremang.funds.tests.acting import DUES, Till
from tremang.members.models import Membership

HELD_ON, LENT_ON = date(2026, 9, 25), date(2026, 8, 25)  # the club's day, and the one before it
MEMBERS, ABSENT, REPAYING = 60, 4, 8
PIN = "7305"
PATIENCE = 20  # seconds
NOTES = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500)
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phùng", "Bùi", "Đặng", "Khuất")
GIVEN = ("Bưởi", "Cúc", "Dần", "Đào", "Gấm", "Hạnh", "Khánh", "Lan", "Mơ", "Nhàn", "Oanh", "Sửu", "Thơm", "Xuyến")
COUNTED = "addEventListener('click', () => { window.taps = (window.taps || 0) + 1; }, true);"
FETCHED = """() => import(new URL("ui/screens/meeting.js", document.querySelector("script[type=module]").src)).then(() => {})"""


def sixty(world: World) -> Club:
    """Thôn Đồng Vàng with sixty members, eight of whom have an instalment due; everybody has paid up to August."""
    till = Till(world)
    till.by["today"] = HELD_ON
    club = world.dong_vang
    for number in range(MEMBERS - len(till.members)):
        name = f"{FAMILIES[number % 7]} Thị {GIVEN[number % 14]}"
        row = person(name, "F", 1946 + number % 20)
        world.members[f"{name} {number}"] = Membership.objects.create(club=club, person=row, joined_on=club.launched_on)
    everybody = Membership.objects.filter(club=club)
    dues.collect(club, dict.fromkeys(everybody.values_list("pk", flat=True), 6 * DUES), day=LENT_ON, **till.by)
    for who in range(REPAYING):
        till.lent(who, 3_000_000, LENT_ON)
    return club


class Phone:
    """The screens as a thumb meets them."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def bind(self, address: str) -> None:
        """Scan the card, choose the PIN, wait for the club; then the network is gone and taps are counted."""
        self.page.add_init_script(COUNTED)
        self.page.goto(address)
        self.on("Dùng thẻ này")
        self.on("Đúng, chọn mã")
        for title in ("Chọn mã 4 số", "Ghi lại mã đó"):
            self.ask(title).keys(*PIN)
        self.on("Vào việc")
        self.page.locator(".solid", has_text="Bắt đầu buổi sinh hoạt").wait_for(timeout=PATIENCE * 1000)
        self.page.evaluate(FETCHED)
        self.page.context.set_offline(True)
        self.page.evaluate("window.taps = 0")

    def ask(self, title: str) -> "Phone":
        """Wait for the screen of that title."""
        self.page.locator("h1", has_text=title).wait_for()
        return self

    def row(self, number: int, among: str = "main .row") -> None:
        self.page.locator(among).nth(number).tap()

    def on(self, words: str) -> None:
        """The solid button, which says what it does."""
        self.page.locator(".solid", has_text=words).tap()

    def press(self, words: str, among: str = "main") -> None:
        self.page.locator(among).get_by_role("button", name=words).first.tap()

    def pick(self, words: str) -> None:
        self.page.get_by_role("radio", name=words).tap()

    def tick(self, words: str) -> None:
        self.page.get_by_role("checkbox", name=words).tap()

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.locator(f".key[data-key='{key}']").tap()

    def write(self, label: str, words: str) -> None:
        """Touch the field, then type: letters are no taps."""
        field = self.page.get_by_label(label)
        field.tap()
        field.press_sequentially(words)

    def count_notes(self, left: int, found: str = "Khớp") -> None:
        """Find `left` đồng in the box whose notes are asked for, and what is said of it."""
        for value in NOTES:
            if many := left // value:
                self.ask("Trong hộp có tờ nào?").page.locator(f".notes [data-key='{value}']").tap()
                self.ask(f"Mấy tờ {value:,}".replace(",", ".")).keys(*str(many))
                self.on(f"Ghi {many} tờ")
            left %= value
        self.ask("Trong hộp có tờ nào?").on("Đếm xong")
        self.ask(found)

    @property
    def taps(self) -> int:
        return self.page.evaluate("window.taps")


def held(phone: Phone) -> Iterator[str]:
    """Holds the whole meeting; stops at each screen and tells its name."""
    phone.on("Bắt đầu buổi sinh hoạt")
    phone.ask("Ai có mặt?")
    yield "roll-call"
    for number in range(ABSENT):
        phone.row(number, "main .row:not(.away)")
    yield "roll-call with absent"
    phone.on("Xong, sang thu tiền")
    phone.ask("Đóng góp")
    yield "contributions"
    phone.on(f"Thu đủ {MEMBERS - ABSENT} người có mặt")
    for number in range(ABSENT):
        phone.row(number)
        phone.ask("đóng góp")
        if not number:
            yield "contribution of one"
        phone.on("Ghi 10.000")
        phone.ask("Đóng góp")
    yield "contributions taken"
    phone.on("Xong, sang trả nợ")
    phone.ask("Ai trả nợ?")
    yield "repayments"
    for number in range(REPAYING):
        phone.press("Trả đúng kỳ")
        phone.page.locator(".owes.chosen").nth(number).wait_for()
    yield "repayments taken"
    phone.on("Xong, sang cho vay")
    yield from lent(phone.ask("Cho vay"))
    phone.on("Xong, sang tám nội dung")
    phone.ask("Tám nội dung")
    for content in ("2. Chăm sóc", "6. Nâng cao", "7. Văn hóa"):
        phone.tick(content)
    yield "the eight contents"
    phone.press("Ghi việc đã làm, nội dung 7")
    phone.ask("7. Văn hóa")
    yield "one content"
    phone.write("Việc đã làm", "Hát mừng thọ cụ Tư")
    phone.on("Ghi lại")
    phone.ask("Tám nội dung")
    phone.on("Xong, sang quyết định")
    phone.ask("Quyết định")
    yield "decisions"
    phone.write("Hôm nay quyết định gì", "Tháng sau khám sức khỏe tại trạm y tế.")
    phone.on("Xong, sang đếm hộp")
    phone.ask("Đếm hộp")
    yield "boxes"
    for words in phone.page.locator("main .row .more").all_inner_texts():
        phone.on("Đếm hộp")
        phone.count_notes(int(re.sub(r"\D", "", words)))
    yield "box counted"
    phone.on("Xong, đọc lại")
    phone.ask("Đọc lại")
    yield "read back"
    phone.row(1)
    phone.ask("Ai có mặt?").on("Xong, đọc lại")
    phone.ask("Đọc lại")
    phone.on("Đúng cả, ghi vào sổ")
    phone.ask("Xong buổi sinh hoạt")
    yield "done"


def lent(phone: Phone) -> Iterator[str]:
    """One new loan, asked screen by screen."""
    yield "lending"
    phone.press("Thêm người vay")
    phone.ask("Ai vay?")
    yield "borrower"
    phone.page.locator("main .row:not(:has(.more))").first.tap()
    phone.ask("vay bao nhiêu?").keys("3", "000", "000")
    yield "sum of a loan"
    phone.on("Vay 3.000.000")
    phone.ask("để làm gì?")
    yield "purpose of a loan"
    phone.pick("Nuôi gà")
    phone.ask("vay 3.000.000")
    yield "a loan read once more"
    phone.write("Người cùng ký", "Nguyễn Văn Cả")
    phone.on("Ghi cho vay")
    phone.ask("Cho vay")
    yield "lending done"
