"""A phone in somebody's hands, from the card to the code of a meeting, and the film of its stations."""

import os
from collections.abc import Iterator
from pathlib import Path

from tests.journeys.sixty import PATIENCE, PIN
from tests.journeys.sixty import Phone as Screens
from tremang.phone.assets import shell

FILM = os.environ.get("TREMANG_FILM", "")
# Whether every file is on the phone and its worker answers for the server.
KEPT = """async wanted => {
  const names = await caches.keys();
  const kept = names.length ? (await (await caches.open(names[0])).keys()).length : 0;
  return kept >= wanted && Boolean(navigator.serviceWorker.controller);
}"""


class Film:
    """Pictures of the stations, numbered."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, page, name: str) -> None:
        self.count += 1
        if FILM:
            Path(FILM).mkdir(parents=True, exist_ok=True)
            page.wait_for_timeout(150)
            page.screenshot(path=Path(FILM, f"{self.count:02}-{name}.png"))


class Phone(Screens):
    """A phone in somebody's hands; `whose` names it on the film."""

    def __init__(self, page, whose: str, film: Film) -> None:
        super().__init__(page)
        self.whose, self.film = whose, film
        self.gone: list = []

    def shot(self, name: str) -> "Phone":
        self.film(self.page, f"{self.whose}-{name}")
        return self

    def open_card(self, address: str) -> None:
        self.page.goto(address)
        self.ask("Mở máy này bằng thẻ").shot("card").on("Dùng thẻ này")
        self.ask("Thẻ này của ai").shot("whose-card").on("Đúng, chọn mã")
        self.ask("Chọn mã 4 số").shot("pin").keys(*PIN)
        self.ask("Ghi lại mã đó").keys(*PIN)
        self.ask("Máy đã sẵn sàng").shot("ready").on("Vào việc")
        self.page.locator("[data-key=meeting] .solid").wait_for(timeout=PATIENCE * 1000)
        files = shell()
        self.page.wait_for_function(KEPT, arg=len(files.first) + len(files.rest), timeout=PATIENCE * 1000)
        self.shot("home")

    def ask(self, title: str) -> "Phone":
        super().ask(title)
        return self

    def offline(self, off: bool) -> None:
        self.page.context.set_offline(off)

    def reopened(self) -> None:
        """The app is closed and started again."""
        context = self.page.context
        self.page.close()
        self.page = context.new_page()
        self.page.goto("/may/")
        self.page.locator(".pin").wait_for()
        self.shot("unlock")
        self.keys(*PIN)
        self.page.locator(".pin").wait_for(state="detached")

    def member(self, name: str):
        return self.page.locator("main .row", has_text=name).first

    def onward(self, title: str) -> "Phone":
        """Past a screen, by the button that says where to, or by "Bỏ qua"."""
        self.page.locator(".foot [data-key=onward], .foot [data-key=skip]").last.tap()
        return self.ask(title)

    def meets(self) -> Iterator[str]:
        """The real meeting of today, all paid, the contents ticked; stops where two phones may differ."""
        self.on("Bắt đầu buổi sinh hoạt")
        self.ask("Ai có mặt?")
        yield "roll-call"
        self.shot("roll-call")
        self.on("Xong, sang thu tiền")
        self.ask("Đóng góp").page.locator(".foot .solid", has_text="Thu đủ").tap()
        self.page.locator(".undo", has_text="Đã thu").wait_for()
        yield "contributions"
        self.shot("contributions")
        self.on("Xong, sang trả nợ")
        self.ask("Ai trả nợ?")
        yield "repayments"
        self.shot("repayments")
        self.onward("Cho vay").onward("Tám nội dung")
        yield "contents"
        self.shot("contents")
        self.on("Xong, sang quyết định")
        self.ask("Quyết định")
        yield "decisions"
        self.onward("Đếm hộp").onward("Đọc lại")
        self.shot("read-back")
        self.on("Đúng cả, ghi vào sổ")
        self.ask("Xong buổi sinh hoạt")
        self.shot("code")
        self.on("Về việc chờ")
