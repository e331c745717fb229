"""A club of sixty meets: bà Mận writes it all down on her phone, without a network, in few taps and with a shaking finger."""

import json
import re
import time
from collections import Counter

import pytest

from tests.cast import person
from tests.journeys.eyes import Eyes
from tests.journeys.rarer import rarer
from tests.journeys.sixty import ABSENT, HELD_ON, MEMBERS, PATIENCE, PIN, REPAYING, Phone, held, sixty
from tremang.accounts.devices import actions as devices
from tremang.funds.models import CashCount, Fund, Kind, Loan, LoanState, Transfer
from tremang.funds.tests.acting import Till
from tremang.inbox.models import Outcome, Submission
from tremang.kernel import clock
from tremang.meetings.models import Meeting, Status
from tremang.members.models import Membership

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MOST_TAPS = 120


@pytest.fixture(autouse=True)
def day():
    with clock.fixed(HELD_ON):
        yield


@pytest.fixture
def club(world):
    """The club of sixty."""
    return sixty(world)


@pytest.fixture
def bound(world, club, page, live_server):
    """`bound("man")` is that user's phone with the club on it, and no network."""

    def bind(name: str) -> Phone:
        _card, token = devices.make_card(world.users[name], club.place, by=world.users["tuan"], today=HELD_ON)
        phone = Phone(page)
        phone.bind(f"{live_server.url}/may/#the={token}")
        return phone

    return bind


@pytest.fixture
def phone(bound) -> Phone:
    """Bà Mận's phone; she is the secretary."""
    return bound("man")


def worked_in() -> Submission:
    """The one submission, once the server has worked it in."""
    until = time.monotonic() + PATIENCE
    while not Outcome.objects.filter(submission__kind="meeting").exists():
        assert time.monotonic() < until, "nothing arrived"
        time.sleep(0.1)
    told = list(Outcome.objects.filter(submission__kind="meeting").values_list("state", "code", "sentence"))
    assert told[-1][0] == "applied", told
    return Submission.objects.get(kind="meeting")


def test_a_meeting_of_sixty_takes_at_most_120_taps_and_nothing_is_entered_twice(world, club, phone):
    for _screen in held(phone):
        pass
    taps = phone.taps
    assert taps <= MOST_TAPS
    code = phone.page.locator(".code-8").inner_text()
    phone.page.context.set_offline(False)
    sent = json.loads(worked_in().kept.text)["body"]
    assert (len(sent["marks"]), len(sent["dues"]), len(sent["repayments"])) == (ABSENT, MEMBERS, REPAYING)
    assert len(sent["lending"]) == 1 and set(sent["counts"]) == {fund.value for fund in Fund}
    assert sent["contents"]["7"]["note"] == "Hát mừng thọ cụ Tư"
    assert "8 người trả nợ, 1 vay mới" in sent["contents"]["1"]["note"]
    assert re.fullmatch(r"\d{4} \d{4}", code)

    meeting = Meeting.objects.get(club=club, held_on=HELD_ON)
    assert (meeting.present, meeting.expected) == (MEMBERS - ABSENT, MEMBERS)
    assert meeting.marks.filter(status=Status.ABSENT).count() == ABSENT
    today = Transfer.objects.filter(club=club, day=HELD_ON)
    paid = Counter(today.filter(kind=Kind.DUES).values_list("membership", flat=True))
    assert len(paid) == MEMBERS and set(paid.values()) == {1}
    assert today.filter(kind=Kind.PRINCIPAL).values("loan").distinct().count() == REPAYING
    assert Loan.objects.filter(club=club, state=LoanState.RUNNING, paid_out_on=HELD_ON).count() == 1
    assert CashCount.objects.filter(club=club, on=HELD_ON).count() == len(Fund)


def test_a_change_is_taken_back_and_a_meeting_left_in_the_middle_is_there_again_after_the_phone_was_closed(phone):
    phone.on("Bắt đầu buổi sinh hoạt")
    phone.ask("Ai có mặt?").row(1)
    phone.row(5, "main .row:not(.away)")
    phone.page.locator(".figure", has_text="58 / 60").wait_for()
    phone.press("Hoàn tác", ".undo")
    phone.page.locator(".figure", has_text="59 / 60").wait_for()
    phone.press("Có phép")
    phone.press("Để lại sau", ".top")
    phone.page.context.set_offline(False)
    phone.page.reload()
    phone.ask("Chào").keys(*PIN)
    phone.on("Ghi tiếp")
    phone.ask("Ai có mặt?")
    assert phone.page.locator("main .away").count() == 1
    assert "Có phép" in phone.page.locator("main .away .state").inner_text()


