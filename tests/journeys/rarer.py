"""The screens of a meeting that most meetings never see: another day, guests, sums asked about, a box that does not agree."""

import re
from collections.abc import Iterator

from tests.journeys.sixty import Phone

BOX = "buoi/dem-hop/activity"


def at(phone: Phone, path: str, title: str) -> Phone:
    """The screen of an address."""
    phone.page.evaluate("path => { location.hash = '#/' + path; }", path)
    return phone.ask(title)


def rarer(phone: Phone) -> Iterator[str]:
    """Goes through them; stops at each and tells its name."""
    yield from opening(phone)
    yield from money(phone)
    yield from loans(phone)
    yield from told(phone)
    yield from box(phone)
    at(phone, "buoi/doc-lai", "Đọc lại")
    yield "read back with all of it"


def opening(phone: Phone) -> Iterator[str]:
    """The day, the guests, who sent somebody."""
    phone.on("Bắt đầu buổi sinh hoạt")
    phone.ask("Ai có mặt?").row(3)
    phone.press("Cử người đi thay")
    phone.page.locator(".away-key.on").wait_for()
    yield "somebody sent another"
    phone.press("Có khách đến dự")
    phone.ask("Có mấy khách?").keys("1", "2")
    yield "guests"
    phone.on("Ghi 12 khách")
    phone.ask("Ai có mặt?").press("Sửa ngày và nơi họp")
    phone.ask("Buổi sinh hoạt ngày nào?").pick("Ngày khác")
    phone.write("Ghi ngày họp", "31/9")
    phone.on("Ghi lại")
    phone.page.locator(".field .error").wait_for()
    yield "a day that is none"
    at(phone, "buoi/doc-lai", "Đọc lại")
    yield "read back with what is lacking"


def money(phone: Phone) -> Iterator[str]:
    """Sums that are asked about."""
    at(phone, "buoi/dong-gop", "Đóng góp").row(7)
    phone.ask("đóng góp").keys("1", "0", "0", "000")
    phone.on("Ghi 100.000")
    phone.page.locator(".asks", has_text="gấp 10 lần").wait_for()
    yield "a sum asked about"
    at(phone, "buoi/tra-no", "Ai trả nợ?").press("Số khác")
    phone.ask("trả nợ").keys("9", "000", "000")
    phone.on("Ghi 9.000.000")
    phone.page.locator(".error", has_text="chỉ còn phải trả").wait_for()
    yield "a repayment of more than is owed"


def loans(phone: Phone) -> Iterator[str]:
    """A loan that waits for its money, and one that the rules refuse."""
    at(phone, "buoi/cho-vay", "Cho vay").row(0)
    phone.ask("Giao tiền vay")
    yield "a loan is handed over"
    at(phone, "buoi/cho-vay/moi/ai", "Ai vay?").page.locator("main .row:has(.more)").first.tap()
    phone.page.locator(".error", has_text="chưa trả xong").wait_for()
    yield "somebody who owes"
    phone.page.get_by_label("Tìm tên").fill("zzz")
    phone.page.get_by_text("Chưa thấy ai tên").wait_for()
    yield "nobody of that name"
    phone.page.get_by_label("Tìm tên").fill("")
    phone.page.locator("main .row:not(:has(.more))").first.tap()
    phone.ask("vay bao nhiêu?").keys("9", "000", "000", "000")
    phone.on("Vay 9.000.000.000")
    phone.page.locator(".error").wait_for()
    yield "more than the rules lend"
    phone.keys("Xóa hết", "3", "000", "000")
    phone.on("Vay 3.000.000")
    phone.ask("để làm gì?").on("Xong, xem lại khoản vay")
    phone.page.locator(".error").wait_for()
    yield "a loan for nothing"
    phone.pick("Nuôi gà")
    phone.ask("vay 3.000.000").on("Ghi cho vay")
    phone.page.locator(".error").wait_for()
    yield "a loan that nobody signs with"


def told(phone: Phone) -> Iterator[str]:
    """What was done, content by content, and the next meeting."""
    for number in range(1, 9):
        at(phone, f"buoi/noi-dung/{number}", f"{number}. ")
        yield f"content {number}"
    phone.page.locator("main .row").first.tap()
    phone.page.locator(".keypad").wait_for()
    yield "how many"
    at(phone, "buoi/noi-dung", "Tám nội dung").page.locator(".uncounted .row").first.tap()
    phone.page.get_by_role("checkbox", name="Câu lạc bộ tự làm").first.tap()
    yield "a theme of the club's own"
    at(phone, "buoi/quyet-dinh/ngay", "Hẹn buổi sau").write("Ngày họp buổi sau", "26/10")
    phone.page.get_by_text("Hiểu là").wait_for()
    yield "the next meeting"
    phone.write("Ngày họp buổi sau", "/2029")
    phone.on("Hẹn ngày này")
    phone.page.locator(".field .error").wait_for()
    yield "a meeting too far off"


def box(phone: Phone) -> Iterator[str]:
    """Counted note by note; it is empty, then a little out, then it stays so."""
    at(phone, "buoi/dem-hop", "Đếm hộp")
    line = phone.page.locator("main .row", has_text="Quỹ hoạt động").locator(".more").inner_text()
    book = int(re.sub(r"\D", "", line))
    at(phone, BOX, "Trong hộp có tờ nào?")
    yield "which notes"
    phone.on("Hộp không có tiền")
    phone.ask("Hộp thiếu")
    yield "an empty box"
    at(phone, f"{BOX}/500000", "Mấy tờ").keys("3")
    yield "how many notes"
    at(phone, BOX, "Trong hộp có tờ nào?").count_notes(book + 10_000, "Hộp thừa")
    phone.page.get_by_role("button", name="Chọn người").first.wait_for()
    yield "too much by one contribution"
    phone.press("Chọn người")
    phone.ask("Của người nào?")
    yield "whose it may be"
    at(phone, f"{BOX}/ly-do", "Vì sao thừa").on("Để lệch")
    phone.page.locator(".field .error").wait_for()
    yield "a difference without a reason"
    phone.pick("Chưa tìm ra")
    phone.on("Để lệch")
    phone.ask("Thừa")
    yield "it stays so"