def test_a_meeting_that_was_sent_is_put_right_and_the_old_code_is_named(world, club, phone):
    phone.on("Bắt đầu buổi sinh hoạt")
    phone.ask("Ai có mặt?").row(1)
    for path in ("dong-gop", "doc-lai"):
        phone.page.evaluate("path => { location.hash = '#/buoi/' + path; }", path)
    phone.ask("Đọc lại").on("Đúng cả, ghi vào sổ")
    old = phone.ask("Xong buổi sinh hoạt").page.locator(".code-8").inner_text()
    phone.page.context.set_offline(False)
    first = worked_in().uid
    phone.press("Sửa lại buổi này")
    phone.ask("Đọc lại").page.locator(".undo", has_text="bản đã ghi vẫn giữ").wait_for()
    assert not Submission.objects.filter(kind="take_back").exists()
    phone.on("Đúng cả, ghi vào sổ")
    phone.ask("Xong buổi sinh hoạt").page.get_by_text(f"Mã cũ {old} không dùng nữa").wait_for()
    until = time.monotonic() + PATIENCE
    while Outcome.objects.filter(submission__kind="meeting", state="applied").count() < 2:
        assert time.monotonic() < until, list(Outcome.objects.values_list("submission__kind", "state", "sentence"))
        time.sleep(0.1)
    assert json.loads(Submission.objects.get(kind="take_back").kept.text)["body"] == {"uid": first}
    meeting = Meeting.objects.get(club=club, held_on=HELD_ON)
    assert meeting.marks.filter(status=Status.ABSENT).count() == 1


def test_a_sum_ten_times_too_large_is_asked_about_once_and_found_again_when_the_box_is_counted(phone):
    phone.on("Bắt đầu buổi sinh hoạt")
    phone.ask("Ai có mặt?").on("Xong, sang thu tiền")
    phone.ask("Đóng góp").row(0)
    phone.ask("đóng góp").keys("1", "0", "0", "000")
    phone.on("Ghi 100.000")
    phone.page.locator(".asks", has_text="gấp 10 lần").wait_for()
    phone.press("Đúng 100.000")
    phone.ask("Đóng góp").on("Thu nốt 59 người")
    phone.page.evaluate("location.hash = '#/buoi/dem-hop'")
    phone.ask("Đếm hộp")
    book = int(
        re.sub(r"\D", "", phone.page.locator("main .row", has_text="Quỹ hoạt động").locator(".more").inner_text())
    )
    phone.row(0, "main .row:has-text('Quỹ hoạt động')")
    phone.count_notes(book - 90_000, "Hộp thiếu 90.000")
    first = phone.page.locator(".cause").first
    assert "đóng góp 100.000" in first.inner_text().replace("\xa0", " ") and "thừa một số 0" in first.inner_text()
    phone.on("Sửa thành 10.000")
    phone.ask("Khớp")
    phone.press("Hoàn tác", ".undo")
    phone.ask("Hộp thiếu 90.000")


def test_a_sum_that_the_screen_itself_offers_is_never_asked_about(world, club, bound):
    owing = person("Nguyễn Thị Quýt", "F", 1950)
    Membership.objects.create(club=club, person=owing, joined_on=club.launched_on)  # six months behind with one
    phone = bound("man")
    phone.on("Bắt đầu buổi sinh hoạt")
    phone.ask("Ai có mặt?").on("Xong, sang thu tiền")
    hers = phone.ask("Đóng góp").page.locator("main .row:has-text('Thị Quýt')")
    lacks = re.compile(r"Còn thiếu ([\d.]+)")
    before = int(lacks.search(hers.inner_text())[1].replace(".", ""))
    hers.tap()
    phone.ask("đóng góp").page.get_by_text("Đóng cả phần còn thiếu").wait_for()
    phone.on("Ghi 10.000")
    phone.page.locator("main .row.chosen:has-text('Thị Quýt')").wait_for()
    assert int(lacks.search(hers.inner_text())[1].replace(".", "")) == before - 10_000


def test_reading_back_tells_what_was_left_out_and_leads_there(phone):
    phone.on("Bắt đầu buổi sinh hoạt")
    phone.ask("Ai có mặt?").page.evaluate("location.hash = '#/buoi/doc-lai'")
    phone.ask("Đọc lại").page.locator("h2", has_text="Chưa ghi").wait_for()
    phone.row(0, "main .row:has-text('Chưa chọn nội dung nào')")
    phone.ask("Tám nội dung").tick("2. Chăm sóc")
    phone.page.locator(".undo").wait_for()
    phone.page.evaluate("location.hash = '#/buoi/doc-lai'")
    phone.ask("Đọc lại").page.locator(".row", has_text="Chưa đếm hộp").wait_for()
    assert not phone.page.get_by_text("Chưa chọn nội dung nào").count()


def test_what_is_half_typed_is_there_again_when_its_screen_was_left_before_the_button(phone):
    phone.on("Bắt đầu buổi sinh hoạt")
    phone.ask("Ai có mặt?").press("Có khách đến dự")
    phone.ask("Có mấy khách?").write("Tên khách", "bà Lan, chị H")
    phone.page.wait_for_function("() => new Promise(tell => setTimeout(() => tell(true), 600))")  # the finger rests
    phone.press("Quay lại", ".foot")
    phone.ask("Ai có mặt?").press("Có khách đến dự")
    assert phone.ask("Có mấy khách?").page.get_by_label("Tên khách").input_value() == "bà Lan, chị H"


def test_an_empty_box_is_counted_again_before_anything_else_is_guessed(phone):
    phone.on("Bắt đầu buổi sinh hoạt")
    phone.ask("Ai có mặt?")
    phone.page.evaluate("location.hash = '#/buoi/dem-hop/activity'")
    phone.ask("Trong hộp có tờ nào?").on("Hộp không có tiền")
    phone.ask("Hộp thiếu")
    assert phone.page.locator(".solid").all_inner_texts() == ["Đếm lại"]
    assert "khoản chi" not in phone.page.locator("main").inner_text()


def test_the_treasurer_sees_only_the_steps_of_money(bound):
    phone = bound("luong")
    phone.on("Bắt đầu buổi sinh hoạt")
    way = [("", "Đóng góp", 1), ("Hôm nay không thu", "Ai trả nợ?", 1), ("Xong, sang cho vay", "Cho vay", 2),
           ("Xong, sang đếm hộp", "Đếm hộp", 3), ("Hôm nay không đếm", "Đọc lại", 4)]  # fmt: skip
    for onward, title, step in way:
        if onward:
            phone.press(onward, ".foot")
        phone.ask(title)
        assert phone.page.locator(".step").inner_text() == f"Bước {step} trong 5"
    told = phone.page.locator("main .minutes").first.inner_text()
    assert "Buổi họp" in told and "25/9" in told
    assert phone.page.locator(".solid").count() == 0  # nothing was taken in, so there is nothing to write
    phone.press("Chưa ghi khoản nào, quay lại", ".foot")
    phone.ask("Đóng góp").on("Thu đủ")
    phone.page.evaluate("location.hash = '#/buoi/doc-lai'")
    phone.ask("Đọc lại")
    assert phone.page.locator(".solid").all_inner_texts() == ["Đúng cả, ghi vào sổ"]


BACK = "const real = Date.now.bind(Date); Date.now = () => real() - 400 * 86400e3"


@pytest.mark.parametrize("way", ["buoi", "ghi"])
def test_nothing_is_written_before_the_day_is_sure_where_the_clock_went_back_a_year(phone, way):
    phone.page.evaluate(BACK)
    phone.page.evaluate(f"location.hash = '#/{way}'")
    phone.ask("Hôm nay là ngày nào?").on("Đúng")
    phone.page.locator("h1", has_text="Hôm nay là ngày nào?").wait_for(state="detached")


@pytest.mark.parametrize(("whence", "key"), [("viec-cho", "Xem lại ngày"), ("cai-dat", "Hôm nay là ngày nào")])
def test_the_day_is_asked_on_one_screen_to_which_all_others_lead(phone, whence, key):
    phone.page.evaluate(BACK)
    for path in ("lich", whence):
        phone.page.evaluate("path => { location.hash = '#/' + path; }", path)
    phone.press(key)
    phone.page.wait_for_url("**#/ngay")
    phone.ask("Hôm nay là ngày nào?").press("Không phải", ".foot")
    phone.write("Hôm nay đúng ra là", "ba mươi")
    phone.on("Ghi ngày này")
    phone.page.locator(".field .error", has_text="Chưa hiểu").wait_for()
    phone.page.get_by_label("Hôm nay đúng ra là").fill("25/9/2026")
    phone.on("Ghi ngày này")
    phone.page.locator(".undo", has_text="thứ Sáu 25/9/2026").wait_for()
    assert phone.page.get_by_text("Đồng hồ của máy có vẻ sai").count() == 0


def test_on_every_screen_of_a_meeting_a_shaking_finger_hits_what_it_aims_at_and_all_can_be_read(phone):
    eyes = Eyes(phone.page)
    for screen in held(phone):
        eyes.look(screen)
    assert not eyes.found, eyes.stumbled


def test_on_the_screens_that_few_meetings_see_it_is_no_harder(world, club, bound):
    till = Till(world, capital=0)
    till.by["today"] = HELD_ON
    till.approved(REPAYING, 2_000_000, HELD_ON)
    phone, seen = bound("man"), set()
    eyes = Eyes(phone.page)
    for screen in rarer(phone):
        assert screen not in seen
        seen.add(screen)
        eyes.look(screen)
    assert not eyes.found, eyes.stumbled
